/** The shapes on the wire. Written by `python -m scripts.wire` from the server's Structs: do not edit. */

export type AccessReason =
  'returning_customer' | 'colleague_asked' | 'quality' | 'complaint' | 'investigation' | 'other';
export type Act =
  | 'suspension.lift'
  | 'transcript.export'
  | 'customer.erase'
  | 'hold.lift'
  | 'exchange.action'
  | 'procedure.action'
  | 'breakglass.grant';
export type ActionKind = 'freeze' | 'unfreeze' | 'unlock' | 'send_reset_link' | 'open_recovery';
export type AlertKind =
  'canary' | 'reveal_quota' | 'reading_suspended' | 'breakglass' | 'double_claim' | 'security_case';
export type AnsweredBy = 'embedded' | 'endpoint';
export type AssistantMode = 'off' | 'suggest' | 'answer';
export type AuthorKind = 'customer' | 'agent' | 'system' | 'api';
export type Awaited =
  | 'agent'
  | 'customer'
  | 'desk'
  | 'reviewer'
  | 'approver'
  | 'exchange'
  | 'chain'
  | 'time'
  | 'nobody';
export type Backing = 'step_up' | 'approval';
export type CallOutcome = 'used' | 'refused' | 'failed' | 'unused';
export type Category =
  'start' | 'account' | 'security' | 'deposit' | 'withdrawal' | 'trading' | 'promotion' | 'rules';
export type ChainState =
  'confirmed' | 'pending' | 'failed' | 'not_found' | 'reorganised' | 'unreachable' | 'nonsense';
export type Checksum = 'good' | 'bad' | 'none';
export type CircularState = 'planned' | 'spreading' | 'spread' | 'dropped';
export type Confidence = 'certain' | 'likely' | 'unsure';
export type Decision = 'accepted' | 'refused';
export type DeliveryState = 'due' | 'sent' | 'failed';
export type DocumentKind = 'identity' | 'selfie' | 'address' | 'ownership';
export type DocumentState = 'asked' | 'sent' | 'accepted' | 'refused' | 'expired';
export type Ending = 'solved' | 'refused' | 'lapsed' | 'handed' | 'closed';
export type EntityKind =
  | 'transaction'
  | 'address'
  | 'coin'
  | 'network'
  | 'amount'
  | 'order'
  | 'error'
  | 'time'
  | 'account'
  | 'attachment';
export type ErasureState = 'begun' | 'done' | 'stopped';
export type EvidenceKind =
  | 'transaction'
  | 'address'
  | 'network'
  | 'asset'
  | 'amount'
  | 'time'
  | 'memo'
  | 'reference'
  | 'choice'
  | 'text';
export type FactState =
  'read' | 'no_connector' | 'no_account' | 'unknown' | 'unreachable' | 'nonsense';
export type Factor = 'totp' | 'passkey' | 'sso';
export type FailureState = 'failed' | 'quarantined';
export type HandOver =
  'wanted' | 'urgent' | 'upset' | 'unknown' | 'unsure' | 'not_helped' | 'failed' | 'late' | '';
export type ImpostorState = 'new' | 'confirmed' | 'taken_down' | 'not_impostor';
export type JoinedBy = 'token' | 'references' | 'person' | 'nothing';
export type Kept = 'messages' | 'files' | 'contact' | 'visits' | 'audit';
export type Kind = 'maintenance' | 'listing' | 'promotion' | 'risk' | 'rules';
export type Lane = 'verified' | 'unverified';
export type Line =
  | 'webchat'
  | 'api'
  | 'email'
  | 'form'
  | 'phone'
  | 'telegram'
  | 'x'
  | 'facebook'
  | 'discord'
  | 'wechat'
  | 'qq'
  | 'app';
export type Locale = 'en' | 'zh-CN';
export type MatchKind = 'email' | 'phone';
export type Mood = 'distressed' | 'annoyed' | 'calm' | 'pleased';
export type News =
  | 'conversation.opened'
  | 'conversation.reopened'
  | 'conversation.assigned'
  | 'conversation.snoozed'
  | 'conversation.resolved'
  | 'conversation.closed'
  | 'conversation.status_changed'
  | 'conversation.labelled'
  | 'conversation.rated'
  | 'conversation.brought_along'
  | 'conversation.joined'
  | 'message.received'
  | 'reply.written'
  | 'note.written';
export type Origin = 'article' | 'announcement' | 'incident';
export type Owner =
  'customer' | 'desk' | 'agent' | 'reviewer' | 'approver' | 'exchange' | 'chain' | 'nobody';
export type PieceMark = 'same' | 'changed' | 'added' | 'missing';
export type ProofSource = 'chain' | 'exchange' | 'market' | 'customer' | 'policy' | 'desk';
export type ProofVerdict = 'good' | 'bad' | 'open' | 'plain';
export type ProposalKind = 'gap' | 'answer' | 'search';
export type RecordKind =
  | 'wallets'
  | 'assets'
  | 'deposits'
  | 'withdrawals'
  | 'transfers'
  | 'orders'
  | 'fills'
  | 'positions'
  | 'liquidations'
  | 'funding'
  | 'promotions'
  | 'fees';
export type RequestState = 'waiting' | 'accepted' | 'done' | 'refused' | 'failed';
export type RevealReason =
  | 'verify_customer'
  | 'contact_customer'
  | 'trace_transaction'
  | 'complaint'
  | 'fraud_check'
  | 'other';
export type Role =
  'agent' | 'senior' | 'supervisor' | 'editor' | 'compliance' | 'admin' | 'breakglass';
export type SafetyState = 'sign_in' | 'offered' | 'asked' | 'frozen' | 'lifting';
export type SecretState = 'set' | 'not_set' | 'unreadable';
export type Seen = 'mail' | 'chat' | 'call' | 'text' | 'social' | 'search' | 'site' | 'elsewhere';
export type Shape = 'text' | 'code' | 'digits' | 'moment' | 'number' | 'yes_no';
export type State = 'online' | 'away' | 'offline';
export type StatedBy = 'customer' | 'agent' | 'desk';
export type Status = 'open' | 'waiting' | 'snoozed' | 'resolved' | 'closed';
export type SurgeCause = 'hand' | 'rule';
export type SurgeEnd = '' | 'hand' | 'calm' | 'time';
export type Thing =
  | 'write'
  | 'read_own'
  | 'rate'
  | 'take_transcript'
  | 'case_status'
  | 'earlier_chats'
  | 'bring_along'
  | 'freeze'
  | 'account_data'
  | 'account_action';
export type TieState = 'proposed' | 'accepted' | 'refused' | 'undone';
export type Urgency = 'theft' | 'freeze' | 'scam' | 'pressing' | 'none';
export type Verdict = 'unknown' | 'official' | 'not_official' | 'looks_like' | 'known_impostor';
export type Via = 'screen' | 'file' | 'restored';
export type Vouched = 'pass' | 'fail' | 'none';
export type Way = 'into' | 'from' | 'here' | '';
/** A conversation that was opened to the asker by a reason, and until when. */
export type Access = {
  conversation: string;
  until: string;
};

/** Why a conversation that is not one's own has to be read; ``other`` needs a note. */
export type AccessBody = {
  client_id: string;
  reason_code: AccessReason;
  note?: string;
};

/** The account behind the customer; contacts are masks, as the exchange gives no more. */
export type Account = {
  facts: Fact[];
  kyc_state: string;
  contacts: MaskedContact[];
  two_factor: string[];
  locks: Lock[];
  events: SecurityEvent[];
  devices: Device[];
};

/** Which action is asked of the exchange, and what stands behind it. */
export type ActionBody = {
  client_id: string;
  action: ActionKind;
  approval?: string | null;
  step_up?: string | null;
};

/** Which version reads from now on; 0 is the one from the start. */
export type ActiveBody = {
  version: number;
};

/** What one agent read, measure by measure. */
export type AgentFigures = {
  id: string;
  name: string;
  role: string;
  figures: Figure[];
};

/** An agent's ratings together; ``average`` has two decimals. No agent: nobody held the conversation. */
export type AgentRatings = {
  agent: RatedAgent | null;
  average: number;
  count: number;
};

/** An alert; ``about`` is what it is about, by id or number. */
export type Alert = {
  id: string;
  kind: AlertKind;
  agent: string | null;
  agent_name: string;
  agent_role: string;
  about: string;
  at: string;
  seen_by: string | null;
  seen_at: string | null;
};

/** The latest alerts. */
export type Alerts = {
  items: Alert[];
  cursor: string | null;
};

/** Another conversation that may be the same matter. Of somebody else's only that it is there. */
export type Alike = {
  number: string;
  same_customer: boolean;
  status: string;
  join: Way;
};

/** An announcement as it is kept. */
export type Announcement = {
  kind: Kind;
  state: 'draft' | 'published' | 'withdrawn';
  languages: Languages;
  pinned: boolean;
  publish_at: string | null;
  over_at: string | null;
  id: string;
  version: number;
  written_by: string;
  updated_at: string;
};

