/** One message: its words, its files, how far it got. */
import { bytes, clock, moment } from '../../shared/format';
import type { Attachment } from '../../shared/wire';
import { cardNode } from './assistant';
import { h, icon } from './dom';
import type { ParcelFile } from './outbox';
import type { Said } from './rows';
import type { Stage } from './stage';
import { worded } from './texts';
import { wordsOf } from './words';

/** The largest a picture is shown in the thread. */
const PICTURE_PX = [260, 280] as const;

/** A link to a file; one that has run out is renewed before it is followed. */
function opens(stage: Stage, file: Attachment, kind: string): HTMLAnchorElement {
  const anchor = h('a', {
    class: kind,
    href: file.url,
    target: '_blank',
    rel: 'noopener noreferrer',
    'aria-label': stage.t('file.open', { name: file.name }),
    test: 'attachment',
  });
  anchor.onclick = async (event) => {
    if (Date.parse(file.expires_at) > Date.now()) return;
    event.preventDefault();
    await stage.model.renew();
    const all = stage.model.state.entries.flatMap((entry) => entry.attachments);
    const fresh = all.find((known) => known.id === file.id);
    if (fresh) window.open(fresh.url, '_blank', 'noopener,noreferrer');
  };
  return anchor;
}

function fileLink(stage: Stage, file: Attachment): HTMLElement {
  const anchor = opens(stage, file, 'file');
  const name = h('span', { class: 'file-name', dir: 'auto' }, file.name);
  anchor.append(icon('file'), name);
  anchor.append(h('span', { class: 'file-about' }, bytes(file.size, stage.locale)));
  return anchor;
}

/** A page's policy may forbid foreign pictures: then the file is offered as a link. */
function picture(stage: Stage, file: Attachment): HTMLElement {
  const { width, height } = file;
  const image = h('img', { src: file.url, alt: file.name, loading: 'lazy', decoding: 'async' });
  if (width && height) {
    // Its room is kept before it has loaded, so that nothing jumps.
    const scale = Math.min(1, PICTURE_PX[0] / width, PICTURE_PX[1] / height);
    image.width = Math.round(width * scale);
    image.height = Math.round(height * scale);
  }
  const anchor = opens(stage, file, 'picture');
  anchor.append(image);
  image.onerror = () => anchor.replaceWith(fileLink(stage, file));
  return anchor;
}

function waitingFile(stage: Stage, file: ParcelFile): HTMLElement {
  const name = h('span', { class: 'file-name', dir: 'auto' }, file.name);
  const about = h('span', { class: 'file-about' }, bytes(file.size, stage.locale));
  return h('span', { class: 'file' }, icon('file'), name, about);
}

function maskNote(stage: Stage, kinds: string[]): HTMLElement {
  const { t } = stage;
  const note = h('div', { class: 'advice', test: 'masked', role: 'note' });
  note.append(icon('shield'), h('strong', {}, t('mask.title', { n: kinds.length })));
  const brand = stage.brand();
  for (const kind of kinds) {
    note.append(h('p', {}, worded(t, `mask.${kind}`, { brand }) ?? t('mask.unknown', { brand })));
  }
  return note;
}

function refusal(stage: Stage, said: Said): HTMLElement {
  const { t, model } = stage;
  const reason = said.about === 'file_gone' ? t('file.gone') : said.about;
  const button = (label: string, test: string, onclick: () => void): HTMLElement =>
    h('button', { class: 'small', type: 'button', test, onclick }, label);
  return h(
    'div',
    { class: 'refused', role: 'alert' },
    h('span', {}, t('state.refused', { reason })),
    button(t('state.again'), 'again', () => model.outbox.again(said.key)),
    button(t('state.remove'), 'remove', () => model.outbox.remove(said.key)),
  );
}

function foot(stage: Stage, said: Said): HTMLElement | null {
  const { t, locale } = stage;
  if (said.delivery === 'refused') return refusal(stage, said);
  const quiet = said.hushed || !said.delivery;
  if (!said.last && quiet) return null;
  const time = h(
    'time',
    { dateTime: said.at, title: moment(said.at, locale) },
    clock(said.at, locale),
  );
  const state = quiet ? null : t(`state.${said.delivery!}`, { name: said.about });
  const told =
    state && h('span', { class: 'state', test: 'state', 'data-state': said.delivery }, state);
  return h('div', { class: 'foot' }, time, told);
}

export function bubble(stage: Stage, said: Said): HTMLElement {
  const { t } = stage;
  const kind = said.card
    ? 'thread.assistant'
    : said.automatic
      ? 'thread.automatic'
      : 'thread.support';
  const desk = t(kind, { brand: stage.brand() });
  const who = said.mine ? t('thread.you') : said.name || desk;
  const side = said.mine ? 'mine' : 'theirs';
  const group = `${said.first ? ' first' : ''}${said.last ? ' last' : ''}`;
  const hidden = said.mine || !said.first ? ' unseen' : '';
  const files = said.attachments.map((file) =>
    file.media_type.startsWith('image/') ? picture(stage, file) : fileLink(stage, file),
  );
  const waiting = said.files.map((file) => waitingFile(stage, file));
  return h(
    'li',
    {
      class: `said ${side}${group}`,
      test: `message-${side}`,
      'data-delivery': said.delivery,
      'data-pending': said.pending,
    },
    h('div', { class: `who${hidden}` }, who),
    said.text ? h('div', { class: 'bubble' }, wordsOf(stage, said.text)) : null,
    ...files,
    ...waiting,
    said.card ? cardNode(stage, said.card, said.seq ?? 0, !!said.open) : null,
    said.masked.length ? maskNote(stage, said.masked) : null,
    foot(stage, said),
  );
}
