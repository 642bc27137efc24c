/** Signing in at the exchange: its page gives its signed word, the server a visit that is somebody's. */
import { clientId } from '../../shared/http';
import type { WidgetStanding } from '../../shared/wire';
import type { Page, Word } from '../loader/page';
import type { Model } from './model';

const EARLY_MS = 60_000;
const AFTER_MS = 500;
const LONGEST_MS = 2 ** 31 - 1;

/** The word itself: given, fetched by the page, or fetched from the page's own server. */
export async function spoken(word: Word): Promise<string> {
  if (typeof word === 'string') return word;
  if (typeof word === 'function') return word();
  const answer = await fetch(word, { method: 'POST', credentials: 'same-origin' });
  if (!answer.ok) throw new Error(String(answer.status));
  return ((await answer.json()) as { token: string }).token;
}

/** One tab of this device at a time. */
export async function alone(lock: string, work: () => Promise<void>): Promise<void> {
  if (navigator.locks) await navigator.locks.request(lock, work);
  else await work();
}

export class SignIn {
  #model: Model;
  #page: Page;
  #busy: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** A word given as it is counts once. */
  #used: Word | null = null;

  constructor(model: Model, page: Page) {
    this.#model = model;
    this.#page = page;
  }

  /** Signing in anew is possible without the page doing anything. */
  get able(): boolean {
    const word = this.#page.word();
    return word !== null && word !== this.#used;
  }

  identify(): Promise<void> {
    return (this.#busy ??= this.#identify().finally(() => (this.#busy = null)));
  }

  async #identify(): Promise<void> {
    const model = this.#model;
    const word = this.#page.word();
    if (!word || word === this.#used) return;
    try {
      await model.begin();
      if (!(await this.#settle())) throw new Error('waiting');
      const said = await spoken(word);
      if (typeof word === 'string') this.#used = word;
      await alone(`trustdesk:${this.#page.brand}:identify`, async () => {
        const { token, afresh } = await model.desk.identify(said);
        // Somebody else was signed in on this device before: nothing of theirs stays.
        if (afresh) await model.forget();
        model.become(token);
      });
      model.set({ unproved: false });
    } catch {
      model.set({ unproved: true });
    }
  }

  /** The customer's own tap: the chat from before comes along, or stays where it is. */
  async bring(along: boolean): Promise<void> {
    if (along && !(await this.#settle())) throw new Error('waiting');
    await this.#model.desk.bring(clientId(), along);
    this.#model.restart();
  }

  /** What waits is sent as who wrote it; false while something still waits. */
  async #settle(): Promise<boolean> {
    const { outbox } = this.#model;
    await outbox.flush();
    return outbox.list().every((parcel) => parcel.refused !== undefined);
  }

  /** A level ends in time: it is proved anew shortly before, or falls back and is shown so. */
  follow(standing: WidgetStanding | null): void {
    clearTimeout(this.#timer);
    if (!standing?.proof) return;
    const left = Date.parse(standing.proof.until) - Date.now();
    const renew = this.able && left > EARLY_MS;
    const act = (): void => (renew ? void this.identify() : this.#model.restart());
    const wait = renew ? left - EARLY_MS : Math.max(left, 0) + AFTER_MS;
    this.#timer = setTimeout(act, Math.min(wait, LONGEST_MS));
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
