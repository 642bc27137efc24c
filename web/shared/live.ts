/**
 * The live socket: one per page, framework-free.
 *
 * Every topic remembers how far it has come, so a new connection resumes with
 * `after` and nothing is missed. Entries that skip a number are not shown: the
 * topic is asked for again, and if that does not help it is reported stale.
 */
import type { ClientFrame, ServerFrame } from './wire';

export type LiveState = 'connecting' | 'live' | 'offline' | 'revoked';

export interface LiveOptions {
  /** Absolute ws(s) address, or a path on this page's own origin. */
  url: string;
  /** First frame's token; leave out where a cookie signs us in. */
  token?: () => string | null;
  onFrame: (frame: ServerFrame) => void;
  onState?: (state: LiveState) => void;
  /** This topic may have missed something: load it afresh, then `restart` it. */
  onStale?: (topic: string) => void;
  /** For tests. */
  open?: (url: string) => WebSocket;
  random?: () => number;
}

type Place = string | number | null;
interface Topic {
  after: Place;
  repairs: number;
}

const BASE_MS = 400;
const CAP_MS = 15_000;
const PING_MS = 20_000;
const PONG_MS = 8_000;
const REPAIRS = 3;

/** Full jitter: anywhere between nothing and the doubled, capped wait. */
export function backoff(attempt: number, random: () => number = Math.random): number {
  return Math.round(random() * Math.min(CAP_MS, BASE_MS * 2 ** Math.min(attempt, 16)));
}

function absolute(url: string): string {
  return url.startsWith('/') ? location.origin.replace(/^http/, 'ws') + url : url;
}

export class Live {
  #options: LiveOptions;
  #topics = new Map<string, Topic>();
  #socket: WebSocket | null = null;
  #state: LiveState = 'connecting';
  #attempt = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #beat: ReturnType<typeof setTimeout> | undefined;
  #running = false;
  #open = false;

  constructor(options: LiveOptions) {
    this.#options = options;
  }

