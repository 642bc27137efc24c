/** What this agent has read, remembered on this device so that the list knows at once. */
const KEY = 'td.seen';
const MOST = 2_000;

export class Seen {
  #seqs: Map<string, number>;

  constructor() {
    try {
      this.#seqs = new Map(JSON.parse(localStorage.getItem(KEY) ?? '[]') as [string, number][]);
    } catch {
      this.#seqs = new Map();
    }
  }
  of(number: string): number {
    return this.#seqs.get(number) ?? 0;
  }
  mark(number: string, seq: number): boolean {
    if (this.of(number) >= seq) return false;
    this.#seqs.delete(number);
    this.#seqs.set(number, seq);
    const kept = [...this.#seqs].slice(-MOST);
    localStorage.setItem(KEY, JSON.stringify(kept));
    return true;
  }
}
