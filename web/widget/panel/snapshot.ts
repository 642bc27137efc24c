/** Taking a snapshot over, whatever the socket has told beside it. Pure. */
import type { Entry, ServerFrame, WidgetState } from '../../shared/wire';
import { after, heard, withEntries, type State } from './state';

/** File links last minutes: entries whose links have run out by `now` are taken anew from `items`. */
export function renewed(entries: Entry[], items: Entry[], now: number): Entry[] {
  const fresh = new Map(items.map((item) => [item.seq, item]));
  const over = (entry: Entry): boolean =>
    entry.attachments.some((file) => Date.parse(file.expires_at) <= now);
  return entries.map((entry) => (over(entry) ? (fresh.get(entry.seq) ?? entry) : entry));
}

/** What a snapshot tells of who writes here; what was known before and is not any more has lapsed. */
export function known(state: State, snapshot: WidgetState): Partial<State> {
  const { standing, document, safety, progress } = snapshot;
  const level = standing?.level ?? 0;
  const lapsed = level < 2 && ((state.standing?.level ?? 0) >= 2 || state.lapsed);
  const told = { standing: standing ?? null, asked: document ?? null, safety: safety ?? null };
  return { ...told, progress: progress ?? [], lapsed };
}

/**
 * The state after a snapshot; `meanwhile` is what the socket said while it was on its way, and the later
 * word. Another number than before means that a new conversation has begun.
 */
export function taken(
  state: State,
  snapshot: WidgetState,
  meanwhile: readonly ServerFrame[],
  now: number,
): State {
  const { conversation, entries, queue, hours } = snapshot;
  const same = conversation?.number === state.conversation?.number;
  const held = same ? renewed(state.entries, entries, now) : [];
  const shown = withEntries({ ...state, entries: held, conversation: null }, entries);
  const beyond = shown.entries.filter(({ seq }) => seq > (conversation?.seq ?? 0));
  const next = {
    ...shown,
    ...known(state, snapshot),
    conversation: conversation && beyond.reduce(after, conversation),
    queue,
    hours: hours ?? state.hours,
  };
  return meanwhile.filter(({ t }) => t !== 'entries').reduce(heard, next);
}
