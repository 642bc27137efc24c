/** Bytes of files not yet uploaded, kept where a reload does not lose them. */
import { databaseName } from '../loader/device';

const STORE = 'files';

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('storage'));
  });
}

export class Blobs {
  #brand: string;
  #database: Promise<IDBDatabase> | null = null;
  #memory = new Map<string, Blob>();

  constructor(brand: string) {
    this.#brand = brand;
  }

  #open(): Promise<IDBDatabase> {
    this.#database ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(databaseName(this.#brand), 1);
      request.onupgradeneeded = () => request.result.createObjectStore(STORE);
      request.onerror = () => reject(request.error ?? new Error('storage'));
      request.onsuccess = () => resolve(request.result);
    });
    return this.#database;
  }

  async #store(mode: IDBTransactionMode): Promise<IDBObjectStore> {
    return (await this.#open()).transaction(STORE, mode).objectStore(STORE);
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
