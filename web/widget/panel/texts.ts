/** The panel's texts: one language at a time, brought by the loader. */
import type en from '../i18n/en.json';
import { makeT, type Catalogue, type Key, type Locale, type Translate } from '../../shared/i18n';
import type { Localised } from '../../shared/wire';

export type T = Translate<typeof en>;
export type TextKey = Key<typeof en>;

export function textsFor(catalogue: Catalogue, locale: Locale): T {
  return makeT(catalogue, locale) as T;
}

/** What stands under a key that a code of the server's makes; null where we have no words for it. */
export function worded(t: T, key: string, vars?: Parameters<T>[1]): string | null {
  const text = t(key as TextKey, vars);
  return text === key ? null : text;
}

/** A brand's own words in the reader's language, else in any it has. */
export function said(words: string | Localised, locale: Locale): string {
  if (typeof words === 'string') return words;
  return words[locale] ?? words[locale.slice(0, 2)] ?? words.en ?? Object.values(words)[0] ?? '';
}
