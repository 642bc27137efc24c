/** Asking the support server, as this device's customer. */
import { makeHttp, Problem, type Http } from '../../shared/http';
import type { Locale } from '../../shared/i18n';
import type {
  Attachment,
  BrandView,
  ProblemBody,
  Receipt,
  WidgetReceipt,
  WidgetSession,
  WidgetState,
} from '../../shared/wire';

export interface Letter {
  client_id: string;
  text: string;
  attachments?: string[];
  topic?: string;
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

export class Desk {
  #options: DeskOptions;
  #http: Http;

  constructor(options: DeskOptions) {
    this.#options = options;
    this.#http = makeHttp({
      base: `${options.base}/api/v1/widget/`,
      credentials: 'omit',
      headers: () => this.#headers(),
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

  brand = (): Promise<BrandView> => this.#http('GET', this.#options.brand);

  begin = (): Promise<WidgetSession> =>
    this.#http('POST', `${this.#options.brand}/session`, {
      body: { locale: this.#options.locale() },
    });

  identify = (token: string): Promise<WidgetSession> =>
    this.#http('POST', `${this.#options.brand}/identify`, { body: { token } });

  bring = (client_id: string, bring: boolean): Promise<void> =>
    this.#http('POST', 'bring-along', { body: { client_id, bring } });

  end = (): Promise<void> => this.#http('DELETE', 'session', { patience: 3000 });

  state = (): Promise<WidgetState> => this.#http('GET', 'conversation');

  send = (letter: Letter): Promise<WidgetReceipt> =>
    this.#http('POST', 'messages', { body: letter });

  read = (seq: number, delivered: number): Promise<void> =>
    this.#http('POST', 'read', { body: { seq, delivered } });

  rate = (client_id: string, score: number, text: string): Promise<Receipt> =>
    this.#http('POST', 'rating', { body: { client_id, score, ...(text ? { text } : {}) } });

  async transcript(format: 'html' | 'text'): Promise<Blob> {
    const address = `${this.#options.base}/api/v1/widget/transcript?format=${format}`;
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
