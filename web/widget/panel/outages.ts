/** What is announced, and what is wrong for many: said before anybody queues; the latter followed by a tap. */
import { clientId } from '../../shared/http';
import type { OpenIncident, PublicAnnouncement } from '../../shared/wire';
import { follow } from './around';
import { h, icon } from './dom';
import type { Part, Stage } from './stage';
import type { State } from './state';

export function makeOutages(stage: Stage): Part {
  const { t, model } = stage;
  const node = h('div', { class: 'outages', hidden: true, test: 'outages' });
  let drawn = '';

  async function tapped(one: OpenIncident, button: HTMLButtonElement, id: string): Promise<void> {
    button.disabled = true;
    try {
      await follow(model, id, one.id);
    } catch {
      stage.announce(t('check.failed'));
      button.disabled = false;
    }
  }
  function card(one: OpenIncident): HTMLElement {
    const id = clientId();
    const button = h('button', { class: 'need', type: 'button', test: 'follow' });
    button.append(h('span', {}, t('outage.follow')), icon('go'));
    button.onclick = () => void tapped(one, button, id);
    return h(
      'section',
      { class: 'outage', test: 'outage' },
      h('strong', {}, icon('warn'), h('span', {}, one.title)),
      h('p', {}, one.text),
      button,
    );
  }
  const told = (one: PublicAnnouncement): HTMLElement => {
    const props = { class: 'outage told', target: '_blank', rel: 'noopener', test: 'announced' };
    return h(
      'a',
      { ...props, href: stage.page.base + one.url },
      h('span', {}, one.title),
      icon('go'),
    );
  };
  return {
    node,
    draw({ incidents, announced }: State) {
      const now = JSON.stringify([incidents, announced]);
      if (now === drawn) return;
      drawn = now;
      node.hidden = incidents.length + announced.length === 0;
      const rest = incidents.length ? [h('p', { class: 'quiet' }, t('outage.else'))] : [];
      node.replaceChildren(...announced.map(told), ...incidents.map(card), ...rest);
    },
  };
}
