/** What "verified" means here, and what it does not. */
import { openCheck, phrasePart } from './check';
import { h, icon, type IconName } from './dom';
import type { Stage } from './stage';
import { standing } from './state';
import type { TextKey } from './texts';

const NEVER: TextKey[] = [
  'proof.never.password',
  'proof.never.key',
  'proof.never.mnemonic',
  'proof.never.transfer',
];

function part(name: IconName, title: string, kind: string, lines: string[]): HTMLElement {
  const items = lines.map((line) => h('li', { dir: 'auto' }, line));
  return h(
    'section',
    { class: `part ${kind}` },
    h('h3', {}, icon(name), title),
    h('ul', {}, ...items),
  );
}

export function openProof(stage: Stage): void {
  const { t, page } = stage;
  const brand = stage.brand();
  const official = stage.model.state.brand?.official.host ?? '';
  const place = standing(location, page.base, official);
  const checked = [t('proof.checked.server', { brand, server: new URL(page.base).host })];
  if (place === 'sample') checked.push(t('proof.checked.sample', { page: location.host }));
  else if (place !== 'unlisted') checked.push(t('proof.checked.page', { page: location.host }));
  checked.push(t('proof.checked.official', { brand, official }));
  if (place === 'unlisted') checked.push(t('proof.unlisted', { official }));
  const not = [t('proof.not.padlock'), t('proof.not.copy')];
  stage.sheet(
    t('proof.title'),
    'proof-sheet',
    ...(stage.model.state.conversation ? [phrasePart(stage)] : []),
    part('shield', t('proof.checked'), 'checked', checked),
    part('warn', t('proof.not'), 'not', not),
    part(
      'key',
      t('proof.never'),
      'never',
      NEVER.map((key) => t(key)),
    ),
    h('p', { class: 'quiet' }, t('proof.report')),
    h(
      'button',
      { class: 'small', type: 'button', test: 'proof-check', onclick: () => openCheck(stage) },
      t('check.title'),
    ),
  );
}
