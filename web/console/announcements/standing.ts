/** How an announcement stands at a time, and how it is called. */
import type { Locale } from '../../shared/i18n';
import type { Announcement } from '../../shared/wire';

export type Standing = Announcement['state'] | 'scheduled' | 'over';

export function when(one: Announcement, now: number): Standing {
  if (one.state !== 'published') return one.state;
  if (one.publish_at && Date.parse(one.publish_at) > now) return 'scheduled';
  return one.over_at && Date.parse(one.over_at) <= now ? 'over' : 'published';
}

export function titleOf({ languages }: Announcement, locale: Locale): string {
  return languages[locale].title || languages.en.title || languages['zh-CN'].title;
}

/** A moment as a field for date and time holds it, in the reader's own time; and back. */
export function toField(at: string | null): string {
  if (!at) return '';
  const moment = new Date(at);
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000)
    .toISOString()
    .slice(0, 16);
}
export function fromField(written: string): string | null {
  return written ? new Date(written).toISOString() : null;
}