/** Announcements as the staff keep them, the latest first. */
export type Announcements = {
  items: Announcement[];
  cursor: string | null;
};

/** Who takes care of the conversation, by public name. */
export type Answerer = {
  name: string;
};

/** Whether answers given after the visitor has left are mailed to the address they proved. */
export type AnswersBody = {
  wanted: boolean;
};

/** The reply as it was stopped. */
export type AppealBody = {
  client_id: string;
  text: string;
};

/** A request for four eyes; ``about_name`` is the colleague it is about, if it is about one. */
export type Approval = {
  id: string;
  action: string;
  parameters: Record<string, string>;
  requester: string;
  requester_name: string;
  requester_role: string;
  reason: string;
  at: string;
  until: string;
  state: 'approved' | 'expired' | 'open' | 'refused' | 'spent';
  decider_name: string | null;
  about_name: string | null;
};

/** What is to be approved, with its exact parameters, and why. */
export type ApprovalBody = {
  client_id: string;
  action: Act;
  parameters: Record<string, string>;
  reason: string;
};

/** The latest requests. */
export type Approvals = {
  items: Approval[];
  cursor: string | null;
};

/** A public article: HTML with nothing in it that runs, and its numbered steps in plain words. */
export type Article = {
  slug: string;
  locale: Locale;
  category: string;
  title: string;
  summary: string;
  html: string;
  steps: string[];
  version: number;
  published_at: string;
  url: string;
};

/** Articles as editors list them, by name; ``cursor`` is where the next page begins. */
export type Articles = {
  items: Listed[];
  cursor: string | null;
};

/** One thing the customer states: what it is, how to ask for it, and what was stated. */
export type Ask = {
  name: string;
  kind: EvidenceKind;
  label: Label;
  question: Label;
  needed: boolean;
  choices: Choice[];
  value: string | null;
  check: Checksum;
  by: StatedBy | null;
  seq: number | null;
};

/** Which document is needed. */
export type AskBody = {
  client_id: string;
  kind: DocumentKind;
};

/** A document the customer is asked for: the page on which it can be sent, once, until then. */
export type Asked = {
  kind: DocumentKind;
  url: string;
  until: string;
};

/** The agent who holds a conversation. */
export type Assignee = {
  id: string;
  name: string;
};

/** ``me``, an agent's id, or null: back to the queue. A supervisor may ``force``, saying ``why``. */
export type AssigneeBody = {
  client_id: string;
  assignee?: string | null;
  team?: string | null;
  force?: boolean;
  why?: string;
};

/** What agents may ask of the assistant here: ``endpoint`` is whether it can rewrite and translate. */
export type Assistant = {
  mode: AssistantMode;
  endpoint: boolean;
};

/** What an entry of the assistant carries besides its words, which are whole without it. */
export type AssistantCard = {
  what: string;
  kind: 'answered' | 'asked' | 'handed_over' | 'quiet';
  cited: Cited[];
  choices: string[];
  below: number;
  urgent: boolean;
};

/** Calls of one kind since a time: how many, what they took, and what they cost, as a decimal. */
export type AssistantCost = {
  purpose: 'answer' | 'rewrite' | 'suggest' | 'summary' | 'translate';
  model: string;
  outcome: CallOutcome;
  calls: number;
  tokens_in: number;
  tokens_out: number;
  cost: string;
  p95_ms: number;
};

/** What the assistant did since a time, of one kind, and what customers said of it. */
export type AssistantDid = {
  kind: 'answered' | 'asked' | 'handed_over' | 'quiet';
  why: HandOver;
  by: AnsweredBy;
  times: number;
  helped: number;
  not_helped: number;
};

/** Something the customer has named already: a transaction, an address, an amount, an order. */
export type AssistantFact = {
  kind: string;
  text: string;
};

/** One conversation of the hand-over between shifts: how it stands, what it waits for, in short. */
export type AssistantHeld = {
  number: string;
  conversation: string;
  status: Status;
  topic: string | null;
  awaits: Await[];
  summary: Summary;
};

/** How the assistant of a brand does: what it did, and what its calls cost. */
export type AssistantRecord = {
  mode: AssistantMode;
  endpoint: boolean;
  since: string;
  done: AssistantDid[];
  calls: AssistantCost[];
};

/** A text as the endpoint rewrote or translated it; a figure it made up is refused. */
export type AssistantWritten = {
  text: string;
};

/** A file as browsers see it; ``url`` is private and stops working at ``expires_at``. */
export type Attachment = {
  id: string;
  name: string;
  media_type: string;
  size: number;
  url: string;
  expires_at: string;
  width?: number | null;
  height?: number | null;
  ref?: string | null;
  held?: string[];
  unread?: boolean;
};

/** Whom announcements of a kind go to: subscribers by mail and in browsers, and places. */
export type Audience = {
  email: number;
  push: number;
  mail: boolean;
  places: Posted[];
};

/** How far announcements of each kind reach. */
export type Audiences = {
  kinds: Record<string, Audience>;
};

/** A row of the audit: who (``actor_name`` where it is one of staff) did what to what, and why. */
export type Audit = {
  id: string;
  at: string;
  actor: string;
  actor_name: string;
  role: string;
  action: string;
  about_kind: string;
  about_id: string;
  reason: string;
  purpose: string;
  detail: Record<string, string>;
  place: number | null;
};

/** A part of the audit, latest first; ``sealed`` is how many leaves the newest checkpoint covers. */
export type AuditPage = {
  items: Audit[];
  cursor: string | null;
  sealed: number;
  sealed_at: string | null;
};

/** What the authenticator made, each part in base64url. */
export type AuthenticatorResponse = {
  clientDataJSON: string;
  attestationObject?: string | null;
  authenticatorData?: string | null;
  signature?: string | null;
  userHandle?: string | null;
};

/** Who wrote an entry. */
export type Author = {
  kind: AuthorKind;
  name: string;
  id?: string | null;
};

/** What is waited for: from whom, since when, until when, and in which procedure. */
export type Await = {
  who: Awaited;
  since: string | null;
  until: string | null;
  what: Label | null;
};

/** The brand at whose provider somebody wants to sign in. */
export type Begin = {
  brand: string;
};

/** Where the browser is to go. */
export type Begun = {
  url: string;
};

/** A text that articles quote; version 0 is the one the product ships with. */
export type Block = {
  name: string;
  locale: Locale;
  version: number;
  text: string;
  written_by: string;
  written_at: string;
};

/** A block's text, and the version the writer has seen. */
export type BlockBody = {
  version: number;
  text: string;
};

/** All blocks, or one as it stood before. */
export type Blocks = {
  items: Block[];
  cursor: string | null;
};

/** A brand as widget and console draw it, in the reader's language where it is one sentence. */
export type Brand = {
  slug: string;
  name: string;
  notice: string;
  locales: Locale[];
  colours: Colours;
  needs: Need[];
  topics: Topic[];
  lines: Line[];
  hours: Hours;
  hotlines: Hotline[];
  official: Official;
  winding_down: boolean;
};

/** The customer's own tap: ``bring`` the chat from before along, or leave it where it is. */
export type BringBody = {
  client_id: string;
  bring: boolean;
};

/** What a browser hears of, in which language. */
export type Browser = {
  kinds: Kind[];
  language: Locale;
};

/** A browser's own subscription, as ``PushSubscription.toJSON`` gives it. */
export type BrowserBody = {
  endpoint: string;
  p256dh: string;
  auth: string;
};

/** How scores become a likelihood in one language, and from where on it is good enough to act on. */
export type Calibration = {
  slope: number;
  lead: number;
  offset: number;
  threshold: number;
};

/** A stretch of the coming day in which few usually write. */
export type Calm = {
  begins: string;
  ends: string;
};

/** All canaries of the brand. */
export type Canaries = {
  items: Canary[];
  cursor: string | null;
};

/** A customer nobody has a reason to open, and how often somebody did. */
export type Canary = {
  id: string;
  name: string;
  added_by: string;
  at: string;
  alerts: number;
};

/** A customer nobody will have a reason to open; without a name one is made up. */
export type CanaryBody = {
  client_id: string;
  name?: string;
  language?: Locale;
};

/** What holds for an article in all its languages. */
export type Card = {
  category: Category;
  topics: string[];
  related: string[];
  owner: string;
  review_by: string | null;
  expires_on: string | null;
};

/** What holds for all languages; revision 0 begins an article. */
export type CardBody = {
  revision: number;
  card: Card;
};

/** Something that helps: an article by its slug, an incident or an announcement by its id. */
export type CardRef = {
  kind: Origin;
  id: string;
};

/** How far a case has got: what a page that stands open compares. */
export type CaseSeen = {
  mark: string;
};

/** What ``navigator.credentials`` is to be asked, and the id under which the answer comes back. */
export type Ceremony = {
  challenge: string;
  options: Record<string, unknown>;
};

