/** What is still open in a reply: the server would not send it. Pure. */
const BLANK = /\{\{\s*([#/]?[a-z][\w. -]{0,100}?)\s*\}\}/g;

export function blanks(text: string): string[] {
  return [...new Set([...text.matchAll(BLANK)].map((found) => found[1]!))];
}
