/** The page on which a customer sends a document: one picture, once, to nobody but the vault. */
import css from './upload.css?inline';

const told = document.body.dataset as Record<string, string>;
const MOST = 10 * 1024 * 1024;
const KINDS = 'image/png,image/jpeg,image/webp';

function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  text: string,
  test = '',
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  node.textContent = text;
  if (test) node.dataset.test = test;
  return node;
}

function style(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
}

function ending(text: string, test: string): void {
  document.querySelector('main')?.remove();
  const main = document.createElement('main');
  main.append(make('h1', told.title ?? ''), make('p', text, test));
  main.setAttribute('role', 'status');
  document.body.append(main);
}

function form(): void {
  const main = document.createElement('main');
  const asked = make('strong', told.kind ?? '', 'kind');
  const pick = make('label', told.choose ?? '');
  const input = document.createElement('input');
  Object.assign(input, { type: 'file', accept: KINDS });
  input.dataset.test = 'file';
  pick.append(input);
  const shown = document.createElement('img');
  shown.alt = '';
  shown.hidden = true;
  const wrong = make('p', told.failed ?? '', 'failed');
  wrong.setAttribute('role', 'alert');
  wrong.hidden = true;
  const send = make('button', told.send ?? '', 'send');
  send.disabled = true;
  input.onchange = () => {
    const file = input.files?.[0];
    wrong.hidden = true;
    send.disabled = !file;
    if (shown.src) URL.revokeObjectURL(shown.src);
    shown.hidden = !file;
    if (file) shown.src = URL.createObjectURL(file);
  };
  send.onclick = async () => {
    const file = input.files?.[0];
    if (!file) return;
    send.disabled = true;
    send.textContent = told.sending ?? '';
    try {
      if (file.size > MOST) throw new Error('large');
      const answer = await fetch(location.href, { method: 'POST', body: file });
      if (answer.status === 410) return ending(told.gone ?? '', 'gone');
      if (!answer.ok) throw new Error(String(answer.status));
      ending(told.done ?? '', 'done');
    } catch {
      wrong.hidden = false;
      send.disabled = false;
      send.textContent = told.send ?? '';
    }
  };
  main.append(make('h1', told.title ?? ''), make('p', told.lead ?? ''), asked, pick, shown);
  main.append(wrong, send, make('p', told.keep ?? '', 'keep'));
  document.body.append(main);
}

style();
if (told.state === 'ready') form();
else ending(told.gone ?? '', 'gone');
