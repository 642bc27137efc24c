/** What happened to the conversation, in plain words; null where it is none of the customer's concern. */
import { moment } from '../../shared/format';
import type { Entry } from '../../shared/wire';
import type { Stage } from './stage';

type Says = (stage: Stage, event: Record<string, unknown>) => string | null;

const named = (value: unknown): string | null => (value as { name?: string } | null)?.name ?? null;

const STATUS: Record<string, Says> = {
  resolved: ({ t }) => t('event.resolved'),
  closed: ({ t }) => t('event.closed'),
  waiting: ({ t }) => t('event.waiting'),
  snoozed: ({ t, locale }, event) =>
    typeof event.until === 'string'
      ? t('event.snoozed', { time: moment(event.until, locale) })
      : t('event.snoozed.open'),
  open: ({ t }, event) =>
    event.from === 'snoozed'
      ? t('event.woken')
      : event.from === 'resolved' || event.from === 'closed'
        ? t('event.reopened')
        : null,
};

const SAYS: Record<string, Says> = {
  reopened: ({ t }) => t('event.reopened'),
  returned: ({ t }) => t('event.returned'),
  brought_along: ({ t }) => t('event.brought_along'),
  rated: ({ t }, event) => t('event.rated', { score: Number(event.score) }),
  status: (stage, event) => STATUS[String(event.to)]?.(stage, event) ?? null,
  assigned({ t }, event) {
    const name = named(event.assignee);
    return name ? t('event.assigned', { name }) : t('event.unassigned');
  },
};

export function eventLine(stage: Stage, entry: Entry): string | null {
  const event = entry.event;
  return (event && SAYS[event.what]?.(stage, event)) ?? null;
}
