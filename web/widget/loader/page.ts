/** What the loader and the panel know of each other. */
import type { Locale } from '../../shared/i18n';

export interface Opening {
  /** A need to begin with, as listed by the brand. */
  topic?: string;
  /** First words put into the composer, never sent by themselves. */
  text?: string;
  /** Opened by the page, not by a person: focus stays where it is. */
  quiet?: boolean;
}

/** The page as the panel sees it. */
export interface Page {
  brand: string;
  /** The API's origin: where the loader itself came from. */
  base: string;
  locale: Locale;
  host: HTMLElement;
  root: ShadowRoot;
  accent(hex: string): void;
  badge(unread: number): void;
  shown(open: boolean): void;
}

export interface Panel {
  open(opening?: Opening): void;
  close(): void;
  signOut(): Promise<void>;
}

export type Mount = (page: Page) => Panel;

/** `window.trustdesk`, the host page's door. */
export interface Door {
  open(opening?: Opening): void;
  close(): void;
  /** Ends the chat on this device: nothing stays in storage or memory. */
  signOut(): Promise<void>;
  /** Called by the panel's own script once it has loaded. */
  mount?: (mount: Mount) => void;
}

declare global {
  interface Window {
    trustdesk?: Door;
  }
}
