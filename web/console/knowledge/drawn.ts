/**
 * The server's HTML as nodes, with nothing in them but what articles are made of. The server lets no markup of
 * a writer's through; what is not on these lists is left out here once more.
 */
const TAGS = new Set(
  'A ABBR BLOCKQUOTE BR CODE DEL EM H2 H3 H4 H5 H6 HR IMG LI OL P PRE S STRONG TABLE TBODY TD TH THEAD TR UL'.split(
    ' ',
  ),
);
const NAMES = ['href', 'src', 'alt', 'width', 'height', 'start', 'title'];
const SAFE = /^(?:https:\/\/|mailto:|\/(?!\/)|#|$)/;

function copied(from: Node, into: Node): void {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) into.appendChild(new Text(node.nodeValue ?? ''));
    else if (node instanceof Element) into.appendChild(kept(node));
  }
}

function kept(element: Element): Node {
  if (!TAGS.has(element.tagName)) {
    const words = document.createDocumentFragment();
    if (element.tagName !== 'SCRIPT' && element.tagName !== 'STYLE') copied(element, words);
    return words;
  }
  const made = document.createElement(element.tagName);
  for (const name of NAMES) {
    const value = element.getAttribute(name);
    const address = name === 'href' || name === 'src';
    if (value !== null && (!address || SAFE.test(value))) made.setAttribute(name, value);
  }
  copied(element, made);
  return made;
}

/** Draws what the server wrote into a node, and again whenever it changes. */
export function drawn(html: string): (node: HTMLElement) => void {
  return (node) => {
    const page = new DOMParser().parseFromString(html, 'text/html');
    const all = document.createDocumentFragment();
    copied(page.body, all);
    node.replaceChildren(all);
  };
}
