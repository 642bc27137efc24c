/** The commands that are there wherever one is. */
import { LOCALES } from '../../shared/i18n';
import { clientId } from '../../shared/http';
import type { Presence, Shift } from '../../shared/wire';
import { inbox } from '../conversations/inbox.svelte';
import { http, session } from '../session/session.svelte';
import { people } from '../staff/people.svelte';
import { language, t } from '../ui/texts.svelte';
import { toasts } from '../ui/toasts.svelte';
import { choice, THEMES } from '../ui/theme.svelte';
import { commands, type Command } from './commands.svelte';
import {
  BY_STATUS,
  mayRead,
  mayVisit,
  NEAR,
  PAGE_ICONS,
  VIEW_ICONS,
  VIEW_KEYS,
  type PageName,
} from './places';
import { router } from './router.svelte';

const PRESENCES: Presence[] = ['online', 'away', 'offline'];
const PAGES: PageName[] = [
  'alerts',
  'audit',
  'figures',
  'assistant',
  'surge',
  'canaries',
  'approvals',
  'retention',
  'triage',
  'macros',
  'staff',
  'ties',
  'impostors',
  'lines',
  'webhooks',
  'health',
  'sessions',
];

export function deskCommands(): Command[] {
  return [...moving(), ...going(), ...being(), ...looking()];
}

/** Opens the row `by` places further down the list. */
function step(by: 1 | -1): void {
  const at = inbox.rows.findIndex((row) => row.number === router.number);
  const next = at < 0 ? (by > 0 ? 0 : -1) : at + by;
  const row = inbox.rows[next];
  if (row) router.open(row.number, row.hits?.[0]?.seq ?? null);
  if (next >= inbox.rows.length - 5) void inbox.more();
}

function moving(): Command[] {
  return [
    { id: 'next', text: () => t('do.next'), icon: 'down', keys: 'j', run: () => step(1) },
    { id: 'previous', text: () => t('do.previous'), icon: 'up', keys: 'k', run: () => step(-1) },
    {
      id: 'list',
      text: () => t('do.list'),
      icon: 'back',
      keys: 'u',
      run: () => router.open(null),
    },
    {
      id: 'palette',
      text: () => t('do.palette'),
      icon: 'search',
      keys: '/',
      run: () => (commands.palette = true),
    },
    {
      id: 'keys',
      text: () => t('do.keys'),
      icon: 'keyboard',
      keys: '?',
      run: () => (commands.sheet = true),
    },
  ];
}

function going(): Command[] {
  const views = (mayRead() ? [...NEAR, ...BY_STATUS] : []).map((view) => ({
    id: `view-${view}`,
    text: () => t('do.go', { place: t(`view.${view}`) }),
    icon: VIEW_ICONS[view],
    keys: VIEW_KEYS[view],
    run: () => router.view(view),
  }));
  const pages = PAGES.filter(mayVisit).map((page) => ({
    id: `page-${page}`,
    text: () => t('do.go', { place: t(`page.${page}`) }),
    icon: PAGE_ICONS[page],
    run: () => router.go({ at: page }),
  }));
  return [...views, ...pages];
}

function being(): Command[] {
  const states = (mayRead() ? PRESENCES : []).map((state) => ({
    id: `presence-${state}`,
    text: () => t('do.be', { state: t(`presence.${state}`) }),
    icon: 'me' as const,
    run: () => void people.be(state),
  }));
  const out = {
    id: 'sign-out',
    text: () => t('account.out'),
    icon: 'out' as const,
    run: () => void session.signOut(),
  };
  const shift = { id: 'shift', text: () => t('do.shift'), icon: 'note' as const, run: handOver };
  return [...states, ...(mayRead() ? [shift] : []), out];
}

/** Leaves what whoever comes next must know in everything this agent holds. */
async function handOver(): Promise<void> {
  const body = { client_id: clientId() };
  try {
    const { items } = await http<Shift>('POST', '/api/v1/assistant/shift', { body });
    toasts.say(items.length ? t('shift.done', { n: items.length }) : t('shift.none'));
  } catch (error) {
    toasts.fail(error);
  }
}

function looking(): Command[] {
  const themes = THEMES.map((theme) => ({
    id: `theme-${theme}`,
    text: () => t('do.theme', { theme: t(`theme.${theme}`) }),
    icon: 'sun' as const,
    run: () => choice.setTheme(theme),
  }));
  const names = { en: 'English', 'zh-CN': '简体中文' };
  const languages = LOCALES.map((locale) => ({
    id: `language-${locale}`,
    text: () => t('do.language', { language: names[locale] }),
    icon: 'globe' as const,
    run: () => void language.choose(locale),
  }));
  return [...themes, ...languages];
}
