/** The brand's macros, asked for once and again after they were edited. */
import type { Macro, Page } from '../../shared/wire';
import { http } from '../session/session.svelte';

class Macros {
  items = $state.raw<Macro[]>([]);
  #asked = false;

  async load(again = false): Promise<void> {
    if (this.#asked && !again) return;
    this.#asked = true;
    try {
      this.items = (await http<Page<Macro>>('GET', '/api/v1/macros')).items;
    } catch {
      this.#asked = false;
    }
  }
}

export const macros = new Macros();