/** What one chain says of a transaction, as of ``read_at``. */
export type Chain = {
  network: string;
  state: ChainState;
  read_at: string;
  confirmations: number;
  at: string | null;
  moved: Moved[];
};

/** One step in the life of an order. */
export type Change = {
  state: string;
  at: string;
  reason: string | null;
  filled: string | null;
};

/** An announcement as it shall be; ``version`` is the one that was changed. */
export type ChangedAnnouncement = {
  kind: Kind;
  state: 'draft' | 'published' | 'withdrawn';
  languages: Languages;
  pinned: boolean;
  publish_at: string | null;
  over_at: string | null;
  version: number;
  tell: boolean;
};

/** One official contact; ``url`` is empty where nothing can be opened. */
export type Channel = {
  kind: string;
  label: string;
  value: string;
  url: string;
};

/** How everything written in a conversation has fared that went out on a line. */
export type ChannelsDeliveries = {
  items: ChannelsDelivery[];
};

/** How the entry ``seq`` has fared; ``at`` is when it was sent or given up. */
export type ChannelsDelivery = {
  id: string;
  seq: number;
  line: string;
  state: DeliveryState;
  attempts: number;
  perhaps_twice: boolean;
  reason: string;
  at: string | null;
  next_at: string | null;
};

/** A small drawing that proves something. ``note`` says in words what can be seen in it. */
export type Chart = {
  title: Label;
  axis: 'price' | 'time';
  unit: string;
  series: ProceduresSeries[];
  levels: Level[];
  note: Label;
};

/** The answer: the worst verdict speaks for the whole text; ``advice`` holds whatever the verdict. */
export type Check = {
  brand: string;
  verdict: Verdict;
  title: string;
  text: string;
  items: Item[];
  advice: string[];
};

/** What somebody wants to know about: a link, an address, a number, or a whole message. */
export type CheckBody = {
  text: string;
};

/** One checkpoint: how many leaves it covers, when it was made, and the signed note itself. */
export type Checkpoint = {
  size: number;
  at: string;
  checkpoint: string;
};

/** A part of a brand's checkpoints, newest first; ``cursor`` asks for older ones. */
export type Checkpoints = {
  items: Checkpoint[];
  cursor: string | null;
};

/** One of the values a question takes. */
export type Choice = {
  code: string;
  label: Label;
};

/** One time that an announcement went out: its copies by way, and why some did not arrive. */
export type Circular = {
  id: string;
  corrected: boolean;
  state: CircularState;
  due_at: string;
  asked_by: string;
  ways: Tally[];
  faults: Fault[];
};

/** All times that an announcement went out, the latest first. */
export type Circulars = {
  items: Circular[];
};

/** What an answer rests on, as it is named and linked. */
export type Cited = {
  origin: Origin;
  slug: string;
  title: string;
  url: string;
  locale: Locale;
  version: number;
};

/** What the customer stated beside what is recorded. */
export type Claim = {
  field: 'amount' | 'network';
  stated: string;
  recorded: string;
  agrees: boolean;
};

/** An agent as colleagues see them, with the number of open conversations they hold. */
export type Colleague = {
  id: string;
  name: string;
  public_name: string;
  role: string;
  state: string;
  load: number;
  capacity: number;
  teams: string[];
};

/** Everybody who answers for the brand. */
export type Colleagues = {
  items: Colleague[];
  cursor: string | null;
};

/** The accent is decoration; it is fitted to contrast by the faces and never carries a meaning. */
export type Colours = {
  accent: string;
};

/** Two versions, line by line. */
export type Compared = {
  lines: KnowledgeLine[];
};

/** Which topic was taken for which: a row for each that it was, a column for each it was taken for. */
export type Confusion = {
  card: TriageCard;
  topics: TopicName[];
  rows: number[][];
};

/** A code is on its way; ``id`` names the mail. */
export type ContactAsked = {
  id: string;
  until: string;
};

/** Where the visitor wants to be reached. */
export type ContactBody = {
  address: string;
};

/** The address is proved; ``apart`` tells that it is known from another conversation. */
export type ContactProved = {
  apart: boolean;
};

/** What is to be said; ``code`` is the customer's own anti-phishing code, if they have set one. */
export type Content = {
  brand: string;
  number: string;
  text: string;
  author: string;
  files: FileLink[];
  code: string | null;
  official_url: string;
  follow_url: string;
  notice: string;
  until_days: number;
  left: '' | 'hidden' | 'told';
  heading: string;
  url: string;
  manage_url: string;
};

/** A conversation with everything the next agent needs beside the thread. */
export type Conversation = {
  number: string;
  customer: Customer;
  line: string;
  topic: string | null;
  language: string;
  status: Status;
  priority: number;
  assignee: Assignee | null;
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
  customer_detail: CustomerDetail;
  marks: Marks;
  others: Row[];
  hidden: Hidden[];
};

/** Which of the forty topics it really is. */
export type CorrectionBody = {
  client_id: string;
  topic: string;
};

/** A public key credential as ``navigator.credentials`` gives it. */
export type Credential = {
  id: string;
  rawId: string;
  type: string;
  response: AuthenticatorResponse;
};

/** The customer in a list. */
export type Customer = {
  id: string;
  name: string;
  locale: string;
};

/** Who writes, as the exchange's own system knows them. */
export type CustomerBody = {
  external_id: string;
  name?: string;
  locale?: string;
};

/** The customer beside the thread; ``anti_phishing`` is a mask of their code, if they have one. */
export type CustomerDetail = {
  id: string;
  name: string;
  locale: string;
  handles: Handle[];
  since: string;
  proof: Proof | null;
  ties: Tie[];
  anti_phishing: string;
};

/** How a visit stands: its level, what proved it, and whether it is the signed-in customer who writes. */
export type CustomersStanding = {
  level: number;
  proof: Proof | null;
  possible: boolean;
  as_verified: boolean;
  apart: string | null;
};

/** The database that answered. */
export type Database = {
  version: string;
  size_bytes: number;
};

/** What was decided; the document is destroyed with it. */
export type DecideBody = {
  verdict: Decision;
};

/** Yes or no. */
export type DecisionBody = {
  approve: boolean;
};

/** A part of an endpoint's log, latest first. */
export type Deliveries = {
  items: Delivery[];
  cursor: string | null;
};

/** One piece of news on its way to one endpoint; ``status`` and ``error`` are of the last attempt. */
export type Delivery = {
  id: string;
  event: string;
  state: DeliveryState;
  attempts: number;
  status: number | null;
  error: string;
  created_at: string;
  next_at: string | null;
  sent_at: string | null;
};

/** A device that signed in. */
export type Device = {
  name: string;
  last_at: string;
  region: string;
  trusted: boolean;
};

/** What was found, what proves it, what comes next; ``wording`` is for the customer. */
export type Diagnosis = {
  code: string;
  confidence: Confidence;
  proofs: ProceduresProof[];
  next_step: Label;
  wording: Label;
  expected: Label | null;
  minutes: Expected | null;
  fee: string | null;
  charts: Chart[];
  at: string;
};

/** Everything official of a brand, from its one registry. */
export type Directory = {
  brand: string;
  name: string;
  notice: string;
  channels: Channel[];
  hotlines: Hotlines;
};

/** A document as staff know of it; ``viewable`` once, by who holds the conversation. */
export type Document = {
  id: string;
  kind: DocumentKind;
  state: DocumentState;
  asked_name: string;
  asked_at: string;
  until: string;
  sent_at: string | null;
  viewed_at: string | null;
  decided_at: string | null;
  viewable: boolean;
};

/** What was asked for in a conversation, the latest first. */
export type Documents = {
  items: Document[];
};

/** An agent's unfinished answer, empty when there is none; ``stopped_for`` is why it may not leave. */
export type Draft = {
  text: string;
  updated_at: string | null;
  stopped_for: string | null;
};

/** An unfinished answer; an empty text removes it. */
export type DraftBody = {
  text: string;
};

/** The article that was begun from a proposal. */
export type Drafted = {
  slug: string;
};

/** An article as its editor has it. */
export type Edited = {
  slug: string;
  revision: number;
  card: Card;
  texts: Record<string, Text>;
  helpful: number;
  unhelpful: number;
  url: string;
};

/** One thing in a conversation. ``internal`` keeps the place of what a customer may not read. */
export type Entry = {
  seq: number;
  id: string;
  kind: 'event' | 'internal' | 'message' | 'note';
  author: Author;
  line: string;
  text: string;
  attachments: Attachment[];
  mentions: string[];
  event: unknown | null;
  client_id: string | null;
  at: string;
};

/** A part of a thread, in order; ``cursor`` is the last number while there is more. */
export type EntryPage = {
  items: Entry[];
  cursor: number | null;
};

/** Who is to be erased, by the approval of exactly this customer, and why. */
export type EraseBody = {
  customer: string;
  approval: string;
  reason: string;
};

