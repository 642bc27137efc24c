/**
 * Texts. A catalogue is flat JSON, one file a language, written in each
 * language; `t('key', {name})` fills `{name}`; a key with a `.one`/`.other`
 * pair is asked for without its ending and chosen by `n` in that language.
 */
export const LOCALES = ['en', 'zh-CN'] as const;
export type Locale = (typeof LOCALES)[number];
export type Catalogue = Record<string, string>;

type Bare<K> = K extends `${infer Stem}.other` | `${infer Stem}.one` ? Stem : K;
export type Key<C> = Bare<keyof C & string>;
export type Vars = Record<string, string | number>;
export type Translate<C> = (key: Key<C>, vars?: Vars) => string;

/** The best of our languages for what a browser or a customer asks for. */
export function pickLocale(wanted: readonly string[]): Locale {
  for (const tag of wanted) {
    const language = tag.toLowerCase().split('-')[0];
    if (language === 'zh') return 'zh-CN';
    if (language === 'en') return 'en';
  }
  return 'en';
}

const HAN = '\\u3400-\\u9fff\\uf900-\\ufaff';
const BEFORE = new RegExp(`([${HAN}])([A-Za-z0-9$€£+@#])`, 'g');
const AFTER = new RegExp(`([A-Za-z0-9%+])([${HAN}])`, 'g');

/** A thin space where Chinese meets Latin letters or figures. For our own texts only. */
export function spaced(text: string): string {
  return text.replace(BEFORE, '$1\u2009$2').replace(AFTER, '$1\u2009$2');
}

export function makeT<C extends Catalogue>(catalogue: C, locale: Locale): Translate<C> {
  const plural = new Intl.PluralRules(locale);
  const number = new Intl.NumberFormat(locale);
  const chosen = (key: string, vars?: Vars): string => {
    if (typeof vars?.n === 'number') {
      const found = catalogue[`${key}.${plural.select(vars.n)}`] ?? catalogue[`${key}.other`];
      if (found !== undefined) return found;
    }
    return catalogue[key] ?? key;
  };
  return (key, vars) => {
    const text = chosen(key, vars).replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = vars?.[name];
      return value === undefined ? whole : typeof value === 'number' ? number.format(value) : value;
    });
    return locale === 'zh-CN' ? spaced(text) : text;
  };
}
