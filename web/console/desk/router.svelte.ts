/** Where we are: the address bar is the only truth about it. */
import type { View } from '../../shared/wire';

export type Place =
  | { at: 'inbox'; view: View; q: string; number: string | null; seq: number | null }
  | { at: (typeof PAGES)[number]; part?: string };

export const VIEWS: View[] = [
  'mine',
  'unassigned',
  'team',
  'open',
  'waiting',
  'snoozed',
  'resolved',
  'mentions',
  'all',
];
const PAGES = [
  'health',
  'lines',
  'webhooks',
  'knowledge',
  'triage',
  'macros',
  'incidents',
  'announcements',
  'ties',
  'impostors',
  'sessions',
  'staff',
  'alerts',
  'figures',
  'assistant',
  'surge',
  'audit',
  'canaries',
  'approvals',
  'retention',
] as const;
const BASE = '/console/';

export function parse(pathname: string, search = '', hash = ''): Place {
  const [first = '', second = ''] = pathname.replace(BASE, '').split('/');
  const page = PAGES.find((name) => name === first);
  if (page) return second ? { at: page, part: decodeURIComponent(second) } : { at: page };
  const q = new URLSearchParams(search).get('q') ?? '';
  const view = [...VIEWS, 'closed' as const].find((name) => name === first);
  const seq = Number(hash.slice(1)) || null;
  const number = second ? decodeURIComponent(second) : null;
  return { at: 'inbox', view: view ?? (q ? 'all' : 'mine'), q, number, seq };
}

export function href(place: Place): string {
  if (place.at !== 'inbox')
    return BASE + place.at + (place.part ? '/' + encodeURIComponent(place.part) : '');
  const number = place.number ? '/' + encodeURIComponent(place.number) : '';
  const q = place.q ? '?q=' + encodeURIComponent(place.q) : '';
  return BASE + place.view + number + q + (place.seq ? '#' + place.seq : '');
}

class Router {
  place = $state.raw<Place>(parse(location.pathname, location.search, location.hash));

  constructor() {
    addEventListener('popstate', () => {
      this.place = parse(location.pathname, location.search, location.hash);
    });
  }
  go(place: Place): void {
    const to = href(place);
    if (to !== location.pathname + location.search + location.hash) history.pushState(null, '', to);
    this.place = place;
  }
  view(view: View): void {
    this.go({ at: 'inbox', view, q: '', number: null, seq: null });
  }
  search(q: string): void {
    this.go({ at: 'inbox', view: q ? 'all' : 'mine', q, number: null, seq: null });
  }
  /** Opens a conversation beside the list we are in. */
  open(number: string | null, seq: number | null = null): void {
    const { place } = this;
    const from = place.at === 'inbox' ? place : ({ view: 'all', q: '' } as const);
    this.go({ at: 'inbox', view: from.view, q: from.q, number, seq });
  }
  get number(): string | null {
    return this.place.at === 'inbox' ? this.place.number : null;
  }
}

export const router = new Router();

/** Lets links be links: plain clicks stay on the page, all others are the browser's. */
export function followLink(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const anchor = (event.target as Element).closest('a');
  if (!anchor || anchor.target || anchor.origin !== location.origin) return;
  if (!anchor.pathname.startsWith(BASE)) return;
  event.preventDefault();
  router.go(parse(anchor.pathname, anchor.search, anchor.hash));
}
