/** Bytes of files not yet uploaded, kept where a reload does not lose them. */
import { openChest, settled, storeOf } from './chest';

export class Blobs {
  #brand: string;
  #database: Promise<IDBDatabase> | null = null;
  #memory = new Map<string, Blob>();

  constructor(brand: string) {
    this.#brand = brand;
  }

  async #store(mode: IDBTransactionMode): Promise<IDBObjectStore> {
    return storeOf(await (this.#database ??= openChest(this.#brand)), mode);
  }

  async put(key: string, blob: Blob): Promise<void> {
    this.#memory.set(key, blob);
    try {
      await settled((await this.#store('readwrite')).put(blob, key));
    } catch {
      // A browser without storage still sends the file as long as the page is open.
    }
  }

  async get(key: string): Promise<Blob | null> {
    const held = this.#memory.get(key);
    if (held) return held;
    try {
      return ((await settled((await this.#store('readonly')).get(key))) as Blob) ?? null;
    } catch {
      return null;
    }
  }

  async drop(key: string): Promise<void> {
    this.#memory.delete(key);
    try {
      await settled((await this.#store('readwrite')).delete(key));
    } catch {
      // Nothing was kept.
    }
  }

  /** Lets go of the database, so that it can be deleted. */
  async close(): Promise<void> {
    this.#memory.clear();
    await this.#database?.then((database) => database.close()).catch(() => undefined);
    this.#database = null;
  }
}
