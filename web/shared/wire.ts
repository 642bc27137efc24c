/**
 * The shapes on the wire under the names the faces use. What the server's structs say comes from
 * `structs.ts`, which `python -m scripts.wire` writes; the frames of the live socket are in `frames.ts`.
 */
import type { Assignee, Entry as EntryStruct, Mark, Place, Row, State, Thread } from './structs';

export type {
  Audience,
  Audiences,
  Circular,
  Circulars,
  Tally,
  CardRef,
  Surge,
  SurgeBody,
  SurgeCard,
  SurgeDesk,
  UsualHour,
  UsualWeek,
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
  Progress,
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

export type { ClientFrame, ServerFrame, Viewer } from './frames';
