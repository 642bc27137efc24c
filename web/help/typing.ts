/** On a page of the help centre: answers appear under the box as words are typed. Without it the form asks. */
interface Found {
  title: string;
  summary: string;
  url: string;
  locale: string;
}

const PAUSE = 220; // milliseconds after the last key
const SHORTEST = 2;
const MOST = 5;

const form = document.querySelector<HTMLFormElement>('form.search[data-brand]');
const box = form?.querySelector<HTMLInputElement>('input[type=search]');
if (form && box) begin(form, box);

function begin(form: HTMLFormElement, box: HTMLInputElement): void {
  const { brand = '', told = '', nothing = '' } = form.dataset;
  const list = document.createElement('ul');
  const said = document.createElement('p');
  list.className = 'answers';
  list.hidden = true;
  said.className = 'unseen';
  said.setAttribute('role', 'status');
  form.append(list, said);
  let waiting = 0;
  let asking = new AbortController();

  function close(): void {
    list.hidden = true;
    form.dataset.state = 'closed';
  }

  function show(asked: string, found: Found[]): void {
    list.replaceChildren(...found.slice(0, MOST).map((one) => row(asked, one)));
    said.textContent = found.length ? told.replace('#', String(list.children.length)) : nothing;
    list.hidden = found.length === 0;
    form.dataset.state = found.length ? 'open' : 'closed';
  }

  async function ask(): Promise<void> {
    const asked = box.value.trim();
    asking.abort();
    if (asked.length < SHORTEST) return close();
    asking = new AbortController();
    const query = new URLSearchParams({ lang: document.documentElement.lang, q: asked });
    try {
      const answer = await fetch(`/api/v1/help/${brand}/search?${query}`, {
        signal: asking.signal,
      });
      if (answer.ok) show(asked, ((await answer.json()) as { items: Found[] }).items);
    } catch {
      // Typing on, or offline: the form still asks.
    }
  }

  const links = () => [...list.querySelectorAll('a')];

  /** Arrows go through the box and the answers, as through one list. */
  function step(by: number): void {
    const places: HTMLElement[] = [box, ...links()];
    const at = places.indexOf(document.activeElement as HTMLElement);
    places[(at + by + places.length) % places.length]?.focus();
  }

  box.addEventListener('input', (event) => {
    window.clearTimeout(waiting);
    // What a Chinese keyboard is still composing is no question yet.
    if (!(event as InputEvent).isComposing) waiting = window.setTimeout(() => void ask(), PAUSE);
  });
  box.addEventListener('compositionend', () => void ask());
  form.addEventListener('keydown', (event) => {
    if (list.hidden || event.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      close();
      box.focus();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      step(event.key === 'ArrowDown' ? 1 : -1);
    }
  });
  form.addEventListener('focusout', (event) => {
    if (!form.contains(event.relatedTarget as Node | null)) close();
  });
}

function row(asked: string, one: Found): HTMLLIElement {
  const item = document.createElement('li');
  const link = document.createElement('a');
  const title = document.createElement('strong');
  const summary = document.createElement('span');
  title.textContent = one.title;
  summary.textContent = one.summary;
  link.href = `${one.url}?q=${encodeURIComponent(asked)}`;
  link.lang = one.locale;
  link.append(title, summary);
  item.append(link);
  return item;
}
