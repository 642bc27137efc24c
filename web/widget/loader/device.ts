/** What the widget keeps on the customer's device, all of it under one prefix. */
export const PREFIX = 'trustdesk:';

export interface Shelf {
  get(key: string): string | null;
  set(key: string, value: string): void;
  drop(key: string): void;
  keys(start: string): string[];
}

/** Storage may be forbidden (private windows, blocked cookies): then it lives in memory only. */
export function shelf(kind: 'localStorage' | 'sessionStorage', brand: string): Shelf {
  const place = `${PREFIX}${brand}:`;
  let store: Storage | null = null;
  const memory = new Map<string, string>();
  try {
    store = window[kind];
    store.setItem(place, '');
    store.removeItem(place);
  } catch {
    store = null;
  }
  return {
    get: (key) => (store ? store.getItem(place + key) : (memory.get(key) ?? null)),
    set(key, value) {
      try {
        store?.setItem(place + key, value);
      } catch {
        store = null;
      }
      if (!store) memory.set(key, value);
    },
    drop(key) {
      store?.removeItem(place + key);
      memory.delete(key);
    },
    keys: (start) =>
      (store ? Object.keys(store).filter((key) => key.startsWith(place)) : [...memory.keys()])
        .map((key) => (store ? key.slice(place.length) : key))
        .filter((key) => key.startsWith(start))
        .sort(),
  };
}

export const databaseName = (brand: string): string => `${PREFIX}${brand}`;

/** Removes every trace of this brand's chat from the device. */
export function forget(brand: string): void {
  for (const kind of ['localStorage', 'sessionStorage'] as const) {
    const kept = shelf(kind, brand);
    kept.keys('').forEach((key) => kept.drop(key));
  }
  try {
    indexedDB.deleteDatabase(databaseName(brand));
  } catch {
    // Without IndexedDB nothing was ever put there.
  }
}
