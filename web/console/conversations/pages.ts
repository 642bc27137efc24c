/** A thread in pages: asked for one after the other, put together in order. */
import type { Entry, EntryPage } from '../../shared/wire';
import { http } from '../session/session.svelte';
import { mergeEntries } from './merge';

export const PAGE = 100;

/** The entries beyond `after`, as far as `upTo`; `path` is where the thread's entries are asked for. */
export async function entriesSince(path: string, after: number, upTo: number): Promise<Entry[]> {
  let found: Entry[] = [];
  for (let from: number | null = after; from !== null && from < upTo;) {
    const page: EntryPage = await http('GET', `${path}?after=${from}&limit=${PAGE}`);
    found = mergeEntries(found, page.items);
    from = page.cursor;
  }
  return found;
}
