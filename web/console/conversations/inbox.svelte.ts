/** The list of one view: a page at a time from the server, then kept by the live rows. */
import type { Row, RowPage, ServerFrame, View } from '../../shared/wire';
import { line } from '../desk/line.svelte';
import { http, session } from '../session/session.svelte';
import { belongs, mergeRows, newer, type Reader } from './merge';
import { Seen } from './seen';

const PAGE = 50;

class Inbox {
  view = $state<View>('mine');
  q = $state('');
  /** As shown. While someone reads, news waits in `held` instead of moving rows. */
  rows = $state.raw<Row[]>([]);
  held = $state.raw<Row[]>([]);
  holding = $state(false);
  cursor = $state<string | null>(null);
  state = $state<'loading' | 'more' | 'ready' | 'failed'>('loading');
  fault = $state<unknown>(null);
  mineCount = $state<number | null>(null);
  seen = $state.raw({ of: new Seen() });
  #asking: AbortController | null = null;

  get me(): Reader {
    return { id: session.agent!.id, teams: session.agent!.teams };
  }

  start(): () => void {
    return line.hear((frame) => this.#hear(frame));
  }

  async show(view: View, q: string): Promise<void> {
    this.view = view;
    this.q = q;
    this.rows = [];
    this.cursor = null;
    await this.load();
  }

  /** The first page; the socket goes on from where the page was taken. */
  load = async (): Promise<void> => {
    this.#asking?.abort();
    const asking = (this.#asking = new AbortController());
    this.state = 'loading';
    this.held = [];
    try {
      const page = await this.#page(null, asking.signal);
      this.rows = page.items;
      this.cursor = page.cursor;
      this.state = 'ready';
      if (this.view === 'mine' && !this.q) this.mineCount = page.cursor ? null : page.items.length;
      line.follow('inbox', page.live, this.load);
    } catch (error) {
      if (asking.signal.aborted) return;
      this.fault = error;
      this.state = 'failed';
    }
  };

  async more(): Promise<void> {
    if (this.state !== 'ready' || !this.cursor) return;
    const asking = this.#asking!;
    this.state = 'more';
    try {
      const page = await this.#page(this.cursor, asking.signal);
      const known = new Set(this.rows.map((row) => row.number));
      this.rows = [...this.rows, ...page.items.filter((row) => !known.has(row.number))];
      this.cursor = page.cursor;
    } catch {
      // The end of the list stays where it is; scrolling on asks again.
    }
    if (!asking.signal.aborted) this.state = 'ready';
  }

  find(number: string): Row | undefined {
    return this.rows.find((row) => row.number === number);
  }

  unread(row: Row): boolean {
    return row.waiting_since !== null && row.seq > this.seen.of.of(row.number);
  }

  /** Read up to here: the row's mark goes out. */
  markSeen(number: string, seq: number): void {
    if (this.seen.of.mark(number, seq)) this.seen = { of: this.seen.of };
  }

  hold(on: boolean): void {
    this.holding = on;
    if (!on) this.release();
  }

  release(): void {
    if (this.held.length === 0) return;
    const news = this.held;
    this.held = [];
    this.#merge(news);
  }

  #page(cursor: string | null, signal: AbortSignal): Promise<RowPage> {
    const query = new URLSearchParams({ view: this.view, limit: String(PAGE) });
    if (this.q) query.set('q', this.q);
    if (cursor) query.set('cursor', cursor);
    return http<RowPage>('GET', `/api/v1/conversations?${query}`, { signal });
  }

  #hear(frame: ServerFrame): void {
    if (frame.t === 'rows') this.#take(frame.items);
    if (frame.t === 'gone') {
      const gone = new Set(frame.numbers);
      this.rows = this.rows.filter((row) => !gone.has(row.number));
      this.held = this.held.filter((row) => !gone.has(row.number));
    }
  }

  #take(items: Row[]): void {
    if (this.state === 'loading') return;
    if (!this.holding) return this.#merge(items);
    const fresh = new Map(items.map((row) => [row.number, row]));
    // Rows in view change in place; only what would move them waits.
    this.rows = this.rows.map((row) => {
      const next = fresh.get(row.number);
      return next ? { ...newer(row, next), hits: row.hits } : row;
    });
    const waiting = new Map(this.held.map((row) => [row.number, row]));
    for (const row of items) if (this.#moves(row)) waiting.set(row.number, row);
    this.held = [...waiting.values()];
  }

  /** Whether the list would change its order or length; what is already on top stays there. */
  #moves(row: Row): boolean {
    if (this.q) return false;
    const at = this.rows.findIndex((one) => one.number === row.number);
    const here = belongs(row, this.view, this.me) ?? at >= 0;
    return at < 0 ? here : !here || (at > 0 && this.rows[at - 1]!.last_at < row.last_at);
  }

  #merge(items: Row[]): void {
    if (this.q) {
      const fresh = new Map(items.map((row) => [row.number, row]));
      this.rows = this.rows.map((row) => ({ ...row, ...fresh.get(row.number), hits: row.hits }));
      return;
    }
    const floor = this.cursor ? this.rows.at(-1)?.last_at : undefined;
    const merged = mergeRows(this.rows, items, this.view, this.me);
    // Below the last loaded row the next page decides, not the news.
    this.rows = floor ? merged.filter((row) => row.last_at >= floor) : merged;
    if (this.view === 'mine' && !this.cursor) this.mineCount = this.rows.length;
  }
}

export const inbox = new Inbox();
