/** What every part of the panel is given. */
import type { Locale } from '../../shared/i18n';
import type { Page } from '../loader/page';
import type { Model } from './model';
import type { State } from './state';
import type { T } from './texts';

export interface Stage {
  page: Page;
  model: Model;
  t: T;
  locale: Locale;
  /** The brand's name, or its slug until the brand is known. */
  brand(): string;
  /** Said politely to screen readers. */
  announce(text: string): void;
  /** Covers the panel with one subject; Escape or Back returns. */
  sheet(title: string, test: string, ...content: Node[]): void;
  closeSheet(): void;
  setLocale(locale: Locale): Promise<void>;
  close(): void;
}

/** A part draws itself once and then follows the state. */
export interface Part {
  node: HTMLElement;
  draw(state: State): void;
}
