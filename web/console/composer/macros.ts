/** Macros found by what was typed after "/". Pure. */
import type { Macro } from '../../shared/wire';

export function asked(text: string): string | null {
  const found = /^\/(\S*)$/u.exec(text);
  return found ? found[1]!.toLowerCase() : null;
}

export function matching(macros: readonly Macro[], query: string): Macro[] {
  const hits = (macro: Macro) =>
    macro.shortcut.toLowerCase().startsWith(query) || macro.title.toLowerCase().includes(query);
  return macros.filter(hits).slice(0, 8);
}
