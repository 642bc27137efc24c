/** The panel's script: fetched at the first click, it hands itself to the loader. */
import type { Catalogue, Locale } from '../../shared/i18n';
import type { Opening, Page, Panel } from '../loader/page';
import { css } from './css';
import { Kept } from './kept';
import { Model } from './model';
import { textsFor } from './texts';
import { View } from './view';

const BRAND_FRESH_MS = 300_000;

function adopt(root: ShadowRoot): void {
  const sheets = css.map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, ...sheets];
}

/** Under a full-screen sheet the page behind must not scroll. */
function hold(page: Page, on: boolean): void {
  const full = matchMedia('(max-width: 480px)').matches;
  document.documentElement.style.overflow = on && full ? 'hidden' : '';
  page.host.style.setProperty(
    '--seen-height',
    `${Math.round(visualViewport?.height ?? innerHeight)}px`,
  );
}

const wait = Promise.resolve();

async function mount(page: Page, catalogue: Catalogue): Promise<Panel> {
  adopt(page.root);
  const model = new Model(page, await Kept.open(page.brand));
  let t = textsFor(catalogue, model.locale);
  let view = new View(page, model, t, { close, setLocale });
  let from: HTMLElement | null = null;
  let asked = Date.now();
  page.root.prepend(view.panel);
  visualViewport?.addEventListener('resize', () => view.shown && hold(page, true));
  document.addEventListener('visibilitychange', () => view.draw(model.state));

  /** A view made anew holds nothing of what was typed or shown before. */
  function rebuild(): void {
    const open = !view.panel.hidden;
    view.destroy();
    view = new View(page, model, t, { close, setLocale });
    page.root.prepend(view.panel);
    if (open) view.open({});
  }
  async function setLocale(locale: Locale): Promise<void> {
    t = textsFor(await page.texts(locale), locale);
    model.locale = locale;
    page.host.lang = locale;
    model.kept.shelf.set('locale', locale);
    rebuild();
    void model.loadBrand();
  }
  function open(opening: Opening = {}): void {
    from = document.activeElement as HTMLElement | null;
    view.open(opening);
    // Who is signed in on the page finds their own chat here.
    if (page.word() && !model.state.standing?.proof) void model.signIn.identify();
    hold(page, true);
    page.shown(true);
    model.kept.open = true;
    // Service hours move on while a page stays open.
    if (Date.now() - asked > BRAND_FRESH_MS) void model.loadBrand();
    asked = Date.now();
  }
  function close(): void {
    if (view.panel.hidden) return;
    view.panel.hidden = true;
    hold(page, false);
    page.shown(false);
    model.kept.open = false;
    // Back to what opened it: a button of the page, or the launcher.
    const back = from && from !== page.host && from !== document.body ? from : null;
    (back ?? page.root.querySelector<HTMLElement>('.launcher'))?.focus();
  }
  model.signedOut = rebuild;
  model.start();
  return {
    open,
    close,
    identify: () => (model.kept.token || !view.panel.hidden ? model.signIn.identify() : wait),
    signOut: () => model.signOut(),
  };
}

window.trustdesk?.mount?.(mount);
