/** What the exchange says of a conversation's customer: what was read last stays until something better comes. */
import { clientId } from '../../shared/http';
import type {
  ActionKind,
  ExchangeRequest,
  ExchangeRequests,
  Facts,
  FactState,
  Lookup,
  Match,
  Mention,
  Mentions,
  RecordKind,
  StepUp,
} from '../../shared/wire';
import { http } from '../session/session.svelte';

const LONG_AGO_MS = 120_000;
/** Answers that say nothing about the customer: what is known already is worth more. */
const FAILED: readonly FactState[] = ['unreachable', 'nonsense'];

export interface Wanted {
  kind: RecordKind;
  asset: string;
  market: string;
  since: string;
  until: string;
  q: string;
}

export class ExchangeFacts {
  facts = $state.raw<Facts | null>(null);
  found = $state.raw<Facts | null>(null);
  requests = $state.raw<ExchangeRequests | null>(null);
  /** How the last reading went, when that was not well. */
  wrong = $state<FactState | 'failed' | null>(null);
  asking = $state(false);
  searching = $state(false);
  #path: string;

  constructor(number: string) {
    this.#path = `/api/v1/conversations/${encodeURIComponent(number)}`;
  }

  load = async (): Promise<void> => {
    this.asking = true;
    try {
      const read = await http<Facts>('GET', `${this.#path}/facts`);
      const failed = FAILED.includes(read.state);
      this.wrong = failed ? read.state : null;
      if (!failed || !this.facts) this.facts = read;
    } catch {
      this.wrong = 'failed';
    } finally {
      this.asking = false;
    }
  };

  stale(now: number): boolean {
    const read = this.facts?.state === 'read' ? Date.parse(this.facts.read_at) : now;
    return this.wrong !== null || now - read > LONG_AGO_MS;
  }

  async search(wanted: Wanted): Promise<void> {
    const said = Object.entries(wanted).filter(([name, value]) => name !== 'kind' && value);
    this.searching = true;
    try {
      const query = new URLSearchParams(said);
      this.found = await http<Facts>('GET', `${this.#path}/records/${wanted.kind}?${query}`);
    } finally {
      this.searching = false;
    }
  }

  match = (kind: 'email' | 'phone', value: string): Promise<Match> =>
    http<Match>('POST', `${this.#path}/match`, { body: { kind, value } });

  loadRequests = async (): Promise<void> => {
    this.requests = await http<ExchangeRequests>('GET', `${this.#path}/requests`);
  };

  async layBefore(action: ActionKind): Promise<void> {
    const body = { client_id: clientId(), action };
    await http<StepUp>('POST', `${this.#path}/step-ups`, { body });
    await this.loadRequests();
  }

  async ask(action: ActionKind, step_up: string | null, approval: string | null): Promise<void> {
    const body = { client_id: clientId(), action, reason: 'customer_asked', step_up, approval };
    await http<ExchangeRequest>('POST', `${this.#path}/requests`, { body });
    await this.loadRequests();
  }

  async askApproval(number: string, action: ActionKind, reason: string): Promise<void> {
    const parameters = { conversation: number, action };
    const body = { client_id: clientId(), action: 'exchange.action', parameters, reason };
    await http('POST', '/api/v1/approvals', { body });
  }
}

/** What the messages on the screen mention, by the words themselves. */
export class Spoken {
  items = $state.raw<Record<string, Mention>>({});
  state = $state<FactState | null>(null);
  #path: string;

  constructor(number: string) {
    this.#path = `/api/v1/conversations/${encodeURIComponent(number)}`;
  }

  load = async (): Promise<void> => {
    const read = await http<Mentions>('GET', `${this.#path}/mentions`);
    this.state = read.state;
    this.items = Object.fromEntries(read.items.map((one) => [one.text, one]));
  };

  lookUp = (text: string): Promise<Lookup> =>
    http<Lookup>('POST', `${this.#path}/lookup`, { body: { text } });
}
