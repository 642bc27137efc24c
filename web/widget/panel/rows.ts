/** The thread as a list of rows, each with a key and a stamp that changes when it must be redrawn. */
import { dayKey } from '../../shared/format';
import type { Attachment, Entry } from '../../shared/wire';
import { cardOf, isOpen, wordsAbove, type Card } from './assistant';
import { eventLine } from './events';
import type { Parcel, ParcelFile } from './outbox';
import type { Stage } from './stage';
import { isMine, type State } from './state';
import { maskedIn } from './words';

export type Delivery = 'sending' | 'waiting' | 'refused' | 'sent' | 'delivered' | 'read';

export interface Said {
  key: string;
  mine: boolean;
  name: string;
  /** Written by the desk itself, not by a person. */
  automatic?: boolean;
  /** What an answer of the assistant carries, its number, and whether it still waits for a word. */
  card?: Card;
  seq?: number;
  open?: boolean;
  text: string;
  at: string;
  attachments: Attachment[];
  files: ParcelFile[];
  masked: string[];
  delivery: Delivery | null;
  /** Why it was refused, or to whom it was delivered. */
  about: string;
  /** Not yet acknowledged by the server. */
  pending?: boolean;
  /** A later message already says how far this one got. */
  hushed?: boolean;
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

/** What was hidden in somebody's words and in their pictures, each kind once. */
function hiddenIn(entry: Entry): string[] {
  const pictures = entry.attachments.flatMap((file) => file.held ?? []);
  return [...new Set([...maskedIn(entry.text), ...pictures])];
}

function fromEntry(state: State, entry: Entry): Said {
  const mine = isMine(entry);
  const card = cardOf(entry);
  return {
    key: entry.client_id && mine ? entry.client_id : `s${entry.seq}`,
    mine,
    name: entry.author.kind === 'agent' ? entry.author.name : '',
    automatic: entry.author.kind === 'system',
    ...(card && { card, seq: entry.seq, open: isOpen(state, entry) }),
    text: card ? wordsAbove(entry.text, card) : entry.text,
    at: entry.at,
    attachments: entry.attachments,
    files: [],
    masked: mine ? hiddenIn(entry) : [],
    delivery: mine ? deliveryOf(state, entry.seq) : null,
    about: state.conversation?.assignee?.name ?? '',
    first: true,
    last: true,
  };
}

function fromParcel(state: State, parcel: Parcel): Said {
  const { client_id: key, text, at, files } = parcel;
  const sent = state.sent.get(key);
  const reached = state.online && !state.stale && !state.failed;
  const waiting = reached ? 'sending' : 'waiting';
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

function breathe(rows: Row[]): void {
  let before: Said | null = null;
  for (const row of rows) {
    if (row.kind !== 'said') {
      before = null;
      continue;
    }
    const { said } = row;
    const near = before && Date.parse(said.at) - Date.parse(before.at) < BREATH_MS;
    if (
      before &&
      near &&
      before.mine === said.mine &&
      before.name === said.name &&
      before.automatic === said.automatic &&
      !before.card === !said.card
    ) {
      said.first = false;
      before.last = false;
    }
    before = said;
  }
}

/** Of the customer's stored messages only the newest says how far it got; of those waiting, the last. */
function quieten(rows: Row[]): void {
  const told = new Set<string>();
  for (const row of rows.toReversed()) {
    if (row.kind !== 'said' || !row.said.delivery || row.said.delivery === 'refused') continue;
    const { said } = row;
    said.pending = said.delivery === 'sending' || said.delivery === 'waiting';
    const rank = said.pending ? 'pending' : 'stored';
    said.hushed = told.has(rank);
    told.add(rank);
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

/** The number to read aloud, above everything else. */
function heading({ t }: Stage, { conversation }: State): Row[] {
  if (!conversation) return [];
  const text = t('thread.number', { number: conversation.number });
  return [{ kind: 'event', key: 'number', stamp: text, text }];
}

/** Entries, then what is on its way, with the days between them. */
export function rowsOf(stage: Stage, state: State, kept: Parcel[]): Row[] {
  const rows = heading(stage, state);
  const stored = new Set<string>();
  let day = '';
  let taken = '';
  const mark = (at: string): void => {
    const key = dayKey(at);
    if (key !== day) rows.push({ kind: 'day', key: `d${key}`, stamp: key, text: at });
    day = key;
  };
  for (const entry of state.entries) {
    if (entry.client_id && isMine(entry)) stored.add(entry.client_id);
    const line = entry.kind === 'event' ? eventLine(stage, entry) : null;
    if (entry.kind !== 'message' && (line === null || line === taken)) continue;
    if (line !== null && entry.event?.what === 'assigned') taken = line;
    mark(entry.at);
    if (line !== null) rows.push({ kind: 'event', key: `s${entry.seq}`, stamp: line, text: line });
    else rows.push(saidRow(fromEntry(state, entry)));
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
