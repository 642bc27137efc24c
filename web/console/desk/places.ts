/** The places of the rail: their icons, keys and who may go there. */
import type { View } from '../../shared/wire';
import { session } from '../session/session.svelte';
import type { IconName } from '../ui/icons';
import type { Place } from './router.svelte';

export const VIEW_ICONS: Record<View, IconName> = {
  mine: 'me',
  unassigned: 'inbox',
  team: 'team',
  mentions: 'mention',
  open: 'open',
  waiting: 'wait',
  snoozed: 'snooze',
  resolved: 'resolved',
  closed: 'check',
  all: 'all',
};
export const VIEW_KEYS: Partial<Record<View, string>> = {
  mine: 'g m',
  unassigned: 'g u',
  team: 'g t',
  mentions: 'g n',
  open: 'g o',
  waiting: 'g w',
  snoozed: 'g z',
  resolved: 'g r',
  all: 'g a',
};
export const NEAR: View[] = ['mine', 'unassigned', 'team', 'mentions'];
export const BY_STATUS: View[] = ['open', 'waiting', 'snoozed', 'resolved', 'all'];

export type PageName = Exclude<Place['at'], 'inbox'>;
export const PAGE_ICONS: Record<PageName, IconName> = {
  macros: 'macro',
  ties: 'tie',
  health: 'pulse',
  webhooks: 'hook',
  impostors: 'shield',
  sessions: 'key',
};

const LEADING: readonly string[] = ['supervisor', 'admin'];

/** What the server would refuse is not offered. */
export function mayVisit(page: PageName): boolean {
  if (page === 'ties') return session.agent?.role === 'supervisor';
  const leads = LEADING.includes(session.agent?.role ?? '');
  if (page === 'impostors') return session.agent?.role === 'supervisor';
  return page === 'macros' || page === 'sessions' || leads;
}

export function mayEditMacros(): boolean {
  return session.agent?.role !== 'agent';
}
