/** One subject over the panel at a time, and the way back. */
import { h, iconButton } from './dom';
import type { T } from './texts';

export interface Sheets {
  node: HTMLElement;
  open(title: string, test: string, content: Node[]): void;
  /** False when there was nothing to close. */
  close(): boolean;
}

export function makeSheets(t: T, covered: () => HTMLElement[], root: ShadowRoot): Sheets {
  const node = h('div', { class: 'sheet', role: 'group', hidden: true });
  let opener: HTMLElement | null = null;
  const close = (): boolean => {
    if (node.hidden) return false;
    node.hidden = true;
    node.replaceChildren();
    covered().forEach((part) => (part.inert = false));
    opener?.focus();
    opener = null;
    return true;
  };
  return {
    node,
    close,
    open(title, test, content) {
      opener ??= root.activeElement as HTMLElement | null;
      const back = iconButton('back', t('back'), 'back', () => void close());
      const head = h('div', { class: 'sheet-head' }, back, h('h2', {}, title));
      node.replaceChildren(head, h('div', { class: 'sheet-body', test }, ...content));
      node.setAttribute('aria-label', title);
      node.hidden = false;
      covered().forEach((part) => (part.inert = true));
      back.focus();
    },
  };
}
