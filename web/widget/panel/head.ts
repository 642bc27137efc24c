/** Who is on the other side, whether they are there, and why one may believe it. */
import { h, icon, iconButton } from './dom';
import { duty } from './hours';
import { openMenu } from './menu';
import { openProof } from './proof';
import type { Part, Stage } from './stage';
import { standing } from './state';

export function makeHead(stage: Stage): Part {
  const { t } = stage;
  const mark = h('span', { class: 'mark', 'aria-hidden': 'true' });
  const name = h('h1', { class: 'name', id: 'td-title', test: 'title' });
  const hours = h('p', { class: 'hours', test: 'hours' });
  const more = iconButton('more', t('menu'), 'menu', () => openMenu(stage));
  const close = iconButton('close', t('close'), 'close', () => stage.close());
  const line = h('span', { class: 'proof-line' });
  const proof = h('button', {
    class: 'proof',
    type: 'button',
    title: t('proof.what'),
    test: 'proof',
  });
  proof.onclick = () => openProof(stage);
  proof.append(icon('shield'), line, icon('go'));
  const top = h(
    'div',
    { class: 'top' },
    mark,
    h('div', { class: 'who-is' }, name, hours),
    more,
    close,
  );
  return {
    node: h('div', { class: 'head' }, top, proof),
    draw({ brand, hours: open }) {
      const called = stage.brand();
      mark.textContent = called.slice(0, 1).toUpperCase();
      name.textContent = t('title', { brand: called });
      hours.hidden = !open;
      if (open) {
        const state = duty(open);
        hours.dataset.state = state;
        hours.textContent = t(`hours.${state}`);
      }
      proof.hidden = !brand;
      const { page } = stage;
      const genuine = brand && standing(location, page.base, brand.official.host) !== 'unlisted';
      proof.classList.toggle('unlisted', !genuine);
      line.textContent = t(genuine ? 'proof.line' : 'proof.line.unlisted', { brand: called });
    },
  };
}
