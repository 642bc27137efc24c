import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Problem } from '../../shared/http';
import type { Entry, ServerFrame, WidgetState } from '../../shared/wire';
import { Feed, TOPIC } from '../panel/feed';
import { taken } from '../panel/snapshot';
import { EMPTY, heard, type State } from '../panel/state';

class Socket {
  static last: Socket;
  sent: Record<string, unknown>[] = [];
  onmessage: ((event: { data: string }) => void) | null = null;
  constructor() {
    Socket.last = this;
  }
  send(text: string): void {
    this.sent.push(JSON.parse(text) as Record<string, unknown>);
  }
  close(): void {}
  says(frame: unknown): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
}
vi.stubGlobal('WebSocket', Socket);

const said = (seq: number, event: Record<string, unknown> | null = null): Entry =>
  ({
    seq,
    kind: event ? 'event' : 'message',
    text: event ? '' : `word ${seq}`,
    author: { kind: 'agent', name: 'Lin' },
    attachments: [],
    event,
  }) as unknown as Entry;

const snapshot = (number: string | null, entries: Entry[], more: object = {}): WidgetState =>
  ({
    conversation: number && {
      number,
      seq: entries.at(-1)?.seq ?? 0,
      status: 'open',
      assignee: null,
      marks: { staff_read: 0 },
    },
    entries,
    queue: null,
    hours: null,
    standing: null,
    document: null,
    safety: null,
    progress: [],
    ...more,
  }) as unknown as WidgetState;

/** The answers of the server, given when the test says so. */
let asked: { answer: (snapshot: WidgetState) => void; refuse: (error: unknown) => void }[];
let state: State;
let token: string;
let ended: number;
let feed: Feed;

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const answer = async (given: WidgetState): Promise<void> => {
  asked.shift()!.answer(given);
  await settled();
};
const hear = (frame: unknown): void => Socket.last.says(frame);
const entries = (...items: Entry[]) => ({ t: 'entries', topic: TOPIC, items });
const shown = (): number[] => state.entries.map((entry) => entry.seq);

beforeEach(() => {
  asked = [];
  state = EMPTY;
  token = 'first';
  ended = 0;
  feed = new Feed({
    url: 'ws://desk.test/live',
    brand: 'bitget',
    token: () => token,
    load: () => new Promise((resolve, reject) => asked.push({ answer: resolve, refuse: reject })),
    take: (given: WidgetState, meanwhile: readonly ServerFrame[]) => {
      const before = state.conversation?.number;
      state = taken(state, given, meanwhile, 0);
      return state.conversation?.number !== before;
    },
    hear: (frame) => (state = heard(state, frame)),
    change: (change) => (state = { ...state, ...change }),
    ended: () => (ended += 1),
    place: () => state.entries.at(-1)?.seq ?? 0,
  });
});

/** Connected, with the conversation as it was a moment ago. */
async function going(first: WidgetState = snapshot('BG-1', [said(1)])): Promise<void> {
  feed.start();
  await answer(first);
  hear({ t: 'welcome', node: 'a', now: '' });
}

describe('a snapshot that is on its way', () => {
  it('undoes nothing that was heard meanwhile', async () => {
    await going(snapshot('BG-1', [said(1)], { queue: { position: 2, estimate_s: 60 } }));
    void feed.reload();
    hear(entries(said(2, { what: 'assigned', assignee: { name: 'Lin' } })));
    hear(entries(said(3, { what: 'status', to: 'resolved' })));
    hear({ t: 'queue', topic: TOPIC, position: null, estimate_s: null });
    await answer(snapshot('BG-1', [said(1)], { queue: { position: 2, estimate_s: 60 } }));
    expect(shown()).toEqual([1, 2, 3]);
    expect(state.conversation).toMatchObject({ status: 'resolved', assignee: { name: 'Lin' } });
    expect(state.queue).toBeNull();
  });

  it('is not what a later question is answered with', async () => {
    await going(snapshot(null, []));
    void feed.reload(); // asked before the conversation began
    hear({ t: 'current', topic: TOPIC, conversation: 'BG-1' });
    void feed.reload(); // asked because it has begun
    await answer(snapshot(null, []));
    await answer(snapshot('BG-1', [said(1)]));
    expect(state.conversation?.number).toBe('BG-1');
    expect(asked).toEqual([]);
  });

  it('of whoever wrote here before is nobody’s any more', async () => {
    await going();
    void feed.reload();
    token = 'second';
    feed.start();
    const [before] = asked;
    asked.shift();
    before!.answer(snapshot('BG-1', [said(1), said(2)]));
    await answer(snapshot('BG-2', [said(1)]));
    expect([state.conversation?.number, shown()]).toEqual(['BG-2', [1]]);
  });

  it('shows nothing after signing out, and a refusal of before signs nobody out', async () => {
    await going();
    void feed.reload();
    feed.stop();
    state = EMPTY;
    await answer(snapshot('BG-1', [said(1)]));
    expect(state).toEqual(EMPTY);
    await going();
    void feed.reload();
    token = 'second';
    feed.start();
    const refused = { type: 'about:blank', title: '', status: 401, code: 'unauthorised' };
    asked.shift()!.refuse(new Problem(refused));
    await settled();
    expect(ended).toBe(0);
  });
});

describe('another conversation', () => {
  it('does not mix with the one that is shown', async () => {
    await going(snapshot('BG-1', [said(1), said(2)]));
    feed.refresh(); // as when the socket says that another one is current
    hear(entries(said(1), said(2), said(3)));
    expect(shown()).toEqual([1, 2]);
    await answer(snapshot('BG-2', [said(1), said(2)]));
    expect(Socket.last.sent.at(-1)).toEqual({ t: 'sub', topic: TOPIC, after: 2 });
    hear(entries(said(3)));
    expect([state.conversation?.number, shown()]).toEqual(['BG-2', [1, 2, 3]]);
  });

  it('that a snapshot finds is followed from there', async () => {
    await going(snapshot('BG-1', [said(1), said(2), said(3)]));
    void feed.reload();
    await answer(snapshot('BG-2', [said(1)]));
    expect(Socket.last.sent.at(-1)).toEqual({ t: 'sub', topic: TOPIC, after: 1 });
    hear(entries(said(2)));
    expect(shown()).toEqual([1, 2]);
  });
});
