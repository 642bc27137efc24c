import { expect, test } from 'vitest';
import { pieces } from '../assistant/pieces';

const TX = '0x5c504ed432cb51138bcf09aa5e8a410dd4a1e204ef84bfed1be16dfba1b22060';

test('a transaction in a summary is one piece, whole', () => {
  expect(pieces(`Named: transaction ${TX}; amount 500 USDT`)).toEqual([
    { text: 'Named: transaction ', long: false },
    { text: TX, long: true },
    { text: '; amount 500 USDT', long: false },
  ]);
});

test('an address stands out, words and what was cut off do not', () => {
  const address = 'TDGYpm5zPxoUq8dGyT4LVpkXrmGzqXhU1n';
  expect(pieces(`to ${address}。`).map((one) => one.long)).toEqual([false, true, false]);
  expect(pieces(`${TX.slice(0, 40)}…`)).toEqual([{ text: `${TX.slice(0, 40)}…`, long: false }]);
  expect(pieces('antidisestablishmentarianismically')).toHaveLength(1);
  expect(pieces('')).toEqual([]);
});

test('put together again, the pieces are the text', () => {
  const text = `a ${TX} b ${TX}\nc`;
  expect(
    pieces(text)
      .map((one) => one.text)
      .join(''),
  ).toBe(text);
});
