/** What agents may ask of the assistant here; asked for once. */
import type { Assistant } from '../../shared/wire';
import { http } from '../session/session.svelte';

class Standing {
  now = $state.raw<Assistant>({ mode: 'off', endpoint: false });
  #asked = false;

  async load(): Promise<void> {
    if (this.#asked) return;
    this.#asked = true;
    try {
      this.now = await http<Assistant>('GET', '/api/v1/assistant');
    } catch {
      this.#asked = false;
    }
  }
}

export const standing = new Standing();
