/** Cuts an excerpt where the words that were searched stand. Pure; same folding as the server's. */
export interface Run {
  text: string;
  hit: boolean;
}

export function marked(text: string, q: string): Run[] {
  const words = q.split(/\s+/).filter(Boolean).map(escaped);
  if (words.length === 0) return [{ text, hit: false }];
  const found = new RegExp(`(${words.join('|')})`, 'giu');
  return text
    .split(found)
    .map((part, i) => ({ text: part, hit: i % 2 === 1 }))
    .filter((run) => run.text !== '');
}

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&').replaceAll('\\-', '\\x2d');
}
