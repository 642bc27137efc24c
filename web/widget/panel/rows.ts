/** The thread as a list of rows, each with a key and a stamp that changes when it must be redrawn. */
import { dayKey } from '../../shared/format';
import type { Attachment, Entry } from '../../shared/wire';
import { eventLine } from './events';
import type { Parcel, ParcelFile } from './outbox';
import type { Stage } from './stage';
import { isMine, type State } from './state';

export type Delivery = 'sending' | 'waiting' | 'refused' | 'sent' | 'delivered' | 'read';

export interface Said {
  key: string;
  mine: boolean;
  name: string;
  text: string;
  at: string;
  attachments: Attachment[];
  files: ParcelFile[];
  masked: string[];
  delivery: Delivery | null;
  /** Why it was refused, or to whom it was delivered. */
  about: string;
  /** First and last of what one person said in one breath. */
  first: boolean;
  last: boolean;
}

export type Row =
  | { kind: 'said'; key: string; stamp: string; said: Said }
  | { kind: 'event' | 'day'; key: string; stamp: string; text: string };

const BREATH_MS = 4 * 60_000;

function deliveryOf(state: State, seq: number): Delivery {
  const { conversation } = state;
  if (conversation && conversation.marks.staff_read >= seq) return 'read';
  return conversation?.assignee ? 'delivered' : 'sent';
}

function fromEntry(state: State, entry: Entry, masked: string[]): Said {
  const mine = isMine(entry);
  return {
    key: entry.client_id && mine ? entry.client_id : `s${entry.seq}`,
    mine,
    name: entry.author.kind === 'agent' ? entry.author.name : '',
    text: entry.text,
    at: entry.at,
    attachments: entry.attachments,
    files: [],
    masked: mine ? masked : [],
    delivery: mine ? deliveryOf(state, entry.seq) : null,
    about: state.conversation?.assignee?.name ?? '',
    first: true,
    last: true,
  };
}

function fromParcel(state: State, parcel: Parcel): Said {
  const { client_id: key, text, at, files } = parcel;
  const sent = state.sent.get(key);
  const waiting = state.online ? 'sending' : 'waiting';
  return {
    key,
    mine: true,
    name: '',
    text: sent?.text ?? text,
    at,
    attachments: [],
    files,
    masked: sent?.masked ?? [],
    delivery: sent
      ? deliveryOf(state, sent.seq)
      : parcel.refused === undefined
        ? waiting
        : 'refused',
    about: parcel.refused ?? state.conversation?.assignee?.name ?? '',
    first: true,
    last: true,
  };
}

/** Which kinds were masked in which message: the event names it, or follows it. */
function maskedBySeq(entries: Entry[]): Map<number, string[]> {
  const found = new Map<number, string[]>();
  let lastMine = 0;
  for (const entry of entries) {
    if (entry.kind === 'message' && isMine(entry)) lastMine = entry.seq;
    if (entry.event?.what !== 'masked') continue;
    const seq = typeof entry.event.seq === 'number' ? entry.event.seq : lastMine;
    found.set(seq, entry.event.kinds as string[]);
  }
  return found;
}

function breathe(rows: Row[]): void {
  let before: Said | null = null;
  for (const row of rows) {
    if (row.kind !== 'said') {
      before = null;
      continue;
    }
    const { said } = row;
    const near = before && Date.parse(said.at) - Date.parse(before.at) < BREATH_MS;
    if (before && near && before.mine === said.mine && before.name === said.name) {
      said.first = false;
      before.last = false;
    }
    before = said;
  }
}

/** Only the newest of the customer's stored messages says how far it got. */
function quieten(rows: Row[]): void {
  let told = false;
  for (const row of rows.toReversed()) {
    if (row.kind !== 'said' || !row.said.delivery) continue;
    const stored = ['sent', 'delivered', 'read'].includes(row.said.delivery);
    if (stored && told) row.said.delivery = null;
    told ||= stored;
  }
}

function saidRow(said: Said): Row {
  return { kind: 'said', key: said.key, stamp: '', said };
}

/** Acknowledged but not yet back as entries, then what has still to go. */
function onTheWay(state: State, kept: Parcel[]): Parcel[] {
  const sent = [...state.sent.values()].map(({ parcel }) => parcel);
  return [...sent, ...kept.filter((parcel) => !state.sent.has(parcel.client_id))];
}

/** Entries, then what is on its way, with the days between them. */
export function rowsOf(stage: Stage, state: State, kept: Parcel[]): Row[] {
  const rows: Row[] = [];
  const masked = maskedBySeq(state.entries);
  const stored = new Set<string>();
  let day = '';
  const mark = (at: string): void => {
    const key = dayKey(at);
    if (key !== day) rows.push({ kind: 'day', key: `d${key}`, stamp: key, text: at });
    day = key;
  };
  for (const entry of state.entries) {
    if (entry.client_id && isMine(entry)) stored.add(entry.client_id);
    const line = entry.kind === 'event' ? eventLine(stage, entry) : null;
    if (entry.kind !== 'message' && line === null) continue;
    mark(entry.at);
    if (line !== null) rows.push({ kind: 'event', key: `s${entry.seq}`, stamp: line, text: line });
    else rows.push(saidRow(fromEntry(state, entry, masked.get(entry.seq) ?? [])));
  }
  for (const parcel of onTheWay(state, kept)) {
    if (stored.has(parcel.client_id)) continue;
    mark(parcel.at);
    rows.push(saidRow(fromParcel(state, parcel)));
  }
  breathe(rows);
  quieten(rows);
  for (const row of rows) if (row.kind === 'said') row.stamp = JSON.stringify(row.said);
  return rows;
}
