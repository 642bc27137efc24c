/**
 * News for the open conversation: a snapshot, then the live socket from where
 * the snapshot ended; where no socket gets through, a snapshot now and then.
 */
import { clientId, Problem } from '../../shared/http';
import { Live, type LiveState } from '../../shared/live';
import type { ClientFrame, ServerFrame, WidgetState } from '../../shared/wire';
import type { State } from './state';

export const TOPIC = 'conversation:current';
const EVERYBODY = 'surge';
const PATIENCE_MS = 2500;
const POLL_MS = 8000;

export interface FeedOptions {
  url: string;
  brand: string;
  token: () => string | null;
  load: () => Promise<WidgetState>;
  /** Takes a snapshot over, and what was heard while it was on its way; true when it is of another conversation. */
  take: (snapshot: WidgetState, meanwhile: readonly ServerFrame[]) => boolean;
  hear: (frame: ServerFrame) => void;
  change: (change: Partial<State>) => void;
  ended: () => void;
  /** The last sequence held here. */
  place: () => number;
}

export class Feed {
  #options: FeedOptions;
  #live: Live | null = null;
  #loaded = false;
  #refreshing = false;
  #polls = 0;
  #late: ReturnType<typeof setTimeout> | undefined;
  #loading: Promise<void> | null = null;
  #next: Promise<void> | null = null;
  #meanwhile: ServerFrame[] = [];
  /** A name of one's own, worth nothing but on the socket. */
  #guest: string;

  constructor(options: FeedOptions) {
    this.#options = options;
    this.#guest = `tg_${options.brand}_${clientId().padEnd(43, '0')}`;
  }

  start(): void {
    this.stop();
    const live: Live = new Live({
      url: this.#options.url,
      token: () => this.#options.token() ?? this.#guest,
      onFrame: (frame) => live === this.#live && this.#hear(frame),
      onState: (state) => live === this.#live && this.#became(state),
      onStale: (topic) => (topic === EVERYBODY ? live.follow(EVERYBODY, null) : this.refresh()),
    });
    this.#live = live;
    live.follow(EVERYBODY, null);
    // Nobody has said anything yet: what everybody may know is heard all the same.
    if (!this.#options.token()) return live.start();
    void this.#load().finally(() => {
      if (live !== this.#live) return;
      live.follow(TOPIC, this.#options.place());
      live.start();
      this.#wait(PATIENCE_MS);
    });
  }

  stop(): void {
    clearTimeout(this.#late);
    this.#live?.stop();
    this.#live = this.#loading = this.#next = null;
    this.#loaded = this.#refreshing = false;
  }

  send(frame: ClientFrame): boolean {
    return this.#live?.send(frame) ?? false;
  }

  /** A message got through: so may the socket. */
  proved(): void {
    this.#live?.retry();
  }

  /** A fresh snapshot beside the socket, which goes on as it was. */
  reload(): Promise<void> {
    return this.#load();
  }

  /** A fresh snapshot, and the socket goes on from there. */
  refresh(): void {
    const live = this.#live;
    if (this.#refreshing || !live) return;
    this.#refreshing = true;
    void this.#load().finally(() => {
      if (live !== this.#live) return;
      this.#refreshing = false;
      live.restart(TOPIC, this.#options.place());
    });
  }

  /** Entries that come while the place is being found again come once more from there. */
  #hear(frame: ServerFrame): void {
    if (this.#loading) this.#meanwhile.push(frame);
    if (frame.t !== 'entries' || !this.#refreshing) this.#options.hear(frame);
  }

  /** An answer on its way may be older than the reason to ask: then it is asked for again after it. */
  #load(): Promise<void> {
    const live = this.#live;
    const here = (): boolean => live === this.#live;
    if (this.#loading) {
      return (this.#next ??= this.#loading.then(() => {
        if (!here()) return;
        this.#next = null;
        return this.#load();
      }));
    }
    this.#meanwhile = [];
    const asked = this.#options
      .load()
      .then((snapshot) => here() && this.#take(snapshot))
      .catch((error: unknown) => {
        // What concerned whoever wrote here before concerns nobody any more.
        if (!here()) return;
        if (error instanceof Problem && error.status === 401) this.#options.ended();
        else this.#options.change({ stale: true });
      })
      .then(() => {
        if (this.#loading === asked) this.#loading = null;
      });
    return (this.#loading = asked);
  }

  #take(snapshot: WidgetState): void {
    this.#loaded = true;
    if (this.#options.take(snapshot, this.#meanwhile)) {
      this.#live?.restart(TOPIC, this.#options.place());
    }
  }

  #became(state: LiveState): void {
    if (state === 'live') this.#polls = 0;
    clearTimeout(this.#late);
    if (!this.#options.token()) return;
    if (state === 'revoked') return this.#options.ended();
    if (state === 'offline') this.#wait(PATIENCE_MS);
    else if (!this.#loaded) this.refresh();
    const fresh = state === 'live' ? { stale: false, slow: false } : { typing: null };
    this.#options.change({ live: state, ...fresh });
  }

  /** Short gaps stay unsaid; a longer one is stale, and then news is fetched. */
  #wait(ms: number): void {
    clearTimeout(this.#late);
    this.#late = setTimeout(() => {
      if (!this.#live || this.#live.state === 'live') return;
      if (ms === PATIENCE_MS) this.#options.change({ stale: true });
      else void this.#poll();
      // Spread out, so that a crowd behind one broken proxy does not ask in step.
      this.#wait(POLL_MS * (1 + Math.random()));
    }, ms);
  }

  async #poll(): Promise<void> {
    if (!navigator.onLine || document.hidden) return;
    this.#loaded = false;
    await this.#load();
    if (!this.#loaded || !this.#live || this.#live.state === 'live') return;
    // The server answers: try the socket at once, and speak of a blocked one only after that.
    this.#polls += 1;
    this.#options.change({ stale: false, slow: this.#polls > 1 });
    this.#live.retry();
  }
}
