/** The words of what is fetched later. */
import { makeT, type Catalogue, type Locale, type Translate } from '../../shared/i18n';
import en from '../i18n/beside.en.json';
import zh from '../i18n/beside.zh-CN.json';

export type T = Translate<typeof en>;

export function textsFor(locale: Locale): T {
  const catalogue: Catalogue = locale === 'zh-CN' ? zh : en;
  return makeT(catalogue, locale) as T;
}
