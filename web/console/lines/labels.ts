/** What settings are called; a setting of a newer server keeps its own name. */
import type { LineFailure } from '../../shared/wire';
import { named, t, type TextKey } from '../ui/texts.svelte';

export const hasText = (key: string): boolean => t(key as TextKey) !== key;
export const textIf = (key: string): string => (hasText(key) ? t(key as TextKey) : '');
export const labelOf = (line: string, name: string): string => named(`settings.${line}`, name);

/** Whether a reason is a code of ours (`spam`, `unreadable: too_many_parts`) rather than another machine's words. */
export const isCode = (said: string): boolean => /^[a-z_]+$|^unreadable: /.test(said);

/** Why something failed: a code of ours in words, what another machine said as it said it. */
export function reasonOf(said: string): string {
  const [first = '', more] = said.split(': ', 2);
  if (first !== 'unreadable' || !more) return isCode(said) ? named('lines.reason', said) : said;
  const why = /^[a-z_]+$/.test(more) ? named('lines.unreadable', more) : more;
  return t('lines.reason.unreadable', { why });
}

/** What became of something: it was set aside by a rule, or it failed on its way in or out. */
export const wayOf = (one: LineFailure): 'in' | 'out' | 'aside' =>
  one.state === 'quarantined' && !one.reason.startsWith('unreadable') ? 'aside' : one.way;

/** Whether trying again may come to something else: what a rule has set aside it sets aside again. */
export const mayChange = (one: LineFailure): boolean => wayOf(one) !== 'aside';

/** A value as people read it. */
export function shown(line: string, name: string, value: unknown): string {
  if (typeof value === 'boolean') return t(value ? 'lines.on' : 'lines.off');
  if (Array.isArray(value)) return value.length ? value.join(', ') : t('lines.empty');
  if (value === '') return t('lines.empty');
  const choice = `settings.${line}.${name}.${value}`;
  return hasText(choice) ? t(choice as TextKey) : `${value}`;
}
