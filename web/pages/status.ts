/** A case that stands open looks now and then whether something was added, and shows it in place. */
const EVERY_MS = 5_000;
const main = document.querySelector('main')!;
const live = document.querySelector<HTMLElement>('[data-seq]');
const PARTS = ['[data-test=turn]', '[data-test=expect]', '[data-test=steps]', '[data-test=said]'];

async function renew(): Promise<void> {
  const answer = await fetch(location.pathname + location.search.replace(/done=\w*&?/, ''));
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const part of PARTS) {
    const fresh = page.querySelector(part);
    const old = main.querySelector(part);
    if (fresh && old && fresh.outerHTML !== old.outerHTML) old.replaceWith(fresh);
  }
}

async function look(seen: number): Promise<number> {
  if (document.visibilityState !== 'visible') return seen;
  try {
    const answer = await fetch(`${live!.dataset.seqAt}`);
    if (!answer.ok) return seen;
    const { seq } = (await answer.json()) as { seq: number };
    if (seq !== seen) await renew();
    return seq;
  } catch {
    return seen; // away for a moment
  }
}

function follow(seen: number): void {
  setTimeout(() => void look(seen).then(follow), EVERY_MS);
}

if (live) follow(Number(live.dataset.seq));
