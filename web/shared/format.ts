/** Showing times, sizes and hashes in the reader's language and zone. */
import type { Locale } from './i18n';

export const TIGHT = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

const made = new Map<string, Intl.DateTimeFormat>();

function formatter(locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  let found = made.get(key);
  if (!found) made.set(key, (found = new Intl.DateTimeFormat(locale, options)));
  return found;
}

export function clock(at: string, locale: Locale): string {
  return formatter(locale, TIGHT).format(new Date(at));
}

/** The zone stands at the end in every language: Chinese would have it between day and hour. */
function zoned(at: string, locale: Locale, options: Intl.DateTimeFormatOptions): string {
  const said = formatter(locale, { ...options, hourCycle: 'h23' }).formatToParts(new Date(at));
  const zone = said.find(({ type }) => type === 'timeZoneName');
  const rest = said.filter((part) => part !== zone).map(({ value }) => value);
  return `${rest.join('').replace(/\s+/g, ' ').trim()} ${zone?.value ?? ''}`.trim();
}

/** Date, time and zone in full: for titles and wherever the zone matters. */
export function moment(at: string, locale: Locale): string {
  return zoned(at, locale, { dateStyle: 'medium', timeStyle: 'long' });
}

/** Until when something is to happen, to the minute: "Nov 26, 14:05 UTC". */
export function deadline(at: string, locale: Locale): string {
  const date = { month: 'short', day: 'numeric' } as const;
  return zoned(at, locale, { ...date, ...TIGHT, timeZoneName: 'short' });
}

export function day(at: string, locale: Locale, now = Date.now()): string {
  const date = new Date(at);
  const sameYear = date.getFullYear() === new Date(now).getFullYear();
  const year = sameYear ? {} : ({ year: 'numeric' } as const);
  return formatter(locale, { weekday: 'short', month: 'short', day: 'numeric', ...year }).format(
    date,
  );
}

/** The reader's local calendar day, to tell where one ends. */
export function dayKey(at: string): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

const UNITS: [Intl.NumberFormatOptions['unit'] & string, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

/** The largest whole unit: "4m", "2h", "3天". */
export function span(
  seconds: number,
  locale: Locale,
  unitDisplay: 'narrow' | 'long' = 'narrow',
): string {
  const [unit, size] = UNITS.find(([, length]) => seconds >= length) ?? UNITS[3]!;
  const value = Math.max(0, Math.floor(seconds / size));
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay }).format(value);
}

/** Today's times as a clock, older ones as a date. */
export function when(at: string, locale: Locale, now = Date.now()): string {
  if (dayKey(at) === dayKey(new Date(now).toISOString())) return clock(at, locale);
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  const year = sameYear ? {} : ({ year: '2-digit' } as const);
  return formatter(locale, { month: 'short', day: 'numeric', ...year }).format(new Date(at));
}

export function bytes(size: number, locale: Locale): string {
  const [unit, length] =
    size >= 1_000_000 ? ['megabyte', 1_000_000] : size >= 1_000 ? ['kilobyte', 1_000] : ['byte', 1];
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: unit as string,
    unitDisplay: 'short',
    maximumFractionDigits: unit === 'megabyte' ? 1 : 0,
  }).format(size / (length as number));
}

export type Part = { kind: 'text' | 'hash' | 'link'; text: string };

const LINK =
  'https?:\\/\\/[^\\s<>"\\u3000-\\u303f\\uff00-\\uffef]+[^\\s<>"\'.,;:!?)\\]\\u3000-\\u303f\\uff00-\\uffef]';
/* Transaction hashes, addresses of the common chains, and our own long ids. */
const HASH =
  '(?<![A-Za-z0-9])(?:0x[0-9a-fA-F]{24,}|[0-9a-fA-F]{32,}|(?:bc1|tb1|ltc1|addr1)[a-z0-9]{20,}|[1-9A-HJ-NP-Za-km-z]{32,})(?![A-Za-z0-9])';
const PARTS = new RegExp(`(${LINK})|(${HASH})`, 'g');

/** Splits a text into plain runs, links, and long hashes to be shown shortened. */
export function parts(text: string): Part[] {
  const found: Part[] = [];
  let from = 0;
  for (const match of text.matchAll(PARTS)) {
    if (match.index > from) found.push({ kind: 'text', text: text.slice(from, match.index) });
    found.push({ kind: match[1] ? 'link' : 'hash', text: match[0] });
    from = match.index + match[0].length;
  }
  if (from < text.length) found.push({ kind: 'text', text: text.slice(from) });
  return found;
}

/** Both ends of a long hash, which is how people compare them. */
export function shortened(hash: string, head = 10, tail = 8): string {
  return hash.length <= head + tail + 3 ? hash : `${hash.slice(0, head)}…${hash.slice(-tail)}`;
}