/** An erasure and what it came to. */
export type Erasure = {
  id: string;
  customer: string;
  reason: string;
  asked_name: string;
  at: string;
  state: ErasureState;
  done_at: string | null;
  conversations: number;
  entries: number;
  files: number;
};

/** What the customer stated, by the name of what was asked. */
export type EvidenceBody = {
  client_id: string;
  name: string;
  value: string;
};

/** How long it takes, in minutes: at least and at most. */
export type Expected = {
  least: number;
  most: number;
};

/** One value. What is held closely is masked; ``ref`` is what to reveal it by. */
export type Fact = {
  name: string;
  value: string;
  shape: Shape;
  ref: string | null;
};

/** One record of the exchange, newest first in every list. */
export type FactRecord = {
  kind: RecordKind;
  id: string;
  at: string;
  state: string;
  facts: Fact[];
  changes: Change[];
};

/** What was read, how it went, and when: ``read_at`` is the time of the reading. */
export type Facts = {
  state: FactState;
  read_at: string;
  account: Account | null;
  records: FactRecord[];
};

/** A fact whose reaction failed; it is tried again at ``next_at``, alone. */
export type Failure = {
  id: string;
  event: string;
  at: string;
  attempts: number;
  next_at: string;
  error: string;
};

/** How many copies did not arrive for one reason: tried again by themselves (``due``), or left to you. */
export type Fault = {
  way: string;
  state: string;
  why: string;
  count: number;
};

/** One measure of one agent: today (the last 24 hours), each of the 14 days before, and what that says. */
export type Figure = {
  measure: 'canaries' | 'files' | 'night' | 'reads' | 'reveals' | 'searches';
  today: number;
  days: number[];
  peers: number;
  peers_z: number;
  own: number;
  own_z: number;
  verdict: 'far_more' | 'more' | 'usual';
};

/** What everybody read up to a moment, the remarkable first. */
export type Figures = {
  items: AgentFigures[];
  at: string;
  cursor: string | null;
};

/** A file by its name and the link that opens it for a while. */
export type FileLink = {
  name: string;
  url: string;
};

/** A macro as it reads in a conversation; what is ``missing`` stays open, and then it is not sent. */
export type Filled = {
  text: string;
  locale: string;
  missing: string[];
};

/** One step of a trial: a stable code, whether it went well, and what the other side said. */
export type Finding = {
  step: string;
  ok: boolean;
  said: string;
};

/** What came of a trial, step by step. */
export type Findings = {
  items: Finding[];
};

/** What is wrong with a text, by a stable code; ``what`` names the place. A hint stops nothing. */
export type Flaw = {
  code: string;
  what: string;
  hint: boolean;
};

/** The customer's own tap. */
export type FollowBody = {
  client_id: string;
};

/** The customer's own tap; the same tap again is the same request. */
export type FreezeBody = {
  client_id: string;
};

/** Until when what asks for a fresh proof is let through. */
export type Fresh = {
  fresh_until: string;
};

/** What a look-up has shown of 64 hex digits: a transaction, or none. */
export type GuardVerdictBody = {
  value: string;
  transaction: boolean;
};

/** Everything one holds, to a colleague, or to the queue; the same client id hands over once. */
export type HandOverBody = {
  client_id: string;
  to: string | null;
};

/** Where the customer can be reached: masked for everybody; ``ref`` is what to reveal it by. */
export type Handle = {
  line: string;
  external_id: string;
  ref: string;
  proved: boolean;
};

/** A hand-over: to whom (null is the queue), how many, and after it was undone how many stayed there. */
export type Handover = {
  id: string;
  target_name: string | null;
  count: number;
  undone: boolean;
  stayed: number;
};

/** One thing that happened, oldest first. */
export type Happening = {
  seq: number;
  kind: string;
  state: Label;
  owner: Owner;
  actor: string;
  at: string;
};

/** The desk's health as this brand feels it; ``node`` is the one that answered. */
export type Health = {
  reactions: Reaction[];
  lines: LineHealth[];
  node: string;
  database: Database;
};

/** Secrets of one kind that were hidden in a conversation; ``again`` if one of them had come before. */
export type Hidden = {
  kind: string;
  times: number;
  again: boolean;
};

/** Where a search found its words: the entry and the text around them. */
export type Hit = {
  seq: number;
  excerpt: string;
};

/** What was found, the best first. */
export type Hits = {
  items: KnowledgeHit[];
};

/** A hold: on one conversation, or on the customer of one with everything of theirs. */
export type Hold = {
  id: string;
  number: string;
  whole_customer: boolean;
  reason: string;
  set_name: string;
  at: string;
  lifted_at: string | null;
  lifted_name: string | null;
  lifted_reason: string | null;
};

/** What is to be held, and why: one conversation, or its customer with everything of theirs. */
export type HoldBody = {
  client_id: string;
  conversation: string;
  whole_customer: boolean;
  reason: string;
};

/** A hold that is in force now. */
export type HoldMade = {
  id: string;
};

/** A telephone number for one country or region. */
export type Hotline = {
  region: string;
  number: string;
};

/** The numbers by region, the visitor's first, and what is to be known of them. */
export type Hotlines = {
  published: boolean;
  text: string;
  numbers: OfficialHotline[];
};

/** Whether the team is on duty and, if not, when it next is (UTC); ``time_zone`` is the brand's own. */
export type Hours = {
  open: boolean;
  opens_at: string | null;
  time_zone: string;
  always: boolean;
};

/** The exchange's signed word: a token of its own making, for this brand on this desk, used once. */
export type IdentifyBody = {
  token: string;
};

/** A thing that was reported, once for all its reports. */
export type Impostor = {
  id: string;
  kind: 'agent' | 'handle' | 'mail' | 'phone' | 'site';
  thing: string;
  imitates: string;
  state: ImpostorState;
  reports: number;
  first_at: string;
  last_at: string;
  judged_by: string;
  judged_at: string | null;
};

/** A reported thing with its reports. */
export type ImpostorDetail = {
  impostor: Impostor;
  reports: Report[];
};

/** A part of what was reported, the latest first, and how many there are in each state. */
export type Impostors = {
  items: Impostor[];
  cursor: string | null;
  counts: Record<string, number>;
};

/** An incident as staff see it. */
export type Incident = {
  id: string;
  titles: Titles;
  topics: string[];
  state: 'identified' | 'investigating' | 'monitoring' | 'resolved';
  opened_by: string;
  opened_at: string;
  updated_at: string;
  linked: number;
  told: number;
  waiting: number;
  updates: Update[];
};

/** Incidents, the open ones first. */
export type Incidents = {
  items: Incident[];
  cursor: string | null;
};

/** The short card a customer sees after the first message: what would help, all of it optional. */
export type Intake = {
  asks: TriageAsk[];
};

/** One thing found in the text. ``thing`` names it in a report; empty where there is nothing to report. */
export type Item = {
  kind: 'agent' | 'handle' | 'mail' | 'phone' | 'site';
  place: string;
  written: string;
  value: string;
  verdict: Verdict;
  title: string;
  reasons: Why[];
  imitates: string;
  difference: Piece[];
  thing: string;
};

/** The conversation in which this one is to go on. */
export type JoinBody = {
  client_id: string;
  into: string;
};

/** The public key of a brand's checkpoints and transcripts: as verifiers of notes take it, and in hex. */
export type Key = {
  origin: string;
  key: string;
  ed25519: string;
};

/** An article that answers what was asked: where it is read, and how well it fits, from 0 to 1. */
export type KnowledgeHit = {
  slug: string;
  locale: Locale;
  title: string;
  summary: string;
  url: string;
  score: number;
};

/** One line, and whether it was there before, is there now, or both. */
export type KnowledgeLine = {
  mark: 'gone' | 'new' | 'same';
  text: string;
};

/** The revision the writer has seen, and the version to begin anew from. */
export type KnowledgeRestoreBody = {
  revision: number;
  version: number;
};

/** A text in both languages; each is an original. */
export type Label = {
  en: string;
  'zh-CN': string;
};

/** What is absent stays as it is. */
export type LabelsBody = {
  client_id: string;
  tags?: string[] | null;
  priority?: number | null;
  topic?: string | null;
  language?: string | null;
};

/** What is announced, in each language; one of them may be missing. */
export type Languages = {
  en: Written;
  'zh-CN': Written;
};

/** A straight line across a chart, or down it (``across=False``), with its name. */
export type Level = {
  label: Label;
  value: string;
  tone: 'accent' | 'danger' | 'good' | 'muted' | 'warning';
  across: boolean;
};

/** The approval of exactly this, and why. */
export type LiftBody = {
  approval: string;
  reason: string;
};

/** How a line fares, in one word and in figures; whether it has settings, and is open by them. */
export type LineCard = {
  state: 'failed' | 'held' | 'late' | 'quiet' | 'stands' | 'well';
  set_up: boolean;
  open: boolean;
  figures: LineFigures;
  troubles: LineTrouble[];
};

