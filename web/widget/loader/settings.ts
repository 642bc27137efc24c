/** Reading the one script tag. */
import { pickLocale, type Locale } from '../../shared/i18n';

export interface Settings {
  brand: string;
  base: string;
  locale: Locale;
  accent: string | null;
  theme: string | null;
  nonce: string;
  identifyUrl: string | null;
}

export function readSettings(script: HTMLScriptElement): Settings {
  const { brand = '', locale, accent, theme, identifyUrl } = script.dataset;
  const wanted = locale
    ? [locale]
    : [document.documentElement.lang, ...navigator.languages].filter(Boolean);
  return {
    brand,
    base: new URL(script.src).origin,
    locale: pickLocale(wanted),
    accent: accent ?? null,
    theme: theme ?? null,
    nonce: script.nonce,
    identifyUrl: identifyUrl ?? null,
  };
}

/** The script's own theme, else the page's `data-theme`, else the system's. */
export function followTheme(host: HTMLElement, own: string | null): void {
  const page = document.documentElement;
  const apply = (): void => {
    const theme = own === 'light' || own === 'dark' ? own : page.dataset.theme;
    if (theme === 'light' || theme === 'dark') host.dataset.theme = theme;
    else delete host.dataset.theme;
  };
  apply();
  new MutationObserver(apply).observe(page, { attributeFilter: ['data-theme'] });
}
