/** The frames of the live socket, as docs/live.md has them. */
import type {
  Alert,
  AuthorKind,
  ChannelsDelivery,
  Procedures,
  Progress,
  Row,
  Safety,
  State,
  Surge,
} from './structs';
import type { Entry, Marks, Named } from './wire';

export type ClientFrame =
  | { t: 'hello'; token: string }
  | { t: 'sub'; topic: string; after: string | number | null }
  | { t: 'unsub'; topic: string }
  | { t: 'typing'; topic: string; on: boolean }
  | { t: 'viewing'; topic: string; on: boolean }
  | { t: 'read'; topic: string; seq: number; delivered?: number }
  | { t: 'ping' };

export interface Viewer extends Named {
  typing: boolean;
}
export type ServerFrame =
  | { t: 'welcome'; node: string; now: string }
  | { t: 'subscribed'; topic: string; seq?: number; cursor?: string }
  | { t: 'current'; topic: string; conversation: string }
  | { t: 'entries'; topic: string; items: Entry[] }
  | { t: 'rows'; topic: 'inbox'; items: Row[]; cursor: string }
  | { t: 'gone'; topic: 'inbox'; numbers: string[] }
  | { t: 'row'; topic: string; item: Row }
  | ({ t: 'marks'; topic: string } & Marks)
  | {
      t: 'typing';
      topic: string;
      who: { kind: AuthorKind; id?: string; name: string };
      on: boolean;
    }
  | { t: 'viewers'; topic: string; items: Viewer[] }
  | { t: 'queue'; topic: string; position: number | null; estimate_s: number | null }
  | { t: 'presence'; items: { id: string; state: State; load: number }[] }
  | { t: 'deliveries'; topic: string; items: ChannelsDelivery[] }
  | { t: 'procedures'; topic: string; view: Procedures }
  | { t: 'progress'; topic: string; items: Progress[]; safety: Safety | null }
  | { t: 'alerts'; topic: 'alerts'; items: Alert[] }
  | { t: 'lines'; topic: 'lines' }
  | { t: 'circulars'; topic: 'circulars' }
  | { t: 'surge'; topic: 'surge'; now: Surge }
  | { t: 'stale'; topic: string }
  | { t: 'error'; code: string; topic?: string }
  | { t: 'bye'; code: 'revoked' | 'draining' | 'stale' }
  | { t: 'pong' };
