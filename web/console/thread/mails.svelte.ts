/** What is known of each mail in a conversation; asked for once a mail has come that is not known yet. */
import type { Entry, MailView } from '../../shared/wire';
import { http } from '../session/session.svelte';

export class Mails {
  bySeq = $state.raw(new Map<number, MailView>());
  readonly #path: string;
  #asked = 0;

  constructor(number: string) {
    this.#path = `/api/v1/conversations/${number}/mails`;
  }

  /** Look again when the newest mail of the customer is later than the last look. */
  async look(entries: Entry[]): Promise<void> {
    const mails = entries.filter((one) => one.line === 'email' && one.author.kind === 'customer');
    const newest = mails.at(-1)?.seq ?? 0;
    if (newest <= this.#asked) return;
    this.#asked = newest;
    try {
      const found = await http<{ items: MailView[] }>('GET', this.#path);
      this.bySeq = new Map(found.items.map((one) => [one.seq, one]));
      // What is told of a mail is written just after the mail itself.
      if (!this.bySeq.has(newest)) setTimeout(() => void this.#again(entries), 1_000);
    } catch {
      this.#asked = 0; // the thread says itself that the desk cannot be reached
    }
  }

  async #again(entries: Entry[]): Promise<void> {
    this.#asked -= 1;
    await this.look(entries);
  }
}
