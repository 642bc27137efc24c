/** Tells the server what has arrived here and what has been read, once for all that came together. */
import type { ClientFrame } from '../../shared/wire';
import { TOPIC } from './feed';
import type { Model } from './model';

const REPORT_MS = 120;

export class Report {
  #model: Model;
  #send: (frame: ClientFrame) => boolean;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(model: Model, send: (frame: ClientFrame) => boolean) {
    this.#model = model;
    this.#send = send;
  }

  soon(): void {
    this.stop();
    this.#timer = setTimeout(() => {
      const { desk, state } = this.#model;
      const { entries, seen } = state;
      const delivered = entries.at(-1)?.seq ?? 0;
      const seq = Math.min(seen, delivered);
      if (!desk.known || !delivered) return;
      if (this.#send({ t: 'read', topic: TOPIC, seq, delivered })) return;
      void desk.read(seq, delivered).catch(() => undefined);
    }, REPORT_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
