import { describe, expect, it } from 'vitest';
import type { Row, View } from '../../shared/wire';
import { applyEntry, belongs, gap, mergeEntries, mergeRows, newer } from '../conversations/merge';
import { entry, LIN, minute, row } from './rows';

const me = { id: LIN.id, teams: ['support'] };

describe('entries', () => {
  it('stay in order and once, however they come', () => {
    const have = [entry(1), entry(2)];
    expect(mergeEntries(have, [entry(3)]).map((e) => e.seq)).toEqual([1, 2, 3]);
    expect(mergeEntries(have, [entry(2), entry(4), entry(3)]).map((e) => e.seq)).toEqual([
      1, 2, 3, 4,
    ]);
    expect(mergeEntries(have, [entry(2, { text: 'again' })])[1]!.text).toBe('again');
    expect(mergeEntries(have, [])).toBe(have);
  });

  it('tell what is missing', () => {
    expect(gap([entry(4), entry(5)])).toBeNull();
    expect(gap([entry(4), entry(6)])).toBe(5);
    expect(gap([])).toBeNull();
  });
});

describe('rows', () => {
  it('never go back in time', () => {
    const have = row('BG-1', { seq: 5 });
    expect(newer(have, row('BG-1', { seq: 4 }))).toBe(have);
    expect(newer(have, row('BG-1', { seq: 5, preview: 'x' })).preview).toBe('x');
  });

  it('are in the views the server would put them in', () => {
    const mine = row('BG-1', { assignee: LIN, status: 'snoozed' });
    const free = row('BG-2', { team: 'vip' });
    const verdicts = (one: Row) =>
      (['mine', 'unassigned', 'team', 'open', 'snoozed', 'all', 'mentions'] as View[]).filter(
        (view) => belongs(one, view, me),
      );
    expect(verdicts(mine)).toEqual(['mine', 'snoozed', 'all']);
    expect(verdicts(free)).toEqual(['unassigned', 'open', 'all']);
    expect(belongs(free, 'mentions', me)).toBeUndefined();
  });

  it('come, move and go with the news', () => {
    const have = [row('BG-2', { last_at: minute(2) }), row('BG-1')];
    const up = mergeRows(have, [row('BG-1', { seq: 2, last_at: minute(3) })], 'unassigned', me);
    expect(up.map((one) => one.number)).toEqual(['BG-1', 'BG-2']);
    const gone = mergeRows(up, [row('BG-1', { seq: 3, assignee: LIN })], 'unassigned', me);
    expect(gone.map((one) => one.number)).toEqual(['BG-2']);
    const more = mergeRows(gone, [row('BG-3', { last_at: minute(9) })], 'unassigned', me);
    expect(more.map((one) => one.number)).toEqual(['BG-3', 'BG-2']);
  });
});

describe('an old snapshot and what came after', () => {
  it('equals a fresh snapshot', () => {
    const agent = { kind: 'agent', id: LIN.id, name: LIN.name } as const;
    const system = { kind: 'system', name: '' } as const;
    const after = [
      entry(2, {
        kind: 'event',
        author: system,
        event: { what: 'assigned', assignee: LIN, team: 'support' },
      }),
      entry(3, { author: agent, text: 'We  are\nlooking' }),
      entry(4, { kind: 'note', author: agent, text: 'asked the wallet team' }),
      entry(5, { kind: 'event', author: agent, event: { what: 'labelled', tags: ['vip'] } }),
      entry(6, { kind: 'event', author: agent, event: { what: 'status', to: 'resolved' } }),
      entry(7, { kind: 'event', author: system, event: { what: 'rated', score: 5 } }),
    ];
    expect(after.reduce(applyEntry, row('BG-1'))).toMatchObject({
      assignee: LIN,
      team: 'support',
      preview: 'We are looking',
      last_author: 'agent',
      status: 'resolved',
      waiting_since: null,
      tags: ['vip'],
      rating: 5,
      seq: 7,
    });
  });

  it('takes no entry twice', () => {
    const now = row('BG-1', { seq: 3 });
    expect(applyEntry(now, entry(3))).toBe(now);
  });

  it('begins to wait with the first unanswered word', () => {
    const answered = row('BG-1', { waiting_since: null, status: 'waiting' });
    const asked = applyEntry(answered, entry(2));
    expect(asked).toMatchObject({ status: 'open', waiting_since: minute(2) });
    expect(applyEntry(asked, entry(3)).waiting_since).toBe(minute(2));
  });
});
