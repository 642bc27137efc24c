/** Coming over from another line: the one-time token becomes this device's visit, then the chat opens. */
import { shelf } from '../widget/loader/device';

const lead = document.querySelector<HTMLElement>('#lead')!;
const brand = lead.dataset.brand!;
const locale = document.documentElement.lang;

async function arrive(crossing: string): Promise<void> {
  // Gone from the address before anything else: it is worth nothing twice, and nobody's to copy.
  history.replaceState(null, '', location.pathname + location.search);
  const answer = await fetch(`/api/v1/widget/${brand}/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ locale, crossing }),
  });
  if (!answer.ok) {
    lead.textContent = lead.dataset.over!;
    return;
  }
  const { token } = (await answer.json()) as { token: string };
  shelf('localStorage', brand).set('token', token);
}

function openChat(): void {
  const script = document.createElement('script');
  script.src = '/widget.js';
  script.dataset.brand = brand;
  script.dataset.locale = locale;
  script.onload = () => {
    const chat = (window as { trustdesk?: { open(): void } }).trustdesk;
    chat?.open();
    document.querySelector<HTMLElement>('#opening')!.hidden = false;
    document.querySelector('#open')!.addEventListener('click', () => chat?.open());
  };
  document.head.append(script);
}

const crossing = location.hash.slice(1);
void (crossing ? arrive(crossing) : Promise.resolve()).finally(openChat);
