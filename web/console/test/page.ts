/** As much of a browser as the stores need: an address, a socket, a server of prepared answers. */
import { vi } from 'vitest';
import type { ServerFrame } from '../../shared/wire';

export class Socket {
  static last: Socket;
  sent: Record<string, unknown>[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;

  constructor() {
    Socket.last = this;
  }
  send(text: string): void {
    this.sent.push(JSON.parse(text) as Record<string, unknown>);
  }
  close(): void {
    this.onclose?.();
  }
  says(frame: ServerFrame): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
}

export const asked: string[] = [];
/** Answers by the beginning of "METHOD /path"; the longest that fits is given. */
export const answers = new Map<string, unknown>();

export function openPage(): void {
  const storage = new Map<string, string>();
  vi.stubGlobal('location', {
    origin: 'http://desk.test',
    pathname: '/console/mine',
    search: '',
    hash: '',
  });
  vi.stubGlobal('history', { pushState: vi.fn() });
  vi.stubGlobal('addEventListener', vi.fn());
  vi.stubGlobal('removeEventListener', vi.fn());
  vi.stubGlobal('WebSocket', Socket);
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => storage.set(key, value),
  });
  vi.stubGlobal('fetch', (path: string, init: { method: string }) => {
    const question = `${init.method} ${path}`;
    asked.push(question);
    const fitting = [...answers.keys()].filter((start) => question.startsWith(start));
    const best = fitting.sort((a, b) => b.length - a.length)[0];
    if (best === undefined) return Promise.reject(new TypeError('offline'));
    return Promise.resolve(Response.json(structuredClone(answers.get(best))));
  });
}
