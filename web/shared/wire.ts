/** The shapes on the wire, one to one with the server's structs. */

export type Line = string;
export type Status = 'open' | 'waiting' | 'snoozed' | 'resolved' | 'closed';
export type Priority = 0 | 1 | 2 | 3;
export type Presence = 'online' | 'away' | 'offline';
export type AuthorKind = 'customer' | 'agent' | 'system' | 'api';
export type View =
  | 'mine'
  | 'unassigned'
  | 'team'
  | 'open'
  | 'waiting'
  | 'snoozed'
  | 'resolved'
  | 'closed'
  | 'mentions'
  | 'all';

export interface Attachment {
  id: string;
  name: string;
  media_type: string;
  size: number;
  width?: number | null;
  height?: number | null;
  /** On the files' own origin, signed, private, expiring. */
  url: string;
  expires_at: string;
}

export interface EntryEvent {
  what: string;
  [key: string]: unknown;
}

export interface Entry {
  seq: number;
  id: string;
  kind: 'message' | 'note' | 'event' | 'internal';
  author: { kind: AuthorKind; id?: string | null; name: string };
  line: Line;
  text: string;
  attachments: Attachment[];
  mentions: string[];
  event: EntryEvent | null;
  client_id: string | null;
  at: string;
}

export interface Named {
  id: string;
  name: string;
}

export interface Hit {
  seq: number;
  excerpt: string;
}

export interface Row {
  number: string;
  customer: { id: string; name: string; locale: string };
  line: Line;
  topic: string | null;
  language: string;
  status: Status;
  priority: Priority;
  assignee: Named | null;
  team: string | null;
  tags: string[];
  preview: string;
  last_author: AuthorKind;
  last_at: string;
  waiting_since: string | null;
  created_at: string;
  seq: number;
  snoozed_until: string | null;
  rating: number | null;
  hits?: Hit[];
}

export interface Handle {
  line: Line;
  external_id: string;
}

export interface CustomerDetail {
  id: string;
  name: string;
  locale: string;
  handles: Handle[];
  since: string;
  conversations: number;
}

export interface CustomerMarks {
  delivered: number;
  read: number;
}

export interface Marks {
  customer: CustomerMarks | null;
  staff: Record<string, { read: number }>;
}

export interface Conversation extends Row {
  customer_detail: CustomerDetail;
  marks: Marks;
  others: Row[];
}

export interface Page<T> {
  items: T[];
  cursor: string | null;
}
export interface RowPage extends Page<Row> {
  /** Where the inbox topic of the live socket goes on from. */
  live: string;
}
export interface EntryPage {
  items: Entry[];
  cursor: number | null;
}

/** The answer to every write in a conversation. */
export interface Receipt {
  conversation: string;
  seq: number;
  id: string;
}

export interface QueueItem {
  number: string;
  position: number;
  entered_at: string;
  team: string | null;
  priority: Priority;
  waiting_s: number;
}
export interface QueueState {
  items: QueueItem[];
  waiting: number;
  estimate_s: number | null;
  agents_online: number;
}

export interface Agent {
  id: string;
  name: string;
  email: string;
  role: string;
  teams: string[];
  languages: string[];
}
export interface Colleague {
  id: string;
  name: string;
  public_name: string;
  role: string;
  state: Presence;
  load: number;
  capacity: number;
  teams: string[];
}
export interface Team {
  id: string;
  name: string;
}

export type Localised = Record<string, string>;
export interface Need {
  topic: string;
  label: Localised;
  text: Localised;
}
export interface Hours {
  open: boolean;
  opens_at: string | null;
  time_zone: string;
  always: boolean;
}
export interface BrandView {
  slug: string;
  name: string;
  notice: string | Localised;
  locales: string[];
  colours: { accent: string };
  needs: Need[];
  lines: Line[];
  hours: Hours;
  official: { host: string };
}
export interface Me {
  agent: Agent;
  brand: BrandView;
  token?: string;
}
export interface StaffSession {
  id: string;
  created_at: string;
  last_seen_at?: string | null;
  user_agent?: string | null;
  address?: string | null;
  current?: boolean;
}

export interface Macro {
  id: string;
  title: string;
  shortcut: string;
  texts: Localised;
  actions?: { status?: Status | null; tags?: string[] } | null;
}

export interface Webhook {
  id: string;
  url: string;
  events: string[];
  /** Shown once, in the answer to the request that made it. */
  secret?: string;
  created_at?: string;
}
export interface Delivery {
  id: string;
  event: string;
  status: string | number | null;
  attempts: number;
  at?: string;
  created_at?: string;
  next_at?: string | null;
  error?: string | null;
}

export interface ReactionFailure {
  id?: string;
  event: string | number;
  attempts: number;
  next_at: string | null;
  error: string;
}
export interface Reaction {
  name: string;
  behind: number;
  last_at: string | null;
  failures: ReactionFailure[];
}
export interface Health {
  reactions: Reaction[];
  node: string;
  database: Record<string, unknown>;
}

export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  code: string;
  detail?: string;
  /** With `stale_reply`: what colleagues wrote meanwhile. */
  entries?: Entry[];
  [extra: string]: unknown;
}

/* The widget's own answers. */
export interface WidgetSession {
  token: string;
  customer: { id: string; name: string };
}
export interface WidgetConversation {
  number: string;
  status: Status;
  seq: number;
  assignee: { name: string } | null;
  rated: boolean;
  marks: { staff_read: number };
}
export interface QueuePlace {
  position: number | null;
  estimate_s: number | null;
}
export interface WidgetState {
  conversation: WidgetConversation | null;
  entries: Entry[];
  queue: QueuePlace | null;
  hours: Hours;
}
export interface WidgetReceipt extends Receipt {
  /** As stored: secrets are masked. */
  text: string;
  masked: string[];
}

/* The live socket. */
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
  | { t: 'presence'; items: { id: string; state: Presence; load: number }[] }
  | { t: 'stale'; topic: string }
  | { t: 'error'; code: string; topic?: string }
  | { t: 'bye'; code: 'revoked' | 'draining' }
  | { t: 'pong' };
