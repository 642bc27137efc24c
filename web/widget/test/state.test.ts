import { describe, expect, it } from 'vitest';
import type { Entry, WidgetConversation, WidgetState } from '../../shared/wire';
import { looksLikePhrase } from '../panel/secrets';
import { kindOf } from '../panel/standing';
import {
  EMPTY,
  heard,
  listed,
  speaksOfMore,
  standing,
  unread,
  withEntries,
  type State,
} from '../panel/state';
import { known } from '../panel/snapshot';
import { faultOf, MAX_BYTES } from '../panel/uploads';

function entry(seq: number, change: Partial<Entry> = {}): Entry {
  return {
    seq,
    id: `id-${seq}`,
    kind: 'message',
    author: { kind: 'agent', id: 'a', name: 'Mei' },
    line: 'webchat',
    text: `text ${seq}`,
    attachments: [],
    mentions: [],
    event: null,
    client_id: null,
    at: '2026-11-22T03:00:00Z',
    ...change,
  };
}

const conversation: WidgetConversation = {
  number: 'BG-1',
  status: 'open',
  seq: 0,
  assignee: null,
  rated: false,
  marks: { staff_read: 0 },
};
const state: State = { ...EMPTY, conversation };
const event = (seq: number, what: string, more = {}): Entry =>
  entry(seq, { kind: 'event', event: { what, ...more } });

