import { describe, expect, it } from 'vitest';
import type { Entry, WidgetConversation } from '../../shared/wire';
import type { Parcel } from '../panel/outbox';
import { rowsOf, type Row, type Said } from '../panel/rows';
import type { Stage } from '../panel/stage';
import { EMPTY, type State } from '../panel/state';
import { textsFor } from '../panel/texts';
import en from '../i18n/en.json';

const stage = { t: textsFor(en, 'en'), locale: 'en' } as Stage;
const conversation: WidgetConversation = {
  number: 'BG-1',
  status: 'open',
  seq: 9,
  assignee: { name: 'Mei' },
  rated: false,
  marks: { staff_read: 1 },
};

function entry(
  seq: number,
  kind: 'customer' | 'agent' | 'system',
  change: Partial<Entry> = {},
): Entry {
  return {
    seq,
    id: `id-${seq}`,
    kind: 'message',
    author: { kind, name: kind === 'agent' ? 'Mei' : '' },
    line: 'webchat',
    text: `text ${seq}`,
    attachments: [],
    mentions: [],
    event: null,
    client_id: kind === 'customer' ? `c${seq}` : null,
    at: `2026-11-22T03:0${seq}:00Z`,
    ...change,
  };
}

const event = (seq: number, what: string, more = {}): Entry =>
  entry(seq, 'system', { kind: 'event', event: { what, ...more } });
const parcel = (id: string): Parcel => ({
  client_id: id,
  text: id,
  files: [],
  at: '2026-11-22T03:09:00Z',
});
const said = (rows: Row[]): Said[] =>
  rows.flatMap((row) => (row.kind === 'said' ? [row.said] : []));
const draw = (entries: Entry[], parcels: Parcel[] = [], change: Partial<State> = {}): Row[] =>
  rowsOf(stage, { ...EMPTY, conversation, entries, ...change }, parcels);

describe('rows', () => {
  it('begin with the number and the day, and leave placeholders and notes out', () => {
    const rows = draw([entry(1, 'customer'), entry(2, 'agent', { kind: 'internal', text: '' })]);
    expect(rows.map((row) => row.kind)).toEqual(['event', 'day', 'said']);
    expect(rows[0]).toMatchObject({ text: 'Conversation BG-1' });
  });

  it('say read, delivered or sent, and only once', () => {
    const both = said(draw([entry(1, 'customer'), entry(3, 'customer')]));
    expect(both.map(({ delivery, hushed }) => [delivery, hushed])).toEqual([
      ['read', true],
      ['delivered', false],
    ]);
    const alone = draw([entry(3, 'customer')], [], {
      conversation: { ...conversation, assignee: null },
    });
    expect(said(alone)[0]?.delivery).toBe('sent');
  });

  it('show what is on its way after what is stored, once', () => {
    const rows = said(draw([entry(1, 'customer')], [parcel('c1'), parcel('later')]));
    expect(rows.map(({ key, delivery }) => [key, delivery])).toEqual([
      ['c1', 'read'],
      ['later', 'sending'],
    ]);
    const away = said(draw([], [parcel('a')], { online: false }));
    expect(away[0]?.delivery).toBe('waiting');
    const refused = said(draw([], [{ ...parcel('a'), refused: 'too long' }]));
    expect(refused[0]).toMatchObject({ delivery: 'refused', about: 'too long' });
  });

  it('show an acknowledged message as stored, masks and all, until its entry comes', () => {
    const sent = new Map([
      [
        'a',
        { parcel: parcel('a'), seq: 5, text: '⟦secret: private key⟧', masked: ['private_key'] },
      ],
    ]);
    const rows = said(draw([], [], { sent }));
    expect(rows).toMatchObject([{ text: '⟦secret: private key⟧', masked: ['private_key'] }]);
  });

  it('find masked kinds in stored text', () => {
    const text = 'a ⟦secret: recovery phrase⟧ b ⟦secret: recovery phrase⟧ ⟦secret: private key⟧';
    const rows = said(draw([entry(1, 'customer', { text })]));
    expect(rows[0]?.masked).toEqual(['recovery_phrase', 'private_key']);
  });

  it('tell events in plain words and say the same taker once', () => {
    const mei = { assignee: { id: 'a', name: 'Mei' } };
    const rows = draw([event(1, 'assigned', mei), event(2, 'assigned', mei), event(3, 'tags')]);
    expect(rows.slice(2)).toMatchObject([
      { kind: 'event', text: 'Mei has taken your conversation' },
    ]);
  });

  it('join what one person says in one breath', () => {
    const rows = said(draw([entry(1, 'agent'), entry(2, 'agent'), entry(3, 'system')]));
    expect(rows.map(({ first, last }) => [first, last])).toEqual([
      [true, false],
      [false, true],
      [true, true],
    ]);
  });
});
