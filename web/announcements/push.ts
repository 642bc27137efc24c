/** The service worker of a brand's announcements: it shows what is pushed, and opens it at a tap. It caches nothing. */
import { taken, tell } from './subscription';

interface Shown {
  title: string;
  text: string;
  url: string;
  tag: string;
  language: string;
  urgent: boolean;
  corrected: boolean;
}
interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Pushed extends Lasting {
  data: { json(): unknown } | null;
}
interface Tapped extends Lasting {
  notification: Notification;
}
interface Moved extends Lasting {
  oldSubscription: PushSubscription | null;
  newSubscription: PushSubscription | null;
}
interface Window {
  url: string;
  focus(): Promise<unknown>;
}
interface Worker {
  registration: ServiceWorkerRegistration;
  clients: {
    claim(): Promise<void>;
    matchAll(wish: object): Promise<Window[]>;
    openWindow(url: string): Promise<unknown>;
  };
  skipWaiting(): Promise<void>;
  addEventListener<E extends Lasting>(name: string, hear: (event: E) => void): void;
}

const worker = self as unknown as Worker;
const brand = (): string => worker.registration.scope.split('/').at(-2) ?? '';

function read(event: Pushed): Shown {
  try {
    return event.data?.json() as Shown;
  } catch {
    // A browser shows a notice of its own when we show none: better our page than that.
    const url = worker.registration.scope;
    const title = new URL(url).host;
    return { title, text: '', url, tag: url, language: '', urgent: false, corrected: false };
  }
}

function show({ title, text, tag, url, language, urgent, corrected }: Shown): Promise<void> {
  const options = {
    body: text,
    tag,
    lang: language,
    renotify: corrected,
    requireInteraction: urgent,
    icon: '/console/icon.svg',
    data: { url },
  };
  return worker.registration.showNotification(title, options);
}

async function open(url: string): Promise<void> {
  if (new URL(url).origin !== new URL(worker.registration.scope).origin) return;
  const there = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const same = there.find((one) => one.url === url);
  await (same ? same.focus() : worker.clients.openWindow(url));
}

async function move({ oldSubscription: before, newSubscription: given }: Moved): Promise<void> {
  if (!before) return;
  const fresh = given ?? (await worker.registration.pushManager.subscribe(before.options));
  const body = { before: taken(before), browser: taken(fresh) };
  await tell(`/api/v1/widget/${brand()}/browsers/moved`, body);
}

worker.addEventListener('install', () => void worker.skipWaiting());
worker.addEventListener('activate', (event: Lasting) => event.waitUntil(worker.clients.claim()));
worker.addEventListener('push', (event: Pushed) => event.waitUntil(show(read(event))));
worker.addEventListener('notificationclick', (event: Tapped) => {
  event.notification.close();
  event.waitUntil(open((event.notification.data as { url: string }).url));
});
worker.addEventListener('pushsubscriptionchange', (event: Moved) => event.waitUntil(move(event)));
