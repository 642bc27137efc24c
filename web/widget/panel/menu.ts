/** What is needed rarely: the transcript, the other language, leaving without a trace. */
import { openCheck } from './check';
import { openContact } from './contact';
import { COPIES, type Copy } from './desk';
import { h, icon, type IconName } from './dom';
import { openProof } from './proof';
import type { Stage } from './stage';

function entry(
  name: IconName,
  label: string,
  test: string,
  onclick: () => void,
): HTMLButtonElement {
  return h(
    'button',
    { class: 'entry', type: 'button', test, onclick },
    icon(name),
    h('span', {}, label),
  );
}

async function take(stage: Stage, copy: Copy): Promise<void> {
  const blob = await stage.model.desk.transcript(copy);
  const number = stage.model.state.conversation?.number ?? stage.page.brand;
  const address = URL.createObjectURL(blob);
  // A copy for others does not carry the number, not even in its name.
  const name = `${copy.startsWith('share') ? stage.page.brand : number}${COPIES[copy].ending}`;
  h('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

function transcripts(stage: Stage): HTMLElement {
  const { t } = stage;
  const wrong = h(
    'p',
    { class: 'wrong', role: 'alert', hidden: true },
    t('menu.transcript.failed'),
  );
  const fetching = (copy: Copy) => () => {
    wrong.hidden = true;
    take(stage, copy).catch(() => (wrong.hidden = false));
  };
  return h(
    'section',
    { class: 'part' },
    h('h3', {}, icon('file'), t('menu.transcript')),
    entry('down', t('menu.transcript.html'), 'transcript-html', fetching('html')),
    entry('down', t('menu.transcript.pdf'), 'transcript-pdf', fetching('pdf')),
    entry('down', t('menu.transcript.text'), 'transcript-text', fetching('text')),
    entry('down', t('menu.transcript.share'), 'transcript-share', fetching('share')),
    entry('down', t('menu.transcript.share.hard'), 'transcript-share-hard', fetching('share.hard')),
    wrong,
  );
}

export function openMenu(stage: Stage): void {
  const { t, model, locale } = stage;
  const other = locale === 'en' ? 'zh-CN' : 'en';
  const wrong = h('p', { class: 'wrong', role: 'alert', hidden: true }, t('check.failed'));
  const language = entry('language', t('menu.language'), 'language', () => {
    stage.setLocale(other).catch(() => (wrong.hidden = false));
  });
  language.lang = other;
  stage.sheet(
    t('menu'),
    'menu-sheet',
    ...(model.state.conversation ? [transcripts(stage)] : []),
    h(
      'section',
      { class: 'part' },
      entry('key', t('contact.menu'), 'menu-contact', () => void openContact(stage)),
      entry('warn', t('check.title'), 'menu-check', () => openCheck(stage)),
      entry('shield', t('menu.proof'), 'menu-proof', () => openProof(stage)),
      language,
      wrong,
      entry('exit', t('menu.signout'), 'signout', () => openSignOut(stage)),
    ),
  );
}

export function openSignOut(stage: Stage): void {
  const { t, model } = stage;
  const unsent = model.outbox.list().length;
  const leave = async (): Promise<void> => {
    await model.signOut();
    stage.closeSheet();
    stage.announce(t('signout.done'));
  };
  const yes = h(
    'button',
    { class: 'danger', type: 'button', test: 'signout-yes', onclick: leave },
    t('signout.yes'),
  );
  const no = h(
    'button',
    { class: 'small', type: 'button', test: 'signout-no', onclick: () => stage.closeSheet() },
    t('signout.no'),
  );
  stage.sheet(
    t('signout.title'),
    'signout-sheet',
    h('p', {}, t('signout.lead')),
    ...(unsent ? [h('p', { class: 'wrong' }, t('signout.unsent', { n: unsent }))] : []),
    ...(model.state.conversation ? [h('p', { class: 'quiet' }, t('signout.transcript'))] : []),
    h('div', { class: 'row' }, yes, no),
  );
}
