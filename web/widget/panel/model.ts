/** The chat itself, without a face: session, thread, outbox and live news of one device. */
import type { Locale } from '../../shared/i18n';
import { clientId, Problem } from '../../shared/http';
import type { ServerFrame, WidgetState } from '../../shared/wire';
import { forget } from '../loader/device';
import type { Page } from '../loader/page';
import { Blobs } from './blobs';
import { loadBrand, watchPage } from './around';
import { Desk } from './desk';
import { Feed, TOPIC } from './feed';
import { Kept } from './kept';
import { aloneIn, Outbox, type Parcel, type ParcelFile } from './outbox';
import { Report } from './report';
import { alone, SignIn } from './signin';
import { taken } from './snapshot';
import { Store } from './store';
import { Uploads } from './uploads';
import { acknowledged, EMPTY, heard, isSolved, speaksOfMore, unread } from './state';

const TYPING_MS = 6000;

export class Model extends Store {
  locale: Locale;
  readonly blobs: Blobs;
  readonly desk: Desk;
  readonly outbox: Outbox;
  readonly uploads: Uploads;
  readonly kept: Kept;
  readonly #page: Page;
  readonly #feed: Feed;
  readonly #report: Report;
  readonly signIn: SignIn;
  /** Told once nothing is left here, in whichever tab it was asked for. */
  signedOut: () => void = () => undefined;
  #token: string | null;
  #typing: ReturnType<typeof setTimeout> | undefined;
  #beginning: Promise<void> | null = null;

  constructor(page: Page, kept: Kept) {
    super();
    this.#page = page;
    this.locale = page.locale;
    this.kept = kept;
    this.#token = this.kept.token;
    this.blobs = new Blobs(page.brand);
    const { base, brand } = page;
    this.desk = new Desk({ base, brand, locale: () => this.locale, token: () => this.#token });
    this.uploads = new Uploads(this.desk, this.blobs, () => this.begin());
    this.outbox = new Outbox({
      shelf: kept.words,
      deliver: (parcel) => this.#deliver(parcel),
      changed: () => this.set({}),
      alone: (work) => aloneIn(`trustdesk:${brand}:out`, work),
    });
    this.#feed = new Feed({
      url: `${base.replace(/^http/, 'ws')}/api/v1/live`,
      brand,
      token: () => this.#token,
      load: () => this.desk.state(),
      take: (snapshot, meanwhile) => this.#take(snapshot, meanwhile, false),
      hear: (frame) => this.#hear(frame),
      change: (change) => this.set(change),
      ended: () => this.#ended(),
      place: () => this.state.entries.at(-1)?.seq ?? 0,
    });
    this.#report = new Report(this, (frame) => this.#feed.send(frame));
    this.signIn = new SignIn(this, page);
  }

