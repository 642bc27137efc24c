/** People and conversations for the console's tests. */
import type { Entry, Row } from '../../shared/wire';

export const LIN = { id: 'lin', name: '林晓' };

const EPOCH = Date.UTC(2026, 0, 5, 9);

/** The n-th minute of the morning. */
export const minute = (n: number): string => new Date(EPOCH + n * 60_000).toISOString();

export function row(number: string, change: Partial<Row> = {}): Row {
  return {
    number,
    customer: { id: `c-${number}`, name: 'Amara', locale: 'en' },
    line: 'webchat',
    topic: null,
    language: 'en',
    status: 'open',
    priority: 1,
    assignee: null,
    team: null,
    tags: [],
    preview: 'Where is my deposit?',
    last_author: 'customer',
    last_at: minute(1),
    waiting_since: minute(1),
    created_at: minute(1),
    seq: 1,
    snoozed_until: null,
    rating: null,
    ...change,
  };
}

export function entry(seq: number, change: Partial<Entry> = {}): Entry {
  return {
    seq,
    id: `e-${seq}`,
    kind: 'message',
    author: { kind: 'customer', name: 'Amara' },
    line: 'webchat',
    text: `text ${seq}`,
    attachments: [],
    mentions: [],
    event: null,
    client_id: null,
    at: minute(seq),
    ...change,
  };
}
