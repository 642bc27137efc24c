/** More write than can be answered: how long it takes, when it is calmer, what helps meanwhile. */
import { clock, span } from '../../shared/format';
import type { Locale } from '../../shared/i18n';
import type { Surge, SurgeCard } from '../../shared/wire';
import type { Part } from '../panel/stage';
import type { State } from '../panel/state';
import type { Kit } from './main';
import type { T } from './texts';

const of = (words: { en: string; 'zh-CN': string }, locale: Locale): string =>
  words[locale] || words.en || words['zh-CN'];

/** The customer's own zone, by its short name. */
function zoneOf(at: string, locale: Locale): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZoneName: 'short' }).formatToParts(
    new Date(at),
  );
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
}

function waits(t: T, { estimate_s }: Surge, locale: Locale): string {
  if (estimate_s === null) return t('surge.unknown');
  const minutes = Math.max(1, Math.ceil(estimate_s / 60));
  return t('surge.wait', { span: span(minutes * 60, locale, 'long') });
}

export function makeSurge({ h, icon, stage }: Kit, t: T): Part {
  const { locale, page } = stage;
  const title = h('strong', {}, t('surge.title'));
  const text = h('p', {});
  const list = h('ul', {});
  const more = h('details', { test: 'surge-cards' }, h('summary', {}, t('surge.cards')), list);
  const node = h('section', { class: 'surge', hidden: true, test: 'surge' });
  node.append(icon('clock'), h('div', {}, title, text, more));
  let drawn = '';
  let told = false;

  const link = (card: SurgeCard): HTMLElement => {
    const href = page.base + of(card.url, locale);
    const props = { href, target: '_blank', rel: 'noopener', test: 'surge-card' };
    return h('li', {}, h('a', props, h('span', {}, of(card.title, locale)), icon('go')));
  };
  /** What stands below already is not said twice. */
  const fresh = ({ surge, incidents, announced, conversation }: State): SurgeCard[] => {
    const below = conversation ? [] : [...incidents, ...announced].map((one) => one.id);
    return surge!.cards.filter((card) => !below.includes(card.id));
  };
  return {
    node,
    draw(state) {
      const { surge, conversation } = state;
      const on = !!surge?.on;
      if (told && !on) stage.announce(t('surge.over'));
      told = on;
      node.hidden = !on;
      if (!on) return void (drawn = '');
      const cards = fresh(state);
      const held = !!conversation?.assignee;
      const stamp = JSON.stringify([{ ...surge, told_at: 0 }, cards, !conversation, held]);
      if (stamp === drawn) return;
      if (!drawn) stage.announce(t('surge.title'));
      drawn = stamp;
      const calm = surge.calm && {
        from: clock(surge.calm.begins, locale),
        to: clock(surge.calm.ends, locale),
        zone: zoneOf(surge.calm.ends, locale),
      };
      const said = [
        of(surge.words, locale),
        // Whoever waits is told their own place below; whoever talks to a person waits no more.
        conversation ? '' : waits(t, surge, locale),
        conversation ? (held ? '' : t('surge.yours')) : t('surge.kept'),
        calm && !conversation ? t('surge.calm', calm) : '',
      ];
      text.textContent = said.filter(Boolean).join(locale === 'zh-CN' ? '' : ' ');
      list.replaceChildren(...cards.map(link));
      more.hidden = cards.length === 0 || held;
      more.open = !conversation;
    },
  };
}
