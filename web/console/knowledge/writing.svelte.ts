/** One language of an article while it is written: kept on the device at once, on the server soon after. */
import { Problem } from '../../shared/http';
import type { Locale } from '../../shared/i18n';
import type { ArticleText, EditedArticle, Wording } from '../../shared/wire';
import { http, session } from '../session/session.svelte';
import { reason } from '../ui/toasts.svelte';
import { pathOf } from './places';

const PAUSE_MS = 700;
export type WritingState = 'untouched' | 'unsaved' | 'saving' | 'saved' | 'theirs' | 'failed';

export const sameWords = (a: Wording, b: Wording): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

export const wordsOf = ({ title, summary, questions, body }: Wording): Wording => ({
  title,
  summary,
  questions: [...questions],
  body,
});

export class Writing {
  readonly slug: string;
  readonly locale: Locale;
  /** As the server has it. */
  text = $state.raw<ArticleText>(null!);
  title = $state('');
  summary = $state('');
  questions = $state<string[]>([]);
  body = $state('');
  state = $state<WritingState>('untouched');
  why = $state('');
  /** What somebody else has written meanwhile. */
  theirs = $state.raw<ArticleText | null>(null);
  restored = $state(false);
  #pause: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | null = null;

  constructor(slug: string, text: ArticleText) {
    this.slug = slug;
    this.locale = text.locale;
    this.took(text);
    this.#recall();
  }

  get words(): Wording {
    const { title, summary, questions, body } = this;
    return { title, summary, questions: $state.snapshot(questions), body };
  }
  get empty(): boolean {
    return !this.title.trim() && !this.body.trim();
  }
  get dirty(): boolean {
    return this.state === 'unsaved' || this.state === 'saving' || this.state === 'failed';
  }

  /** Something was written: kept here at once, so that no crash takes it. */
  changed(): void {
    if (this.state !== 'theirs') this.state = 'unsaved';
    this.#remember();
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => void this.save(), PAUSE_MS);
  }

  set(words: Wording): void {
    this.title = words.title;
    this.summary = words.summary;
    this.questions = [...words.questions];
    this.body = words.body;
  }

  took(text: ArticleText): void {
    this.text = text;
    this.set(text);
    this.state = text.open ? 'saved' : 'untouched';
    this.theirs = null;
    this.why = '';
  }

  /** Saves what there is until nothing is left to save; true when all of it is on the server. */
  async save(): Promise<boolean> {
    clearTimeout(this.#pause);
    if (this.#running) await this.#running;
    while (this.state === 'unsaved' || this.state === 'failed') {
      this.#running = this.#put();
      await this.#running;
      this.#running = null;
      if (this.state !== ('unsaved' as WritingState)) break;
    }
    return this.state === 'saved' || this.state === 'untouched';
  }

  /** Mine counts: it is saved over what the other has written, whose words stay in mind of nobody. */
  async keepMine(): Promise<void> {
    if (!this.theirs) return;
    this.text = this.theirs;
    this.theirs = null;
    this.state = 'unsaved';
    await this.save();
  }

  takeTheirs(): void {
    if (!this.theirs) return;
    this.took(this.theirs);
    this.#forget();
  }

  /** Asks the server to do something to this text, and takes what it is then. */
  async act(verb: string, body: object = {}): Promise<void> {
    const path = `${pathOf(this.slug)}/${this.locale}/${verb}`;
    this.took(await http<ArticleText>('POST', path, { body }));
    this.#forget();
  }

  stop(): void {
    if (this.state === 'unsaved') void this.save();
  }

  async #put(): Promise<void> {
    const words = this.words;
    this.state = 'saving';
    try {
      const path = `${pathOf(this.slug)}/${this.locale}/draft`;
      const body = { revision: this.text.revision, wording: words };
      this.text = await http<ArticleText>('PUT', path, { body });
      const same = sameWords(words, this.words);
      this.state = same ? 'saved' : 'unsaved';
      this.restored = false;
      if (same) this.#forget();
    } catch (error) {
      if (error instanceof Problem && error.code === 'article_changed') return this.#meet();
      this.state = 'failed';
      this.why = reason(error);
    }
  }

  async #meet(): Promise<void> {
    try {
      const now = await http<EditedArticle>('GET', pathOf(this.slug));
      this.theirs = now.texts[this.locale]!;
      this.state = 'theirs';
    } catch (error) {
      this.state = 'failed';
      this.why = reason(error);
    }
  }

  get #key(): string {
    return `td.article.${session.brand?.slug}.${this.slug}.${this.locale}`;
  }
  #remember(): void {
    const kept = JSON.stringify({ revision: this.text.revision, words: this.words });
    try {
      localStorage.setItem(this.#key, kept);
    } catch {
      // The device is full; the server has it soon.
    }
  }
  #recall(): void {
    const kept = localStorage.getItem(this.#key);
    if (!kept) return;
    const { revision, words } = JSON.parse(kept) as { revision: number; words: Wording };
    if (sameWords(words, wordsOf(this.text))) return this.#forget();
    this.set(words);
    // Saved by the revision it was written on: who was faster is not written over.
    this.text = { ...this.text, revision };
    this.restored = true;
    this.changed();
  }
  #forget(): void {
    localStorage.removeItem(this.#key);
  }
}
