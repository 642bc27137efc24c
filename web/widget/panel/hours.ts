/** Service hours in the customer's own zone. */
import type { Locale } from '../../shared/i18n';
import type { Hours } from '../../shared/wire';

/** Weekday, clock and zone: "Mon 09:00 GMT+8"; the date too when it is a week away or more. */
export function opening(at: string, locale: Locale, now = Date.now()): string {
  const far = Date.parse(at) - now > 6 * 86_400_000;
  const date = far ? ({ month: 'short', day: 'numeric' } as const) : {};
  const options = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    ...date,
    ...options,
    timeZoneName: 'short',
  }).format(new Date(at));
}

export type Duty = 'always' | 'open' | 'closed';

export function duty(hours: Hours): Duty {
  return hours.always ? 'always' : hours.open ? 'open' : 'closed';
}
