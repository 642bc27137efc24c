/** A text cut where it holds what nobody reads whole: hashes, addresses, keys of a transaction. */
export interface Piece {
  text: string;
  /** Set where the piece is one long name, to be shown short and copied whole. */
  long: boolean;
}

const LONG = /[0-9A-Za-z_+/=:-]{28,}/g;

export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let at = 0;
  for (const one of text.matchAll(LONG)) {
    const end = one.index + one[0].length;
    // What the summary itself has cut off is not the whole name: there is nothing to copy.
    const whole = text[end] !== '…' && /\d/.test(one[0]);
    if (!whole) continue;
    if (one.index > at) found.push({ text: text.slice(at, one.index), long: false });
    found.push({ text: one[0], long: true });
    at = end;
  }
  if (at < text.length) found.push({ text: text.slice(at), long: false });
  return found;
}
