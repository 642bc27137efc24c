/** The page's one live socket, and who listens to it. */
import { Live, type LiveState } from '../../shared/live';
import type { ClientFrame, ServerFrame } from '../../shared/wire';
import { session } from '../session/session.svelte';

type Hear = (frame: ServerFrame) => void;

class Line {
  state = $state<LiveState>('connecting');
  /** Offline for longer than a blink: worth telling. */
  away = $state(false);
  #hearers = new Set<Hear>();
  #stale = new Map<string, () => void>();
  #live: Live | null = null;
  #telling: ReturnType<typeof setTimeout> | undefined;

  open(): void {
    this.#live = new Live({
      url: '/api/v1/live',
      onFrame: (frame) => this.#hearers.forEach((hear) => hear(frame)),
      onState: (state) => this.#became(state),
      onStale: (topic) => this.#stale.get(topic)?.(),
    });
    this.#live.start();
  }

  close(): void {
    clearTimeout(this.#telling);
    this.away = false;
    this.#live?.stop();
    this.#live = null;
  }

  hear(hear: Hear): () => void {
    this.#hearers.add(hear);
    return () => this.#hearers.delete(hear);
  }

  /** Follows a topic; `stale` loads it afresh and follows again. */
  follow(topic: string, after: string | number | null, stale: () => void): void {
    this.#stale.set(topic, stale);
    this.#live?.follow(topic, after);
  }

  leave(topic: string): void {
    this.#stale.delete(topic);
    this.#live?.leave(topic);
  }

  send(frame: ClientFrame): boolean {
    return this.#live?.send(frame) ?? false;
  }

  #became(state: LiveState): void {
    this.state = state;
    clearTimeout(this.#telling);
    if (state === 'live') this.away = false;
    else if (state === 'revoked') session.end();
    else this.#telling = setTimeout(() => (this.away = true), 1_500);
  }
}

export const line = new Line();
