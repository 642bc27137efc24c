/**
 * A first look, on the device, for what must never be sent. It only asks before
 * sending; the server's guard decides what is masked.
 */
const SHORTEST = 12;
/* Everyday words that no recovery phrase contains (none is in the BIP-39 list). */
const EVERYDAY = new Set(
  (
    'the and for was has are not but did had its from were been your our would please could which ' +
    'because deposit withdraw bitcoin wallet money support cannot does here there also after'
  ).split(' '),
);
const HAN_ROW = /(?:[\u3400-\u9fff][\s,，、]+){11,}[\u3400-\u9fff]/;

export function looksLikePhrase(text: string): boolean {
  if (HAN_ROW.test(text)) return true;
  let row = 0;
  for (const word of text.toLowerCase().match(/[\p{L}']+/gu) ?? []) {
    row = /^[a-z]{3,8}$/.test(word) && !EVERYDAY.has(word) ? row + 1 : 0;
    if (row >= SHORTEST) return true;
  }
  return false;
}
