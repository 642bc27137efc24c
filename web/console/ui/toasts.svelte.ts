/** Short notices at the edge: what went wrong with something the agent just did. */
import { Problem } from '../../shared/http';
import { named, t, type TextKey } from './texts.svelte';

export interface Toast {
  id: number;
  text: string;
  tone: 'plain' | 'danger';
  again?: () => void;
}

class Toasts {
  items = $state<Toast[]>([]);
  #last = 0;

  say(text: string, tone: Toast['tone'] = 'plain', again?: () => void): void {
    const id = ++this.#last;
    this.items = [...this.items.slice(-2), { id, text, tone, again }];
    setTimeout(() => this.drop(id), tone === 'danger' ? 9_000 : 4_000);
  }
  fail(error: unknown, again?: () => void): void {
    this.say(reason(error), 'danger', again);
  }
  drop(id: number): void {
    this.items = this.items.filter((one) => one.id !== id);
  }
}

export const toasts = new Toasts();

const OURS: Record<string, TextKey> = {
  offline: 'error.offline',
  timeout: 'error.timeout',
  unexpected: 'error.unexpected',
};

/** What a refusal means and what to do, in the reader's language. */
export function reason(error: unknown): string {
  if (!(error instanceof Problem)) return t('error.unexpected');
  const own = OURS[error.code];
  if (own) return t(own);
  // What exactly, as the server names it.
  if (error.code === 'invalid' && typeof error.body.why === 'string')
    return `${error.body.title} (${error.body.why})`;
  return error.body.detail || error.body.title || named('error', error.code);
}
