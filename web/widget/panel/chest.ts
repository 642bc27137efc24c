/** The database of one brand's chat on this device: bytes that wait, and the key what is kept is sealed by. */
import { databaseName } from '../loader/device';

const STORE = 'files';

export function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('storage'));
  });
}

export async function openChest(brand: string): Promise<IDBDatabase> {
  const request = indexedDB.open(databaseName(brand), 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return settled(request);
}

export const storeOf = (chest: IDBDatabase, mode: IDBTransactionMode): IDBObjectStore =>
  chest.transaction(STORE, mode).objectStore(STORE);