  get state(): LiveState {
    return this.#state;
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    globalThis.addEventListener?.('online', this.#wake);
    globalThis.addEventListener?.('offline', this.#drop);
    globalThis.document?.addEventListener('visibilitychange', this.#wake);
    this.#connect();
  }

  /** Something else has just proved the line good: no waiting out the back-off. */
  retry(): void {
    if (this.#socket === null) this.#wake();
  }

  stop(): void {
    this.#running = false;
    globalThis.removeEventListener?.('online', this.#wake);
    globalThis.removeEventListener?.('offline', this.#drop);
    globalThis.document?.removeEventListener('visibilitychange', this.#wake);
    this.#clear();
    this.#socket?.close();
    this.#socket = null;
    this.#topics.clear();
  }

  /** Follows a topic from a place: a sequence number, or the inbox's cursor. */
  follow(topic: string, after: Place): void {
    this.#topics.set(topic, { after, repairs: 0 });
    this.send({ t: 'sub', topic, after });
  }

  /** The same after a fresh snapshot of a topic that had gone stale. */
  restart(topic: string, after: Place): void {
    this.follow(topic, after);
  }

  leave(topic: string): void {
    if (this.#topics.delete(topic)) this.send({ t: 'unsub', topic });
  }

  /** Ephemeral frames are dropped while away; subscriptions are sent again by themselves. */
  send(frame: ClientFrame): boolean {
    if (!this.#open || this.#socket === null) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  #connect = (): void => {
    clearTimeout(this.#retry);
    if (!this.#running || this.#socket !== null) return;
    const socket = (this.#options.open ?? ((url) => new WebSocket(url)))(
      absolute(this.#options.url),
    );
    this.#socket = socket;
    // A connection that neither opens nor fails is given up like a silent one.
    this.#beat = setTimeout(() => this.#lost(socket), PONG_MS);
    socket.onopen = () => {
      const token = this.#options.token?.();
      if (token) socket.send(JSON.stringify({ t: 'hello', token }));
    };
    socket.onmessage = (event) => this.#hear(socket, String(event.data));
    socket.onclose = (event) => this.#lost(socket, event.code);
    socket.onerror = () => this.#lost(socket);
  };

  #hear(socket: WebSocket, text: string): void {
    if (socket !== this.#socket) return;
    this.#expect();
    const frame = JSON.parse(text) as ServerFrame;
    if (frame.t === 'welcome') this.#welcomed();
    if (frame.t === 'pong') return;
    if (frame.t === 'bye') return this.#bye(socket, frame.code);
    // What could not be followed now is followed after a while, like everything else.
    if (frame.t === 'error' && frame.code === 'overloaded') return this.#lost(socket);
    if (frame.t === 'subscribed') this.#attempt = 0;
    if (frame.t === 'stale') this.#options.onStale?.(frame.topic);
    if (!this.#advance(frame)) return;
    this.#options.onFrame(frame);
  }

  #welcomed(): void {
    this.#open = true;
    if (this.#topics.size === 0) this.#attempt = 0;
    for (const [topic, place] of this.#topics) this.send({ t: 'sub', topic, after: place.after });
    this.#become('live');
  }

  /** Moves a topic's place on; false when the frame must not be shown. */
  #advance(frame: ServerFrame): boolean {
    if (frame.t === 'rows') {
      const inbox = this.#topics.get(frame.topic);
      if (inbox) inbox.after = frame.cursor;
      return true;
    }
    if (frame.t === 'subscribed' && frame.cursor !== undefined) {
      const topic = this.#topics.get(frame.topic);
      if (topic && topic.after === null) topic.after = frame.cursor;
    }
    if (frame.t !== 'entries') return true;
    const topic = this.#topics.get(frame.topic);
    if (!topic || typeof topic.after !== 'number') return topic !== undefined;
    const from = topic.after;
    let last = from;
    const fresh = frame.items.filter((entry) => entry.seq > from);
    for (const entry of fresh) {
      if (entry.seq !== last + 1) return this.#repair(frame.topic, topic);
      last = entry.seq;
    }
    frame.items = fresh;
    topic.after = last;
    topic.repairs = 0;
    return fresh.length > 0;
  }

  #repair(name: string, topic: Topic): false {
    topic.repairs += 1;
    if (topic.repairs > REPAIRS) this.#options.onStale?.(name);
    else this.send({ t: 'sub', topic: name, after: topic.after });
    return false;
  }

  /** Only a revoked session stays away; a draining node or a slow moment is a reason to come back. */
  #bye(socket: WebSocket, code: 'revoked' | 'draining' | 'stale'): void {
    if (code !== 'revoked') return this.#lost(socket);
    this.stop();
    this.#become('revoked');
  }

  #lost(socket: WebSocket, code?: number): void {
    if (socket !== this.#socket) return;
    this.#clear();
    this.#socket = null;
    this.#open = false;
    socket.onclose = socket.onerror = socket.onmessage = null;
    socket.close();
    if (!this.#running) return;
    if (code === 4401) {
      this.stop();
      return this.#become('revoked');
    }
    this.#become('offline');
    this.#retry = setTimeout(this.#connect, backoff(this.#attempt++, this.#options.random));
  }

  /** Anything heard proves the line; silence is met by a ping, more silence ends it. */
  #expect(): void {
    clearTimeout(this.#beat);
    this.#beat = setTimeout(() => this.#ping(), PING_MS);
  }

  #ping(): void {
    const socket = this.#socket;
    if (socket === null) return;
    this.send({ t: 'ping' });
    clearTimeout(this.#beat);
    this.#beat = setTimeout(() => this.#lost(socket), PONG_MS);
  }

  #wake = (): void => {
    if (!this.#running || globalThis.document?.hidden) return;
    if (this.#socket === null) {
      this.#attempt = 0;
      this.#connect();
    } else if (this.#open) this.#ping();
  };

  #drop = (): void => {
    if (this.#socket) this.#lost(this.#socket);
  };

  #clear(): void {
    clearTimeout(this.#retry);
    clearTimeout(this.#beat);
  }

  #become(state: LiveState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#options.onState?.(state);
  }
}
