/** How each answer of one conversation fares on its way out on a line, live. */
import type { Outgoing, ServerFrame } from '../../shared/wire';
import { line } from '../desk/line.svelte';

export class Deliveries {
  bySeq = $state.raw(new Map<number, Outgoing>());
  readonly #topic: string;
  readonly #deaf: () => void;

  constructor(number: string) {
    this.#topic = `deliveries:${number}`;
    this.#deaf = line.hear((frame) => this.#hear(frame));
  }

  /** Whoever may read the conversation follows; the server tells how things stand at once. */
  follow = (): void => line.follow(this.#topic, null, this.follow);

  close(): void {
    line.leave(this.#topic);
    this.#deaf();
  }

  #hear(frame: ServerFrame): void {
    if (frame.t !== 'deliveries' || frame.topic !== this.#topic) return;
    this.bySeq = new Map(frame.items.map((one) => [one.seq, one]));
  }
}
