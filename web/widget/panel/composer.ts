/** Where the customer writes: text, files, a subject, and a last warning before a secret leaves. */
import { h, icon, iconButton } from './dom';
import { looksLikePhrase } from './secrets';
import { makeSuggestions } from './suggestions';
import type { Part, Stage } from './stage';
import { isSolved } from './state';
import { makeTray } from './tray';
import { ACCEPT } from './uploads';

export const MAX_TEXT = 20_000;
const NEAR_LIMIT = 500;
const TYPING_EVERY_MS = 2500;
const TALLEST_PX = 168;

export interface Composer extends Part {
  focus(): void;
  fill(text: string, topic?: { code: string; label: string }): void;
  attach(files: Iterable<File>): void;
}

function warning(stage: Stage, send: () => void, change: () => void): HTMLElement {
  const { t } = stage;
  const back = h(
    'button',
    { class: 'primary', type: 'button', test: 'secret-back', onclick: change },
    t('secret.back'),
  );
  const go = h(
    'button',
    { class: 'small', type: 'button', test: 'secret-send', onclick: send },
    t('secret.send'),
  );
  const title = h('strong', {}, t('secret.title'));
  const advice = h('p', {});
  const node = h('div', {
    class: 'warning',
    role: 'alertdialog',
    'aria-label': t('secret.title'),
    hidden: true,
    test: 'secret',
  });
  node.append(icon('warn'), title, advice, h('div', { class: 'row' }, back, go));
  return node;
}

/** Tells the other side at most now and then that someone is writing. */
function typist(stage: Stage): (writing: boolean) => void {
  let last = 0;
  return (writing) => {
    const now = Date.now();
    if (writing && now - last < TYPING_EVERY_MS) return;
    if (!writing && last === 0) return;
    last = writing ? now : 0;
    stage.model.typing(writing);
  };
}

export function makeComposer(stage: Stage, sent: () => void): Composer {
  const { t, model } = stage;
  const coarse = matchMedia('(pointer: coarse)').matches;
  const props = {
    rows: 1,
    dir: 'auto',
    enterKeyHint: 'send',
    test: 'composer',
    'aria-label': t('composer.label'),
  };
  const text = h('textarea', {
    ...props,
    class: 'field',
    value: model.kept.words.get('draft') ?? '',
  });
  const send = h(
    'button',
    {
      class: 'send',
      type: 'submit',
      title: t('composer.send'),
      'aria-label': t('composer.send'),
      test: 'send',
    },
    icon('send'),
  );
  const left = h('output', { class: 'left', hidden: true });
  const picker = h('input', {
    type: 'file',
    multiple: true,
    accept: ACCEPT,
    hidden: true,
    test: 'file-input',
  });
  const clip = iconButton('clip', t('composer.attach'), 'attach', () => picker.click());
  const about = h('div', { class: 'about', hidden: true, test: 'topic' });
  const tray = makeTray(stage, () => size());
  const guard = warning(
    stage,
    () => post(),
    () => (calm(), text.focus()),
  );
  const bar = h('div', { class: 'bar' }, clip, text, send);
  const suggestions = makeSuggestions(stage, () => text.focus());
  const node = h('form', { class: 'composer' }, guard, suggestions.node, about);
  node.append(tray.node, bar, left, picker);
  const tell = typist(stage);
  let topic: string | undefined;

  function calm(): void {
    guard.hidden = true;
  }
  function size(): void {
    text.style.height = 'auto';
    text.style.height = `${Math.min(TALLEST_PX, text.scrollHeight + 2)}px`;
    const room = MAX_TEXT - text.value.length;
    left.hidden = room > NEAR_LIMIT;
    left.classList.toggle('wrong', room < 0);
    left.textContent = t(room < 0 ? 'composer.over' : 'composer.left', { n: Math.abs(room) });
    send.disabled = room < 0 || (text.value.trim() === '' && tray.files().length === 0);
  }
  function choose(chosen?: { code: string; label: string }): void {
    topic = chosen?.code;
    about.hidden = !chosen;
    const away = iconButton('close', t('topic.drop'), 'topic-drop', () => choose());
    about.replaceChildren(chosen ? t('topic.chosen', { topic: chosen.label }) : '', away);
  }
  function post(): void {
    model.send(text.value.trim(), tray.files(), topic, suggestions.taken());
    text.value = '';
    model.kept.words.drop('draft');
    tray.clear();
    choose();
    calm();
    tell(false);
    size();
    sent();
    text.focus();
  }

  node.onsubmit = (event) => {
    event.preventDefault();
    if (send.disabled) return;
    if (!looksLikePhrase(text.value)) return post();
    guard.hidden = false;
    guard.querySelector('p')!.textContent = t('secret.advice', { brand: stage.brand() });
    guard.querySelector('button')?.focus();
  };
  text.onkeydown = (event) => {
    // While an input method is composing, Enter chooses a character. Phones have a send button.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || coarse) return;
    event.preventDefault();
    node.requestSubmit();
  };
  text.oninput = () => {
    calm();
    size();
    tell(text.value !== '');
    suggestions.follow(looksLikePhrase(text.value) ? '' : text.value);
    // What may be a secret is not kept on the device.
    if (text.value && !looksLikePhrase(text.value)) model.kept.words.set('draft', text.value);
    else model.kept.words.drop('draft');
  };
  text.onblur = () => tell(false);
  text.onpaste = (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    tray.add(files);
  };
  picker.onchange = () => {
    tray.add([...(picker.files ?? [])]);
    picker.value = '';
  };
  new ResizeObserver(size).observe(node);
  return {
    node,
    draw({ conversation }) {
      const hint = t(isSolved(conversation) ? 'composer.reopen' : 'composer.hint');
      if (text.placeholder !== hint) text.placeholder = hint;
    },
    focus: () => text.focus(),
    attach: (files) => tray.add(files),
    fill(words, chosen) {
      if (!text.value.trim()) text.value = words;
      if (chosen) choose(chosen);
      size();
      text.focus();
      text.setSelectionRange(text.value.length, text.value.length);
    },
  };
}
