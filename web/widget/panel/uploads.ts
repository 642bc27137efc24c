/** Each file goes up once, whoever asks: the tray at once, the outbox again after a reload. */
import { clientId, Problem } from '../../shared/http';
import type { Blobs } from './blobs';
import type { Desk } from './desk';
import type { ParcelFile } from './outbox';

export const MAX_BYTES = 10_000_000;
export const MAX_FILES = 10;
export const ACCEPT = 'image/png,image/jpeg,image/webp,image/gif,application/pdf';

export type Fault = 'kind' | 'large' | 'empty';

/** What the server would refuse anyway is refused before the wait. */
export function faultOf(file: { type: string; size: number }): Fault | null {
  if (!ACCEPT.split(',').includes(file.type)) return 'kind';
  if (file.size === 0) return 'empty';
  return file.size > MAX_BYTES ? 'large' : null;
}

/** Said as `file.gone` by the bubble. */
const gone = new Problem({
  type: 'about:blank',
  title: 'file_gone',
  status: 410,
  code: 'file_gone',
});

export class Uploads {
  #desk: Desk;
  #blobs: Blobs;
  #begin: () => Promise<void>;
  #running = new Map<string, Promise<string>>();

  constructor(desk: Desk, blobs: Blobs, begin: () => Promise<void>) {
    this.#desk = desk;
    this.#blobs = blobs;
    this.#begin = begin;
  }

  /** Keeps the bytes on the device until the message they belong to has been stored. */
  async keep(file: File): Promise<ParcelFile> {
    const key = clientId();
    await this.#blobs.put(key, file);
    return { key, name: file.name, type: file.type, size: file.size };
  }

  /** Resolves to the server's id; null when the bytes are gone from the device. */
  async id(file: ParcelFile, progress?: (share: number) => void): Promise<string | null> {
    if (file.id) return file.id;
    const running = this.#running.get(file.key);
    if (running) return running;
    const blob = await this.#blobs.get(file.key);
    if (!blob) return null;
    const going = this.#up(file, blob, progress);
    this.#running.set(file.key, going);
    return going;
  }

  /** Another customer's ids are worth nothing: after a new session the bytes go up again. */
  afresh(files: ParcelFile[]): void {
    this.#running.clear();
    files.forEach((file) => delete file.id);
  }

  /** Ids of a whole parcel, in order, `saved` after each new one; refused where bytes are gone. */
  async all(files: ParcelFile[], saved: () => void): Promise<string[]> {
    const ids: string[] = [];
    for (const file of files) {
      const known = file.id;
      const id = await this.id(file);
      if (id === null) throw gone;
      file.id = id;
      ids.push(id);
      if (id !== known) saved();
    }
    return ids;
  }

  async #up(file: ParcelFile, blob: Blob, progress?: (share: number) => void): Promise<string> {
    try {
      await this.#begin();
      file.id = (await this.#desk.upload(blob, file.name, progress ?? (() => undefined))).id;
      return file.id;
    } catch (error) {
      this.#running.delete(file.key);
      throw error;
    }
  }
}
