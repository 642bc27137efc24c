/** What a macro may have filled in, and how it looks filled. Pure; the server knows the same four. */
export const PLACEHOLDERS = [
  'customer.name',
  'agent.name',
  'conversation.number',
  'brand.name',
] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

const BRACES = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** Names in double braces that are none of ours. */
export function unknown(text: string): string[] {
  return [...text.matchAll(BRACES)]
    .map((found) => found[1]!)
    .filter((name) => !(PLACEHOLDERS as readonly string[]).includes(name));
}

export function filled(text: string, values: Record<Placeholder, string>): string {
  return text.replace(BRACES, (whole, name: string) => values[name as Placeholder] ?? whole);
}