/** Every line of the brand, and whether who asks may download what arrived as it came. */
export type LineCards = {
  items: LineCard[];
  may_read_raw: boolean;
};

/** Something that waits for a person; ``number`` is its conversation, where there is one. */
export type LineFailure = {
  id: string;
  way: 'in' | 'out';
  state: FailureState;
  reason: string;
  attempts: number;
  at: string;
  number: string | null;
  sender: string;
  subject: string;
  may_enter: boolean;
};

/** What waits for a person, latest first. */
export type LineFailures = {
  items: LineFailure[];
  cursor: string | null;
};

/** How a line fares. Counts end at a thousand. */
export type LineFigures = {
  line: string;
  received_at: string | null;
  sent_at: string | null;
  due_in: number;
  oldest_in: string | null;
  late_in: number;
  failed_in: number;
  held: number;
  due_out: number;
  oldest_out: string | null;
  late_out: number;
  failed_out: number;
  error: string;
  error_at: string | null;
};

/** What a line could not deliver: ``late`` is tried again, ``lost`` waits for somebody to do so. */
export type LineHealth = {
  name: string;
  late: number;
  lost: number;
  error: string;
  received_at: string | null;
  oldest: string | null;
};

/** A line's settings now; of secrets only whether they are set. */
export type LineSettings = {
  line: string;
  version: number;
  values: Record<string, string | boolean | number | string[]>;
  secrets: Record<string, SecretState>;
  fields: SettingField[];
  can_try: boolean;
};

/** What a line cannot reach, as it says itself; ``part`` is a stable code. */
export type LineTrouble = {
  part: string;
  reason: string;
  since: string;
  at: string;
};

/** The settings of every line of the brand. */
export type LinesSettings = {
  items: LineSettings[];
};

/** Which conversations are about it: one by its number, or all unanswered of its topics. */
export type LinkBody = {
  number: string | null;
  all_of_topics: boolean;
};

/** How many conversations are about the incident now that were not before. */
export type Linked = {
  added: number;
};

/** An article as editors list it: where each language stands, and whether it helps. */
export type Listed = {
  slug: string;
  category: string;
  owner: string;
  review_by: string | null;
  expires_on: string | null;
  titles: Record<string, string>;
  states: Record<string, string>;
  drafts: string[];
  behind: string[];
  helpful: number;
  unhelpful: number;
};

/** Something the account may not do, since when and why. */
export type Lock = {
  kind: 'frozen' | 'sign_in' | 'trading' | 'withdrawals';
  reason: string;
  since: string;
  until: string | null;
};

/** What a string may be, and what every chain says that could be asked. */
export type Lookup = {
  kind: 'address' | 'transaction' | 'unknown';
  check: Checksum;
  candidates: string[];
  chains: Chain[];
};

/** What is looked up, as the customer wrote it. */
export type LookupBody = {
  text: string;
};

/** An answer worth keeping. */
export type Macro = {
  id: string;
  title: string;
  shortcut: string;
  texts: MacroTexts;
  actions: MacroActions;
  topics: string[];
};

/** What is done along with the answer. */
export type MacroActions = {
  status: 'open' | 'resolved' | 'waiting' | null;
  tags: string[];
};

/** A macro as it is written; ``shortcut`` is what an agent types to find it. */
export type MacroBody = {
  title: string;
  shortcut: string;
  texts: MacroTexts;
  actions: MacroActions;
  topics: string[];
};

/** The answer in each language; one of them may be missing. */
export type MacroTexts = {
  en: string;
  'zh-CN': string;
};

/** All macros of the brand, by title. */
export type Macros = {
  items: Macro[];
  cursor: string | null;
};

/** What is known of the mail that became entry ``seq``: who says they wrote it and what speaks for that. */
export type Mail = {
  arrival: string;
  seq: number;
  sender: string;
  subject: string;
  lane: Lane;
  dmarc: Vouched;
  dkim: Vouched;
  spf: Vouched;
  joined_by: JoinedBy;
  offered: string | null;
  left_out: string[];
  folded: string;
  warnings: string[];
};

/** The mails of a conversation, in order. */
export type Mails = {
  items: Mail[];
};

/** How far somebody has received and read, as entry numbers. */
export type Mark = {
  delivered: number;
  read: number;
};

/** The customer's mark and, by agent id, the staff's. */
export type Marks = {
  customer: Mark;
  staff: Record<string, Mark>;
};

/** A registered contact: the mask is all that leaves the exchange. */
export type MaskedContact = {
  kind: MatchKind;
  masked: string;
};

/** Whether what the customer stated is what is registered; None when nobody could say. */
export type Match = {
  state: FactState;
  matches: boolean | null;
};

/** What the customer stated, to be compared with what is registered. */
export type MatchBody = {
  kind: MatchKind;
  value: string;
};

/** The signed-in agent, as they see themselves. */
export type Me = {
  id: string;
  name: string;
  public_name: string;
  email: string;
  role: Role;
  teams: string[];
  languages: string[];
  ends_at: string | null;
  limited: boolean;
};

/** How well a model did in one language on examples it was not shown. */
export type Measured = {
  examples: number;
  right: number;
  kept: number;
  kept_right: number;
  refused: number;
};

/** Something a message mentions, what it may be, and the record that holds it, if one does. */
export type Mention = {
  seq: number;
  text: string;
  kind: 'address' | 'number' | 'transaction';
  networks: string[];
  check: Checksum;
  record: RecordKind | null;
  record_id: string | null;
  state: string | null;
  claims: Claim[];
};

/** What the customer's messages mention, held against the record. */
export type Mentions = {
  state: FactState;
  read_at: string;
  items: Mention[];
};

/** A customer's message. Without ``conversation`` it goes where the customer's messages go now. */
export type MessageBody = {
  client_id: string;
  customer: CustomerBody;
  text: string;
  attachments?: string[];
  conversation?: string | null;
};

/** Where a resource is. */
export type Meta = {
  resourceType: string;
  location: string;
};

/** All models, the newest first, the one from the start last; ``own`` counts corrections by now. */
export type Models = {
  items: TriageCard[];
  active: number;
  own: number;
};

/** Something the agent who holds the conversation may do now. */
export type Move = {
  event: string;
  label: Label;
};

/** What happened: one of the moves that are offered. */
export type MoveBody = {
  client_id: string;
  event: string;
};

/** One movement of value. ``asset`` is told only for a contract that is listed here. */
export type Moved = {
  source: Fact;
  target: Fact;
  amount: string | null;
  contract: string | null;
  asset: string | null;
  belongs: string | null;
};

/** A browser that was given a new place by its push service. */
export type MovedBody = {
  before: BrowserBody;
  browser: BrowserBody;
};

/** A person's name in parts. */
export type Name = {
  formatted?: string;
  givenName?: string;
  familyName?: string;
};

/** A button with which a customer states a need: what it says, and the first message it writes. */
export type Need = {
  topic: string;
  label: Label;
  text: Label;
};

/** An announcement to be added. */
export type NewAnnouncement = {
  kind: Kind;
  state: 'draft' | 'published' | 'withdrawn';
  languages: Languages;
  pinned: boolean;
  publish_at: string | null;
  over_at: string | null;
  client_id: string;
};

/** An incident with its first update; ``topics`` are those whose conversations may be about it. */
export type NewIncident = {
  client_id: string;
  titles: Titles;
  topics: string[];
  state: 'identified' | 'investigating' | 'monitoring' | 'resolved';
  texts: Texts;
};

/** A macro to be added. */
export type NewMacro = {
  title: string;
  shortcut: string;
  texts: MacroTexts;
  actions: MacroActions;
  topics: string[];
  client_id: string;
};

/** What an authenticator made of a challenge to enrol, and the name the agent gives it. */
export type NewPasskey = {
  challenge: string;
  credential: Credential;
  name: string;
};

/** What is new: told in every conversation that is about it. */
export type NewUpdate = {
  client_id: string;
  state: 'identified' | 'investigating' | 'monitoring' | 'resolved';
  texts: Texts;
};

/** A word among colleagues; ``mentions`` are agents' ids. */
export type NoteBody = {
  client_id: string;
  text: string;
  mentions?: string[];
};

/** An action that may be asked for, and what must stand behind it. */
export type Offer = {
  action: ActionKind;
  needs: Backing[];
};

/** An action that may be requested of the exchange now, what must stand behind it, and for exactly what. */
export type Offered = {
  action: ActionKind;
  needs: string[];
  parameters: Record<string, string>;
};

/** The one host on which this support is genuine. */
export type Official = {
  host: string;
};

/** A published number; ``likely`` is the visitor's own region. */
export type OfficialHotline = {
  region: string;
  number: string;
  likely: boolean;
};

