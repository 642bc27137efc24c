/** After the first words: what would help whoever answers, and answers that need but a tap. */
import type { Intake } from '../../shared/structs';
import type { Part } from '../panel/stage';
import type { State } from '../panel/state';
import type { Kit } from './main';
import type { T } from './texts';

type Ask = Intake['asks'][number];

/** Reading takes a moment: it is asked for a little later, and once more. */
const LOOKS_MS = [2_500, 6_000];

/** The customer has written and nobody has taken it yet. */
const first = ({ conversation, entries }: State): boolean =>
  conversation !== null &&
  conversation.status === 'open' &&
  !conversation.assignee &&
  !entries.some((entry) => entry.kind === 'message' && entry.author.kind === 'agent');

export function makeIntake({ h, icon, stage, fill }: Kit, t: T): Part {
  const { model } = stage;
  const list = h('ul', {});
  const put = h('button', { class: 'small', type: 'button', test: 'intake-fill' });
  put.append(t('intake.fill'));
  const skip = h('button', { class: 'small', type: 'button' }, t('intake.skip'));
  const row = h('div', { class: 'row' }, put, skip);
  const node = h('div', { class: 'intake', role: 'status', hidden: true, test: 'intake' });
  node.append(icon('file'), h('div', {}, h('strong', {}, t('intake.title')), list, row));
  let asked = '';
  let closed = '';
  let open: Ask[] = [];
  /** What was tapped is not asked again, whatever is read of it. */
  const tapped = new Set<string>();

  function tap(ask: Ask, text: string): void {
    tapped.add(ask.code);
    model.send(text, []);
    show(open);
    node.querySelector<HTMLElement>('button')?.focus();
  }
  const item = (ask: Ask): HTMLElement => {
    const chip = ({ label, text }: Ask['replies'][number]): HTMLElement =>
      h('button', { type: 'button', test: 'quick-reply', onclick: () => tap(ask, text) }, label);
    const chips = h('div', { class: 'quick', role: 'group', 'aria-label': ask.text });
    chips.append(...ask.replies.map(chip));
    return h('li', {}, ask.text, ask.replies.length ? chips : null);
  };
  function show(asks: Ask[]): void {
    open = asks.filter((ask) => !tapped.has(ask.code));
    list.replaceChildren(...open.map(item));
    node.hidden = open.length === 0 || closed === model.state.conversation?.number;
  }
  const look = async (number: string): Promise<void> => {
    if (!first(model.state) || model.state.conversation?.number !== number) return;
    try {
      const { asks } = await model.desk.intake();
      if (first(model.state)) show(asks);
    } catch {
      // It only helps; without it the conversation goes on.
    }
  };
  const close = (): void => {
    closed = model.state.conversation?.number ?? '';
    node.hidden = true;
  };
  skip.onclick = close;
  put.onclick = () => {
    fill(open.map((ask) => `${ask.text}\n`).join(''));
    close();
  };
  return {
    node,
    draw(state) {
      if (!first(state)) {
        node.hidden = true;
        return;
      }
      const mine = state.entries.filter((entry) => entry.kind === 'message').length;
      const stamp = `${state.conversation!.number}/${mine}`;
      if (stamp === asked) return;
      if (!stamp.startsWith(asked.split('/')[0]!)) tapped.clear();
      asked = stamp;
      const { number } = state.conversation!;
      LOOKS_MS.forEach((wait) => setTimeout(() => void look(number), wait));
    },
  };
}
