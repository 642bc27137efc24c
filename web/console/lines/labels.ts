/** What settings are called; a setting of a newer server keeps its own name. */
import { named, t, type TextKey } from '../ui/texts.svelte';

export const hasText = (key: string): boolean => t(key as TextKey) !== key;
export const textIf = (key: string): string => (hasText(key) ? t(key as TextKey) : '');
export const labelOf = (line: string, name: string): string => named(`settings.${line}`, name);

/** Why something failed: a code of ours in words, what another machine said as it said it. */
export const reasonOf = (said: string): string =>
  /^[a-z_]+$/.test(said) ? named('lines.reason', said) : said;

/** A value as people read it. */
export function shown(line: string, name: string, value: unknown): string {
  if (typeof value === 'boolean') return t(value ? 'lines.on' : 'lines.off');
  if (Array.isArray(value)) return value.length ? value.join(', ') : t('lines.empty');
  if (value === '') return t('lines.empty');
  const choice = `settings.${line}.${name}.${value}`;
  return hasText(choice) ? t(choice as TextKey) : `${value}`;
}
