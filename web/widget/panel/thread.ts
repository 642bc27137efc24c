/** The thread: rows are redrawn only when their stamp changes, and the reader is never moved. */
import { day, dayKey } from '../../shared/format';
import { bubble } from './bubble';
import { h, icon } from './dom';
import { makeRating } from './rating';
import { rowsOf, type Row } from './rows';
import type { Part, Stage } from './stage';
import { isMine, type State } from './state';

/** Older rows than these wait for a click, so that a year of talk opens as fast as an hour. */
const AT_ONCE = 150;
const NEAR_PX = 80;

interface Drawn {
  stamp: string;
  node: HTMLElement;
}

export interface Thread extends Part {
  scroller: HTMLElement;
  pill: HTMLElement;
  /** To the newest, as after one's own sending. */
  toEnd(): void;
  /** True while the newest words are in view. */
  atEnd(): boolean;
}

function dayName(stage: Stage, at: string): string {
  const yesterday = new Date(Date.now() - 86_400_000).toISOString();
  if (dayKey(at) === dayKey(new Date().toISOString())) return stage.t('thread.today');
  if (dayKey(at) === dayKey(yesterday)) return stage.t('thread.yesterday');
  return day(at, stage.locale);
}

function nodeOf(stage: Stage, row: Row): HTMLElement {
  if (row.kind === 'said') return bubble(stage, row.said);
  if (row.kind === 'event') return h('li', { class: 'event', test: 'event' }, row.text);
  return h('li', { class: 'day' }, h('span', {}, dayName(stage, row.text)));
}

/** Puts the rows in place, touching only what differs. */
function settle(list: HTMLElement, drawn: Map<string, Drawn>, rows: Row[], stage: Stage): void {
  const keep = new Set(rows.map((row) => row.key));
  for (const [key, { node }] of drawn) {
    if (keep.has(key)) continue;
    node.remove();
    drawn.delete(key);
  }
  let place = list.firstElementChild;
  for (const row of rows) {
    const before = drawn.get(row.key);
    if (before?.stamp === row.stamp) {
      if (before.node === place) place = place.nextElementSibling;
      else list.insertBefore(before.node, place);
      continue;
    }
    const node = nodeOf(stage, row);
    if (before && before.node === place) place = place.nextElementSibling;
    before?.node.remove();
    list.insertBefore(node, place);
    drawn.set(row.key, { stamp: row.stamp, node });
  }
}

function typingRow(): { node: HTMLElement; draw: (text: string | null) => void } {
  const text = h('span', {});
  const dots = h('span', { class: 'dots', 'aria-hidden': 'true' }, h('i'), h('i'), h('i'));
  const node = h('div', { class: 'typing', test: 'typing', hidden: true }, dots, text);
  return {
    node,
    draw(said) {
      node.hidden = said === null;
      text.textContent = said ?? '';
    },
  };
}

export function makeThread(stage: Stage, shown: () => boolean): Thread {
  const { t } = stage;
  const drawn = new Map<string, Drawn>();
  const list = h('ol', {
    class: 'rows',
    test: 'thread',
  });
  const typing = typingRow();
  const rating = makeRating(stage);
  const earlier = h(
    'button',
    { class: 'earlier', type: 'button', hidden: true },
    t('thread.earlier'),
  );
  const node = h('div', { class: 'thread' }, earlier, list, typing.node, rating.node);
  const scroller = h('div', { class: 'scroller', tabIndex: 0 }, node);
  const pill = h('button', { class: 'pill', type: 'button', hidden: true, test: 'new' });
  let limit = AT_ONCE;
  let missed = 0;
  let heard = 0;
  let follow = true;
  let top = 0;

  const atEnd = (): boolean =>
    scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_PX;
  const drawPill = (): void => {
    pill.hidden = missed === 0;
    pill.replaceChildren(
      icon('down'),
      missed > 1 ? t('thread.new.many', { n: missed }) : t('thread.new'),
    );
  };
  const toEnd = (): void => {
    scroller.scrollTop = node.hidden ? 0 : scroller.scrollHeight;
    missed = 0;
    drawPill();
  };
  const seeing = (): void => {
    // Only the reader's own way up lets go of the end; growing pictures do not.
    if (atEnd()) follow = true;
    else if (scroller.scrollTop < top) follow = false;
    top = scroller.scrollTop;
    if (!follow) return;
    if (missed) toEnd();
    if (shown()) stage.model.markSeen();
  };
  scroller.addEventListener('scroll', seeing, { passive: true });
  pill.onclick = toEnd;
  earlier.onclick = () => {
    const from = scroller.scrollHeight - scroller.scrollTop;
    limit += AT_ONCE * 2;
    draw(stage.model.state);
    scroller.scrollTop = scroller.scrollHeight - from;
  };
  // Pictures and the keyboard change heights after drawing; a reader at the end stays there.
  const heights = new ResizeObserver(() => {
    if (follow && shown() && !node.hidden) scroller.scrollTop = scroller.scrollHeight;
  });
  heights.observe(node);
  heights.observe(scroller);

  const hear = (state: State): void => {
    const fresh = state.entries.filter(
      (entry) => entry.seq > heard && entry.kind === 'message' && !isMine(entry),
    );
    const first = heard === 0;
    heard = state.entries.at(-1)?.seq ?? 0;
    if (first || !shown()) return;
    for (const entry of fresh) {
      const name = entry.author.name || t('thread.support', { brand: stage.brand() });
      stage.announce(t('thread.said', { name, text: entry.text || t('thread.file') }));
    }
    if (!follow) missed += fresh.length;
  };

  function draw(state: State): void {
    list.setAttribute('aria-label', t('thread.label', { brand: stage.brand() }));
    if (state.entries.length === 0) heard = 0;
    hear(state);
    const rows = rowsOf(stage, state, stage.model.outbox.list());
    const from = Math.max(0, rows.length - limit);
    earlier.hidden = from === 0;
    settle(list, drawn, rows.slice(from), stage);
    typing.draw(state.typing === null ? null : t('thread.typing', { name: state.typing }));
    rating.draw(state);
    if (follow && shown() && !node.hidden) toEnd();
    drawPill();
    if (follow && shown()) stage.model.markSeen();
  }
  return { node, scroller, pill, draw, toEnd: () => ((follow = true), toEnd()), atEnd };
}
