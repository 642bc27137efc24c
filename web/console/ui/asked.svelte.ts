/** Something a page asks the server for: what it has, whether it is still asking, why it failed. */
import { http } from '../session/session.svelte';

export class Asked<T> {
  value = $state.raw<T | null>(null);
  fault = $state.raw<unknown>(null);
  asking = $state(false);
  #path: string;

  constructor(path: string) {
    this.#path = path;
    void this.load();
  }

  /** What was there stays on the screen until the answer comes. */
  load = async (): Promise<void> => {
    this.asking = true;
    try {
      this.value = await http<T>('GET', this.#path);
      this.fault = null;
    } catch (error) {
      this.fault = error;
    } finally {
      this.asking = false;
    }
  };
}
