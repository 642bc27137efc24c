import { describe, expect, it } from 'vitest';
import { Problem } from '../../shared/http';
import type { Shelf } from '../loader/device';
import { Outbox, type Parcel } from '../panel/outbox';

function memoryShelf(): Shelf {
  const kept = new Map<string, string>();
  return {
    get: (key) => kept.get(key) ?? null,
    set: (key, value) => void kept.set(key, value),
    drop: (key) => void kept.delete(key),
    keys: (start) => [...kept.keys()].filter((key) => key.startsWith(start)).sort(),
  };
}

const problem = (status: number, code: string): Problem =>
  new Problem({ type: 'about:blank', title: code, status, code });

/** A server that stores by client id, once, and can be made to fail. */
function server() {
  const stored: Parcel[] = [];
  const calls: string[] = [];
  let failing: (parcel: Parcel, call: number) => Problem | null = () => null;
  return {
    stored,
    calls,
    fail: (how: typeof failing) => (failing = how),
    async deliver(parcel: Parcel, answerLost = false): Promise<void> {
      calls.push(parcel.client_id);
      const fault = failing(parcel, calls.length);
      if (fault && !answerLost) throw fault;
      if (!stored.some((kept) => kept.client_id === parcel.client_id)) stored.push(parcel);
      if (fault) throw fault;
    },
  };
}

function makeOutbox(shelf: Shelf, deliver: (parcel: Parcel) => Promise<void>) {
  const waits: (() => void)[] = [];
  const outbox = new Outbox({
    shelf,
    deliver,
    changed: () => undefined,
    later: (run) => waits.push(run),
  });
  return { outbox, waits };
}

describe('outbox', () => {
  it('sends in the order of writing and keeps nothing that is acknowledged', async () => {
    const shelf = memoryShelf();
    const desk = server();
    const { outbox } = makeOutbox(shelf, (parcel) => desk.deliver(parcel));
    for (const text of ['one', 'two', 'three']) outbox.put(text, []);
    await outbox.flush();
    expect(desk.stored.map((parcel) => parcel.text)).toEqual(['one', 'two', 'three']);
    expect(shelf.keys('')).toEqual([]);
  });

  it('survives a reload: what was not acknowledged is sent by the next page, same ids, same order', async () => {
    const shelf = memoryShelf();
    const first = makeOutbox(shelf, async () => {
      throw problem(0, 'offline');
    });
    const written = ['a', 'b', 'c'].map((text) => first.outbox.put(text, []).client_id);
    await first.outbox.flush();
    const desk = server();
    const second = makeOutbox(shelf, (parcel) => desk.deliver(parcel));
    await second.outbox.flush();
    expect(desk.stored.map((parcel) => parcel.client_id)).toEqual(written);
    expect(desk.stored.map((parcel) => parcel.text)).toEqual(['a', 'b', 'c']);
  });

  it('stores once when the answer is lost after the server stored the message', async () => {
    const shelf = memoryShelf();
    const desk = server();
    desk.fail((_, call) => (call === 1 ? problem(0, 'offline') : null));
    const { outbox, waits } = makeOutbox(shelf, (parcel) => desk.deliver(parcel, true));
    const { client_id } = outbox.put('once', []);
    await outbox.flush();
    expect(waits).toHaveLength(1);
    waits.forEach((run) => run());
    await outbox.flush();
    expect(desk.calls).toEqual([client_id, client_id]);
    expect(desk.stored).toHaveLength(1);
    expect(outbox.list()).toEqual([]);
  });

  it('does not overtake: a passing failure stops everything behind it', async () => {
    const desk = server();
    desk.fail((parcel) => (parcel.text === 'first' ? problem(503, 'unavailable') : null));
    const { outbox, waits } = makeOutbox(memoryShelf(), (parcel) => desk.deliver(parcel));
    outbox.put('first', []);
    outbox.put('second', []);
    await outbox.flush();
    expect(desk.stored).toEqual([]);
    expect(outbox.list().map((parcel) => parcel.text)).toEqual(['first', 'second']);
    expect(waits.length).toBeGreaterThan(0);
  });

  it('keeps a refused message with its reason, sends the rest, and tries again when asked', async () => {
    const desk = server();
    desk.fail((parcel, call) =>
      parcel.text === 'bad' && call < 3 ? problem(422, 'text_too_long') : null,
    );
    const { outbox } = makeOutbox(memoryShelf(), (parcel) => desk.deliver(parcel));
    const bad = outbox.put('bad', []);
    outbox.put('good', []);
    await outbox.flush();
    expect(desk.stored.map((parcel) => parcel.text)).toEqual(['good']);
    expect(outbox.list()).toMatchObject([{ text: 'bad', refused: 'text_too_long' }]);
    outbox.again(bad.client_id);
    await outbox.flush();
    expect(outbox.list()).toEqual([]);
  });

  it('puts nothing back on a device that was cleared while a message was on its way', async () => {
    const shelf = memoryShelf();
    const { outbox } = makeOutbox(shelf, async () => {
      shelf.keys('').forEach((key) => shelf.drop(key));
      throw problem(422, 'text_too_long');
    });
    outbox.put('gone', []);
    await outbox.flush();
    expect(shelf.keys('')).toEqual([]);
  });

  it('keeps the order when the clock is set back', () => {
    const shelf = memoryShelf();
    let now = 2_000_000_000_000;
    const outbox = new Outbox({
      shelf,
      deliver: () => new Promise(() => undefined),
      changed: () => undefined,
      now: () => (now -= 60_000),
    });
    for (const text of ['1', '2', '3', '4']) outbox.put(text, []);
    expect(outbox.list().map((parcel) => parcel.text)).toEqual(['1', '2', '3', '4']);
  });

  it('leaves the sending to the tab that is at it', async () => {
    const desk = server();
    const waits: number[] = [];
    const outbox = new Outbox({
      shelf: memoryShelf(),
      deliver: (parcel) => desk.deliver(parcel),
      changed: () => undefined,
      alone: async () => false,
      later: (_, ms) => waits.push(ms),
    });
    outbox.put('mine', []);
    await outbox.flush();
    expect(desk.calls).toEqual([]);
    expect(waits).toContain(2500);
  });
});
