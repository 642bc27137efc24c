/** How news becomes state. Pure: an old snapshot and what came after equals a fresh snapshot. */
import type { Entry, Named, Priority, Row, Status, View } from '../../shared/wire';

/** Entries in order, each number once; what came later wins. */
export function mergeEntries(have: readonly Entry[], more: readonly Entry[]): Entry[] {
  if (more.length === 0) return have as Entry[];
  const last = have.at(-1)?.seq ?? 0;
  const ordered = more.every((entry, i) => entry.seq > (more[i - 1]?.seq ?? last));
  if (ordered) return [...have, ...more];
  const bySeq = new Map(have.map((entry) => [entry.seq, entry]));
  for (const entry of more) bySeq.set(entry.seq, entry);
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

/** The first missing number between the first and the last entry, or null. */
export function gap(entries: readonly Entry[]): number | null {
  for (let i = 1; i < entries.length; i++) {
    const expected = entries[i - 1]!.seq + 1;
    if (entries[i]!.seq !== expected) return expected;
  }
  return null;
}

/** Of two rows of one conversation the one with the higher number is newer; equals: the latter. */
export function newer<R extends Row>(have: R | undefined, row: Row): R | Row {
  return have !== undefined && have.seq > row.seq ? have : row;
}

export function latestFirst(a: Row, b: Row): number {
  return a.last_at === b.last_at ? (a.number < b.number ? 1 : -1) : a.last_at < b.last_at ? 1 : -1;
}

export interface Reader {
  id: string;
  teams: readonly string[];
}

const UNDONE: readonly Status[] = ['open', 'waiting', 'snoozed'];

/** Whether a conversation is in a view; undefined where only the server can tell. */
export function belongs(row: Row, view: View, me: Reader): boolean | undefined {
  if (view === 'all') return true;
  if (view === 'mentions') return undefined;
  if (view === 'mine') return row.assignee?.id === me.id && UNDONE.includes(row.status);
  if (view === 'unassigned') return row.assignee === null && row.status === 'open';
  if (view === 'team') {
    return row.status === 'open' && (row.team === null || me.teams.includes(row.team));
  }
  return row.status === view;
}

/** A view's rows after news about some; rows the server must judge stay if they were there. */
export function mergeRows(
  have: readonly Row[],
  news: readonly Row[],
  view: View,
  me: Reader,
): Row[] {
  const byNumber = new Map(have.map((row) => [row.number, row]));
  for (const row of news) {
    const known = byNumber.get(row.number);
    const verdict = belongs(row, view, me) ?? known !== undefined;
    if (verdict) byNumber.set(row.number, { ...newer(known, row), hits: known?.hits });
    else byNumber.delete(row.number);
  }
  return [...byNumber.values()].sort(latestFirst);
}

const PREVIEW = 140;

function afterMessage(row: Row, entry: Entry): Partial<Row> {
  const preview = entry.text.split(/\s+/).filter(Boolean).join(' ').slice(0, PREVIEW);
  const { kind } = entry.author;
  if (kind === 'system') return { last_at: entry.at };
  const said = { preview, last_author: kind, last_at: entry.at, snoozed_until: null };
  if (kind === 'customer') {
    return { ...said, status: 'open', waiting_since: row.waiting_since ?? entry.at };
  }
  return { ...said, status: 'waiting', waiting_since: null };
}

function afterEvent(entry: Entry): Partial<Row> {
  const event = entry.event!;
  const at = { last_at: entry.at };
  switch (event.what) {
    case 'assigned':
    case 'returned':
      return { ...at, assignee: event.assignee as Named | null, team: event.team as string | null };
    case 'reopened':
      return { status: 'open', snoozed_until: null };
    case 'status': {
      const status = event.to as Status;
      const ended = status === 'resolved' || status === 'closed';
      const snoozed_until = (event.until as string | undefined) ?? null;
      return { ...at, status, snoozed_until, ...(ended ? { waiting_since: null } : {}) };
    }
    case 'rated':
      return { rating: event.score as number };
    case 'labelled': {
      const { tags, priority, topic, language } = event as Partial<Row> & { priority?: Priority };
      const told = { tags, priority, topic, language };
      return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
    }
    default:
      return {};
  }
}

/** The conversation's row after one more entry, by the rules of the server. */
export function applyEntry<R extends Row>(row: R, entry: Entry): R {
  if (entry.seq <= row.seq) return row;
  const change =
    entry.kind === 'message' ? afterMessage(row, entry) : entry.event ? afterEvent(entry) : {};
  return { ...row, ...change, seq: entry.seq };
}

/** Whether an entry changes what the facts say of the customer. */
export function tellsOfCustomer({ text, event }: Entry): boolean {
  return text.includes('⟦secret: ') || event?.what === 'brought_along';
}
