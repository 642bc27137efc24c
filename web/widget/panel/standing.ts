/** How well the desk knows who writes: said in one line, with what it means one tap away. */
import { clock, moment } from '../../shared/format';
import { h, icon } from './dom';
import type { Part, Stage } from './stage';
import type { State } from './state';
import { worded } from './texts';

type Kind = 'none' | 'apart' | 'signed' | 'lapsed' | 'unproved';

/** Which of the things to say comes first. */
export function kindOf({ standing, lapsed, unproved }: State): Kind {
  const signed = (standing?.level ?? 0) >= 2;
  if (signed && standing?.apart && !standing.as_verified) return 'apart';
  if (signed) return 'signed';
  if (unproved) return 'unproved';
  return lapsed ? 'lapsed' : 'none';
}

function button(label: string, test: string, look: string, onclick: () => void): HTMLButtonElement {
  return h('button', { class: look, type: 'button', test, onclick }, label);
}

/** What signing in proves, until when, and what it does not allow. */
export function openStanding(stage: Stage): void {
  const { t, model, locale } = stage;
  const brand = stage.brand();
  const { standing } = model.state;
  const proof = standing?.proof;
  if (!proof) return;
  const facts = [
    t('standing.since', { brand, time: moment(proof.at, locale) }),
    t('standing.until', { time: moment(proof.until, locale) }),
  ];
  const via = proof.via
    .split(' ')
    .map((code) => worded(t, `means.${code}`) ?? code)
    .join(locale === 'zh-CN' ? '、' : ', ');
  if (via) facts.push(t('standing.via', { via }));
  const part = (title: string, lines: string[]): HTMLElement =>
    h('section', { class: 'part' }, h('h3', {}, title), h('ul', {}, ...lines.map(item)));
  const item = (line: string): HTMLElement => h('li', { dir: 'auto' }, line);
  stage.sheet(
    t('standing.title'),
    'standing-sheet',
    part(t('standing.known'), facts),
    part(t('standing.means'), [
      t('standing.means.chats'),
      t('standing.means.account'),
      t('standing.means.action', { brand }),
    ]),
    h('p', { class: 'quiet' }, t('standing.shared')),
  );
}

export function makeStanding(stage: Stage): Part {
  const { t, model, locale } = stage;
  const node = h('div', { class: 'standing', role: 'status', hidden: true, test: 'standing' });
  const wrong = h('p', { class: 'wrong', role: 'alert', hidden: true }, t('standing.failed'));
  let drawn = '';
  const bring = (along: boolean) => (): void => {
    wrong.hidden = true;
    model.signIn.bring(along).catch(() => (wrong.hidden = false));
  };
  const again = (): Node[] =>
    model.signIn.able
      ? [button(t('standing.again'), 'standing-again', 'small', () => void model.signIn.identify())]
      : [];
  const along = (look: string): HTMLElement =>
    button(t('standing.bring'), 'bring-along', look, bring(true));

  const said = ({ standing }: State, kind: Kind): Node[] => {
    const brand = stage.brand();
    if (kind === 'apart') {
      const leave = button(t('standing.leave'), 'leave-apart', 'small', bring(false));
      const lead = h('span', {}, t('standing.apart.lead'));
      const told = h('div', {}, h('strong', {}, t('standing.apart', { brand })), lead);
      return [icon('key'), h('div', {}, told, h('div', { class: 'row' }, along('primary'), leave))];
    }
    if (kind === 'signed') {
      const time = clock(standing!.proof!.until, locale);
      const open = h('button', { class: 'line', type: 'button', test: 'standing-open' });
      open.append(icon('check'), h('span', {}, t('standing.signed', { brand, time })), icon('go'));
      open.onclick = () => openStanding(stage);
      return standing!.apart ? [h('div', {}, open, along('small'))] : [open];
    }
    return [
      icon('warn'),
      h('div', {}, h('span', {}, t(`standing.${kind as 'lapsed'}`)), ...again()),
    ];
  };
  return {
    node,
    draw(state) {
      const kind = kindOf(state);
      const stamp = `${kind} ${JSON.stringify(state.standing)} ${stage.brand()} ${model.signIn.able}`;
      if (stamp === drawn) return;
      drawn = stamp;
      node.hidden = kind === 'none';
      node.dataset.kind = kind;
      node.replaceChildren(...(kind === 'none' ? [] : [...said(state, kind), wrong]));
    },
  };
}
