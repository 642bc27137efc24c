/** One state and those who watch it. */
import { EMPTY, type State } from './state';

export class Store {
  state: State = { ...EMPTY, online: navigator.onLine };
  #watchers = new Set<(state: State) => void>();
  #told = false;

  /** Watchers hear once a microtask, however much has changed. */
  onChange(watcher: (state: State) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  set(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    if (this.#told) return;
    this.#told = true;
    queueMicrotask(() => {
      this.#told = false;
      this.#watchers.forEach((watcher) => watcher(this.state));
    });
  }
}
