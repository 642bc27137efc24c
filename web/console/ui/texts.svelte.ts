/** The console's texts in the language chosen, and formats bound to it. */
import * as format from '../../shared/format';
import {
  makeT,
  type Catalogue,
  pickLocale,
  type Key,
  type Locale,
  type Translate,
  type Vars,
} from '../../shared/i18n';
import type en from '../i18n/en';

type Texts = typeof en;
export type TextKey = Key<Texts>;

/** Chinese has no singular: a text with `.one` has only `.other` there. */
const load: Record<Locale, () => Promise<Catalogue>> = {
  en: async () => (await import('../i18n/en')).default,
  'zh-CN': async () => (await import('../i18n/zh-CN')).default,
};

class Language {
  locale = $state<Locale>('en');
  translate = $state.raw<Translate<Texts>>((key) => key);

  async use(locale: Locale): Promise<void> {
    const catalogue = await load[locale]();
    this.translate = makeT(catalogue as Texts, locale);
    this.locale = locale;
    document.documentElement.lang = locale;
  }

  async choose(locale: Locale): Promise<void> {
    await this.use(locale);
    localStorage.setItem('td.locale', locale);
  }

  start(): Promise<void> {
    const chosen = localStorage.getItem('td.locale');
    return this.use(pickLocale(chosen ? [chosen] : navigator.languages));
  }
}

export const language = new Language();

export function t(key: TextKey, vars?: Vars): string {
  return language.translate(key, vars);
}

/** A text that may not exist: a status, topic or event of a newer server keeps its own name. */
export function named(prefix: string, name: string): string {
  const key = `${prefix}.${name}`;
  const text = language.translate(key as TextKey);
  return text === key ? name.replaceAll('_', ' ') : text;
}

/** What the desk tags by itself has a name; what people tag is as they wrote it. */
export function tagName(tag: string): string {
  const key = `tag.${tag}`;
  const text = language.translate(key as TextKey);
  return text === key ? tag : text;
}

/** A text on one line, with masks named instead of written out: `[bank card hidden]`. */
export function withMasks(text: string): string {
  return text.replace(
    /⟦(secret|erased): ([^⟧]+)⟧/g,
    (_, what: string, kind: string) =>
      `[${named(what === 'erased' ? what : 'mask', kind.replaceAll(' ', '_'))}]`,
  );
}

export const clock = (at: string) => format.clock(at, language.locale);
export const moment = (at: string) => format.moment(at, language.locale);
export const day = (at: string) => format.day(at, language.locale);
export const when = (at: string, now?: number) => format.when(at, language.locale, now);
export const span = (seconds: number) => format.span(seconds, language.locale);
export const bytes = (size: number) => format.bytes(size, language.locale);

export function languageName(tag: string): string {
  try {
    // Scripts are what readers know: "Simplified Chinese", not "Chinese (China)".
    const known = tag === 'zh-CN' ? 'zh-Hans' : tag;
    return new Intl.DisplayNames(language.locale, { type: 'language' }).of(known) ?? tag;
  } catch {
    return tag;
  }
}
