/** Whether a value will do, by the limits the server declares; and what differs. Pure. */
import type { SettingField } from '../../shared/wire';

export type Value = SettingField['default'];
export type Values = Record<string, Value>;

export interface Wrong {
  code: string;
  limit: string;
}

const wrong = (code: string, limit: string | number = ''): Wrong => ({ code, limit: `${limit}` });

function numberFault(field: SettingField, value: unknown): Wrong | null {
  if (typeof value !== 'number' || !Number.isFinite(value))
    return wrong(field.kind === 'number' ? 'not_whole' : 'not_a_number');
  if (field.kind === 'number' && !Number.isInteger(value)) return wrong('not_whole');
  if (field.minimum !== null && value < field.minimum) return wrong('too_small', field.minimum);
  if (field.maximum !== null && value > field.maximum) return wrong('too_big', field.maximum);
  return null;
}

/** Lengths count as the server counts them: by letters, not by halves of rare ones. */
function textFault(field: SettingField, text: string): Wrong | null {
  const length = [...text].length;
  if (field.min_length !== null && length < field.min_length)
    return wrong('too_short', field.min_length);
  if (field.max_length !== null && length > field.max_length)
    return wrong('too_long', field.max_length);
  if (field.pattern && !matches(field.pattern, text)) return wrong('not_the_form');
  return null;
}

/** A form that only the server can read is left to the server. */
function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(text);
  } catch {
    return true;
  }
}

export function faultOf(field: SettingField, value: Value | null): Wrong | null {
  if (field.kind === 'switch') return null;
  if (field.kind === 'number' || field.kind === 'decimal') return numberFault(field, value);
  if (!Array.isArray(value)) return textFault(field, `${value ?? ''}`);
  if (field.most !== null && value.length > field.most) return wrong('too_many', field.most);
  return value.map((entry) => textFault(field, entry)).find(Boolean) ?? null;
}

export const same = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** The names of what differs. */
export function changedNames(before: Values, after: Values): string[] {
  return Object.keys(after).filter((name) => !same(before[name], after[name]));
}

/** What somebody else has set, with what I changed put over it. */
export function mergedOver(base: Values, mine: Values, theirs: Values): Values {
  const own = changedNames(base, mine).map((name) => [name, mine[name]!] as const);
  return { ...theirs, ...Object.fromEntries(own) };
}

/** Fields under their headings, in the order in which they come; `known` tells which headings have a name. */
export function grouped(
  fields: readonly SettingField[],
  known: (group: string) => boolean,
): [string, SettingField[]][] {
  const groups = new Map<string, SettingField[]>();
  for (const field of fields) {
    const stem = field.name.split('_')[0]!;
    const group = field.group || (known(stem) ? stem : '');
    groups.set(group, [...(groups.get(group) ?? []), field]);
  }
  return [...groups];
}
