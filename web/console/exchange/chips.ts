/** Cuts a text where it names a record by its number. Pure. */
import type { Mention } from '../../shared/wire';

export interface Run {
  text: string;
  mention: Mention | null;
}

export function runs(text: string, known: Record<string, Mention>): Run[] {
  const numbers = Object.values(known).filter((one) => one.kind === 'number' && one.record);
  if (numbers.length === 0) return [{ text, mention: null }];
  const words = numbers.map((one) => one.text.replace(/[-]/g, '\\$&'));
  const found = new RegExp(`(?<![\\w-])(${words.join('|')})(?![\\w-])`, 'g');
  return text
    .split(found)
    .filter((part) => part !== '')
    .map((part) => ({ text: part, mention: known[part] ?? null }));
}

/** Whether something the customer said about it is not what is recorded. */
export function differs(mention: Mention): boolean {
  return mention.check === 'bad' || mention.claims.some((claim) => !claim.agrees);
}
