/**
 * A shelf for words: what lies on the device is sealed, what is asked for is at hand.
 *
 * The key cannot be taken out of the browser and goes with the chat's database when the device is
 * signed out. Where there is none (a page without https, storage forbidden) nothing is laid down.
 */
import { PREFIX, type Shelf } from '../loader/device';
import { openChest, settled, storeOf } from './chest';

const KEY = 'seal';
const NONCE = 12;
const PATIENCE_MS = 2000;
const CIPHER = 'AES-GCM';

/** Gives the key of this device, made when there is none; null where none can be kept, or not in time. */
export function keyOf(brand: string): Promise<CryptoKey | null> {
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE_MS));
  return Promise.race([keptKey(brand).catch(() => null), late]);
}

async function keptKey(brand: string): Promise<CryptoKey> {
  const chest = await openChest(brand);
  const fresh = await crypto.subtle.generateKey({ name: CIPHER, length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  // One transaction: two tabs that open at once find the same key.
  const store = storeOf(chest, 'readwrite');
  const known = (await settled(store.get(KEY))) as CryptoKey | undefined;
  if (!known) await settled(store.put(fresh, KEY));
  chest.close();
  return known ?? fresh;
}

const letters = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/** What is sealed belongs to its place: it opens nowhere else. */
const bound = (iv: Uint8Array<ArrayBuffer>, key: string): AesGcmParams => ({
  name: CIPHER,
  iv,
  additionalData: new TextEncoder().encode(key),
});

export class Sealed implements Shelf {
  #under: Shelf;
  #makeKey: () => Promise<CryptoKey | null>;
  #key: Promise<CryptoKey | null> | null = null;
  #held = new Map<string, string>();
  #dirty = new Set<string>();
  #writing: Promise<void> | null = null;

  constructor(under: Shelf, makeKey: () => Promise<CryptoKey | null>) {
    this.#under = under;
    this.#makeKey = makeKey;
  }

  /** Has at hand what lies under these beginnings; what does not open is noise and goes. */
  async load(...starts: string[]): Promise<this> {
    const keys = starts.flatMap((start) => this.#under.keys(start));
    await Promise.all(keys.map((key) => this.renew(key)));
    return this;
  }

  /** Another tab has laid this down, or taken it away. */
  async renew(key: string): Promise<void> {
    if (!(await this.#cipher())) return;
    const kept = this.#under.get(key);
    const text = kept === null ? null : await this.#opened(key, kept);
    if (this.#under.get(key) !== kept || this.#dirty.has(key)) return;
    if (text !== null) this.#held.set(key, text);
    else {
      this.#held.delete(key);
      this.#under.drop(key);
    }
  }

  get(key: string): string | null {
    return this.#held.get(key) ?? null;
  }

  set(key: string, value: string): void {
    this.#held.set(key, value);
    this.#dirty.add(key);
    this.#writing ??= this.#write().finally(() => (this.#writing = null));
  }

  drop(key: string): void {
    this.#held.delete(key);
    this.#dirty.delete(key);
    this.#under.drop(key);
  }

  keys(start: string): string[] {
    return [...this.#held.keys()].filter((key) => key.startsWith(start)).sort();
  }

  /** Signed out: nothing is at hand any more, and the next chat has a key of its own. */
  clear(): void {
    this.#held.clear();
    this.#dirty.clear();
    this.#key = null;
  }

  /** Resolves once everything is laid down. */
  async written(): Promise<void> {
    await this.#writing;
  }

  #cipher(): Promise<CryptoKey | null> {
    return (this.#key ??= this.#makeKey());
  }

  async #write(): Promise<void> {
    for (;;) {
      const [key] = this.#dirty;
      if (key === undefined) return;
      const value = this.#held.get(key);
      const sealed = value === undefined ? null : await this.#closed(key, value);
      // Taken away or written anew meanwhile: what was sealed is not it.
      if (this.#held.get(key) !== value) continue;
      this.#dirty.delete(key);
      if (sealed !== null) this.#under.set(key, sealed);
    }
  }

  async #closed(key: string, text: string): Promise<string | null> {
    const cipher = await this.#cipher();
    if (!cipher) return null;
    const iv = crypto.getRandomValues(new Uint8Array(NONCE));
    const body = new TextEncoder().encode(text);
    const made = await crypto.subtle.encrypt(bound(iv, key), cipher, body);
    return letters(new Uint8Array([...iv, ...new Uint8Array(made)]));
  }

  async #opened(key: string, sealed: string): Promise<string | null> {
    try {
      const body = bytesOf(sealed);
      const where = bound(body.slice(0, NONCE), key);
      const cipher = (await this.#cipher())!;
      return new TextDecoder().decode(
        await crypto.subtle.decrypt(where, cipher, body.slice(NONCE)),
      );
    } catch {
      return null;
    }
  }
}

/** Hears of what other tabs of this brand lay down and take away. */
export function hearTabs(brand: string, sealed: Sealed, start: string, heard: () => void): void {
  const place = `${PREFIX}${brand}:`;
  addEventListener('storage', ({ key }) => {
    if (key?.startsWith(place + start)) void sealed.renew(key.slice(place.length)).then(heard);
  });
}
