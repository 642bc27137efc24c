/** Before the first word: needs as buttons, hours, and the one warning that matters. */
import { openCheck } from './check';
import { h, icon } from './dom';
import { opening, duty } from './hours';
import { makeOutages } from './outages';
import type { Part, Stage } from './stage';
import type { State } from './state';
import { said } from './texts';
import type { Need } from '../../shared/wire';

export interface Home extends Part {
  choose(topic: string): void;
}

export function makeHome(
  stage: Stage,
  chosen: (text: string, topic: { code: string; label: string }) => void,
): Home {
  const { t, locale } = stage;
  const late = h('div', { class: 'late', hidden: true, test: 'closed' });
  const title = h('h2', {}, t('home.title'));
  const lead = h('p', { class: 'quiet' }, t('home.lead'));
  const list = h('ul', { class: 'needs', test: 'needs' });
  const safe = h('p', { class: 'safe' }, icon('key'), t('home.safe'));
  const doubt = h(
    'button',
    { class: 'need doubt', type: 'button', test: 'open-check', onclick: () => openCheck(stage) },
    icon('shield'),
    h('span', {}, t('check.title')),
    icon('go'),
  );
  const outages = makeOutages(stage);
  const node = h('div', { class: 'home' }, late, outages.node, title, lead, list, doubt, safe);
  let drawn = '';
  const pick = (need: Need): void =>
    chosen(said(need.text, locale), { code: need.topic, label: said(need.label, locale) });
  const button = (need: Need): HTMLElement => {
    const props = {
      class: 'need',
      type: 'button',
      test: `need-${need.topic}`,
      onclick: () => pick(need),
    };
    return h('li', {}, h('button', props, h('span', {}, said(need.label, locale)), icon('go')));
  };
  const skeleton = (): HTMLElement[] =>
    Array.from({ length: 5 }, () => h('li', { class: 'bone', 'aria-hidden': 'true' }));
  return {
    node,
    choose(topic) {
      const need = stage.model.state.brand?.needs.find((known) => known.topic === topic);
      if (need) pick(need);
    },
    draw(state: State) {
      const { brand, hours } = state;
      outages.draw(state);
      const closed = hours && duty(hours) === 'closed';
      late.hidden = !closed;
      if (closed) {
        const when = hours.opens_at
          ? t('hours.opens', { time: opening(hours.opens_at, locale) })
          : '';
        late.replaceChildren(
          icon('clock'),
          h('div', {}, h('strong', {}, when), h('span', {}, t('hours.expect'))),
        );
      }
      const now = brand ? JSON.stringify(brand.needs) : 'bones';
      if (now === drawn) return;
      drawn = now;
      list.replaceChildren(...(brand ? brand.needs.map(button) : skeleton()));
    },
  };
}
