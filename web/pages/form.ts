/**
 * What makes the form nicer where scripts run: words outlive a closed tab, files that are too large are
 * told before they are sent, and a little work says that a browser, not a flood, is writing.
 */
const LARGEST = 10 * 1024 * 1024;
const PAUSE_EVERY = 512;

const form = document.querySelector<HTMLFormElement>('form.sheet');

async function zeroBits(text: string): Promise<number> {
  const made = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Math.clz32(new DataView(made).getUint32(0));
}

/** Looks for the number that makes the hash begin with so many zero bits, beside what the person does. */
async function work(challenge: string, bits: number): Promise<string> {
  for (let number = 0; ; number += 1) {
    if ((await zeroBits(`${challenge}.${number}`)) >= bits) return String(number);
    if (number % PAUSE_EVERY === 0) await new Promise((go) => setTimeout(go));
  }
}

function keepWords(sheet: HTMLFormElement): void {
  const key = `trustdesk:form:${location.pathname}${new URLSearchParams(location.search).get('topic')}`;
  const written = [
    ...sheet.querySelectorAll<HTMLInputElement>('textarea, input[type=text]'),
  ].filter(({ name }) => name.startsWith('a.'));
  try {
    const kept = JSON.parse(sessionStorage.getItem(key) ?? '{}') as Record<string, string>;
    for (const field of written) field.value ||= kept[field.name] ?? '';
    sheet.addEventListener('input', () => {
      const now = Object.fromEntries(written.map(({ name, value }) => [name, value]));
      sessionStorage.setItem(key, JSON.stringify(now));
    });
    sheet.addEventListener('submit', () => sessionStorage.removeItem(key));
  } catch {
    // A browser that keeps nothing keeps nothing.
  }
}

function checkFiles(sheet: HTMLFormElement): void {
  const files = sheet.querySelector<HTMLInputElement>('input[type=file]');
  files?.addEventListener('change', () => {
    const size = [...(files.files ?? [])].reduce((sum, file) => sum + file.size, 0);
    files.setCustomValidity(size > LARGEST ? (sheet.dataset.large ?? '') : '');
    files.reportValidity();
  });
}

function once(sheet: HTMLFormElement): void {
  sheet.addEventListener('submit', () => {
    const button = sheet.querySelector<HTMLButtonElement>('button[type=submit]')!;
    setTimeout(() => {
      button.disabled = true;
      button.textContent = sheet.dataset.sending ?? button.textContent;
    });
  });
  // Coming back by the browser's own arrow: it can be sent again.
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
}

if (form) {
  keepWords(form);
  checkFiles(form);
  once(form);
  const held = (name: string): HTMLInputElement =>
    form.querySelector<HTMLInputElement>(`input[name=${name}]`)!;
  if (globalThis.crypto?.subtle) {
    void work(held('stamp').value, Number(form.dataset.bits)).then((found) => {
      held('effort').value = found;
    });
  }
}