/** An incident as everybody may see it: in one language, with its latest update. */
export type OpenIncident = {
  id: string;
  title: string;
  state: 'identified' | 'investigating' | 'monitoring' | 'resolved';
  text: string;
  since: string;
  updated_at: string;
};

/** What is wrong at the moment, the latest first. */
export type OpenIncidents = {
  items: OpenIncident[];
  cursor: string | null;
};

/** The schedule, the holds and the erasures of a brand, the latest first. */
export type Overview = {
  schedule: Schedule[];
  holds: Hold[];
  erasures: Erasure[];
};

/** The customer's conversation, as they may see it. */
export type OwnConversation = {
  number: string;
  status: Status;
  seq: number;
  assignee: Answerer | null;
  rated: boolean;
  marks: StaffMark;
};

/** The lead's own sentence, in each language; the other stands in for a missing one. */
export type OwnWords = {
  en: string;
  'zh-CN': string;
};

/** A part of a list; ``cursor`` asks for the next one. ``live`` is where a socket goes on from here. */
export type Page = {
  items: Row[];
  cursor: string | null;
  live: string;
};

/** Let it go on by itself again. */
export type PartBody = {
  client_id: string;
};

/** A passkey as its holder sees it; ``regressed_at`` when its counter went back. */
export type Passkey = {
  id: string;
  name: string;
  created_at: string;
  used_at: string | null;
  regressed_at: string | null;
};

/** The agent's passkeys; ``required`` when the role must have one. */
export type Passkeys = {
  items: Passkey[];
  required: boolean;
  cursor: string | null;
};

/** A surge that began, by whom, and how it ended. */
export type PastSurge = {
  id: string;
  cause: SurgeCause;
  began_at: string;
  began_by: string;
  peak: number;
  until: string | null;
  ended_at: string | null;
  ended_by: string;
  why: SurgeEnd;
};

/** A PATCH (RFC 7644, section 3.5.2). */
export type PatchBody = {
  Operations: StaffChange[];
};

/** The visitor's tap: a person, please. ``helped`` is false where an answer did not help. */
export type PersonBody = {
  client_id: string;
  helped?: boolean | null;
};

/** Words of the customer's own, for every genuine mail to carry. */
export type PhishingBody = {
  words: string;
};

/** The anti-phishing code as it is kept. */
export type PhishingCode = {
  words: string;
};

/** Today's phrase in both languages, each of three words; another one from ``until`` on. */
export type Phrase = {
  en: string[];
  'zh-CN': string[];
  until: string;
};

/** A picture as texts refer to it, and where it lies. */
export type Picture = {
  name: string;
  source: string;
  address: string;
  width: number;
  height: number;
};

/** A run of letters in a comparison; ``names`` spells strange letters out. */
export type Piece = {
  mark: PieceMark;
  given: string;
  official: string;
  names: string[];
};

/** One customer's place and honest estimate. */
export type Place = {
  position: number;
  estimate_s: number | null;
};

/** Something a text may leave open, with what it is filled with; figures have a day. */
export type Placeholder = {
  name: string;
  kind: string;
  value: string;
  day: string | null;
};

/** Everything a text may leave open. */
export type Placeholders = {
  items: Placeholder[];
  cursor: string | null;
};

/** One point of a chart. ``x`` is Unix seconds or a price; of a candle ``y`` is the close. */
export type Point = {
  x: string;
  y: string;
  low: string | null;
  high: string | null;
  open: string | null;
};

/** A place everybody reads: the line and how it is called there. */
export type Posted = {
  way: string;
  place: string;
};

/** Whether the agent takes conversations. */
export type Presence = {
  state: State;
};

/** How a text will be read, and what stands in the way of publishing it. */
export type Preview = {
  title: string;
  summary: string;
  html: string;
  flaws: Flaw[];
};

/** A text in a language, finished or not. */
export type PreviewBody = {
  tongue: Locale;
  wording: Wording;
};

/** How a macro would read in each language. */
export type Previews = {
  en: RepliesPreview;
  'zh-CN': RepliesPreview;
};

/** A guided case as agents work with it; ``hears`` tells whether more can be stated now. */
export type Procedure = {
  id: string;
  slug: string;
  title: Label;
  state: string;
  state_label: Label;
  owner: Owner;
  due_at: string | null;
  looking: boolean;
  asks: Ask[];
  hears: boolean;
  never_ask: Label[];
  diagnosis: Diagnosis | null;
  moves: Move[];
  offered: Offered[];
  happened: Happening[];
  seq: number;
  at: string;
  ended_at: string | null;
  ending: Ending | null;
};

/** The procedures of a conversation, those that run first; and those that may be started. */
export type Procedures = {
  items: Procedure[];
  startable: Startable[];
};

/** One thing that was looked at. */
export type ProceduresProof = {
  label: Label;
  value: Label;
  source: ProofSource;
  verdict: ProofVerdict;
  read_at: string | null;
};

/** Points that belong together, oldest first. */
export type ProceduresSeries = {
  label: Label;
  shape: 'bars' | 'candles' | 'dots' | 'line' | 'step';
  points: Point[];
};

/** A procedure as its customer reads it: the steps, what is known, whose turn it is and until when. */
export type Progress = {
  slug: string;
  title: Label;
  state: string;
  steps: ProgressStep[];
  owner: Owner;
  due_at: string | null;
  wording: Label | null;
  expected: Label | null;
  fee: string | null;
  ending: Ending | null;
};

/** One step of a procedure as its customer reads it. */
export type ProgressStep = {
  label: Label;
  at: string;
};

/** How it was proved who a customer is; beyond ``until`` that proves nothing any more. */
export type Proof = {
  level: number;
  via: string;
  kyc_level: string | null;
  at: string;
  until: string;
  allows: Thing[];
};

/** The six digits, of which mail they are, and whether answers may come to that address, too. */
export type ProofBody = {
  id: string;
  digits: string;
  answers?: boolean;
};

/** What might be written, from what was asked. */
export type Proposal = {
  id: string;
  kind: ProposalKind;
  locale: string;
  topic: TopicName | null;
  title: string;
  question: string;
  answer: string;
  words: string[];
  size: number;
  at: string;
};

/** What waits for who keeps the articles. */
export type Proposals = {
  items: Proposal[];
  unhelpful: Unhelpful[];
};

/** A brand whose staff may, or with ``required`` must, sign in at a provider of their own. */
export type Provider = {
  brand: string;
  name: string;
  required: boolean;
};

/** An announcement as everybody may read it, in one language; ``over`` ones have had their time. */
export type PublicAnnouncement = {
  id: string;
  kind: Kind;
  locale: Locale;
  title: string;
  text: string;
  since: string;
  updated_at: string;
  over: boolean;
  url: string;
};

/** What is announced, the latest first. */
export type PublicAnnouncements = {
  items: PublicAnnouncement[];
  cursor: string | null;
};

/** Which draft becomes public; ``at`` is later, ``in_step`` says that both languages say the same then. */
export type PublishBody = {
  revision: number;
  at?: string | null;
  in_step?: boolean;
};

/** The queue as it stands; ``estimate_s`` is a newcomer's wait, null when nobody could say honestly. */
export type Queue = {
  items: QueueItem[];
  waiting: number;
  estimate_s: number | null;
  agents_online: number;
  cursor: string | null;
};

/** One place in the queue. */
export type QueueItem = {
  number: string;
  position: number;
  entered_at: string;
  team: string | null;
  priority: number;
  waiting_s: number;
};

/** An answer by a tap: what the button says, and the ordinary message it sends. */
export type QuickReply = {
  label: string;
  text: string;
};

/** Who held the conversation when it was rated. */
export type RatedAgent = {
  id: string;
  name: string;
};

/** One rating. */
export type Rating = {
  conversation: string;
  score: number;
  text: string;
  agent: RatedAgent | null;
  at: string;
};

/** A customer's verdict on their conversation: 1 (bad) to 5 (good), and why. */
export type RatingBody = {
  client_id: string;
  score: number;
  text: string;
};

/** A part of the ratings, latest first, and every agent's average over all of them. */
export type Ratings = {
  items: Rating[];
  cursor: string | null;
  agents: AgentRatings[];
};

/** Why what arrived has to be read as it came. */
export type RawBody = {
  reason: string;
};

/** How a visitor can be reached, to themselves: a hint of the address, and the anti-phishing code. */
export type Reach = {
  address: string;
  words: string;
  may_set_words: boolean;
  follow: string;
  answers: boolean;
};

/** How far a reaction has heard; ``behind`` counts facts still to be heard, a thousand at most. */
export type Reaction = {
  name: string;
  behind: number;
  last_at: string;
  failures: Failure[];
};

/** How far the thread has been read. */
export type ReadBody = {
  seq: number;
};

/** The answer to every write: where it stands now. The same write again gets the same answer. */
export type Receipt = {
  conversation: string;
  seq: number;
  id: string;
};

/** How a macro's text would read; ``wrong`` is no place of ours, ``stopped_for`` why it may not leave. */
export type RepliesPreview = {
  text: string;
  wrong: string[];
  stopped_for: string | null;
};

