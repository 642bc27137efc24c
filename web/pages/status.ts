/** A case that stands open looks now and then whether something was added, and shows it in place. */
const EVERY_MS = 5_000;
const live = document.querySelector<HTMLElement>('[data-mark]');

/** Somebody is at it: what they have begun stays as it is. */
function begun(part: Element): boolean {
  const texts = [...part.querySelectorAll('textarea')];
  return (
    part.contains(document.activeElement) ||
    texts.some((text) => text.value !== '') ||
    part.querySelector(':checked') !== null
  );
}

async function renew(): Promise<boolean> {
  const answer = await fetch(live!.dataset.case!);
  if (!answer.ok) return false;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const old of document.querySelectorAll<HTMLElement>('[data-live]')) {
    const fresh = page.querySelector<HTMLElement>(`[data-live="${old.dataset.live}"]`);
    if (!fresh || fresh.isEqualNode(old) || begun(old)) continue;
    old.replaceChildren(...fresh.childNodes);
    Object.assign(old.dataset, fresh.dataset);
  }
  return true;
}

async function look(seen: string): Promise<string> {
  if (document.visibilityState !== 'visible') return seen;
  try {
    const answer = await fetch(live!.dataset.markAt!);
    if (!answer.ok) return seen;
    const { mark } = (await answer.json()) as { mark: string };
    return mark === seen || (await renew()) ? mark : seen;
  } catch {
    return seen; // away for a moment
  }
}

function follow(seen: string): void {
  setTimeout(() => void look(seen).then(follow), EVERY_MS);
}

if (live) follow(live.dataset.mark!);
