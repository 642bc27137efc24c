import { expect, it } from 'vitest';
import { answers, asked, openPage, Socket } from './page';
import { LIN, minute, row } from './rows';

openPage();
const { alerts } = await import('../oversight/alerts.svelte');
const { Thread } = await import('../conversations/thread.svelte');
const { line } = await import('../desk/line.svelte');
const { session } = await import('../session/session.svelte');

answers.set('GET /api/v1/session', {
  agent: { ...LIN, role: 'compliance', teams: ['support'] },
  brand: null,
});
answers.set('GET /api/v1/conversations/BG-1', row('BG-1', { seq: 0 }));
await session.check();
line.open();
Socket.last.says({ t: 'welcome', node: 'a', now: minute(0) });

it('goes on hearing alerts after the server has lost the thread of them', () => {
  const leave = alerts.start();
  Socket.last.sent = [];
  Socket.last.says({ t: 'stale', topic: 'alerts' });
  expect(Socket.last.sent).toEqual([{ t: 'sub', topic: 'alerts', after: null }]);
  leave();
});

it('follows no conversation that was left before it came', async () => {
  asked.length = 0;
  const thread = new Thread('BG-1');
  const loading = thread.load();
  thread.close();
  Socket.last.sent = [];
  await loading;
  expect(asked).toEqual(['GET /api/v1/conversations/BG-1']);
  expect(Socket.last.sent).toEqual([]);
});
