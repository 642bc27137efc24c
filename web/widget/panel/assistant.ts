/** The assistant's answers as cards, and the way to a person, which is there as long as no person is. */
import { clientId } from '../../shared/http';
import type { Entry } from '../../shared/wire';
import { h, icon } from './dom';
import type { Part, Stage } from './stage';
import { isMine, isSolved, type State } from './state';

export interface Card {
  kind: 'answered' | 'asked' | 'handed_over' | 'quiet';
  cited: { slug: string; title: string; url: string; locale: string }[];
  choices: string[];
  /** How many of the text's last lines are shown by the card instead. */
  below: number;
  urgent: boolean;
}

export function cardOf(entry: Entry): Card | undefined {
  const event = entry.kind === 'message' ? entry.event : null;
  return event?.what === 'assistant' ? (event as unknown as Card) : undefined;
}

/** The words above what the card says again. */
export function wordsAbove(text: string, card: Card): string {
  return card.below ? text.split('\n').slice(0, -card.below).join('\n') : text;
}

/** The newest word of all is this one of the assistant's, and no person has come meanwhile. */
export function isOpen({ conversation, entries }: State, entry: Entry): boolean {
  const after = entries.some((one) => one.seq > entry.seq && one.kind === 'message');
  return !after && !conversation?.assignee && !isSolved(conversation);
}

/** A person has it, or it waits for one, or it is over. */
export function withPeople(state: State): boolean {
  const { conversation, queue, entries } = state;
  if (!conversation || conversation.assignee || queue || isSolved(conversation)) return true;
  const last = entries.findLast((one) => one.kind === 'message' && !isMine(one) && said(one));
  return !!last && cardOf(last)?.kind !== 'answered' && cardOf(last)?.kind !== 'asked';
}

function said(entry: Entry): boolean {
  return entry.author.kind !== 'system' || cardOf(entry) !== undefined;
}

export function cardNode(stage: Stage, card: Card, seq: number, open: boolean): HTMLElement {
  const { t, model } = stage;
  const sources = card.cited.map((one) =>
    h(
      'a',
      {
        class: 'cited',
        href: one.url,
        target: '_blank',
        rel: 'noopener',
        test: 'cited',
        lang: one.locale,
      },
      icon('file'),
      h('span', {}, one.title),
      icon('go'),
    ),
  );
  const choices = open
    ? card.choices.map((text) =>
        h(
          'button',
          { class: 'choice', type: 'button', test: 'choice', onclick: () => model.send(text, []) },
          text,
        ),
      )
    : [];
  const asks = open && card.kind === 'answered';
  const solved = async (): Promise<void> => {
    await model.desk.solved(seq).catch(() => undefined);
  };
  const row = h(
    'div',
    { class: 'helped' },
    h(
      'button',
      { class: 'small', type: 'button', test: 'helped', onclick: solved },
      icon('check'),
      t('assistant.helped'),
    ),
  );
  return h(
    'div',
    { class: 'card', test: 'card', 'data-kind': card.kind },
    ...sources,
    ...choices,
    asks ? row : null,
  );
}

async function callPerson({ model }: Stage, helped?: boolean): Promise<void> {
  await model.desk.person(clientId(), helped).catch(() => undefined);
}

export function makePerson(stage: Stage): Part {
  const { t } = stage;
  const text = h('span', {});
  const answered = (): boolean =>
    stage.model.state.entries.some((one) => cardOf(one)?.kind === 'answered');
  // Whoever asks for a person after an answer has not been helped by it.
  const call = (): void => void callPerson(stage, answered() ? false : undefined);
  const button = h(
    'button',
    { class: 'small', type: 'button', test: 'person', onclick: call },
    t('assistant.person'),
  );
  const node = h('div', { class: 'person', hidden: true, test: 'assistant' }, text, button);
  return {
    node,
    draw(state) {
      node.hidden = withPeople(state);
      const spoken = state.entries.some((one) => cardOf(one));
      text.textContent = t(spoken ? 'assistant.first' : 'assistant.reads');
    },
  };
}
