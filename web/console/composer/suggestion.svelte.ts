import { tick, untrack } from 'svelte';
import type { Draft } from './draft.svelte';

/** Words that stand beside the conversation and were chosen for the answer: the composer takes them over. */
class Suggestion {
  offered = $state.raw<{ number: string; text: string } | null>(null);

  offer(number: string, text: string): void {
    this.offered = { number, text };
  }

  /** Give what was offered for this conversation, once. */
  take(number: string): string | null {
    if (this.offered?.number !== number) return null;
    const { text } = this.offered;
    this.offered = null;
    return text;
  }
}
export const suggestion = new Suggestion();

/** What is offered joins what is being written; nothing is sent by that. */
export function whenOffered(number: string, draft: Draft, focus: () => void): void {
  $effect(() => {
    if (suggestion.offered?.number !== number) return;
    const words = suggestion.take(number) ?? '';
    untrack(() => {
      draft.text = [draft.text.trim(), words].filter(Boolean).join('\n\n');
      draft.changed();
    });
    void tick().then(focus);
  });
}
