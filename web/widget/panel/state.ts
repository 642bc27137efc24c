/** What the panel knows, and how news changes it. Pure: values in, values out. */
import type {
  BrandView,
  Entry,
  Hours,
  OpenIncident,
  Progress,
  PublicAnnouncement,
  QueuePlace,
  Safety,
  ServerFrame,
  Surge,
  WidgetAsked,
  WidgetConversation,
  WidgetReceipt,
  WidgetStanding,
} from '../../shared/wire';
import type { LiveState } from '../../shared/live';
import type { Parcel } from './outbox';

/** An acknowledged parcel: the text is as stored. */
export interface Sent {
  parcel: Parcel;
  seq: number;
  text: string;
  masked: string[];
}

export interface State {
  brand: BrandView | null;
  /** The brand could not be loaded; trying goes on. */
  failed: boolean;
  hours: Hours | null;
  /** What is wrong for many at the moment. */
  incidents: OpenIncident[];
  /** What is announced and stands above everything. */
  announced: PublicAnnouncement[];
  /** More write than can be answered, and what helps meanwhile. */
  surge: Surge | null;
  conversation: WidgetConversation | null;
  entries: Entry[];
  queue: QueuePlace | null;
  typing: string | null;
  live: LiveState;
  online: boolean;
  /** What is shown may be behind what is stored. */
  stale: boolean;
  /** No socket gets through here; news is fetched now and then. */
  slow: boolean;
  /** The server no longer knows this device's session. */
  ended: boolean;
  /** How well the server knows who writes here. */
  standing: WidgetStanding | null;
  /** A document the desk asks for, and where to send it. */
  asked: WidgetAsked | null;
  /** Whether a freeze of the account is offered, asked for or in place. */
  safety: Safety | null;
  /** How the guided cases of the conversation go. */
  progress: Progress[];
  /** Somebody was signed in here and is no longer. */
  lapsed: boolean;
  /** The page's word for who is signed in did not count, or could not be had. */
  unproved: boolean;
  /** Last sequence the customer has seen. */
  seen: number;
  /** Acknowledged messages whose entry has not come back yet, by client id. */
  sent: ReadonlyMap<string, Sent>;
}

export const EMPTY: State = {
  brand: null,
  failed: false,
  hours: null,
  incidents: [],
  announced: [],
  surge: null,
  conversation: null,
  entries: [],
  queue: null,
  typing: null,
  live: 'connecting',
  online: true,
  stale: false,
  slow: false,
  ended: false,
  standing: null,
  asked: null,
  safety: null,
  progress: [],
  lapsed: false,
  unproved: false,
  seen: 0,
  sent: new Map(),
};

/** Both lists are in order; the usual case, news at the end, copies nothing it need not. */
export function merge(entries: Entry[], items: Entry[]): Entry[] {
  const last = entries.at(-1)?.seq ?? 0;
  const fresh = items.filter((item) => item.seq > last);
  return fresh.length ? [...entries, ...fresh] : entries;
}

/** A conversation after one of its events. */
export function after(conversation: WidgetConversation, entry: Entry): WidgetConversation {
  const next = { ...conversation, seq: Math.max(conversation.seq, entry.seq) };
  const event = entry.event;
  if (entry.kind !== 'event' || !event) return next;
  switch (event.what) {
    case 'assigned':
      return { ...next, assignee: (event.assignee as { name: string } | null) ?? null };
    case 'returned':
      return { ...next, assignee: null };
    case 'reopened':
      return { ...next, status: 'open' };
    case 'status':
      return { ...next, status: event.to as WidgetConversation['status'] };
    case 'rated':
      return { ...next, rated: true };
    default:
      return next;
  }
}

export function withEntries(state: State, items: Entry[]): State {
  const entries = merge(state.entries, items);
  if (entries === state.entries) return state;
  const fresh = entries.slice(state.entries.length);
  const sent = new Map(state.sent);
  fresh.forEach((entry) => entry.client_id && sent.delete(entry.client_id));
  const answered = fresh.some((entry) => entry.kind === 'message' && !isMine(entry));
  const conversation = state.conversation && fresh.reduce(after, state.conversation);
  return { ...state, entries, sent, conversation, typing: answered ? null : state.typing };
}

function withMarks(state: State, staff: Record<string, { read: number }>): State {
  const { conversation } = state;
  if (!conversation) return state;
  const read = Object.values(staff).map((mark) => mark.read);
  const staff_read = Math.max(conversation.marks.staff_read, ...read);
  return { ...state, conversation: { ...conversation, marks: { staff_read } } };
}

/** A stored parcel shows its text as stored until its entry comes back. */
export function acknowledged(state: State, parcel: Parcel, receipt: WidgetReceipt): Partial<State> {
  const { seq, text, masked } = receipt;
  if (state.entries.some((entry) => entry.client_id === parcel.client_id)) return {};
  return { sent: new Map(state.sent).set(parcel.client_id, { parcel, seq, text, masked }) };
}

/** The state after one frame of live news. */
export function heard(state: State, frame: ServerFrame): State {
  switch (frame.t) {
    case 'entries':
      return withEntries(state, frame.items);
    case 'queue': {
      const { position, estimate_s } = frame;
      return { ...state, queue: position === null ? null : { position, estimate_s } };
    }
    case 'surge':
      return { ...state, surge: frame.now };
    case 'progress':
      return { ...state, progress: frame.items, safety: frame.safety };
    case 'marks':
      return withMarks(state, frame.staff);
    case 'typing':
      if (frame.who.kind === 'customer') return state;
      return { ...state, typing: frame.on ? frame.who.name : null };
    default:
      return state;
  }
}

/** The desk's own word may be about what only a snapshot tells: a document that is asked for, or has come. */
export function speaksOfMore(frame: ServerFrame): boolean {
  const own = ({ kind, author }: Entry): boolean => kind === 'message' && author.kind === 'system';
  return frame.t === 'entries' && frame.items.some(own);
}

export function isMine(entry: Entry): boolean {
  return entry.author.kind === 'customer';
}

/** What people wrote and the customer has not seen; the desk's own automatic words do not call. */
export function unread(state: State): number {
  const calls = ({ kind, author, event }: Entry): boolean =>
    kind === 'message' &&
    (event?.what === 'assistant' || (author.kind !== 'customer' && author.kind !== 'system'));
  return state.entries.filter((entry) => entry.seq > state.seen && calls(entry)).length;
}

/** The address bar's host against the brand's: subdomains count as the brand's own. */
export function listed(host: string, official: string): boolean {
  return (
    host === official || `.${host}`.endsWith('.' + official.replace(/^(www|support|help)\./, ''))
  );
}

export type Standing = 'official' | 'listed' | 'sample' | 'unlisted';

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * What this page is to the brand. A page of another origin got an answer only because the
 * server lists it; the server's own origin proves nothing, unless it is this very computer.
 */
export function standing(
  place: { host: string; origin: string },
  base: string,
  official: string,
): Standing {
  if (listed(place.host, official)) return 'official';
  if (LOOPBACK.test(place.host)) return 'sample';
  return place.origin === base ? 'unlisted' : 'listed';
}

export function isSolved(conversation: WidgetConversation | null): boolean {
  return conversation?.status === 'resolved' || conversation?.status === 'closed';
}
