import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Row } from '../../shared/wire';
import { answers, asked, openPage, Socket } from './page';
import { LIN, minute, row } from './rows';

openPage();
const { inbox } = await import('../conversations/inbox.svelte');
const { line } = await import('../desk/line.svelte');
const { session } = await import('../session/session.svelte');

const numbers = () => inbox.rows.map((one) => one.number);
const news = (...items: Row[]) =>
  Socket.last.says({ t: 'rows', topic: 'inbox', items, cursor: '9' });
const page = (items: Row[], cursor: string | null = null) => ({ items, cursor, live: '7' });

answers.set('GET /api/v1/session', { agent: { ...LIN, teams: ['support'] }, brand: null });
await session.check();
line.open();
inbox.start();

beforeEach(async () => {
  asked.length = 0;
  answers.set(
    'GET /api/v1/conversations?view=unassigned',
    page([row('BG-2', { last_at: minute(2) }), row('BG-1')]),
  );
  inbox.hold(false);
  await inbox.show('unassigned', '');
  Socket.last.says({ t: 'welcome', node: 'a', now: minute(0) });
});

describe('the list', () => {
  it('goes on live from where its page was taken', () => {
    expect(numbers()).toEqual(['BG-2', 'BG-1']);
    expect(Socket.last.sent).toContainEqual({ t: 'sub', topic: 'inbox', after: '7' });
  });

  it('takes news at once while nobody reads', () => {
    news(row('BG-3', { last_at: minute(3) }), row('BG-2', { seq: 2, assignee: LIN }));
    expect(numbers()).toEqual(['BG-3', 'BG-1']);
  });

  it('does not move under a reader: what would move it waits at the edge', () => {
    inbox.hold(true);
    news(row('BG-3', { last_at: minute(3) }), row('BG-1', { seq: 2, preview: 'still here?' }));
    expect(numbers()).toEqual(['BG-2', 'BG-1']);
    expect(inbox.rows[1]!.preview).toBe('still here?');
    expect(inbox.held.map((one) => one.number)).toEqual(['BG-3']);
    inbox.release();
    expect(numbers()).toEqual(['BG-3', 'BG-2', 'BG-1']);
    expect(inbox.held).toEqual([]);
  });

  it('drops what may no longer be seen', () => {
    Socket.last.says({ t: 'gone', topic: 'inbox', numbers: ['BG-2'] });
    expect(numbers()).toEqual(['BG-1']);
  });

  it('loads the next page once and keeps each conversation once', async () => {
    answers.set('GET /api/v1/conversations?view=all', page([row('BG-2')], 'next'));
    answers.set(
      'GET /api/v1/conversations?view=all&limit=50&cursor=next',
      page([row('BG-2'), row('BG-0', { last_at: minute(0) })]),
    );
    await inbox.show('all', '');
    await Promise.all([inbox.more(), inbox.more()]);
    expect(numbers()).toEqual(['BG-2', 'BG-0']);
    expect(asked.filter((question) => question.includes('cursor='))).toHaveLength(1);
    await inbox.more();
    expect(asked).toHaveLength(3);
  });

  it('says that it failed and keeps nothing half', async () => {
    answers.delete('GET /api/v1/conversations?view=unassigned');
    await inbox.show('unassigned', '');
    expect(inbox.state).toBe('failed');
    expect(inbox.rows).toEqual([]);
  });

  it('keeps hits while a search is open and lets no stranger in', async () => {
    const hits = [{ seq: 1, excerpt: 'my deposit' }];
    answers.set('GET /api/v1/conversations?view=all', page([row('BG-1', { hits })]));
    await inbox.show('all', 'deposit');
    news(row('BG-1', { seq: 2, preview: 'new' }), row('BG-9'));
    expect(inbox.rows).toEqual([row('BG-1', { seq: 2, preview: 'new', hits })]);
  });

  it('remembers what was read', () => {
    const first = inbox.rows[0]!;
    expect(inbox.unread(first)).toBe(true);
    inbox.markSeen(first.number, first.seq);
    expect(inbox.unread(first)).toBe(false);
    expect(inbox.unread({ ...first, seq: first.seq + 1 })).toBe(true);
  });

  it('asks afresh when the server says the line went stale', async () => {
    asked.length = 0;
    Socket.last.says({ t: 'stale', topic: 'inbox' });
    await vi.waitFor(() => expect(asked).toHaveLength(1));
  });
});
