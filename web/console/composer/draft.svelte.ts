/** What is being written, kept on the server a moment after each pause, so that it survives the device. */
import type { Draft as Kept } from '../../shared/structs';
import { http } from '../session/session.svelte';

const PAUSE_MS = 800;

export class Draft {
  text = $state('');
  state = $state<'idle' | 'saving' | 'saved' | 'failed'>('idle');
  /** Why the guard would stop it as it stands. */
  stopped = $state<string | null>(null);
  /** What stood here before other words were put in its place; whoever types on has agreed to them. */
  before = $state<string | null>(null);
  #path: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #kept = '';
  /** One write at a time: a late PUT must not bring back what a DELETE removed. */
  #turn: Promise<void> = Promise.resolve();

  constructor(number: string) {
    this.#path = `/api/v1/conversations/${encodeURIComponent(number)}/draft`;
  }

  async load(): Promise<void> {
    try {
      const kept = await http<Kept>('GET', this.#path);
      this.#kept = kept.text;
      // Whoever has begun to type meanwhile keeps what they typed.
      if (!this.text) this.text = kept.text;
    } catch {
      this.state = 'failed';
    }
  }

  typed(): void {
    this.before = null;
    this.changed();
  }

  put(text: string): void {
    this.before = this.text;
    this.text = text;
    this.changed();
  }

  undo(): void {
    if (this.before === null) return;
    this.text = this.before;
    this.typed();
  }

  changed(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), PAUSE_MS);
  }

  save(): Promise<void> {
    clearTimeout(this.#timer);
    this.#turn = this.#turn.then(() => this.#write());
    return this.#turn;
  }

  clear(): void {
    this.text = '';
    this.before = null;
    void this.save();
  }

  async #write(): Promise<void> {
    const { text } = this;
    if (text === this.#kept) return;
    this.state = 'saving';
    try {
      const kept = text ? await http<Kept>('PUT', this.#path, { body: { text } }) : null;
      if (!text) await http('DELETE', this.#path);
      this.stopped = kept?.stopped_for ?? null;
      this.#kept = text;
      this.state = text ? 'saved' : 'idle';
    } catch {
      this.state = 'failed';
    }
  }
}
