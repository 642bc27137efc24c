/** Files on their way up, beside what is being written. */
import type { Attachment } from '../../shared/wire';
import { http } from '../session/session.svelte';
import { reason } from '../ui/toasts.svelte';

export interface Rising {
  key: string;
  name: string;
  state: 'rising' | 'ready' | 'failed';
  why: string;
  attachment: Attachment | null;
}

const LARGEST = 10 * 1024 * 1024;
const PATIENCE_MS = 120_000;

export class Files {
  items = $state<Rising[]>([]);

  get busy(): boolean {
    return this.items.some((one) => one.state === 'rising');
  }
  get ready(): Attachment[] {
    return this.items.flatMap((one) => (one.attachment ? [one.attachment] : []));
  }

  take(files: Iterable<File>, tooLarge: string): void {
    for (const file of files) void this.#rise(file, tooLarge);
  }
  /** Files that are up already: those of an answer that is written anew. */
  keep(attachments: readonly Attachment[]): void {
    for (const attachment of attachments) {
      const { id: key, name } = attachment;
      this.items.push({ key, name, state: 'ready', why: '', attachment });
    }
  }
  drop(key: string): void {
    this.items = this.items.filter((one) => one.key !== key);
  }
  clear(): void {
    this.items = [];
  }

  async #rise(file: File, tooLarge: string): Promise<void> {
    const key = crypto.randomUUID();
    const begun: Rising = { key, name: file.name, state: 'rising', why: '', attachment: null };
    this.items.push(begun);
    if (file.size > LARGEST) return this.#become(key, { state: 'failed', why: tooLarge });
    try {
      const path = `/api/v1/files?name=${encodeURIComponent(file.name)}`;
      const headers = { 'Content-Type': file.type || 'application/octet-stream' };
      const attachment = await http<Attachment>('POST', path, {
        body: file,
        headers,
        patience: PATIENCE_MS,
      });
      this.#become(key, { state: 'ready', attachment });
    } catch (error) {
      this.#become(key, { state: 'failed', why: reason(error) });
    }
  }
  #become(key: string, to: Partial<Rising>): void {
    const found = this.items.find((one) => one.key === key);
    if (found) Object.assign(found, to);
  }
}
