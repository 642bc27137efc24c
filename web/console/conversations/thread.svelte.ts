/** One open conversation: snapshot, live entries, what is being written, who else is here. */
import { clientId, Problem } from '../../shared/http';
import type {
  Conversation,
  Entry,
  EntryPage,
  Marks,
  Receipt,
  Row,
  ServerFrame,
  Viewer,
} from '../../shared/wire';
import { line } from '../desk/line.svelte';
import { http } from '../session/session.svelte';
import { applyEntry, gap, mergeEntries, newer, tellsOfCustomer } from './merge';
import { toasts } from '../ui/toasts.svelte';
import { entriesSince, PAGE } from './pages';
import { change, settle, type After, type Pending } from './outbox';

const TYPING_MS = 6_000;

export class Thread {
  readonly number: string;
  readonly topic: string;
  row = $state.raw<Conversation | null>(null);
  entries = $state.raw<Entry[]>([]);
  pending = $state.raw<Pending[]>([]);
  viewers = $state.raw<Viewer[]>([]);
  typing = $state.raw<{ name: string; until: number } | null>(null);
  state = $state<'loading' | 'ready' | 'failed' | 'stale' | 'reason'>('loading');
  fault = $state<unknown>(null);
  earlier = $state<'idle' | 'loading'>('idle');
  /** The last entry that was on the screen: what a reply is an answer to. */
  seen = $state(0);
  #told = 0;
  #closed = false;
  #leave: () => void;
  #hush: ReturnType<typeof setTimeout> | undefined;

  constructor(number: string) {
    this.number = number;
    this.topic = `conversation:${number}`;
    this.#leave = line.hear((frame) => this.#hear(frame));
  }

  get first(): number {
    return this.entries[0]?.seq ?? 1;
  }