/** Texts of a macro that are not kept yet. */
export type RepliesPreviewBody = {
  texts: MacroTexts;
};

/** An answer to the customer; ``seen`` is the last entry in view when it was written. */
export type ReplyBody = {
  client_id: string;
  text: string;
  attachments?: string[];
  seen?: number | null;
};

/** One report, to those who judge; ``mail`` tells that the original mail came with it. */
export type Report = {
  id: string;
  seen: Seen;
  pasted: string;
  note: string;
  contact: string;
  conversation: string;
  mail: boolean;
  at: string;
};

/** A report of an impostor: the pasted text, which thing in it (the worst when empty), where it was seen. */
export type ReportBody = {
  client_id: string;
  text: string;
  thing: string;
  seen: Seen;
  note: string;
  contact: string;
  mail: string;
};

/** A report that was stored: what was reported, and what to do now. */
export type Reported = {
  id: string;
  thing: string;
  text: string;
  advice: string[];
};

/** What the exchange was asked to do, and what it answered. */
export type Request = {
  id: string;
  action: ActionKind;
  state: RequestState;
  outcome: string | null;
  asked_name: string;
  at: string;
  answered_at: string | null;
};

/** What the exchange is asked for, why, and what stands behind it. */
export type RequestBody = {
  client_id: string;
  action: ActionKind;
  reason: string;
  approval?: string | null;
  step_up?: string | null;
};

/** A request that waits for a decision. */
export type Requested = {
  id: string;
};

/** What may be asked of the exchange for this customer, and what has been. */
export type Requests = {
  possible: boolean;
  offers: Offer[];
  requests: Request[];
  step_ups: StepUp[];
};

/** Which version is to hold again, and the one that holds now. */
export type RestoreBody = {
  version: number;
  to: number;
};

/** One value, revealed; it is to be gone from every screen at ``until``. */
export type Reveal = {
  ref: string;
  value: string;
  until: string;
};

/** Which masked value has to be seen, by its ``ref``, and why; ``other`` needs a note. */
export type RevealBody = {
  client_id: string;
  ref: string;
  reason_code: RevealReason;
  note?: string;
};

/** The revision the writer has seen. */
export type RevisionBody = {
  revision: number;
};

/** A reply an agent has written, and what is to become of it; ``translate`` is into ``into``. */
export type RewriteBody = {
  text: string;
  how?: 'clearer' | 'shorter' | 'translate' | 'warmer';
  into?: Locale | null;
};

/** One conversation in a list; of two rows with the same number the higher ``seq`` is newer. */
export type Row = {
  number: string;
  customer: Customer;
  line: string;
  topic: string | null;
  language: string;
  status: Status;
  priority: number;
  assignee: Assignee | null;
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
};

/** Ask the customer to a place where nobody reads along. */
export type SaferBody = {
  client_id: string;
};

/** What a customer is told of the safety of their account, and since when. */
export type Safety = {
  state: SafetyState;
  at: string;
};

/** How long one class is kept (None: for good), and how much of it is due now. */
export type Schedule = {
  kept: Kept;
  days: number | null;
  due: number;
};

/** Something that matters to the safety of the account. */
export type SecurityEvent = {
  kind: string;
  at: string;
  outcome: string;
  region: string;
  device: string;
};

/** How far the visitor has read, and received. */
export type SeenBody = {
  seq: number;
  delivered?: number;
};

/** A message of the visitor; ``read`` are the articles they opened before they wrote it. */
export type SendBody = {
  client_id: string;
  text: string;
  attachments?: string[];
  topic?: string | null;
  read?: string[];
};

/** A message as it was stored: where, and with its secrets masked. */
export type Sent = {
  conversation: string;
  seq: number;
  id: string;
  text: string;
  masked: string[];
};

/** How many copies go out once more. */
export type SentAgain = {
  count: number;
};

/** One device on which the agent is signed in. */
export type Session = {
  id: string;
  created_at: string;
  seen_at: string;
  expires_at: string;
  user_agent: string;
  address: string;
  factor: Factor;
  limited: boolean;
  current: boolean;
};

/** Where the agent is signed in. */
export type Sessions = {
  items: Session[];
  cursor: string | null;
};

/** One setting before and after. */
export type SettingChange = {
  field: string;
  before: string | boolean | number | string[];
  after: string | boolean | number | string[];
};

/** Why a setting will not do, in the reader's language. */
export type SettingFault = {
  field: string;
  code: string;
  text: string;
};

/** What the form needs to know of one setting. */
export type SettingField = {
  name: string;
  kind: 'choice' | 'decimal' | 'list' | 'long' | 'number' | 'switch' | 'text';
  default: string | boolean | number | string[];
  secret: boolean;
  unit: string;
  group: string;
  minimum: number | null;
  maximum: number | null;
  min_length: number | null;
  max_length: number | null;
  most: number | null;
  pattern: string;
  choices: string[];
};

/** All values, defaults for what is left out; and secrets to replace, "" removes one, others stay. */
export type SettingsBody = {
  version: number;
  values: Record<string, string | boolean | number | string[]>;
  secrets?: Record<string, string>;
};

/** Versions, latest first. */
export type SettingsHistory = {
  items: SettingsVersion[];
  cursor: string | null;
};

/** One version of a line's settings: who, when, how, what changed, which secrets were replaced. */
export type SettingsVersion = {
  version: number;
  at: string;
  by: string;
  via: Via;
  changes: SettingChange[];
  secrets: string[];
};

/** The verdict as it stands, and how often the value had been hidden before. */
export type Settled = {
  transaction: boolean;
  hidden: number;
};

/** What an agent holds, for whoever comes after. */
export type Shift = {
  items: AssistantHeld[];
};

/** Address and password, and a second factor: the TOTP ``code`` of the moment, or a ``passkey``. */
export type SignIn = {
  email: string;
  password: string;
  code: string;
  passkey: Signed | null;
};

/** A challenge of ours, by its id, and what an authenticator made of it. */
export type Signed = {
  challenge: string;
  credential: Credential;
};

/** Who is signed in and for which brand; the token only right after signing in. */
export type SignedIn = {
  agent: Me;
  brand: Brand;
  token?: string | null;
};

/** Which answer solved it. */
export type SolvedBody = {
  seq: number;
};

/** How the agents of the brand stand. */
export type Staff = {
  items: Standing[];
  cursor: string | null;
};

/** One operation of a PATCH. */
export type StaffChange = {
  op: string;
  path: string;
  value: boolean | number | string | Record<string, unknown> | unknown[] | null;
};

/** How far staff have read. */
export type StaffMark = {
  staff_read: number;
};

/** A further proof of who one is: the TOTP ``code`` of the moment, or a ``passkey``. */
export type StaffStepUp = {
  code: string;
  passkey: Signed | null;
};

/** How an agent stands, for who leads them; ``over`` when the reader may suspend and lift. */
export type Standing = {
  id: string;
  name: string;
  email: string;
  role: Role;
  state: 'deactivated' | 'ended' | 'in' | 'suspended';
  ends_at: string | null;
  passkeys: number;
  sessions: number;
  seen_at: string | null;
  reason: string | null;
  suspended_by: string | null;
  suspended_at: string | null;
  over: boolean;
};

/** Which procedure begins. */
export type StartBody = {
  client_id: string;
  slug: string;
};

/** A procedure an agent may start. */
export type Startable = {
  slug: string;
  title: Label;
};

/** What the desk has found a reported thing to be. */
export type StateBody = {
  state: ImpostorState;
};

/** ``until`` goes with ``snoozed``. */
export type StatusBody = {
  client_id: string;
  status: Status;
  until?: string | null;
};

/** An action laid before the customer in the exchange's app. */
export type StepUp = {
  id: string;
  action: ActionKind;
  state: 'asked' | 'confirmed' | 'lapsed' | 'refused' | 'spent';
  at: string;
  until: string;
  told: boolean;
};

/** What the customer is to confirm in the exchange's app. */
export type StepUpBody = {
  client_id: string;
  action: ActionKind;
};

/** Whom an erasure would be about, told without anything of what they wrote. */
export type Subject = {
  customer: string;
  conversations: number;
  held: boolean;
  erased: boolean;
};

/** A reply for an agent to begin from, never sent by itself; empty when nothing fits. */
export type Suggestion = {
  text: string;
  cited: Cited[];
  score: number;
  by: AnsweredBy;
};

/** What whoever takes over needs to know, so that the customer says nothing twice. */
export type Summary = {
  text: string;
  why: HandOver;
  facts: AssistantFact[];
  read: Cited[];
  by: AnsweredBy;
};

/** What everybody may know, in both languages at once: the same for all who look. */
export type Surge = {
  on: boolean;
  since: string | null;
  words: OwnWords;
  waiting: number;
  estimate_s: number | null;
  told_at: string | null;
  cards: SurgeCard[];
  calm: Calm | null;
};

