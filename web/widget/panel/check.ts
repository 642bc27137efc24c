/** "Is this really us?": paste anything, see whether it is ours and where it differs, report it. */
import { clientId, Problem } from '../../shared/http';
import type { Check, CheckItem, Piece, Seen } from '../../shared/wire';
import { h, icon, type IconName } from './dom';
import type { Stage } from './stage';

const MARKS: Record<Check['verdict'], IconName> = {
  official: 'shield',
  unknown: 'clock',
  not_official: 'warn',
  looks_like: 'warn',
  known_impostor: 'warn',
};
const SEEN: Seen[] = ['mail', 'chat', 'call', 'text', 'social', 'search', 'site', 'elsewhere'];

function drawn({ t }: Stage, pieces: Piece[]): HTMLElement {
  const side = (of: 'given' | 'official'): Node[] =>
    pieces.map((piece) =>
      piece.mark === 'same' || !piece[of]
        ? document.createTextNode(piece[of])
        : h('mark', {}, piece[of]),
    );
  const letters = pieces.flatMap((piece) => piece.names).join('; ');
  return h(
    'dl',
    { class: 'drawn', test: 'difference' },
    h('dt', {}, t('check.given')),
    h('dd', { dir: 'ltr' }, ...side('given')),
    h('dt', {}, t('check.ours')),
    h('dd', { dir: 'ltr', class: 'ours' }, ...side('official')),
    letters && h('dt', {}, letters),
  );
}

export function failure({ t }: Stage, error: unknown): string {
  const told = error instanceof Problem && error.status > 0 ? error.body.detail : '';
  return told || t('check.failed');
}

/** The id stays the same until what is told changes: sent twice, it is one report. */
function reporting(stage: Stage, text: string, item: CheckItem): HTMLElement {
  const { t, model } = stage;
  let client_id = clientId();
  let tried = '';
  const options = SEEN.map((one) => h('option', { value: one }, t(`seen.${one}`)));
  const seen = h('select', { 'aria-label': t('report.seen') }, ...options);
  const label = t('report.note');
  const note = h('textarea', { rows: 2, maxLength: 2000, placeholder: label, 'aria-label': label });
  const mail = h('input', { type: 'file', accept: '.eml,message/rfc822', test: 'report-mail' });
  const wrong = h('p', { class: 'wrong', role: 'alert', hidden: true });
  const send = h('button', { class: 'primary', test: 'report-send' }, t('report.send'));
  const form = h(
    'form',
    { hidden: true },
    h('span', {}, t('report.seen')),
    seen,
    note,
    h('label', {}, h('span', {}, t('report.mail')), mail),
    wrong,
    send,
  );
  const open = h('button', { class: 'small', type: 'button', test: 'report' }, t('report.open'));
  const node = h('div', { class: 'report' }, open, form);
  open.onclick = () => {
    form.hidden = false;
    open.hidden = true;
    seen.focus();
  };
  form.onsubmit = async (event) => {
    event.preventDefault();
    send.disabled = true;
    try {
      const body = {
        text,
        thing: item.thing,
        seen: seen.value as Seen,
        note: note.value.trim(),
        mail: (await mail.files?.[0]?.text()) ?? '',
      };
      const telling = JSON.stringify(body);
      if (tried && tried !== telling) client_id = clientId();
      tried = telling;
      // Reporting is the customer's own act: it needs a session, and finds their conversation by it.
      await model.begin();
      const told = await model.desk.report({ client_id, ...body });
      const steps = told.advice.map((line) => h('li', {}, line));
      const thanks = h('p', { class: 'thanks', role: 'status' }, icon('check'), told.text);
      node.replaceChildren(thanks, h('ul', {}, ...steps));
      node.dataset.test = 'reported';
    } catch (error) {
      wrong.hidden = false;
      wrong.textContent = failure(stage, error);
      send.disabled = false;
    }
  };
  return node;
}

function found(stage: Stage, text: string, item: CheckItem): HTMLElement {
  return h(
    'li',
    { class: `found ${item.verdict}`, test: 'item' },
    h('strong', {}, item.title),
    h('bdi', { class: 'thing' }, item.value),
    item.difference.length > 0 && drawn(stage, item.difference),
    h('ul', {}, ...item.reasons.map((reason) => h('li', { dir: 'auto' }, reason.text))),
    item.thing ? reporting(stage, text, item) : null,
  );
}

const isName = (item: CheckItem): boolean => item.kind === 'agent';

function answer(stage: Stage, text: string, told: Check): HTMLElement {
  const node = h('section', { class: `answer ${told.verdict}`, role: 'status', test: 'answer' });
  node.dataset.verdict = told.verdict;
  // A name is not green: anybody can use it.
  node.classList.toggle('name', told.items.length > 0 && told.items.every(isName));
  node.append(
    h('h3', {}, icon(MARKS[told.verdict]), told.title),
    h('p', {}, told.text),
    h('ul', {}, ...told.items.map((item) => found(stage, text, item))),
    h('ul', { class: 'quiet' }, ...told.advice.map((line) => h('li', {}, line))),
  );
  return node;
}

export function openCheck(stage: Stage): void {
  const { t, model } = stage;
  const box = h('textarea', {
    rows: 3,
    maxLength: 5000,
    placeholder: t('check.hint'),
    'aria-label': t('check.label'),
    dir: 'auto',
    autocapitalize: 'off',
    spellcheck: false,
    test: 'check-text',
  });
  const send = h('button', { class: 'primary', test: 'check-send' }, t('check.do'));
  const wrong = h('p', { class: 'wrong', role: 'alert', hidden: true });
  const under = h('div', {});
  const row = h(
    'div',
    { class: 'check-row' },
    h('span', { class: 'quiet' }, t('check.kept')),
    send,
  );
  const form = h('form', { class: 'check' }, box, row, wrong);
  form.onsubmit = async (event) => {
    event.preventDefault();
    const text = box.value.trim();
    if (!text) return box.focus();
    send.disabled = true;
    wrong.hidden = true;
    try {
      under.replaceChildren(answer(stage, text, await model.desk.check(text)));
    } catch (error) {
      under.replaceChildren();
      wrong.hidden = false;
      wrong.textContent = failure(stage, error);
    }
    send.disabled = false;
  };
  const lead = h('p', {}, t('check.lead', { brand: stage.brand() }));
  const { base, brand } = stage.page;
  const list = h(
    'a',
    { href: `${base}/official/${brand}?lang=${stage.locale}`, target: '_blank', rel: 'noopener' },
    t('check.all'),
  );
  stage.sheet(t('check.title'), 'check-sheet', lead, form, under, h('p', { class: 'quiet' }, list));
  box.focus();
}

/** The words by which both sides of this conversation know each other elsewhere. */
export function phrasePart(stage: Stage): HTMLElement {
  const { t, locale } = stage;
  const words = h('p', { class: 'phrase', test: 'phrase' });
  const node = h(
    'section',
    { class: 'part', hidden: true },
    h('h3', {}, icon('check'), t('phrase.title')),
    words,
    h(
      'ul',
      {},
      h('li', {}, t('phrase.use', { brand: stage.brand() })),
      h('li', {}, t('phrase.not')),
    ),
  );
  void stage.model.desk
    .phrase()
    .then((phrase) => {
      words.textContent = phrase[locale].join(' · ');
      node.hidden = false;
    })
    .catch(() => undefined);
  return node;
}
