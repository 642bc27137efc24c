/** Macros found by what was typed after "/", and their placeholders filled. Pure. */
import type { Macro } from '../../shared/wire';

export type Facts = Record<string, string>;

export function asked(text: string): string | null {
  const found = /^\/(\S*)$/u.exec(text);
  return found ? found[1]!.toLowerCase() : null;
}

export function matching(macros: readonly Macro[], query: string): Macro[] {
  const hits = (macro: Macro) =>
    macro.shortcut.toLowerCase().startsWith(query) || macro.title.toLowerCase().includes(query);
  return macros.filter(hits).slice(0, 8);
}

/** The customer's language first, then English, then whatever is there; unknown names stay as written. */
export function filled(macro: Macro, locale: string, facts: Facts): string {
  const texts: Record<string, string> = { ...macro.texts };
  const tag = locale.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
  const text = texts[tag] || texts.en || Object.values(texts).find(Boolean) || '';
  return text.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (whole, name: string) => facts[name] ?? whole);
}
