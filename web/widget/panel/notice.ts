/** Two quiet strips: what is wrong with the line, and how long the wait is. */
import { span } from '../../shared/format';
import { h, icon } from './dom';
import { opening } from './hours';
import type { Part, Stage } from './stage';
import { isSolved, type State } from './state';

function trouble({ t }: Stage, state: State): string | null {
  if (!state.online) return t('notice.offline');
  if (state.failed && !state.brand) return t('load.failed');
  if (state.ended) return t('notice.ended');
  if (state.stale) return t('notice.stale');
  return state.slow ? t('notice.slow') : null;
}

export function makeNotice(stage: Stage): Part {
  const text = h('span', {});
  const node = h('div', { class: 'notice', role: 'status', hidden: true, test: 'notice' });
  node.append(icon('warn'), text);
  return {
    node,
    draw(state) {
      const said = trouble(stage, state);
      node.hidden = said === null;
      if (text.textContent !== (said ?? '')) text.textContent = said ?? '';
    },
  };
}

function estimate({ t, locale }: Stage, seconds: number | null): string {
  if (seconds === null) return t('queue.unknown');
  return t('queue.estimate', {
    span: span(Math.max(1, Math.ceil(seconds / 60)) * 60, locale, 'long'),
  });
}

/** The place in line, and beside it what to expect of it. */
function waiting(stage: Stage, { conversation, queue, hours }: State): [string, string] | null {
  const { t, locale } = stage;
  if (!conversation || conversation.assignee || isSolved(conversation)) return null;
  const place =
    !queue || queue.position === null
      ? null
      : queue.position <= 1
        ? t('queue.next')
        : t('queue.position', { n: queue.position });
  if (hours && !hours.open && hours.opens_at) {
    return [t('queue.late', { time: opening(hours.opens_at, locale) }), place ?? ''];
  }
  if (place === null) return null;
  const said = [estimate(stage, queue?.estimate_s ?? null), t('queue.keep')];
  return [place, said.join(locale === 'zh-CN' ? '' : ' ')];
}

export function makeQueue(stage: Stage): Part {
  const first = h('strong', {});
  const second = h('span', {});
  const node = h('div', { class: 'queue', role: 'status', hidden: true, test: 'queue' });
  node.append(icon('clock'), h('div', {}, first, second));
  return {
    node,
    draw(state) {
      const said = waiting(stage, state);
      node.hidden = said === null;
      const [one, two] = said ?? ['', ''];
      if (first.textContent !== one) first.textContent = one;
      if (second.textContent !== two) second.textContent = two;
    },
  };
}
