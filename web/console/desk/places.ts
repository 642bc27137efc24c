/** The places of the rail: their icons, keys and who may go there. */
import type { Role, View } from '../../shared/wire';
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
  knowledge: 'book',
  triage: 'topic',
  macros: 'macro',
  incidents: 'alert',
  announcements: 'flag',
  ties: 'tie',
  health: 'pulse',
  lines: 'line',
  webhooks: 'hook',
  impostors: 'shield',
  sessions: 'key',
  staff: 'team',
  alerts: 'alert',
  canaries: 'eye',
  audit: 'read',
  figures: 'pulse',
  assistant: 'read',
  surge: 'pulse',
  shift: 'snooze',
  approvals: 'team',
  retention: 'wait',
};

/** What the server would refuse is not offered. */
const VISITORS: Partial<Record<PageName, readonly Role[]>> = {
  health: ['supervisor', 'admin', 'compliance', 'breakglass'],
  assistant: ['supervisor', 'admin', 'compliance', 'breakglass'],
  surge: ['supervisor', 'admin'],
  shift: ['agent', 'senior', 'supervisor', 'breakglass'],
  lines: ['supervisor', 'admin', 'compliance', 'breakglass'],
  knowledge: ['editor', 'supervisor', 'admin'],
  triage: ['editor', 'supervisor', 'admin'],
  webhooks: ['supervisor'],
  ties: ['supervisor'],
  announcements: ['supervisor', 'editor', 'admin'],
  incidents: ['agent', 'senior', 'supervisor', 'breakglass'],
  impostors: ['supervisor'],
  alerts: ['compliance'],
  figures: ['compliance'],
  audit: ['compliance'],
  canaries: ['compliance', 'supervisor'],
  retention: ['compliance'],
  staff: ['supervisor', 'admin', 'compliance', 'breakglass'],
};
const READERS: readonly Role[] = ['agent', 'senior', 'supervisor', 'breakglass'];
const DECIDERS: readonly Role[] = ['supervisor', 'compliance', 'admin'];
const EDITORS: readonly Role[] = ['senior', 'supervisor', 'editor', 'admin'];

const among = (roles: readonly Role[]) => !!session.agent && roles.includes(session.agent.role);

export function mayVisit(page: PageName): boolean {
  const roles = VISITORS[page];
  return !roles || among(roles);
}

/** Whether this person decides about what others ask four eyes for. */
export const mayDecide = (): boolean => among(DECIDERS);

/** Whether this person asks for break-glass access for somebody else. */
export const mayGrant = (): boolean => among(['supervisor', 'admin']);

/** Whether this person works on conversations at all. */
export const mayRead = (): boolean => among(READERS);

/** Whether this person may see what arrived as it came, by a reason on record. */
export const mayReadRaw = (): boolean => among(['supervisor', 'breakglass']);

/** Whether this person decides how customers reach the desk. */
export const maySetUp = (): boolean => among(['admin']);

/** Whether this person opens incidents and says what is new of them. */
export const mayKeepIncidents = (): boolean => among(['senior', 'supervisor', 'breakglass']);

export const mayEditMacros = (): boolean => among(EDITORS);

/** Where somebody starts who reads no conversation. */
export const firstPage = (): PageName =>
  among(['editor']) ? 'knowledge' : mayVisit('staff') ? 'staff' : 'macros';
