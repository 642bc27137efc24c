/** Building nodes without strings of HTML: nothing a customer writes can become markup. */
type Child = Node | string | null | undefined | false;
type Props = Record<string, unknown> & { class?: string };

function assign(node: HTMLElement, name: string, value: unknown): void {
  if (value === undefined || value === null || value === false) return;
  if (name.startsWith('on')) node.addEventListener(name.slice(2), value as EventListener);
  else if (name === 'class') node.className = String(value);
  else if (name === 'test') node.dataset.test = String(value);
  else if (name in node && name !== 'role' && name !== 'list') {
    (node as unknown as Record<string, unknown>)[name] = value;
  } else node.setAttribute(name, value === true ? '' : String(value));
}

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) assign(node, name, value);
  node.append(...children.filter((child): child is Node | string => !!child || child === ''));
  return node;
}

const PATHS = {
  close: 'M6 6l12 12M18 6L6 18',
  back: 'M14.5 5.5L8 12l6.5 6.5',
  down: 'M12 5v13M6.5 12.5L12 18l5.5-5.5',
  go: 'M9.5 5.5L16 12l-6.5 6.5',
  more: 'M5.5 10.8v2.4M12 10.8v2.4M18.5 10.8v2.4',
  clip: 'M19 11.5l-7.3 7.3a4.6 4.6 0 0 1-6.5-6.5l7.6-7.6a3 3 0 0 1 4.3 4.3l-7.5 7.5a1.5 1.5 0 0 1-2.1-2.1l6.9-6.9',
  send: 'M5 12h13M12.5 5.5L19 12l-6.5 6.5',
  shield: 'M12 3.5l7 2.5v5.4c0 4.3-2.9 7.6-7 9.1-4.1-1.5-7-4.8-7-9.1V6zM8.8 12l2.3 2.3 4.2-4.5',
  warn: 'M12 4l9 16H3zM12 10v4.5M12 17.3v.01',
  clock: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2',
  file: 'M6.5 3.5h7l4.5 4.5v12.5h-11.5zM13.5 3.5V8H18',
  key: 'M8 10.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM10.5 11.5L19 3.5M15.5 7l2.5 2.5',
  language:
    'M4 6h9M8.5 4v2M6 6c.5 3.5 3 6 6 7M11 6c-.6 3.8-3.2 6.5-6.5 7.5M13 20l4-9.5L21 20M14.4 17h5.2',
  exit: 'M14 4.5H5.5v15H14M10.5 12H20M16.5 8.5L20 12l-3.5 3.5',
  again: 'M19 12a7 7 0 1 1-2-5M19 4v4h-4',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  copy: 'M9 9h10.5v10.5H9zM5.5 15H4.5V4.5H15v1',
} as const;

export type IconName = keyof typeof PATHS;

export function icon(name: IconName): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.classList.add('icon');
  const path = document.createElementNS(space, 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}

export function iconButton(
  name: IconName,
  label: string,
  test: string,
  onclick: () => void,
): HTMLButtonElement {
  const props = { class: 'tool', type: 'button', title: label, 'aria-label': label, test, onclick };
  return h('button', props, icon(name));
}
