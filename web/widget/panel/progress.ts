/** How a guided case goes: whose turn it is and by when in one line, what was done so far one tap away. */
import { deadline, moment } from '../../shared/format';
import type { Progress } from '../../shared/wire';
import { h, icon } from './dom';
import type { Part, Stage } from './stage';

/** What goes on under another heading is told there. */
const shown = (all: Progress[]): Progress[] => all.filter((one) => one.ending !== 'handed');

/** Whose turn it is, or how it ended, and by when. */
function turn({ t, locale }: Stage, one: Progress): [string, string] {
  const said = t(`progress.${one.ending ?? one.owner}`);
  const by = one.owner === 'customer' ? 'progress.until' : 'progress.by';
  return [said, one.due_at ? t(by, { time: deadline(one.due_at, locale) }) : ''];
}

function section(stage: Stage, one: Progress): HTMLElement {
  const { t, locale } = stage;
  const of = (label: Progress['title']): string => label[locale];
  const [said, by] = turn(stage, one);
  const running = one.ending ? null : one;
  const facts = [
    running?.expected && t('progress.takes', { span: of(running.expected) }),
    running?.fee && t('progress.fee', { fee: running.fee }),
    by,
  ].filter((fact): fact is string => !!fact);
  const steps = one.steps.map(({ label, at }) =>
    h('li', {}, of(label), h('time', { dateTime: at }, moment(at, locale))),
  );
  return h(
    'section',
    { class: 'part case', test: 'progress-case', 'data-slug': one.slug },
    h('h3', {}, of(one.title)),
    h('p', {}, h('strong', {}, said)),
    one.wording ? h('p', { dir: 'auto' }, of(one.wording)) : null,
    facts.length ? h('p', { class: 'quiet' }, facts.join(' · ')) : null,
    h('ol', { class: 'timeline' }, ...steps),
  );
}

export function makeProgress(stage: Stage): Part {
  const { t, model, locale } = stage;
  const title = h('strong', {});
  const said = h('span', {});
  const sheet = h('div', {});
  const fill = (): void =>
    sheet.replaceChildren(...shown(model.state.progress).map((one) => section(stage, one)));
  const open = (): void => {
    fill();
    stage.sheet(t('progress'), 'progress-sheet', sheet);
  };
  const line = h('button', { class: 'line', type: 'button', test: 'progress', onclick: open });
  line.append(icon('clock'), h('span', {}, title, said), icon('go'));
  const node = h('div', { class: 'standing progress', role: 'status', hidden: true }, line);
  let drawn = '';
  return {
    node,
    draw({ progress }) {
      const stamp = JSON.stringify(progress);
      if (stamp === drawn) return;
      drawn = stamp;
      // The one that runs stands first.
      const [first] = shown(progress);
      node.hidden = !first;
      if (sheet.isConnected) fill();
      if (!first) return;
      line.dataset.state = first.state;
      title.textContent = first.title[locale];
      said.textContent = turn(stage, first).filter(Boolean).join(' · ');
    },
  };
}
