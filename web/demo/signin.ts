/** The sample exchange's own sign-in: one invented customer, and its word for the widget. */
import type { Door } from '../widget/loader/page';
import { TEXTS, type PageLocale } from './texts';

const KEY = 'demo-exchange:customer';
/** Who signs in: anybody of the sandbox may be named in the address, as `?customer=20260201`. */
const NAMED = new URLSearchParams(location.search).get('customer') ?? '';
const CUSTOMER = /^\d{8}$/.test(NAMED) ? NAMED : '20260001';

/** What the exchange's own server would do for whoever is signed in there. */
async function word(brand: string, customer: string): Promise<string> {
  const answer = await fetch(`/api/v1/demo/${encodeURIComponent(brand)}/identity-token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ customer }),
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return ((await answer.json()) as { token: string }).token;
}

export function wireSignIn(
  brand: string,
  locale: PageLocale,
  door: () => Door | undefined,
): { arrived: () => void } {
  const texts = TEXTS[locale];
  const enter = document.getElementById('signin') as HTMLButtonElement;
  const leave = document.getElementById('leave') as HTMLButtonElement;
  const signed = (): string | null => sessionStorage.getItem(KEY);
  const tell = (): void => {
    const customer = signed();
    if (customer) void door()?.identify(() => word(brand, customer));
  };
  const draw = (): void => {
    const customer = signed();
    enter.disabled = customer !== null;
    enter.textContent = customer
      ? texts['tool.signed'].replace('{customer}', customer)
      : texts['tool.signin'];
  };
  enter.onclick = async () => {
    try {
      await word(brand, CUSTOMER);
    } catch {
      enter.textContent = texts['tool.signin.none'];
      return;
    }
    sessionStorage.setItem(KEY, CUSTOMER);
    draw();
    tell();
  };
  leave.onclick = () => {
    sessionStorage.removeItem(KEY);
    draw();
    void door()?.signOut();
  };
  draw();
  return { arrived: tell };
}