describe('state', () => {
  it('merges news once and in order', () => {
    const once = withEntries(state, [entry(1), entry(2)]);
    const twice = withEntries(once, [entry(1), entry(2), entry(3)]);
    expect(twice.entries.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(withEntries(twice, [entry(2)])).toBe(twice);
  });

  it('lets the stored entry take the place of the acknowledged parcel', () => {
    const parcel = { client_id: 'c1', text: 'x', files: [], at: '' };
    const sent = new Map([['c1', { parcel, seq: 1, text: 'x', masked: [] }]]);
    const mine = entry(1, { author: { kind: 'customer', name: '' }, client_id: 'c1' });
    expect(withEntries({ ...state, sent }, [mine]).sent.size).toBe(0);
  });

  it('follows the events of a conversation', () => {
    const taken = withEntries(state, [
      event(1, 'assigned', { assignee: { id: 'a', name: 'Mei' } }),
    ]);
    expect(taken.conversation?.assignee?.name).toBe('Mei');
    const solved = withEntries(taken, [event(2, 'status', { from: 'open', to: 'resolved' })]);
    expect(solved.conversation?.status).toBe('resolved');
    const again = withEntries(solved, [event(3, 'reopened'), event(4, 'returned')]);
    expect(again.conversation).toMatchObject({ status: 'open', assignee: null, seq: 4 });
  });

  it('counts only what others wrote and the customer has not seen', () => {
    const mine = entry(2, { author: { kind: 'customer', name: '' } });
    const full = withEntries(state, [entry(1), mine, entry(3), event(4, 'reopened'), entry(5)]);
    const automatic = entry(6, { author: { kind: 'system', name: '' } });
    expect(unread({ ...withEntries(full, [automatic]), seen: 1 })).toBe(2);
    expect(unread({ ...full, seen: 1 })).toBe(2);
  });

  it('hears queue, marks and typing, and forgets the typing with the answer', () => {
    const topic = 'conversation:current';
    const queued = heard(state, { t: 'queue', topic, position: 3, estimate_s: 90 });
    expect(queued.queue).toEqual({ position: 3, estimate_s: 90 });
    expect(heard(queued, { t: 'queue', topic, position: null, estimate_s: null }).queue).toBeNull();
    const staff = { a: { delivered: 4, read: 4 }, b: { delivered: 2, read: 2 } };
    const marked = heard(state, { t: 'marks', topic, customer: null, staff });
    expect(marked.conversation?.marks.staff_read).toBe(4);
    const who = { kind: 'agent' as const, name: 'Mei' };
    const typing = heard(state, { t: 'typing', topic, who, on: true });
    expect(typing.typing).toBe('Mei');
    expect(heard(typing, { t: 'entries', topic, items: [entry(1)] }).typing).toBeNull();
  });
});

describe('where the page stands', () => {
  const base = 'https://help.exchange.example';
  const at = (host: string) => ({ host, origin: `https://${host}` });
  it('tells the official host, listed pages, this computer and the rest apart', () => {
    expect(standing(at('www.exchange.example'), base, 'www.exchange.example')).toBe('official');
    expect(standing(at('pro.exchange.example'), base, 'www.exchange.example')).toBe('official');
    expect(standing(at('partner.example'), base, 'www.exchange.example')).toBe('listed');
    expect(standing(at('127.0.0.1:8400'), base, 'www.exchange.example')).toBe('sample');
    expect(
      standing(
        at('exchange.example.evil'),
        'https://exchange.example.evil',
        'www.exchange.example',
      ),
    ).toBe('unlisted');
  });
  it('is not taken in by look-alike hosts', () => {
    expect(listed('evilexchange.example', 'www.exchange.example')).toBe(false);
    expect(listed('exchange.example.evil.com', 'exchange.example')).toBe(false);
  });
});

describe('before anything leaves the device', () => {
  const words =
    'abandon ability able about above absent absorb abstract absurd abuse access accident';
  it('asks about what looks like a recovery phrase', () => {
    expect(looksLikePhrase(words)).toBe(true);
    expect(
      looksLikePhrase(
        words
          .split(' ')
          .map((word, i) => `${i + 1}. ${word}`)
          .join('\n'),
      ),
    ).toBe(true);
    expect(looksLikePhrase('的 一 是 在 不 了 有 和 人 这 中 大')).toBe(true);
  });
  it('lets ordinary questions pass', () => {
    expect(
      looksLikePhrase(
        'I sent 200 USDT from my wallet this morning and it has not arrived yet, what should I do now?',
      ),
    ).toBe(false);
    expect(looksLikePhrase('我昨天充值的比特币到现在还没有到账，请帮我查询一下谢谢')).toBe(false);
  });
  it('refuses files in plain kinds', () => {
    expect(faultOf({ type: 'image/png', size: 10 })).toBeNull();
    expect(faultOf({ type: 'image/svg+xml', size: 10 })).toBe('kind');
    expect(faultOf({ type: 'application/pdf', size: 0 })).toBe('empty');
    expect(faultOf({ type: 'image/png', size: MAX_BYTES + 1 })).toBe('large');
  });
});

describe('who writes', () => {
  const proof = {
    level: 2,
    via: 'pwd',
    kyc_level: null,
    at: '2026-11-25T14:02:00Z',
    until: '2026-11-25T15:02:00Z',
    allows: [],
  };
  const signed = { level: 2, proof, possible: true, as_verified: true, apart: null };
  const visitor = { level: 0, proof: null, possible: true, as_verified: false, apart: null };
  const snapshot = (standing: typeof signed | typeof visitor): WidgetState =>
    ({ standing, document: null }) as unknown as WidgetState;

  it('has lapsed once it was known and is not any more', () => {
    const before = { ...EMPTY, ...known(EMPTY, snapshot(visitor)) };
    expect([before.lapsed, kindOf(before)]).toEqual([false, 'none']);
    const during = { ...before, ...known(before, snapshot(signed)) };
    expect([during.lapsed, kindOf(during)]).toEqual([false, 'signed']);
    const after = { ...during, ...known(during, snapshot(visitor)) };
    expect([after.lapsed, kindOf(after)]).toEqual([true, 'lapsed']);
    expect(known(after, snapshot(signed)).lapsed).toBe(false);
  });

  it('asks about a chat from before only until it is brought along or left', () => {
    const apart = { ...signed, as_verified: false, apart: 'BG-1' };
    expect(kindOf({ ...EMPTY, standing: apart })).toBe('apart');
    expect(kindOf({ ...EMPTY, standing: { ...apart, as_verified: true } })).toBe('signed');
    expect(kindOf({ ...EMPTY, unproved: true })).toBe('unproved');
  });

  it('is read anew when the desk itself speaks', () => {
    const says = (kind: 'system' | 'agent'): boolean => {
      const items = [entry(1, { author: { kind, name: '' } })];
      return speaksOfMore({ t: 'entries', topic: 'x', items });
    };
    expect([says('system'), says('agent')]).toEqual([true, false]);
  });
});
