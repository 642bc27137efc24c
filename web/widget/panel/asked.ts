/** A document the desk asks for: it goes on a page of its own, never into the chat. */
import { moment } from '../../shared/format';
import { h, icon } from './dom';
import type { Part, Stage } from './stage';

export function makeAsked(stage: Stage): Part {
  const { t, locale } = stage;
  const node = h('div', { class: 'standing asked', role: 'status', hidden: true, test: 'asked' });
  let drawn = '';
  return {
    node,
    draw({ asked }) {
      const open = asked !== null && Date.parse(asked.until) > Date.now();
      const stamp = open ? asked.url : '';
      node.hidden = !open;
      if (stamp === drawn) return;
      drawn = stamp;
      if (!open) return node.replaceChildren();
      const link = h(
        'a',
        {
          class: 'primary',
          href: asked.url,
          target: '_blank',
          rel: 'noopener noreferrer',
          test: 'asked-open',
        },
        t('asked.open'),
      );
      const lead = t('asked.lead', { time: moment(asked.until, locale) });
      const told = h('div', {}, h('strong', {}, t(`asked.${asked.kind}`)), h('span', {}, lead));
      node.replaceChildren(icon('file'), h('div', {}, told, h('div', { class: 'row' }, link)));
    },
  };
}
