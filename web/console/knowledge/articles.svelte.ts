/** The list of articles with its filters, a page at a time. */
import type { Articles, ListedArticle } from '../../shared/wire';
import { http } from '../session/session.svelte';

export class ArticleFinder {
  items = $state.raw<ListedArticle[] | null>(null);
  cursor = $state.raw<string | null>(null);
  fault = $state.raw<unknown>(null);
  asking = $state(false);
  q = $state('');
  category = $state('');
  tongue = $state('');
  only = $state('');
  #turn = 0;

  get narrowed(): boolean {
    return !!(this.q.trim() || this.category || this.tongue || this.only);
  }

  clear(): void {
    this.q = this.category = this.tongue = this.only = '';
  }

  /** The first page, or the next one. An older answer that comes late is let go. */
  load = async (more = false): Promise<void> => {
    const turn = ++this.#turn;
    this.asking = true;
    const { q, category, tongue, only } = this;
    const asked = new URLSearchParams({ q: q.trim(), category, tongue, only });
    if (more && this.cursor) asked.set('cursor', this.cursor);
    try {
      const page = await http<Articles>('GET', `/api/v1/knowledge/articles?${asked}`);
      if (turn !== this.#turn) return;
      this.items = more ? [...(this.items ?? []), ...page.items] : page.items;
      this.cursor = page.cursor;
      this.fault = null;
    } catch (error) {
      if (turn === this.#turn) this.fault = error;
    } finally {
      if (turn === this.#turn) this.asking = false;
    }
  };
}
