/** Asking the server: JSON in, JSON out, every refusal a `Problem`. */
import type { ProblemBody } from './wire';

export class Problem extends Error {
  readonly body: ProblemBody;
  constructor(body: ProblemBody) {
    super(body.detail || body.title);
    this.body = body;
  }
  get code(): string {
    return this.body.code;
  }
  get status(): number {
    return this.body.status;
  }
  /** True when trying again later with the same client_id is the right thing to do. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** A UUIDv7: the id a write carries so that sending it twice does it once. */
export function clientId(now = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(now / 2 ** (8 * (5 - i))) & 255;
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export interface Asking {
  /** Sent as JSON; a Blob is sent as it is with its own content type. */
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Milliseconds until the request is given up as `timeout`. */
  patience?: number;
}

export interface Http {
  <T>(method: string, path: string, asking?: Asking): Promise<T>;
}

export interface HttpOptions {
  base?: string;
  credentials?: RequestCredentials;
  /** Headers of every request: the CSRF header, the language, the token. */
  headers?: () => Record<string, string>;
  /** Called for every 401, before the Problem is thrown. */
  onSignedOut?: () => void;
  /** How an answer is read; as JSON when not said. */
  read?: (response: Response) => Promise<unknown>;
}

function lost(code: 'offline' | 'timeout' | 'aborted'): Problem {
  return new Problem({ type: 'about:blank', title: code, status: 0, code });
}

async function refusal(response: Response): Promise<Problem> {
  const fallback: ProblemBody = {
    type: 'about:blank',
    title: response.statusText || String(response.status),
    status: response.status,
    code: response.status === 413 ? 'too_large' : 'unexpected',
  };
  try {
    return new Problem({ ...fallback, ...((await response.json()) as Partial<ProblemBody>) });
  } catch {
    return new Problem(fallback);
  }
}

const asJson = (response: Response): Promise<unknown> => response.json();

export function makeHttp(options: HttpOptions = {}): Http {
  return async <T>(method: string, path: string, asking: Asking = {}): Promise<T> => {
    const raw = asking.body instanceof Blob;
    const headers: Record<string, string> = { Accept: 'application/json', ...options.headers?.() };
    if (asking.body !== undefined && !raw) headers['Content-Type'] = 'application/json';
    const giveUp = AbortSignal.timeout(asking.patience ?? 20_000);
    let response: Response;
    try {
      response = await fetch((options.base ?? '') + path, {
        method,
        headers: { ...headers, ...asking.headers },
        body: raw
          ? (asking.body as Blob)
          : asking.body === undefined
            ? null
            : JSON.stringify(asking.body),
        credentials: options.credentials ?? 'same-origin',
        signal: asking.signal ? AbortSignal.any([asking.signal, giveUp]) : giveUp,
      });
    } catch {
      throw lost(giveUp.aborted ? 'timeout' : asking.signal?.aborted ? 'aborted' : 'offline');
    }
    if (response.status === 401) options.onSignedOut?.();
    if (!response.ok) throw await refusal(response);
    if (response.status === 204) return undefined as T;
    try {
      return (await (options.read ?? asJson)(response)) as T;
    } catch {
      throw lost('offline');
    }
  };
}