/** The switch. Without ``cards`` they are chosen by what the waiting ask about. */
export type SurgeBody = {
  on: boolean;
  words: OwnWords;
  cards: CardRef[];
  hours: number;
};

/** Something that helps, as everybody may read it; ``url`` begins at the desk. */
export type SurgeCard = {
  kind: Origin;
  id: string;
  title: Label;
  url: Label;
};

/** All the lead decides by: what is shown, what was chosen, who waits now, the rule, what was before. */
export type SurgeDesk = {
  now: Surge;
  chosen: CardRef[];
  offered: SurgeCard[];
  waiting: number;
  estimate_s: number | null;
  rule: SurgeRule;
  past: PastSurge[];
};

/** The rule as it is set. */
export type SurgeRule = {
  by_itself: boolean;
  waiting_from: number;
  growth_from: number;
  calm_below: number;
  calm_minutes: number;
};

/** Whether an agent is to be suspended, and why. */
export type Suspension = {
  suspended: boolean;
  reason: string;
};

/** How the copies of one way have fared. */
export type Tally = {
  way: string;
  due: number;
  sent: number;
  failed: number;
  unsure: number;
  gone: number;
  dropped: number;
};

/** Agents who share a queue. */
export type Team = {
  id: string;
  name: string;
};

/** All teams of the brand. */
export type Teams = {
  items: Team[];
  cursor: string | null;
};

/** One language of an article as its editor has it: the unfinished text, else what is public. */
export type Text = {
  locale: Locale;
  revision: number;
  open: boolean;
  base: number;
  title: string;
  summary: string;
  questions: string[];
  body: string;
  written_by: string;
  written_at: string | null;
  public: Version | null;
  scheduled: Version | null;
  changed: number[];
};

/** What is told, in each language. */
export type Texts = {
  en: string;
  'zh-CN': string;
};

/** Everything the widget needs to begin with. */
export type Thread = {
  conversation: OwnConversation | null;
  entries: Entry[];
  queue: Place | null;
  hours: Hours;
  standing: CustomersStanding;
  document: Asked | null;
  safety: Safety | null;
  progress: Progress[];
};

/** Two customers said to be one person; ``numbers`` name a conversation of each. */
export type Tie = {
  id: string;
  numbers: string[];
  reason: string;
  state: TieState;
  proposed_by: string;
  proposed_name: string;
  proposed_at: string;
  decided_name: string | null;
  decided_at: string | null;
};

/** Which other conversation is the same person's, and why one may think so. */
export type TieBody = {
  client_id: string;
  number: string;
  reason: string;
};

/** What waits for a decision, the oldest first. */
export type Ties = {
  items: Tie[];
};

/** What is wrong, in a few words of each language. */
export type Titles = {
  en: string;
  'zh-CN': string;
};

/** The body of a webhook, as Standard Webhooks has it. */
export type Told = {
  type: string;
  timestamp: string;
  data: Record<string, unknown>;
};

/** The customer; ``external_id`` is the one under which the exchange itself brought them in. */
export type ToldCustomer = {
  id: string;
  external_id?: string | null;
};

/** An attachment; a private link is in the entry itself, read over HTTP, as links run out. */
export type ToldFile = {
  id: string;
  name: string;
  media_type: string;
  size: number;
};

/** What a conversation is about. */
export type Topic = {
  code: string;
  label: Label;
};

/** A topic as people read it, and how likely it is that it is this. */
export type TopicName = {
  code: string;
  en: string;
  zh: string;
  confidence: number;
};

/** What triage made of a conversation; ``state`` is ``waiting`` until it has been read. */
export type Triage = {
  state: string;
  language: string | null;
  topic: TopicName | null;
  candidates: TopicName[];
  urgency: Urgency;
  entities: EntityKind[];
  sentiment: Mood;
  abuse: boolean;
  complaint: boolean;
  version: number;
  corrected: boolean;
  corrected_at: string | null;
  asks: TriageAsk[];
  alike: Alike[];
  joined_to: string | null;
  topics: TopicName[];
};

/** What is still to be asked, in the customer's language, with the usual answers if there are any. */
export type TriageAsk = {
  code: string;
  text: string;
  replies: QuickReply[];
};

/** A model's card, without its confusion matrix. */
export type TriageCard = {
  version: number;
  state: string;
  made_at: string | null;
  examples: number;
  own: number;
  accuracy: number;
  measured: Record<string, Measured>;
  calibration: Record<string, Calibration>;
};

/** Where an article stands among what answers a question: its rank from 1, or None; and all of them. */
export type Tried = {
  rank: number | null;
  with_draft: boolean;
  items: KnowledgeHit[];
};

/** How many are tried again. */
export type TriedAgain = {
  count: number;
};

/** A question in a language, and the article that should answer it; with its draft, that counts. */
export type TryBody = {
  tongue: Locale;
  question: string;
  slug: string;
  wording?: Wording | null;
};

/** An article that more readers say does not help than do. */
export type Unhelpful = {
  slug: string;
  locale: string;
  title: string;
  helpful: number;
  unhelpful: number;
};

/** One update as staff see it. */
export type Update = {
  place: number;
  state: 'identified' | 'investigating' | 'monitoring' | 'resolved';
  texts: Texts;
  written_by: string;
  at: string;
};

/** An article that quotes something. */
export type Use = {
  slug: string;
  locale: Locale;
  title: string;
  draft: boolean;
};

/** A user as the desk knows them. */
export type User = {
  schemas: string[];
  id: string;
  userName: string;
  name: Name;
  displayName: string;
  active: boolean;
  meta: Meta;
};

/** A user as a directory writes them; what the desk does not keep is ignored. */
export type UserBody = {
  userName: string;
  name?: Name;
  displayName?: string;
  active?: boolean;
};

/** A page of users. */
export type Users = {
  schemas: string[];
  totalResults: number;
  startIndex: number;
  itemsPerPage: number;
  Resources: User[];
};

/** Where a block is quoted. */
export type Uses = {
  items: Use[];
  cursor: string | null;
};

/** A usual hour of the week (Monday is 0), over so many weeks; the wait is in seconds. */
export type UsualHour = {
  weekday: number;
  hour: number;
  weeks: number;
  began: number;
  wait_s: number | null;
};

/** A usual week of the desk. ``weeks`` stand behind every hour; below ``needed`` it says little. */
export type UsualWeek = {
  time_zone: string;
  weeks: number;
  needed: number;
  since: string | null;
  cells: UsualHour[];
  calm: Calm | null;
};

/** Accept or refuse a proposal; undo what was accepted. */
export type VerdictBody = {
  verdict: 'accepted' | 'refused' | 'undone';
};

/** A text as it was put down once; ``written_by`` is a name. */
export type Version = {
  version: number;
  state: 'draft' | 'published' | 'retired' | 'review' | 'scheduled';
  title: string;
  summary: string;
  questions: string[];
  body: string;
  written_by: string;
  written_at: string;
  published_at: string | null;
  publish_at: string | null;
};

/** Every version of an article in a language, the newest first. */
export type Versions = {
  items: Version[];
  cursor: string | null;
};

/** Why it is looked at; on record before it is shown. */
export type ViewBody = {
  reason: string;
};

/** A visit that has begun or was raised; the token is this device's and shown once. */
export type Visit = {
  token: string;
  customer: Visitor;
  afresh: boolean;
};

/** How the visitor wants to be addressed; ``crossing`` is the token of who comes from elsewhere. */
export type VisitBody = {
  locale?: string;
  name?: string;
  crossing?: string;
};

/** The customer, to themselves. */
export type Visitor = {
  id: string;
  name: string;
};

/** How one can sign in beside password and passkey. */
export type Ways = {
  sso: Provider[];
};

/** An endpoint; ``secret`` is in the answer to the request that made it, and nowhere else. */
export type Webhook = {
  id: string;
  url: string;
  events: string[];
  created_by: string;
  created_at: string;
  secret?: string;
};

/** Where to tell, and which news. */
export type WebhookBody = {
  client_id: string;
  url: string;
  events: News[];
};

/** All endpoints of the brand. */
export type Webhooks = {
  items: Webhook[];
  cursor: string | null;
};

/** Why, as a stable code and in the reader's language. */
export type Why = {
  code: string;
  text: string;
};

/** What a browser wants to hear of, in which language. */
export type WishBody = {
  browser: BrowserBody;
  kinds: Kind[];
  language: Locale;
};

/** Who has the word in a visitor's conversation: the assistant, or people. */
export type Word = {
  state: string;
};

/** What an article says in one language, finished or not. */
export type Wording = {
  title: string;
  summary: string;
  questions: string[];
  body: string;
};

/** What is written, and the revision the writer has seen. */
export type WordingBody = {
  revision: number;
  wording: Wording;
};

/** An announcement in one language. */
export type Written = {
  title: string;
  text: string;
};
