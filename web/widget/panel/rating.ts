/** One to five and a few words, once the conversation is marked as solved. */
import { h, icon } from './dom';
import type { Part, Stage } from './stage';
import { isSolved } from './state';

const SCORES = [1, 2, 3, 4, 5] as const;

interface Form {
  node: HTMLElement;
  score(): number;
  text(): string;
  fail(): void;
}

function scale(stage: Stage, chosen: (score: number) => void): HTMLElement {
  const { t } = stage;
  const said = h('output', { class: 'score-said' }, t('rate.scale'));
  const marks = SCORES.map((score) => {
    const label = t(`rate.${score}`);
    const props = {
      type: 'radio',
      name: 'trustdesk-score',
      value: String(score),
      'aria-label': `${score}, ${label}`,
    };
    const input = h('input', { ...props, test: `score-${score}` });
    input.onchange = () => {
      said.textContent = label;
      chosen(score);
    };
    return h('label', { class: 'score' }, input, h('span', {}, String(score)));
  });
  const group = h(
    'div',
    { class: 'scores', role: 'radiogroup', 'aria-label': t('rate.title') },
    ...marks,
  );
  return h('div', {}, group, said);
}

function form(stage: Stage): Form {
  const { t } = stage;
  let score = 0;
  const text = h('textarea', {
    rows: 2,
    maxLength: 2000,
    placeholder: t('rate.text'),
    'aria-label': t('rate.text'),
    dir: 'auto',
    test: 'rating-text',
  });
  const send = h(
    'button',
    { class: 'primary', type: 'submit', test: 'rating-send' },
    t('rate.send'),
  );
  const error = h('p', { class: 'wrong', role: 'alert', hidden: true }, t('rate.failed'));
  const more = h('div', { class: 'rating-more', hidden: true }, text, send, error);
  const marks = scale(stage, (chosen) => {
    score = chosen;
    more.hidden = false;
  });
  const node = h('form', {}, h('h2', {}, t('rate.title')), marks, more);
  return {
    node,
    score: () => score,
    text: () => text.value.trim(),
    fail: () => (error.hidden = false),
  };
}

export function makeRating(stage: Stage): Part {
  const { t, model } = stage;
  const unsolved = h('p', { class: 'quiet' }, t('rate.unsolved'));
  const node = h('section', { class: 'rating', hidden: true, test: 'rating' });
  let of: string | null = null;
  const thank = (score: number): void => {
    const thanks = h(
      'p',
      { class: 'thanks', role: 'status' },
      icon('check'),
      t('rate.thanks', { score }),
    );
    node.replaceChildren(thanks, unsolved);
  };
  const ask = (): void => {
    const asked = form(stage);
    asked.node.onsubmit = async (event) => {
      event.preventDefault();
      try {
        await model.rate(asked.score(), asked.text());
        thank(asked.score());
      } catch {
        asked.fail();
      }
    };
    node.replaceChildren(asked.node, unsolved);
  };
  return {
    node,
    draw({ conversation, entries }) {
      const solved = isSolved(conversation);
      node.hidden = !solved;
      if (!solved || !conversation) return void (of = null);
      if (of === conversation.number) return;
      of = conversation.number;
      const rated = entries.findLast((entry) => entry.event?.what === 'rated')?.event;
      if (!conversation.rated) ask();
      else if (rated) thank(Number(rated.score));
      else node.replaceChildren(unsolved);
    },
  };
}
