/** How many conversations wait in the views nearest to an agent. Counted to a hundred: beyond, it is "many". */
import type { RowPage, View } from '../../shared/wire';
import { http } from '../session/session.svelte';
import { line } from './line.svelte';
import { mayRead } from './places';

const COUNTED: View[] = ['mine', 'unassigned', 'mentions'];
const MOST = 100;
const REST_MS = 4_000;

class Counts {
  of = $state<Partial<Record<View, string>>>({});
  #next: ReturnType<typeof setTimeout> | undefined;

  start(): () => void {
    if (!mayRead()) return () => undefined;
    void this.#count();
    const deaf = line.hear((frame) => {
      if (frame.t === 'rows' || frame.t === 'gone' || frame.t === 'welcome') this.#soon();
    });
    return () => {
      deaf();
      clearTimeout(this.#next);
    };
  }

  /** Rows come in bursts; the answer to a burst is one count. */
  #soon(): void {
    this.#next ??= setTimeout(() => {
      this.#next = undefined;
      void this.#count();
    }, REST_MS);
  }

  async #count(): Promise<void> {
    if (document.hidden) return this.#soon();
    await Promise.allSettled(
      COUNTED.map(async (view) => {
        const page = await http<RowPage>('GET', `/api/v1/conversations?view=${view}&limit=${MOST}`);
        this.of[view] = page.cursor ? '99+' : String(page.items.length || '');
      }),
    );
  }
}

export const counts = new Counts();
