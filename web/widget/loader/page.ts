/** What the loader and the panel know of each other. */
import type { Catalogue, Locale } from '../../shared/i18n';

export interface Opening {
  /** A need to begin with, as listed by the brand. */
  topic?: string;
  /** First words put into the composer, never sent by themselves. */
  text?: string;
  /** Opened by the page, not by a person: focus stays where it is. */
  quiet?: boolean;
}

/** Who is signed in on the page, in its own signed word: once, or whenever asked, or where to fetch it. */
export type Word = string | (() => Promise<string>) | URL;

/** The page as the panel sees it. */
export interface Page {
  brand: string;
  /** The API's origin: where the loader itself came from. */
  base: string;
  locale: Locale;
  host: HTMLElement;
  root: ShadowRoot;
  /** The page's word, if it gave one. */
  word(): Word | null;
  /** The panel's texts in a language, fetched once. */
  texts(locale: Locale): Promise<Catalogue>;
  accent(hex: string): void;
  badge(unread: number): void;
  shown(open: boolean): void;
  /** Fetches another script of ours, which is needed now and was not at first. */
  part<T>(file: string): Promise<T>;
}

export interface Panel {
  open(opening?: Opening): void;
  close(): void;
  /** The page's word has changed. */
  identify(): Promise<void>;
  signOut(): Promise<void>;
}

export type Mount = (page: Page, texts: Catalogue) => Promise<Panel>;

/** `window.trustdesk`, the host page's door. */
export interface Door {
  open(opening?: Opening): void;
  close(): void;
  /** Tells who is signed in: the exchange's token, or a function that fetches a fresh one. */
  identify(word: string | (() => Promise<string>)): Promise<void>;
  /** Ends the chat on this device: nothing stays in storage or memory. */
  signOut(): Promise<void>;
  /** Called by each of our own scripts once it has loaded, with what it brings. */
  mount?: (made: unknown) => void;
}

declare global {
  interface Window {
    trustdesk?: Door;
  }
}
