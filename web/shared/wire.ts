/**
 * The shapes on the wire under the names the faces use. What the server's structs say comes from
 * `structs.ts`, which `python -m scripts.wire` writes; the frames are those of docs/live.md.
 */
import type {
  Alert,
  Assignee,
  AuthorKind,
  ChannelsDelivery,
  Entry as EntryStruct,
  Mark,
  Place,
  Procedures,
  Row,
  State,
  Thread,
} from './structs';

export type {
  Article,
  Articles,
  Block as ArticleBlock,
  Blocks as ArticleBlocks,
  Card as ArticleCard,
  Category as ArticleCategory,
  Compared,
  Edited as EditedArticle,
  Flaw,
  Hits,
  KnowledgeHit,
  KnowledgeLine,
  Listed as ListedArticle,
  Picture as ArticlePicture,
  Placeholder as ArticlePlaceholder,
  Placeholders as ArticlePlaceholders,
  Preview as ArticlePreview,
  Text as ArticleText,
  Tried,
  Uses as BlockUses,
  Version as ArticleVersion,
  Versions as ArticleVersions,
  Wording,
  Account as ExchangeAccount,
  Ask as ProcedureAsk,
  Chart as ProcedureChart,
  Diagnosis,
  Label,
  Offered as OfferedAction,
  Owner as ProcedureOwner,
  Procedure,
  Procedures,
  ProofVerdict,
  ActionKind,
  Chain,
  Fact,
  FactRecord,
  FactState,
  Facts,
  Lookup,
  Match,
  Mention,
  Mentions,
  Moved,
  Offer,
  RecordKind,
  Request as ExchangeRequest,
  Requests as ExchangeRequests,
  Safety,
  StepUp,
  Asked as WidgetAsked,
  AccessBody,
  Assistant,
  AssistantRecord,
  Cited,
  Filled,
  RepliesPreview,
  Previews,
  RewriteBody,
  Shift,
  Suggestion,
  Summary,
  Written,
  Alert,
  Alerts,
  Approval,
  ApprovalBody,
  Approvals,
  Announcement,
  PublicAnnouncement,
  PublicAnnouncements,
  Incident,
  Linked,
  OpenIncident,
  OpenIncidents,
  Attachment,
  Audit,
  AuditPage,
  AuthorKind,
  Brand as BrandView,
  Canaries,
  Check,
  Reach,
  ContactAsked,
  ContactProved,
  Impostor,
  ImpostorDetail,
  ImpostorState,
  Impostors,
  Item as CheckItem,
  PhishingCode,
  Phrase,
  Piece,
  Report,
  ReportBody,
  Reported,
  Seen,
  Ceremony,
  Colleague,
  Conversation,
  CustomerDetail,
  ChannelsDelivery as Outgoing,
  Delivery,
  Document as AskedDocument,
  Documents,
  Erasure,
  Failure,
  Figures,
  Handle,
  Health,
  Hit,
  Hold,
  Hours,
  Line,
  Mail as MailView,
  LineCard,
  LineCards,
  LineFailure,
  LineFailures,
  LineHealth,
  LineSettings,
  SettingFault,
  SettingField,
  SettingsHistory,
  SettingsVersion,
  Finding as TrialFinding,
  TriedAgain,
  Macro,
  MacroBody,
  Mark as CustomerMarks,
  Me as Agent,
  Need,
  News,
  OwnConversation as WidgetConversation,
  Overview as Retention,
  Page as RowPage,
  Passkey,
  Passkeys,
  Provider,
  Queue as QueueState,
  QueueItem,
  Reaction,
  Receipt,
  Reveal,
  RevealBody,
  Role,
  Row,
  Sent as WidgetReceipt,
  Proof,
  Session as StaffSession,
  SignedIn as Me,
  CustomersStanding as WidgetStanding,
  Standing,
  Status,
  Subject as ErasureSubject,
  Team,
  Tie,
  Ties,
  Visit as WidgetSession,
  Ways,
  Webhook,
} from './structs';

export type Priority = Row['priority'];
export type Presence = State;
export type Named = Assignee;
export type QueuePlace = Place;

/** What a list shows; `view=` of the list. */
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

export interface EntryEvent {
  what: string;
  [key: string]: unknown;
}
/** An entry; what its event holds depends on `what`. */
export interface Entry extends Omit<EntryStruct, 'event'> {
  event: EntryEvent | null;
}
export interface Page<T> {
  items: T[];
  cursor: string | null;
}
export interface EntryPage {
  items: Entry[];
  cursor: number | null;
}
export interface Marks {
  customer: Mark | null;
  staff: Record<string, Mark>;
}
/** A text by locale, as far as it was written. */
export type Localised = Record<string, string>;
export interface WidgetState extends Omit<Thread, 'entries'> {
  entries: Entry[];
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
  | { t: 'deliveries'; topic: string; items: ChannelsDelivery[] }
  | { t: 'procedures'; topic: string; view: Procedures }
  | { t: 'alerts'; topic: 'alerts'; items: Alert[] }
  | { t: 'lines'; topic: 'lines' }
  | { t: 'stale'; topic: string }
  | { t: 'error'; code: string; topic?: string }
  | { t: 'bye'; code: 'revoked' | 'draining' | 'stale' }
  | { t: 'pong' };
