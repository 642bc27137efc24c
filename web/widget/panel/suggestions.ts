/** While the first words are written: up to three articles that may answer them, never in the way. */
import type { Article, KnowledgeHit } from '../../shared/wire';
import { h, icon, iconButton } from './dom';
import type { Stage } from './stage';

const PAUSE_MS = 400;
const FEWEST_SIGNS = 6;
const MOST = 3;
/** Below this, what is found is hardly about what was written. */
const LEAST_SCORE = 0.18;

export interface Suggestions {
  node: HTMLElement;
  /** What stands in the composer now; empty when there is nothing to suggest for. */
  follow(text: string): void;
  /** The articles that were opened here, for whoever answers; forgotten with it. */
  taken(): string[];
}

export function makeSuggestions(stage: Stage, fill: () => void): Suggestions {
  const { t, model, page } = stage;
  const list = h('ul', { class: 'needs' });
  const away = iconButton('close', t('suggest.dismiss'), 'suggest-dismiss', () => dismiss());
  const head = h('div', { class: 'suggest-head' }, h('span', {}, t('suggest.title')), away);
  const node = h('div', { class: 'suggest', hidden: true, test: 'suggestions' }, head, list);
  const read = new Set<string>();
  let dismissed = false;
  let pause: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;

  function hide(): void {
    clearTimeout(pause);
    turn++;
    node.hidden = true;
  }
  function dismiss(): void {
    dismissed = true;
    hide();
    fill();
  }
  async function open(hit: KnowledgeHit): Promise<void> {
    read.add(hit.slug);
    const whole = h(
      'a',
      {
        class: 'primary suggest-whole',
        href: page.base + hit.url,
        target: '_blank',
        rel: 'noopener',
      },
      t('suggest.whole'),
    );
    const body = h('div', { class: 'suggest-read', lang: hit.locale }, h('p', {}, hit.summary));
    const on = h('button', { class: 'small', test: 'suggest-write', onclick: () => write() });
    on.append(t('suggest.write'));
    stage.sheet(hit.title, 'suggested', body, h('div', { class: 'row' }, whole, on));
    try {
      const article: Article = await model.desk.article(hit.slug);
      const steps = article.steps.map((step) => h('li', {}, step));
      if (steps.length) body.append(h('ol', {}, ...steps));
    } catch {
      // The summary is there, and the whole article a click away.
    }
  }
  function write(): void {
    stage.closeSheet();
    fill();
  }
  function draw(hits: KnowledgeHit[]): void {
    const shown = hits.filter((hit) => hit.score >= LEAST_SCORE).slice(0, MOST);
    const before = node.hidden ? 0 : list.childElementCount;
    list.replaceChildren(
      ...shown.map((hit) => {
        const props = { class: 'need', type: 'button', test: 'suggestion', lang: hit.locale };
        const face = [h('span', {}, hit.title), icon('go')];
        return h('li', {}, h('button', { ...props, onclick: () => void open(hit) }, ...face));
      }),
    );
    node.hidden = shown.length === 0;
    if (shown.length && !before) stage.announce(t('suggest.title'));
  }
  async function ask(text: string): Promise<void> {
    const mine = ++turn;
    try {
      const found = await model.desk.search(text);
      if (mine === turn) draw(found.items);
    } catch {
      // Writing goes on; suggestions are a courtesy.
    }
  }
  return {
    node,
    follow(text) {
      const said = text.trim();
      // Chinese says in two signs what English says in six.
      const long = /[\u3400-\u9fff]/.test(said) ? said.length * 3 : said.length;
      if (dismissed || long < FEWEST_SIGNS || model.state.conversation) return hide();
      clearTimeout(pause);
      // Keys, hashes and numbers say nothing of the question, and stay where they are until it is sent.
      const words = said.replace(/[\w+/=-]{20,}/g, ' ').slice(0, 400);
      pause = setTimeout(() => void ask(words), PAUSE_MS);
    },
    taken() {
      const slugs = [...read];
      read.clear();
      hide();
      return slugs;
    },
  };
}
