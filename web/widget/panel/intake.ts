/** After the first words: what would help whoever answers. A short card, never in the way. */
import { h, icon } from './dom';
import type { Part, Stage } from './stage';
import type { State } from './state';

/** Reading takes a moment: it is asked for a little later, and once more. */
const LOOKS_MS = [2_500, 6_000];

/** The customer has written and nobody has taken it yet. */
const first = ({ conversation, entries }: State): boolean =>
  conversation !== null &&
  conversation.status === 'open' &&
  !conversation.assignee &&
  !entries.some((entry) => entry.kind === 'message' && entry.author.kind === 'agent');

export function makeIntake(stage: Stage, fill: (text: string) => void): Part {
  const { t, model } = stage;
  const list = h('ul', {});
  const put = h(
    'button',
    { class: 'small', type: 'button', test: 'intake-fill' },
    t('intake.fill'),
  );
  const skip = h('button', { class: 'small', type: 'button' }, t('intake.skip'));
  const node = h('div', { class: 'intake', role: 'status', hidden: true, test: 'intake' });
  node.append(
    icon('file'),
    h('div', {}, h('strong', {}, t('intake.title')), list, h('div', { class: 'row' }, put, skip)),
  );
  let asked = '';
  let closed = '';
  let questions: string[] = [];

  const show = (number: string, texts: string[]): void => {
    questions = texts;
    list.replaceChildren(...texts.map((text) => h('li', {}, text)));
    node.hidden = texts.length === 0 || closed === number;
  };
  const look = async (number: string): Promise<void> => {
    if (!first(model.state) || model.state.conversation?.number !== number) return;
    try {
      const { asks } = await model.desk.intake();
      if (first(model.state))
        show(
          number,
          asks.map((one) => one.text),
        );
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
    fill(questions.map((text) => `${text}\n`).join(''));
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
      asked = stamp;
      const { number } = state.conversation!;
      LOOKS_MS.forEach((wait) => setTimeout(() => void look(number), wait));
    },
  };
}
