/** What can be done from where we are: the palette lists it, single keys start it. */
import type { IconName } from '../ui/icons';
import { choice } from '../ui/theme.svelte';

export interface Command {
  id: string;
  /** Read when shown, so that it follows the language. */
  text: () => string;
  icon: IconName;
  /** One key ("e") or two in a row ("g m"). */
  keys?: string;
  run: () => void;
}

const SECOND_KEY_MS = 1_200;

class Commands {
  palette = $state(false);
  sheet = $state(false);
  #offers = $state.raw<Command[][]>([]);
  #first = '';
  #firstAt = 0;

  get all(): Command[] {
    return this.#offers.flat();
  }

  /** Offers commands until the returned function is called; the latest offer of a key wins. */
  offer(list: Command[]): () => void {
    this.#offers = [...this.#offers, list];
    return () => (this.#offers = this.#offers.filter((one) => one !== list));
  }

  /** The window's keys: single letters rest while somebody writes or a layer is open. */
  press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return;
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      this.palette = !this.palette;
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || !choice.letters) return;
    if (writing(event.target) || layered()) return;
    const command = this.#find(event.key, event.timeStamp);
    if (!command) return;
    event.preventDefault();
    command.run();
  };

  /** Buttons on the screen that name their key: what is not offered there cannot be done by key. */
  get pressable(): Command[] {
    return [...document.querySelectorAll<HTMLElement>('button[aria-keyshortcuts]')].map(
      (button) => {
        const text = (button.ariaLabel || button.textContent || '').trim();
        const keys = button.getAttribute('aria-keyshortcuts')!.toLowerCase();
        return {
          id: `press-${keys}`,
          text: () => text,
          icon: 'right',
          keys,
          run: () => button.click(),
        };
      },
    );
  }

  #find(key: string, at: number): Command | undefined {
    const first = at - this.#firstAt < SECOND_KEY_MS ? this.#first : '';
    const both = first ? `${first} ${key}` : key;
    const known = [...this.all, ...this.pressable];
    const found = known.findLast((one) => one.keys === both);
    this.#first = found || key.length > 1 ? '' : key;
    this.#firstAt = at;
    return found ?? (first ? known.findLast((one) => one.keys === key) : undefined);
  }
}

function writing(target: EventTarget | null): boolean {
  const element = target as HTMLElement | null;
  return !!element?.closest?.('input, textarea, select, [contenteditable="true"]');
}

/** A dialog or an open menu takes its own keys. */
function layered(): boolean {
  return document.querySelector('dialog[open], [popover=auto]:popover-open') !== null;
}

export const commands = new Commands();
