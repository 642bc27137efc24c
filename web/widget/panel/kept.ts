/** What this device remembers of the chat, until it is signed out. */
import type { BrandView, WidgetState } from '../../shared/wire';
import { shelf, type Shelf } from '../loader/device';
import { PLACE } from './outbox';
import { hearTabs, keyOf, Sealed } from './sealed';

const KEPT = 60;

function read<T>(place: Shelf, key: string): T | null {
  const kept = place.get(key);
  return kept ? (JSON.parse(kept) as T) : null;
}

export class Kept {
  readonly shelf: Shelf;
  /** The customer's own words: sealed. */
  readonly words: Sealed;
  readonly #tab: Shelf;
  readonly #thread: Sealed;

  private constructor(brand: string) {
    this.shelf = shelf('localStorage', brand);
    this.words = new Sealed(this.shelf, () => keyOf(brand));
    this.#tab = shelf('sessionStorage', brand);
    this.#thread = new Sealed(this.#tab, () => keyOf(brand));
  }

  /** Has at hand what was kept. */
  static async open(brand: string): Promise<Kept> {
    const kept = new Kept(brand);
    await Promise.all([kept.words.load(PLACE, 'draft'), kept.#thread.load('thread')]);
    return kept;
  }

  hearTabs(brand: string, heard: () => void): void {
    hearTabs(brand, this.words, PLACE, heard);
  }

  /** Signed out: nothing is at hand any more. */
  clear(): void {
    this.words.clear();
    this.#thread.clear();
  }

  get token(): string | null {
    return this.shelf.get('token');
  }
  set token(token: string | null) {
    if (token) this.shelf.set('token', token);
    else this.shelf.drop('token');
  }

  get brand(): BrandView | null {
    return read(this.shelf, 'brand');
  }
  set brand(brand: BrandView) {
    this.shelf.set('brand', JSON.stringify(brand));
    this.shelf.set('accent', brand.colours.accent);
  }

  /** Kept with the conversation's number, because every conversation counts from one. */
  seen(number: string | undefined): number {
    const [kept, seq] = (this.shelf.get('seen') ?? '').split(':');
    return kept && kept === number ? Number(seq) : 0;
  }
  setSeen(number: string, seq: number): void {
    this.shelf.set('seen', `${number}:${seq}`);
  }

  /** The newest words stay with this tab only, so that a reload without network shows them. */
  get thread(): WidgetState | null {
    return read(this.#thread, 'thread');
  }
  set thread(thread: WidgetState | null) {
    const entries = thread?.entries.slice(-KEPT);
    if (thread) this.#thread.set('thread', JSON.stringify({ ...thread, entries }));
    else this.#thread.drop('thread');
  }

  /** A chat is going: the loader wakes the panel on the next page without a click. */
  set talking(talking: boolean) {
    if (talking) this.shelf.set('talking', '1');
    else this.shelf.drop('talking');
  }

  /** Whether the panel was open, so that the next page of the site shows it again. */
  set open(open: boolean) {
    if (open) this.#tab.set('open', '1');
    else this.#tab.drop('open');
  }
}
