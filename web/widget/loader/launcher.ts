/** The button in the corner: all there is before the first click. */
import { fit, hex, parse, PAPER, solid } from '../contrast';
import type { Locale } from '../../shared/i18n';
import css from './launcher.css?inline';

export const WORDS = {
  en: {
    label: 'Support',
    open: 'Open support chat',
    close: 'Close support chat',
    unread: 'Open support chat, {n} unread',
    failed: 'No connection. Try again',
  },
  'zh-CN': {
    label: '在线客服',
    open: '打开在线客服',
    close: '关闭在线客服',
    unread: '打开在线客服，{n} 条未读',
    failed: '网络不通，请重试',
  },
} as const;

const BUBBLE = 'M4 5.5h16v11H11l-4.5 4v-4H4z';
const CROSS = 'M6 9.5l6 6 6-6';

export interface Launcher {
  readonly button: HTMLButtonElement;
  paint(accent: string): void;
  badge(unread: number): void;
  shown(open: boolean): void;
  busy(on: boolean): void;
  fail(): void;
}

function icon(): [SVGSVGElement, SVGPathElement] {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(space, 'path');
  svg.append(path);
  return [svg, path];
}

export function makeLauncher(root: ShadowRoot, locale: Locale): Launcher {
  const words = WORDS[locale];
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  const button = document.createElement('button');
  const [svg, path] = icon();
  const label = document.createElement('span');
  const badge = document.createElement('b');
  button.className = 'launcher';
  button.type = 'button';
  button.dataset.test = 'launcher';
  badge.dataset.test = 'unread';
  label.textContent = words.label;
  button.append(svg, label, badge);
  root.append(button);
  let unread = 0;
  let open = false;
  const draw = (): void => {
    path.setAttribute('d', open ? CROSS : BUBBLE);
    badge.textContent = unread > 99 ? '99+' : String(unread);
    badge.hidden = open || unread === 0;
    button.setAttribute('aria-expanded', String(open));
    const name = open ? words.close : unread ? words.unread : words.open;
    button.setAttribute('aria-label', name.replace('{n}', String(unread)));
    button.classList.toggle('open', open);
  };
  draw();
  return {
    button,
    paint(accent) {
      const colour = parse(accent);
      if (!colour) return;
      const { fill, ink } = solid(colour);
      button.style.setProperty('--fill', hex(fill));
      button.style.setProperty('--ink', hex(ink));
      button.style.setProperty('--edge', hex(fit(fill, PAPER, 3)));
    },
    badge: (count) => ((unread = count), draw()),
    shown: (on) => ((open = on), draw()),
    busy(on) {
      button.setAttribute('aria-busy', String(on));
      if (on) label.textContent = words.label;
    },
    fail() {
      label.textContent = words.failed;
      button.setAttribute('aria-label', words.failed);
    },
  };
}
