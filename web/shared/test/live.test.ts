import { beforeEach, describe, expect, it, vi } from 'vitest';
import { backoff, Live } from '../live';
import type { Entry, ServerFrame } from '../wire';

class Socket {
  sent: Record<string, unknown>[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  onerror: (() => void) | null = null;
  send(text: string): void {
    this.sent.push(JSON.parse(text) as Record<string, unknown>);
  }
  close(): void {}
  says(frame: unknown): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
}

const TOPIC = 'conversation:BG-1';
const welcome = { t: 'welcome', node: 'a', now: '' };
const entries = (...seqs: number[]) => ({
  t: 'entries',
  topic: TOPIC,
  items: seqs.map((seq) => ({ seq }) as Entry),
});

let sockets: Socket[];
let shown: number[];
let states: string[];
let stale: string[];
let live: Live;
const socket = () => sockets.at(-1)!;

beforeEach(() => {
  vi.useFakeTimers();
  sockets = [];
  shown = [];
  states = [];
  stale = [];
  live = new Live({
    url: 'ws://desk.test/live',
    open: () => {
      sockets.push(new Socket());
      return socket() as unknown as WebSocket;
    },
    random: () => 1,
    onFrame: (frame: ServerFrame) => {
      if (frame.t === 'entries') shown.push(...frame.items.map((entry) => entry.seq));
    },
    onState: (state) => states.push(state),
    onStale: (topic) => stale.push(topic),
  });
  live.start();
  socket().says(welcome);
  live.follow(TOPIC, 3);
});

describe('back-off', () => {
  it('doubles to a cap, with full jitter', () => {
    expect([0, 1, 2, 20].map((attempt) => backoff(attempt, () => 1))).toEqual([
      400, 800, 1_600, 15_000,
    ]);
    expect(backoff(9, () => 0)).toBe(0);
  });
});

describe('the live line', () => {
  it('shows each entry once, in order', () => {
    socket().says(entries(4, 5));
    socket().says(entries(4, 5, 6));
    expect(shown).toEqual([4, 5, 6]);
  });
  it('connects anew, later each time, where a topic cannot be followed for now', () => {
    const refused = { t: 'error', code: 'overloaded', topic: TOPIC };
    for (const wait of [400, 800, 1600]) {
      const count = sockets.length;
      socket().says(refused);
      vi.advanceTimersByTime(wait - 1);
      expect(sockets.length).toBe(count);
      vi.advanceTimersByTime(1);
      expect(sockets.length).toBe(count + 1);
      socket().says(welcome);
      expect(socket().sent).toContainEqual({ t: 'sub', topic: TOPIC, after: 3 });
    }
    socket().says({ t: 'subscribed', topic: TOPIC });
    socket().says(refused);
    vi.advanceTimersByTime(400);
    expect(sockets.length).toBe(5);
  });
  it('asks again where a number is missing, and shows nothing out of order', () => {
    socket().says(entries(5));
    expect(shown).toEqual([]);
    expect(socket().sent.at(-1)).toEqual({ t: 'sub', topic: TOPIC, after: 3 });
    socket().says(entries(4, 5));
    expect(shown).toEqual([4, 5]);
    expect(stale).toEqual([]);
  });
  it('says stale when asking again does not help', () => {
    for (let i = 0; i < 4; i++) socket().says(entries(9));
    expect(stale).toEqual([TOPIC]);
  });
  it('comes back and goes on from where it was', async () => {
    socket().says(entries(4));
    socket().onclose?.({ code: 1006 });
    await vi.advanceTimersByTimeAsync(400);
    expect(sockets).toHaveLength(2);
    socket().says(welcome);
    expect(socket().sent).toEqual([{ t: 'sub', topic: TOPIC, after: 4 }]);
    expect(states).toEqual(['live', 'offline', 'live']);
  });
  it('pings a silent line and gives it up when nothing answers', async () => {
    await vi.advanceTimersByTimeAsync(20_000);
    expect(socket().sent.at(-1)).toEqual({ t: 'ping' });
    await vi.advanceTimersByTimeAsync(8_000);
    expect(states.at(-1)).toBe('offline');
  });
  it('stays away when the session was revoked, and comes back from a draining node', async () => {
    socket().says({ t: 'bye', code: 'draining' });
    await vi.advanceTimersByTimeAsync(400);
    expect(sockets).toHaveLength(2);
    socket().says(welcome);
    socket().says({ t: 'bye', code: 'revoked' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sockets).toHaveLength(2);
    expect(states.at(-1)).toBe('revoked');
  });
});
