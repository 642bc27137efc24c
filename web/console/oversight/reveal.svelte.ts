/** One masked value: revealed for a minute, then gone from memory and from the page. */
import { clientId } from '../../shared/http';
import type { Reveal } from '../../shared/wire';
import { http } from '../session/session.svelte';

export class Revealing {
  value = $state.raw<string | null>(null);
  left = $state(0);
  #ticking: ReturnType<typeof setInterval> | undefined;

  /** The same id for one asking, so that a lost answer does not cost a second reveal. */
  async ask(ref: string, reason: string, note: string, id = clientId()): Promise<void> {
    const body = { client_id: id, ref, reason_code: reason, note };
    const shown = await http<Reveal>('POST', '/api/v1/reveals', { body });
    const until = Math.min(Date.parse(shown.until), Date.now() + 60_000);
    this.forget();
    this.value = shown.value;
    this.#tick(until);
    this.#ticking = setInterval(() => this.#tick(until), 250);
  }

  forget(): void {
    clearInterval(this.#ticking);
    this.value = null;
    this.left = 0;
  }

  #tick(until: number): void {
    this.left = Math.max(0, Math.ceil((until - Date.now()) / 1000));
    if (this.left === 0) this.forget();
  }
}