  start(): void {
    this.onChange((state) => this.#page.badge(unread(state)));
    watchPage(this.#page.brand, this.#online, this.#elsewhere);
    this.kept.hearTabs(this.#page.brand, () => this.set({}));
    this.set({ brand: this.kept.brand });
    const thread = this.kept.thread;
    if (thread && this.#token) this.#take(thread, [], true);
    void this.loadBrand();
    this.#feed.start();
    if (this.#token) void this.signIn.identify();
    if (this.outbox.list().length) void this.outbox.flush();
  }

  loadBrand = (): Promise<void> => loadBrand(this);

  send(text: string, files: ParcelFile[], topic?: string, read?: string[]): void {
    this.outbox.put(text, files, topic, read);
  }

  typing(on: boolean): void {
    this.#feed.send({ t: 'typing', topic: TOPIC, on });
  }

  /** The customer has the newest words before their eyes. */
  markSeen(): void {
    const seq = this.state.entries.at(-1)?.seq ?? 0;
    const number = this.state.conversation?.number;
    if (!number || seq <= this.state.seen) return;
    this.kept.setSeen(number, seq);
    this.set({ seen: seq });
    this.#report.soon();
  }

  async rate(score: number, text: string): Promise<void> {
    await this.desk.rate(clientId(), score, text);
    const conversation = this.state.conversation;
    if (conversation) this.set({ conversation: { ...conversation, rated: true } });
  }

  /** New links for files whose links have run out. */
  renew = (): Promise<void> => this.#feed.reload();

  /** A session is opened only when there is something to say. */
  begin(): Promise<void> {
    if (this.#token) return Promise.resolve();
    const begin = async (): Promise<void> => {
      // Two tabs of one device are one visit.
      const token = this.kept.token ?? (await this.desk.begin()).token;
      this.set({ ended: false, entries: [], conversation: null, seen: 0 });
      this.become(token);
    };
    this.#beginning ??= alone(`trustdesk:${this.#page.brand}:begin`, begin).finally(
      () => (this.#beginning = null),
    );
    return this.#beginning;
  }

  async signOut(): Promise<void> {
    if (this.#token) void this.desk.end().catch(() => undefined);
    this.#token = null;
    this.#feed.stop();
    await this.forget();
  }

  /** Nothing of who wrote here stays, in storage or in sight. */
  async forget(): Promise<void> {
    this.#report.stop();
    this.signIn.stop();
    this.kept.clear();
    await this.blobs.close();
    forget(this.#page.brand);
    const { brand, hours, incidents, announced, surge } = this.state;
    const kept = { brand, hours, incidents, announced, surge };
    this.set({ ...EMPTY, ...kept, online: navigator.onLine });
    this.#feed.start();
    this.signedOut();
  }

  /** Goes on with this token, which may be another than before. */
  become(token: string): void {
    const same = this.#token === token;
    this.#token = this.kept.token = token;
    if (same) this.#feed.refresh();
    else this.restart();
  }

  /** Reads the conversation anew, as whoever writes here now. */
  restart = (): void => this.#feed.start();

  async #deliver(parcel: Parcel): Promise<void> {
    await this.begin();
    const token = this.#token;
    try {
      const attachments = await this.uploads.all(parcel.files, () => this.outbox.save(parcel));
      const { client_id, text, topic, read } = parcel;
      const letter = { client_id, text, ...(topic && { topic }), ...(read && { read }) };
      const more = attachments.length ? { attachments } : {};
      const receipt = await this.desk.send({ ...letter, ...more });
      this.set(acknowledged(this.state, parcel, receipt));
      parcel.files.forEach((file) => void this.blobs.drop(file.key));
      this.#follow(receipt.conversation);
      this.#feed.proved();
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 401) throw error;
      this.uploads.afresh(parcel.files);
      this.outbox.save(parcel);
      if (token === this.#token) this.#ended();
      throw new Problem({ ...error.body, status: 0 });
    }
  }

  #take(snapshot: WidgetState, meanwhile: readonly ServerFrame[], stale: boolean): boolean {
    const before = this.state.conversation?.number;
    this.set({ ...taken(this.state, snapshot, meanwhile, Date.now()), stale });
    this.signIn.follow(this.state.standing);
    const number = this.state.conversation?.number;
    this.set({ seen: this.kept.seen(number) });
    this.#remember();
    return number !== before;
  }

  #hear(frame: ServerFrame): void {
    this.set(heard(this.state, frame));
    if (frame.t === 'typing') {
      clearTimeout(this.#typing);
      this.#typing = setTimeout(() => this.set({ typing: null }), TYPING_MS);
    }
    if (frame.t === 'current') this.#follow(frame.conversation);
    if (frame.t !== 'entries') return;
    this.#remember();
    this.#report.soon();
    if (speaksOfMore(frame)) void this.#feed.reload();
  }

  /** The first conversation is read beside its news; another one is begun from its own first entry. */
  #follow(number: string): void {
    const shown = this.state.conversation?.number;
    if (shown === undefined) void this.#feed.reload();
    else if (shown !== number) this.#feed.refresh();
  }

  #remember(): void {
    const { conversation, entries, queue, hours, standing, asked, safety } = this.state;
    if (!this.#token || !hours || !standing) return;
    const told = { standing, document: asked, safety, progress: [] }; // what was found out is not kept
    this.kept.thread = { conversation, entries, queue, hours, ...told };
    this.kept.talking = conversation !== null && !isSolved(conversation);
  }

  #ended(): void {
    // Another tab has signed in meanwhile: its token is the device's now.
    if (this.kept.token && this.kept.token !== this.#token) return this.become(this.kept.token);
    this.signIn.stop();
    this.#token = this.kept.token = this.kept.thread = null;
    this.set({ ended: true, queue: null, typing: null });
    this.#feed.start();
  }

  #online = (): void => {
    this.set({ online: navigator.onLine });
    if (navigator.onLine) void this.outbox.flush();
  };

  /** Another tab sent, read, signed in or out. */
  #elsewhere = (): void => {
    const { token } = this.kept;
    if (this.#token && !token) void this.signOut();
    else if (token && this.#token !== token) this.become(token);
    this.set({ seen: Math.max(this.state.seen, this.kept.seen(this.state.conversation?.number)) });
  };
}
