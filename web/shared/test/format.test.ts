import { describe, expect, it } from 'vitest';
import { bytes, dayKey, deadline, moment, parts, shortened, span } from '../format';

const TX = '4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b';

describe('parts', () => {
  it('give back the text they were cut from', () => {
    for (const text of [
      '',
      'plain',
      `TxID 是 ${TX}，没到账`,
      `a ${TX} b https://x.example/a?b=c.`,
    ]) {
      const joined = parts(text).map((part) => part.text);
      expect(joined.join('')).toBe(text);
    }
  });
  it('know hashes, addresses and links among words of both scripts', () => {
    const kinds = (text: string) => parts(text).map((part) => [part.kind, part.text]);
    expect(kinds(`是${TX}吗`)).toEqual([
      ['text', '是'],
      ['hash', TX],
      ['text', '吗'],
    ]);
    expect(kinds('见 https://x.example/a，谢谢')).toEqual([
      ['text', '见 '],
      ['link', 'https://x.example/a'],
      ['text', '，谢谢'],
    ]);
    expect(kinds('0x52908400098527886E0F7030069857D2E4169EE7')[0]![0]).toBe('hash');
    expect(kinds('TN3W4H6rK2ce4vX9YnFQHwKENnHjoxb3m9')[0]![0]).toBe('hash');
    expect(kinds('unbelievable 1234567890')).toEqual([['text', 'unbelievable 1234567890']]);
  });
});

describe('shortened', () => {
  it('keeps both ends of what is long and all of what is not', () => {
    expect(shortened(TX)).toBe('4a5e1e4baa…fdeda33b');
    expect(shortened('abcdef')).toBe('abcdef');
  });
});

describe('figures', () => {
  it('are in the reader’s language', () => {
    expect(span(59, 'en')).toBe('59s');
    expect(span(3_700, 'en')).toBe('1h');
    expect(span(240, 'zh-CN')).toBe('4分钟');
    expect(span(-5, 'en')).toBe('0s');
    expect(bytes(999, 'en')).toBe('999 byte');
    expect(bytes(482_113, 'en')).toBe('482 kB');
    expect(bytes(1_204_000, 'zh-CN')).toBe('1.2 MB');
  });
  it('have the zone at their end in both languages', () => {
    for (const locale of ['en', 'zh-CN'] as const) {
      expect(moment('2026-11-26T08:06:01Z', locale)).toMatch(/\d\d:06:01 \S+$/);
      expect(deadline('2026-11-26T08:06:01Z', locale)).toMatch(/\d\d:06 \S+$/);
    }
  });
  it('know where a day ends', () => {
    const noon = new Date(2026, 10, 22, 12).toISOString();
    const evening = new Date(2026, 10, 22, 23, 59).toISOString();
    const morning = new Date(2026, 10, 23, 0, 1).toISOString();
    expect(dayKey(noon)).toBe(dayKey(evening));
    expect(dayKey(evening)).not.toBe(dayKey(morning));
  });
});
