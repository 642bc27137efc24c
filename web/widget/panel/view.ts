/** The panel put together in one language; another language builds another view. */
import type { Locale } from '../../shared/i18n';
import type { Opening, Page } from '../loader/page';
import { makeAsked } from './asked';
import { makePerson } from './assistant';
import { makeBeside } from './beside';
import { makeComposer, type Composer } from './composer';
import { h } from './dom';
import { makeHead } from './head';
import { makeHome, type Home } from './home';
import type { Model } from './model';
import { makeNotice, makeQueue } from './notice';
import { followPalette } from './palette';
import { makeProgress } from './progress';
import { makeSafety } from './safety';
import { makeSheets, type Sheets } from './sheets';
import type { Part, Stage } from './stage';
import { makeStanding } from './standing';
import type { State } from './state';
import type { T } from './texts';
import { makeThread, type Thread } from './thread';

const SHEET_PX = 480;

export interface Doing {
  close(): void;
  /** Rejects where the other language cannot be fetched. */
  setLocale(locale: Locale): Promise<void>;
}

export class View {
  readonly panel: HTMLElement;
  readonly #page: Page;
  readonly #model: Model;
  readonly #parts: Part[];
  readonly #home: Home;
  readonly #thread: Thread;
  readonly #composer: Composer;
  readonly #sheets: Sheets;
  readonly #live = h('div', { class: 'unseen', 'aria-live': 'polite', test: 'live' });
  readonly #stops: (() => void)[];

  constructor(page: Page, model: Model, t: T, doing: Doing) {
    this.#page = page;
    this.#model = model;
    const brand = (): string => model.state.brand?.name ?? page.brand;
    this.#sheets = makeSheets(t, () => this.#covered(), page.root);
    const stage: Stage = {
      page,
      model,
      t,
      locale: model.locale,
      brand,
      announce: (text) => this.#announce(text),
      sheet: (title, test, ...content) => this.#sheets.open(title, test, content),
      closeSheet: () => void this.#sheets.close(),
      ...doing,
    };
    const head = makeHead(stage);
    const notice = makeNotice(stage);
    const standing = makeStanding(stage);
    const asked = makeAsked(stage);
    const safety = makeSafety(stage);
    const progress = makeProgress(stage);
    this.#home = makeHome(stage, (text, topic) => this.#composer.fill(text, topic));
    this.#thread = makeThread(stage, () => this.shown);
    const queue = makeQueue(stage);
    const [surge, intake] = makeBeside(stage, (text) => this.#composer.fill(text));
    const person = makePerson(stage);
    this.#composer = makeComposer(stage, () => this.#thread.toEnd());
    const strips = [head, notice, standing, safety, progress, asked, surge];
    const below = [intake, queue, person, this.#composer];
    this.#parts = [...strips, this.#home, this.#thread, ...below];
    const scroller = this.#thread.scroller;
    scroller.append(this.#home.node, this.#thread.node);
    const middle = h('div', { class: 'middle' }, scroller, this.#thread.pill);
    const drop = h('div', { class: 'drop', hidden: true }, t('composer.drop'));
    const props = {
      class: 'panel',
      role: 'dialog',
      'aria-labelledby': 'td-title',
      lang: model.locale,
    };
    this.panel = h('section', { ...props, hidden: true, test: 'panel' });
    this.panel.append(
      ...strips.map((part) => part.node),
      middle,
      ...below.map((part) => part.node),
    );
    this.panel.append(this.#sheets.node, drop, this.#live);
    this.panel.addEventListener('keydown', (event) => this.#keys(event, doing));
    this.#dropping(drop);
    const accent = (): string =>
      model.state.brand?.colours.accent ?? model.kept.shelf.get('accent') ?? '';
    const colours = followPalette(page.host, this.panel, accent);
    let painted = accent();
    const follow = (state: State): void => {
      if (painted !== accent()) {
        painted = accent();
        page.accent(painted);
        colours.again();
      }
      this.draw(state);
    };
    this.#stops = [colours.stop, model.onChange(follow)];
    this.draw(model.state);
  }

  get shown(): boolean {
    return !this.panel.hidden && !document.hidden;
  }

  draw(state: State): void {
    const talking =
      state.conversation !== null || state.sent.size > 0 || this.#model.outbox.list().length > 0;
    this.#home.node.hidden = talking;
    this.#thread.node.hidden = !talking;
    this.#parts.forEach((part) => part.draw(state));
  }

  open(opening: Opening): void {
    const full = innerWidth <= SHEET_PX;
    this.panel.hidden = false;
    this.panel.setAttribute('aria-modal', String(full));
    this.draw(this.#model.state);
    this.#thread.toEnd();
    if (opening.text) this.#composer.fill(opening.text);
    if (opening.topic) this.#home.choose(opening.topic);
    if (opening.quiet || opening.text || opening.topic) return;
    // On a phone the keyboard would cover the needs at once.
    const talking = this.#home.node.hidden;
    if (!full || talking) this.#composer.focus();
    else this.panel.querySelector<HTMLElement>('[data-test=close]')?.focus();
  }

  destroy(): void {
    this.#stops.forEach((stop) => stop());
    this.panel.remove();
  }

  #covered(): HTMLElement[] {
    const rest = [...this.panel.children] as HTMLElement[];
    return rest.filter((part) => part !== this.#sheets.node && part !== this.#live);
  }

  /** A changed node speaks; the same words twice need a node of their own. */
  #announce(text: string): void {
    this.#live.append(h('p', {}, text));
    while (this.#live.childElementCount > 3) this.#live.firstElementChild?.remove();
  }

  #keys(event: KeyboardEvent, doing: Doing): void {
    // The page's own shortcuts are not meant while someone writes here.
    event.stopPropagation();
    if (event.key === 'Escape') {
      if (!this.#sheets.close()) doing.close();
    } else if (event.key === 'Tab' && this.panel.getAttribute('aria-modal') === 'true') {
      this.#trap(event);
    }
  }

  /** Full screen, there is no page to tab into. */
  #trap(event: KeyboardEvent): void {
    const all = this.panel.querySelectorAll<HTMLElement>(
      'button:enabled, a[href], textarea, input:enabled',
    );
    const able = [...all].filter((node) => node.checkVisibility() && !node.closest('[inert]'));
    const [first, last] = [able[0], able.at(-1)];
    const at = this.#page.root.activeElement;
    if (event.shiftKey ? at !== first : at !== last) return;
    event.preventDefault();
    (event.shiftKey ? last : first)?.focus();
  }

  #dropping(drop: HTMLElement): void {
    let depth = 0;
    const over = (change: number): void => {
      depth = change === 0 ? 0 : depth + change;
      drop.hidden = depth <= 0;
    };
    const files = (event: DragEvent): boolean => !!event.dataTransfer?.types.includes('Files');
    this.panel.addEventListener('dragenter', (event) => files(event) && over(1));
    this.panel.addEventListener('dragleave', (event) => files(event) && over(-1));
    this.panel.addEventListener('dragover', (event) => files(event) && event.preventDefault());
    this.panel.addEventListener('drop', (event) => {
      over(0);
      const dropped = event.dataTransfer?.files;
      if (!dropped?.length) return;
      event.preventDefault();
      this.#composer.attach([...dropped]);
    });
  }
}