  /** Loads the newest page, or from around `seq` on. */
  load = async (seq: number | null = null): Promise<void> => {
    this.fault = null;
    if (this.state !== 'ready') this.state = 'loading';
    try {
      const row = await http<Conversation>('GET', this.#path());
      const from = Math.max(0, Math.min(row.seq - PAGE, (seq ?? row.seq) - PAGE / 2));
      const entries = await entriesSince(this.#path('/messages'), from, row.seq);
      if (this.#closed) return; // nobody looks any more: nothing is followed for them
      this.row = row;
      this.entries = entries;
      this.pending = settle(this.pending, entries);
      this.state = gap(entries) === null ? 'ready' : 'stale';
      line.follow(this.topic, entries.at(-1)?.seq ?? 0, () => void this.load());
      line.send({ t: 'viewing', topic: this.topic, on: true });
    } catch (error) {
      this.fault = error;
      const asked = error instanceof Problem && error.code === 'reason_required';
      // What was ours and is not any more leaves the screen.
      if (asked) this.row = null;
      this.state = asked ? 'reason' : this.row ? 'stale' : 'failed';
    }
  };

  close(): void {
    this.#closed = true;
    clearTimeout(this.#hush);
    line.send({ t: 'viewing', topic: this.topic, on: false });
    line.leave(this.topic);
    this.#leave();
  }

  /** Says again that somebody is looking; the server forgets it by itself otherwise. */
  look(): void {
    if (!document.hidden) line.send({ t: 'viewing', topic: this.topic, on: true });
  }

  async loadEarlier(): Promise<void> {
    if (this.earlier === 'loading' || this.first <= 1) return;
    this.earlier = 'loading';
    try {
      const after = Math.max(0, this.first - 1 - PAGE);
      const limit = this.first - 1 - after;
      const page = await http<EntryPage>(
        'GET',
        this.#path(`/messages?after=${after}&limit=${limit}`),
      );
      this.entries = mergeEntries(this.entries, page.items);
    } finally {
      this.earlier = 'idle';
    }
  }

  /** On the screen up to `seq`: told to the server and the colleagues, once. */
  read(seq: number): void {
    if (seq > this.seen) this.seen = seq;
    if (seq <= this.#told) return;
    this.#told = seq;
    if (!line.send({ t: 'read', topic: this.topic, seq })) {
      void http('POST', this.#path('/read'), { body: { seq } }).catch(() => (this.#told = 0));
    }
  }

  say(kind: Pending['kind'], text: string, extra: Partial<Pending> = {}): void {
    const pending: Pending = {
      client_id: clientId(),
      kind,
      text,
      attachments: [],
      mentions: [],
      seen: this.seen,
      state: 'sending',
      at: new Date().toISOString(),
      ...extra,
    };
    this.pending = [...this.pending, pending];
    void this.#send(pending);
  }

  /** Tries again with the same id, so it cannot be stored twice; `seen` moves on for "send anyway". */
  again(id: string, seen?: number): void {
    const found = this.pending.find((one) => one.client_id === id);
    if (!found) return;
    const next = { ...found, state: 'sending' as const, seen: seen ?? found.seen };
    this.pending = change(this.pending, id, next);
    void this.#send(next);
  }

  discard(id: string): void {
    this.pending = change(this.pending, id, null);
  }

  /** Shows a stopped reply to the supervisors, in a note; it is not sent. */
  async appeal({ client_id, text }: Pending): Promise<void> {
    await http<Receipt>('POST', this.#path('/appeals'), { body: { client_id, text } });
    this.discard(client_id);
  }

  /** Any other verb: status, assignee, labels. */
  async act(verb: 'status' | 'assignee' | 'labels', body: Record<string, unknown>): Promise<void> {
    await http<Receipt>('POST', this.#path('/' + verb), {
      body: { client_id: clientId(), ...body },
    });
  }

  async #send(one: Pending): Promise<void> {
    const { client_id, text, seen, mentions } = one;
    const attachments = one.attachments.map((file) => file.id);
    const body =
      one.kind === 'note' ? { client_id, text, mentions } : { client_id, text, attachments, seen };
    const path = this.#path(one.kind === 'note' ? '/notes' : '/replies');
    try {
      await http<Receipt>('POST', path, { body });
      this.pending = change(this.pending, client_id, { state: 'sent' });
      if (one.after) await this.#followUp(one.after).catch((error) => toasts.fail(error));
    } catch (fault) {
      const stale = fault instanceof Problem && fault.code === 'stale_reply';
      const meanwhile = stale ? ((fault as Problem).body.entries ?? []) : undefined;
      // A colleague has it now: what was written stays, the thread asks for a reason.
      if (fault instanceof Problem && fault.code === 'reason_required') void this.load();
      const to = { state: stale ? 'stale' : 'failed', fault, meanwhile } as const;
      this.pending = change(this.pending, client_id, to);
    }
  }

  async #followUp({ status, tags }: After): Promise<void> {
    const have = this.row?.tags ?? [];
    if (tags.some((tag) => !have.includes(tag))) {
      await this.act('labels', { tags: [...new Set([...have, ...tags])] });
    }
    // An answer makes it wait for the customer by itself.
    if (status && status !== 'waiting') await this.act('status', { status });
  }

  #hear(frame: ServerFrame): void {
    if (frame.t === 'rows') {
      const row = frame.items.find((item) => item.number === this.number);
      if (row) this.#take(row);
    }
    if (!('topic' in frame) || frame.topic !== this.topic) return;
    if (frame.t === 'error') void this.load();
    if (frame.t === 'entries') this.#append(frame.items);
    else if (frame.t === 'row') this.#take(frame.item);
    else if (frame.t === 'marks') this.#mark(frame);
    else if (frame.t === 'viewers') this.viewers = frame.items;
    else if (frame.t === 'typing' && frame.who.kind === 'customer') this.#hearTyping(frame);
    else if (frame.t === 'subscribed') line.send({ t: 'viewing', topic: this.topic, on: true });
  }

  #append(items: Entry[]): void {
    this.entries = mergeEntries(this.entries, items);
    this.pending = settle(this.pending, items);
    if (this.row) this.#become(items.reduce(applyEntry, this.row));
    if (items.some((entry) => entry.author.kind === 'customer')) this.typing = null;
    if (items.some(tellsOfCustomer)) this.refreshFacts();
  }

  #take(row: Row): void {
    if (this.row && newer(this.row, row) === row) this.#become({ ...this.row, ...row });
  }

  /** Who holds a conversation sees more of its customer, so with the holder the facts change. */
  #become(row: Conversation): void {
    const passed = this.row?.assignee?.id !== row.assignee?.id;
    this.row = row;
    if (passed) this.refreshFacts();
  }

  refreshFacts(): void {
    void this.#askFacts().catch(() => undefined);
  }

  async #askFacts(): Promise<void> {
    const { customer, customer_detail, others, hidden } = await http<Conversation>(
      'GET',
      this.#path(),
    );
    if (this.row) this.row = { ...this.row, customer, customer_detail, others, hidden };
  }

  #mark(frame: Marks): void {
    if (!this.row) return;
    const { marks } = this.row;
    const customer = frame.customer ?? marks.customer;
    this.row = { ...this.row, marks: { customer, staff: { ...marks.staff, ...frame.staff } } };
  }

  #hearTyping(frame: { who: { name: string }; on: boolean }): void {
    clearTimeout(this.#hush);
    this.typing = frame.on ? { name: frame.who.name, until: Date.now() + TYPING_MS } : null;
    if (frame.on) this.#hush = setTimeout(() => (this.typing = null), TYPING_MS);
  }

  #path(rest = ''): string {
    return `/api/v1/conversations/${encodeURIComponent(this.number)}${rest}`;
  }
}
