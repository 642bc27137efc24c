import { describe, expect, it } from 'vitest';
import { TEXTS } from '../../demo/texts';
import en from '../i18n/en.json';
import zh from '../i18n/zh-CN.json';
import { WORDS } from '../loader/launcher';
import { said, textsFor } from '../panel/texts';

/** Chinese has no singular; otherwise both catalogues hold the same keys. */
const keys = (catalogue: object): string[] =>
  Object.keys(catalogue)
    .filter((key) => !key.endsWith('.one'))
    .sort();
const slots = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

describe('texts', () => {
  it('are complete in both languages', () => {
    expect(keys(zh)).toEqual(keys(en));
    expect(keys(WORDS['zh-CN'])).toEqual(keys(WORDS.en));
    expect(keys(TEXTS['zh-CN'])).toEqual(keys(TEXTS.en));
  });

  it('fill the same slots', () => {
    const chinese = zh as Record<string, string>;
    for (const [key, text] of Object.entries(en)) {
      if (key.endsWith('.one')) continue;
      expect([key, slots(chinese[key] ?? '')]).toEqual([key, slots(text)]);
    }
  });

  it('address Chinese readers as 您 and never as 你', () => {
    expect(Object.values(zh).filter((text) => text.includes('你'))).toEqual([]);
  });

  it('choose the plural and set a thin space between scripts', () => {
    expect(textsFor(en, 'en')('composer.left', { n: 1 })).toBe('1 character left');
    expect(textsFor(en, 'en')('composer.left', { n: 2 })).toBe('2 characters left');
    expect(textsFor(zh, 'zh-CN')('queue.position', { n: 3 })).toContain('3');
    expect(textsFor(zh, 'zh-CN')('title', { brand: 'BitP' })).toBe('BitP 客服');
  });

  it("takes a brand's own words in the reader's language", () => {
    expect(said({ en: 'Deposit', 'zh-CN': '充值' }, 'zh-CN')).toBe('充值');
    expect(said({ en: 'Deposit' }, 'zh-CN')).toBe('Deposit');
    expect(said('plain', 'en')).toBe('plain');
  });
});
