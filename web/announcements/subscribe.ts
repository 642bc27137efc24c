/** On the page to subscribe: this browser takes notices, changes what about, or stops. */
import { shelf } from '../widget/loader/device';
import { taken, tell } from './subscription';

type State = 'on' | 'off' | 'denied' | 'failed' | 'unable' | 'kinds';

const part = document.querySelector<HTMLElement>('#push')!;
const brand = part.dataset.brand!;
const SCOPE = `/announcements/${brand}/`;
const API = `/api/v1/widget/${brand}/browsers`;
const [begin, end] = ['begin', 'end'].map((name) =>
  part.querySelector<HTMLButtonElement>(`[data-test=push-${name}]`)!,
) as [HTMLButtonElement, HTMLButtonElement];
const said = part.querySelector<HTMLElement>('[data-test=push-state]')!;

function show(state: State): void {
  said.textContent = part.dataset[state] ?? '';
  said.dataset.state = state;
  begin.hidden = state === 'on' || state === 'unable' || state === 'denied';
  end.hidden = state !== 'on';
}

const kinds = (): string[] =>
  [...document.querySelectorAll<HTMLInputElement>('input[name=kind]:checked')].map(
    ({ value }) => value,
  );

async function current(): Promise<PushSubscription | null> {
  const registered = await navigator.serviceWorker.getRegistration(SCOPE);
  return (await registered?.pushManager.getSubscription()) ?? null;
}

async function keep(one: PushSubscription): Promise<boolean> {
  const body = { browser: taken(one), kinds: kinds(), language: document.documentElement.lang };
  return (await tell(API, body, shelf('localStorage', brand).get('token'))).ok;
}

async function subscribed(): Promise<PushSubscription> {
  const registered = await navigator.serviceWorker.register(`${SCOPE}push.js`, { scope: SCOPE });
  await navigator.serviceWorker.ready;
  const wish = { userVisibleOnly: true, applicationServerKey: part.dataset.key! };
  try {
    return await registered.pushManager.subscribe(wish);
  } catch (error) {
    // Subscribed under a key of before: that one is worth nothing any more.
    const before = await registered.pushManager.getSubscription();
    if (!before) throw error;
    await before.unsubscribe();
    return registered.pushManager.subscribe(wish);
  }
}

async function start(): Promise<State> {
  if (kinds().length === 0) return 'kinds';
  const allowed = await Notification.requestPermission();
  if (allowed !== 'granted') return allowed === 'denied' ? 'denied' : 'off';
  const one = await subscribed();
  if (await keep(one)) return 'on';
  await one.unsubscribe();
  return 'failed';
}

async function stop(): Promise<State> {
  const one = await current();
  if (one) {
    await tell(`${API}/leave`, taken(one));
    await one.unsubscribe();
  }
  return 'off';
}

async function change(): Promise<State> {
  const one = await current();
  if (!one) return 'off';
  if (kinds().length === 0) return 'kinds';
  return (await keep(one)) ? 'on' : 'failed';
}

async function doing(what: () => Promise<State>): Promise<void> {
  begin.disabled = end.disabled = true;
  try {
    show(await what());
  } catch {
    show('failed');
  } finally {
    begin.disabled = end.disabled = false;
  }
}

async function look(): Promise<State> {
  if (!('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window)) {
    return 'unable';
  }
  if (Notification.permission === 'denied') return 'denied';
  return (await current()) ? 'on' : 'off';
}

begin.addEventListener('click', () => void doing(start));
end.addEventListener('click', () => void doing(stop));
for (const box of document.querySelectorAll('input[name=kind]')) {
  box.addEventListener('change', () => {
    if (!end.hidden) void doing(change);
  });
}
void doing(look);
