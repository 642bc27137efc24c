/** The widget's two catalogues. */
import en from '../i18n/en.json';
import zh from '../i18n/zh-CN.json';
import { makeT, type Catalogue, type Key, type Locale, type Translate } from '../../shared/i18n';
import type { Localised } from '../../shared/wire';

export type T = Translate<typeof en>;
export type TextKey = Key<typeof en>;

export function textsFor(locale: Locale): T {
  const catalogue: Catalogue = locale === 'zh-CN' ? zh : en;
  return makeT(catalogue, locale) as T;
}

/** A brand's own words in the reader's language, else in any it has. */
export function said(words: string | Localised, locale: Locale): string {
  if (typeof words === 'string') return words;
  return words[locale] ?? words[locale.slice(0, 2)] ?? words.en ?? Object.values(words)[0] ?? '';
}

export function has(key: string): key is TextKey {
  return key in en || `${key}.other` in en;
}
