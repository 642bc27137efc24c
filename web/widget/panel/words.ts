/** A message's text as nodes: links that say where they lead, hashes one can compare and copy. */
import { parts, shortened, type Part as Run } from '../../shared/format';
import { h, icon } from './dom';
import { listed } from './state';
import type { Stage } from './stage';
import { worded } from './texts';

/** What the server's guard puts in a secret's place: `⟦secret: private key⟧`. */
const MASK = /⟦secret: ([a-z ]+)⟧/g;
/** A conversation's number, which is read out and compared: it stands on one line. */
const NUMBER = /\b([A-Z]{2,3}-[A-Z0-9]{3}-[A-Z0-9]{4})\b/;
/** What is left of an erased message: `⟦erased: request⟧`. */
const ERASED = /^⟦erased: (request|retention)⟧$/;

/** The kinds of secret masked in a stored text, each once. */
export function maskedIn(text: string): string[] {
  const kinds = [...text.matchAll(MASK)].map((match) => match[1]!.replaceAll(' ', '_'));
  return [...new Set(kinds)];
}

/** Copies, or where the browser forbids it, shows the whole text to be copied by hand. */
function copyButton(stage: Stage, text: string, instead: () => void): HTMLButtonElement {
  const { t } = stage;
  const button = h('button', { class: 'copy', type: 'button', title: t('thread.copy') });
  const show = (name: 'copy' | 'check', label: string): void => {
    button.replaceChildren(icon(name));
    button.setAttribute('aria-label', label);
  };
  button.onclick = async () => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      return instead();
    }
    show('check', t('thread.copied'));
    stage.announce(t('thread.copied'));
    setTimeout(() => show('copy', t('thread.copy')), 1600);
  };
  show('copy', t('thread.copy'));
  return button;
}

function hash(stage: Stage, text: string): HTMLElement {
  const title = stage.t('thread.full');
  const full = h('button', { class: 'hash', type: 'button', title, dir: 'ltr' });
  const draw = (open: boolean): void => {
    full.textContent = open ? text : shortened(text);
    full.setAttribute('aria-expanded', String(open));
  };
  full.onclick = () => draw(full.getAttribute('aria-expanded') !== 'true');
  draw(false);
  const copy = copyButton(stage, text, () => draw(true));
  return h('span', { class: 'hashes', test: 'hash' }, full, copy);
}

function link(stage: Stage, href: string): Node {
  let address: URL;
  try {
    address = new URL(href);
  } catch {
    return document.createTextNode(href);
  }
  const official = stage.model.state.brand?.official.host;
  const props = {
    href: address.href,
    target: '_blank',
    rel: 'noopener noreferrer nofollow',
    dir: 'ltr',
  };
  const anchor = h('a', { ...props, test: 'link' }, href);
  if (!official || listed(address.host, official)) return anchor;
  // A link away from the brand says so: the reader decides with open eyes.
  const away = h('span', { class: 'away' }, stage.t('thread.outside', { brand: stage.brand() }));
  return h('span', {}, anchor, ' ', away);
}

function mask({ t }: Stage, kind: string): HTMLElement {
  const name = worded(t, `mask.name.${kind.replaceAll(' ', '_')}`) ?? t('mask.name.unknown');
  const dots = h('span', { 'aria-hidden': 'true' }, '•••••• ');
  return h('span', { class: 'mask', test: 'mask' }, dots, name);
}

function numbered(text: string): Node[] {
  // Every second piece is a number.
  return text
    .split(NUMBER)
    .map((piece, at) =>
      at % 2 ? h('span', { class: 'number' }, piece) : document.createTextNode(piece),
    );
}

function plain(stage: Stage, text: string): Node[] {
  const nodes: Node[] = [];
  let from = 0;
  for (const match of text.matchAll(MASK)) {
    nodes.push(...numbered(text.slice(from, match.index)), mask(stage, match[1]!));
    from = match.index + match[0].length;
  }
  nodes.push(...numbered(text.slice(from)));
  return nodes;
}

export function wordsOf(stage: Stage, text: string): HTMLElement {
  const node = h('div', { class: 'words', dir: 'auto', test: 'text' });
  const erased = ERASED.exec(text);
  if (erased) {
    node.append(h('em', {}, stage.t(`erased.${erased[1] as 'request' | 'retention'}`)));
    return node;
  }
  const draw: Record<Run['kind'], (text: string) => Node[]> = {
    text: (run) => plain(stage, run),
    hash: (run) => [hash(stage, run)],
    link: (run) => [link(stage, run)],
  };
  for (const run of parts(text)) node.append(...draw[run.kind](run.text));
  return node;
}
