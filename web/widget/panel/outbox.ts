/**
 * What the customer has said and the server has not yet acknowledged.
 *
 * One shelf entry a parcel, keyed by its client id: ids are time-ordered, so
 * the shelf's order is the order of writing, and two tabs never overwrite each
 * other. A parcel leaves the shelf only after its 201; sent again after a lost
 * answer it carries the same id and is stored once.
 */
import { backoff } from '../../shared/live';
import { clientId, Problem } from '../../shared/http';
import type { Shelf } from '../loader/device';

export interface ParcelFile {
  /** Key of the bytes on this device. */
  key: string;
  name: string;
  type: string;
  size: number;
  /** The server's id once uploaded. */
  id?: string;
}

export interface Parcel {
  client_id: string;
  text: string;
  topic?: string;
  /** Articles that were read before the first word. */
  read?: string[];
  files: ParcelFile[];
  at: string;
  /** Why the server will not take it; it stays until the customer decides. */
  refused?: string;
}

export interface OutboxOptions {
  shelf: Shelf;
  /** Resolves once the server has stored the parcel. */
  deliver: (parcel: Parcel) => Promise<void>;
  changed: () => void;
  /** Only one tab sends at a time; runs `work` unless another tab is at it. */
  alone?: (work: () => Promise<void>) => Promise<boolean>;
  now?: () => number;
  later?: (run: () => void, ms: number) => unknown;
}

export const PLACE = 'out:';
const OTHER_TAB_MS = 2500;

export class Outbox {
  #options: OutboxOptions;
  #attempt = 0;
  #busy: Promise<void> | null = null;
  #asked = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  list(): Parcel[] {
    const { shelf } = this.#options;
    return shelf.keys(PLACE).flatMap((key) => {
      const kept = shelf.get(key);
      return kept ? [JSON.parse(kept) as Parcel] : [];
    });
  }

  put(text: string, files: ParcelFile[], topic?: string, read: string[] = []): Parcel {
    const now = (this.#options.now ?? Date.now)();
    const last = this.list().at(-1);
    // Two words within one millisecond, or a clock set back, must not change places.
    const at = Math.max(now, last ? Date.parse(last.at) + 1 : 0);
    const client_id = clientId(at);
    const parcel: Parcel = { client_id, text, files, at: new Date(at).toISOString() };
    if (topic) parcel.topic = topic;
    if (read.length) parcel.read = read;
    this.#keep(parcel);
    void this.flush();
    return parcel;
  }

  /** While delivering: a parcel taken off the shelf meanwhile (signed out, removed) stays off. */
  save(parcel: Parcel): void {
    if (this.#options.shelf.get(PLACE + parcel.client_id) !== null) this.#keep(parcel);
  }

  #keep(parcel: Parcel): void {
    this.#options.shelf.set(PLACE + parcel.client_id, JSON.stringify(parcel));
    this.#options.changed();
  }

  remove(client_id: string): void {
    this.#options.shelf.drop(PLACE + client_id);
    this.#options.changed();
  }

  again(client_id: string): void {
    const parcel = this.list().find((kept) => kept.client_id === client_id);
    if (!parcel) return;
    delete parcel.refused;
    this.save(parcel);
    void this.flush();
  }

  /** Sends in order, one at a time; stops at the first passing failure and comes back. */
  flush(): Promise<void> {
    this.#asked = true;
    return (this.#busy ??= this.#run().finally(() => (this.#busy = null)));
  }

  async #run(): Promise<void> {
    const alone = this.#options.alone ?? (async (work) => (await work(), true));
    while (this.#asked) {
      this.#asked = false;
      const mine = await alone(() => this.#sendAll());
      if (!mine && this.list().length) this.#comeBack(OTHER_TAB_MS);
    }
  }

  async #sendAll(): Promise<void> {
    for (;;) {
      const next = this.list().find((parcel) => parcel.refused === undefined);
      if (!next || !(await this.#send(next))) return;
    }
  }

  async #send(parcel: Parcel): Promise<boolean> {
    try {
      await this.#options.deliver(parcel);
    } catch (error) {
      if (!(error instanceof Problem) || error.passing) {
        this.#comeBack(500 + backoff(this.#attempt++));
        return false;
      }
      this.save({ ...parcel, refused: error.message });
      return true;
    }
    this.#attempt = 0;
    this.remove(parcel.client_id);
    return true;
  }

  #comeBack(ms: number): void {
    (this.#options.later ?? setTimeout)(() => void this.flush(), ms);
  }
}

/** Holds the browser-wide lock while `work` runs; false where another tab has it. */
export async function aloneIn(name: string, work: () => Promise<void>): Promise<boolean> {
  if (!navigator.locks) return (await work(), true);
  return navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
    if (lock) await work();
    return lock !== null;
  });
}
