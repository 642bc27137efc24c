/** Asking the support server, as this device's customer. */
import { makeHttp, Problem, type Http } from '../../shared/http';
import type { Locale } from '../../shared/i18n';
import type {
  Article,
  Attachment,
  BrandView,
  Check,
  Reach,
  ContactAsked,
  ContactProved,
  OpenIncidents,
  PublicAnnouncements,
  Hits,
  PhishingCode,
  Phrase,
  ProblemBody,
  Receipt,
  ReportBody,
  Reported,
  Safety,
  WidgetReceipt,
  WidgetSession,
  WidgetState,
} from '../../shared/wire';
import type { Intake, Surge } from '../../shared/structs';

export interface Letter {
  client_id: string;
  text: string;
  attachments?: string[];
  topic?: string;
  read?: string[];
}

export interface DeskOptions {
  base: string;
  brand: string;
  locale: () => Locale;
  token: () => string | null;
}

function problemOf(request: XMLHttpRequest): Problem {
  const fallback = { type: 'about:blank', title: '', status: request.status, code: 'unexpected' };
  try {
    return new Problem({ ...fallback, ...(JSON.parse(request.responseText) as ProblemBody) });
  } catch {
    return new Problem({ ...fallback, code: request.status === 0 ? 'offline' : fallback.code });
  }
}

/** The forms in which a conversation can be taken along. */
export const COPIES = {
  html: { query: 'format=html', ending: '.html' },
  pdf: { query: 'format=pdf', ending: '.pdf' },
  text: { query: 'format=text', ending: '.txt' },
  share: { query: 'format=html&share=true', ending: '-shareable.html' },
  'share.hard': {
    query: 'format=html&share=true&hide=amounts&hide=chain',
    ending: '-shareable.html',
  },
} as const;
export type Copy = keyof typeof COPIES;

export class Desk {
  #options: DeskOptions;
  #http: Http;
  #open: Http;

  constructor(options: DeskOptions) {
    this.#options = options;
    this.#http = makeHttp({
      base: `${options.base}/api/v1/`,
      credentials: 'omit',
      headers: () => this.#headers(),
    });
    this.#open = makeHttp({
      base: `${options.base}/api/v1/`,
      credentials: 'omit',
      headers: () => ({ 'Accept-Language': this.#options.locale() }),
    });
  }

  #headers(): Record<string, string> {
    const token = this.#options.token();
    const language = { 'Accept-Language': this.#options.locale() };
    return token ? { ...language, Authorization: `Bearer ${token}` } : language;
  }

  /** There is a session to speak with. */
  get known(): boolean {
    return this.#options.token() !== null;
  }

  brand = (): Promise<BrandView> => this.#http('GET', `widget/${this.#options.brand}`);

  incidents = (): Promise<OpenIncidents> =>
    this.#open('GET', `widget/${this.#options.brand}/incidents`);

  announced = (): Promise<PublicAnnouncements> =>
    this.#open('GET', `widget/${this.#options.brand}/announcements`);

  surge = (): Promise<Surge> => this.#open('GET', `widget/${this.#options.brand}/surge`);

  follow = (client_id: string, incident: string): Promise<WidgetReceipt> =>
    this.#http('POST', `widget/incidents/${incident}/follow`, { body: { client_id } });

  begin = (): Promise<WidgetSession> =>
    this.#http('POST', `widget/${this.#options.brand}/session`, {
      body: { locale: this.#options.locale() },
    });

  identify = (token: string): Promise<WidgetSession> =>
    this.#http('POST', `widget/${this.#options.brand}/identify`, { body: { token } });

  bring = (client_id: string, bring: boolean): Promise<void> =>
    this.#http('POST', 'widget/bring-along', { body: { client_id, bring } });

  end = (): Promise<void> => this.#http('DELETE', 'widget/session', { patience: 3000 });

  intake = (): Promise<Intake> => this.#http('GET', 'widget/intake');
  person = (client_id: string, helped?: boolean): Promise<void> =>
    this.#http('POST', 'widget/assistant/person', { body: { client_id, helped } });

  solved = (seq: number): Promise<void> =>
    this.#http('POST', 'widget/assistant/solved', { body: { seq } });

  state = (): Promise<WidgetState> => this.#http('GET', 'widget/conversation');

  send = (letter: Letter): Promise<WidgetReceipt> =>
    this.#http('POST', 'widget/messages', { body: letter });

  read = (seq: number, delivered: number): Promise<void> =>
    this.#http('POST', 'widget/read', { body: { seq, delivered } });

  rate = (client_id: string, score: number, text: string): Promise<Receipt> =>
    this.#http('POST', 'widget/rating', { body: { client_id, score, ...(text ? { text } : {}) } });

  /** Asked without the token: whoever checks something need not say who they are. */
  check = (text: string): Promise<Check> =>
    this.#open('POST', `official/${this.#options.brand}/check`, { body: { text } });

  report = (report: Partial<ReportBody>): Promise<Reported> =>
    this.#http('POST', 'widget/reports', { body: report });

  /** Asked without the token: whoever searches need not say who they are. */
  search = (words: string): Promise<Hits> =>
    this.#open('GET', `help/${this.#options.brand}/search?q=${encodeURIComponent(words)}`);

  article = (slug: string): Promise<Article> =>
    this.#open('GET', `help/${this.#options.brand}/articles/${slug}`);

  contact = (): Promise<Reach> => this.#http('GET', 'widget/contact');

  askContact = (address: string): Promise<ContactAsked> =>
    this.#http('POST', 'widget/contact', { body: { address } });

  proveContact = (id: string, digits: string, answers: boolean): Promise<ContactProved> =>
    this.#http('POST', 'widget/contact/proof', { body: { id, digits, answers } });

  wishAnswers = (wanted: boolean): Promise<void> =>
    this.#http('PUT', 'widget/contact/answers', { body: { wanted } });

  setWords = (words: string): Promise<PhishingCode> =>
    this.#http('PUT', 'widget/anti-phishing', { body: { words } });

  phrase = (): Promise<Phrase> => this.#http('GET', 'widget/phrase');

  freeze = (client_id: string): Promise<Safety> =>
    this.#http('POST', 'widget/freeze', { body: { client_id } });

  transcript = (copy: Copy): Promise<Blob> => this.#file(`transcript?${COPIES[copy].query}`);

  evidence = (): Promise<Blob> => this.#file('evidence');

  async #file(path: string): Promise<Blob> {
    const address = `${this.#options.base}/api/v1/widget/${path}`;
    const answer = await fetch(address, { headers: this.#headers(), credentials: 'omit' });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.blob();
  }

  /** XMLHttpRequest, because fetch cannot tell how much of a body has gone up. */
  upload(file: Blob, name: string, progress: (share: number) => void): Promise<Attachment> {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      const query = `?name=${encodeURIComponent(name)}`;
      request.open('POST', `${this.#options.base}/api/v1/widget/files${query}`);
      for (const [key, value] of Object.entries(this.#headers())) {
        request.setRequestHeader(key, value);
      }
      request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
      request.upload.onprogress = (event) => progress(event.loaded / (event.total || 1));
      request.onload = () =>
        request.status < 300
          ? resolve(JSON.parse(request.responseText) as Attachment)
          : reject(problemOf(request));
      request.onerror = request.ontimeout = () => reject(problemOf(request));
      request.timeout = 180_000;
      request.send(file);
    });
  }
}
