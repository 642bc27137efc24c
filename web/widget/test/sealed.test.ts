import { describe, expect, it } from 'vitest';
import type { Shelf } from '../loader/device';
import { Sealed } from '../panel/sealed';

function device() {
  const kept = new Map<string, string>();
  const shelf: Shelf = {
    get: (key) => kept.get(key) ?? null,
    set: (key, value) => void kept.set(key, value),
    drop: (key) => void kept.delete(key),
    keys: (start) => [...kept.keys()].filter((key) => key.startsWith(start)).sort(),
  };
  return { kept, shelf };
}

const fresh = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);

const WORDS = 'my deposit of 提币 is gone 🙂'.repeat(4_000);

describe('what is kept of words', () => {
  it('is at hand at once, lies sealed, and is there after a reload', async () => {
    const { kept, shelf } = device();
    const key = fresh();
    const sealed = new Sealed(shelf, () => key);
    sealed.set('out:1', WORDS);
    sealed.set('draft', 'half a sentence');
    expect(sealed.get('out:1')).toBe(WORDS);
    await sealed.written();
    expect([...kept.keys()].sort()).toEqual(['draft', 'out:1']);
    for (const text of kept.values()) expect(atob(text)).not.toMatch(/deposit|half/);
    const reloaded = await new Sealed(shelf, () => key).load('out:', 'draft');
    expect(reloaded.keys('out:')).toEqual(['out:1']);
    expect(reloaded.get('out:1')).toBe(WORDS);
    expect(reloaded.get('draft')).toBe('half a sentence');
  });

  it('keeps the last of many words, and nothing that was taken away while it was sealed', async () => {
    const { kept, shelf } = device();
    const key = fresh();
    const sealed = new Sealed(shelf, () => key);
    for (const text of ['a', 'ab', 'abc']) sealed.set('draft', text);
    sealed.set('out:1', 'sent');
    sealed.drop('out:1');
    await sealed.written();
    expect([...kept.keys()]).toEqual(['draft']);
    expect((await new Sealed(shelf, () => key).load('draft')).get('draft')).toBe('abc');
  });

  it('opens in its own place only, and with its own key: else it is noise, and goes', async () => {
    const { kept, shelf } = device();
    const key = fresh();
    const sealed = new Sealed(shelf, () => key);
    sealed.set('out:1', 'first');
    await sealed.written();
    kept.set('out:2', kept.get('out:1')!);
    const moved = await new Sealed(shelf, () => key).load('out:');
    expect(moved.keys('out:')).toEqual(['out:1']);
    expect([...kept.keys()]).toEqual(['out:1']);
    const stranger = await new Sealed(shelf, fresh).load('out:');
    expect(stranger.keys('')).toEqual([]);
    expect([...kept.keys()]).toEqual([]);
  });

  it('lays nothing down where no key can be kept, and takes nothing of other tabs away', async () => {
    const { kept, shelf } = device();
    kept.set('out:0', 'of another tab');
    const sealed = await new Sealed(shelf, () => Promise.resolve(null)).load('out:');
    sealed.set('out:1', 'still sent from here');
    await sealed.written();
    expect(sealed.get('out:1')).toBe('still sent from here');
    expect([...kept.keys()]).toEqual(['out:0']);
  });

  it('holds nothing once signed out, and begins with another key', async () => {
    const { kept, shelf } = device();
    const keys = [fresh(), fresh()];
    const sealed = new Sealed(shelf, () => keys.shift()!);
    sealed.set('out:1', 'before');
    sealed.clear();
    await sealed.written();
    expect([sealed.keys(''), kept.size]).toEqual([[], 0]);
    sealed.set('out:2', 'after');
    await sealed.written();
    expect(keys).toEqual([]);
  });

  it('hears what another tab lays down and takes away', async () => {
    const { shelf } = device();
    const key = fresh();
    const one = new Sealed(shelf, () => key);
    const other = new Sealed(shelf, () => key);
    one.set('out:1', 'from the first tab');
    await one.written();
    await other.renew('out:1');
    expect(other.get('out:1')).toBe('from the first tab');
    one.drop('out:1');
    await other.renew('out:1');
    expect(other.get('out:1')).toBeNull();
  });
});
