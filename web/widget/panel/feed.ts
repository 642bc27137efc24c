/**
 * News for the open conversation: a snapshot, then the live socket from where
 * the snapshot ended; where no socket gets through, a snapshot now and then.
 */
import { clientId, Problem } from '../../shared/http';
import { Live, type LiveState } from '../../shared/live';
import type { ClientFrame, ServerFrame } from '../../shared/wire';
import type { State } from './state';

export const TOPIC = 'conversation:current';
const EVERYBODY = 'surge';
const PATIENCE_MS = 2500;
const POLL_MS = 8000;

export interface FeedOptions {
  url: string;
  brand: string;
  token: () => string | null;
  /** Fetches the snapshot and takes it over. */
  load: () => Promise<void>;
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
  /** A name of one's own, worth nothing but on the socket. */
  #guest: string;

  constructor(options: FeedOptions) {
    this.#options = options;
    this.#guest = `tg_${options.brand}_${clientId().padEnd(43, '0')}`;
  }

  start(): void {
    this.stop();
    const live = new Live({
      url: this.#options.url,
      token: () => this.#options.token() ?? this.#guest,
      onFrame: (frame) => this.#options.hear(frame),
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
    this.#live = null;
    this.#loaded = false;
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
      this.#refreshing = false;
      if (live === this.#live) live.restart(TOPIC, this.#options.place());
    });
  }

  #load(): Promise<void> {
    this.#loading ??= this.#options
      .load()
      .then(() => {
        this.#loaded = true;
      })
      .catch((error: unknown) => {
        if (error instanceof Problem && error.status === 401) this.#options.ended();
        else this.#options.change({ stale: true });
      })
      .finally(() => (this.#loading = null));
    return this.#loading;
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
