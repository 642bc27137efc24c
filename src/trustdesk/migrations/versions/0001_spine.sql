-- The spine: who writes, who answers, what was said, what happened.
-- Every table begins with its tenant; row-level security at the end covers them all.

-- kit: facts, cursors of reactions, limits ----------------------------------------------------

create table events (
    tenant text not null,
    xid xid8 not null default pg_current_xact_id(),
    id bigint generated always as identity,
    kind text not null,
    about uuid not null,
    body text not null,
    at timestamptz not null default clock_timestamp(),
    primary key (tenant, xid, id)
);
comment on column events.kind is 'class: public';
comment on column events.body is 'class: account';

create table reaction_cursors (
    tenant text not null,
    reaction text not null,
    xid xid8 not null,
    id bigint not null,
    at timestamptz not null default clock_timestamp(),
    primary key (tenant, reaction)
);
comment on column reaction_cursors.reaction is 'class: public';

create table reaction_failures (
    tenant text not null,
    id uuid not null,
    reaction text not null,
    event_xid bigint not null,
    event_id bigint not null,
    event_kind text not null,
    event_about uuid not null,
    event_body text not null,
    event_at timestamptz not null,
    attempts int not null,
    next_at timestamptz not null,
    error text not null,
    primary key (tenant, id)
);
comment on column reaction_failures.reaction is 'class: public';
comment on column reaction_failures.event_kind is 'class: public';
comment on column reaction_failures.event_body is 'class: account';
comment on column reaction_failures.error is 'class: account';

create table limits (
    tenant text not null,
    name text not null,
    since timestamptz not null,
    used int not null,
    primary key (tenant, name)
);
comment on column limits.name is 'class: contact';

-- customers -----------------------------------------------------------------------------------

create table customers (
    tenant text not null,
    id uuid not null,
    name text not null,
    locale text not null,
    created_at timestamptz not null default clock_timestamp(),
    primary key (tenant, id)
);
comment on column customers.name is 'class: public';
comment on column customers.locale is 'class: public';

create table customer_handles (
    tenant text not null,
    line text not null,
    external_id text not null,
    customer uuid not null,
    created_at timestamptz not null default clock_timestamp(),
    primary key (tenant, line, external_id),
    foreign key (tenant, customer) references customers
);
comment on column customer_handles.line is 'class: public';
comment on column customer_handles.external_id is 'class: contact';
create index customer_handles_customer on customer_handles (tenant, customer);

create table visitor_sessions (
    tenant text not null,
    digest bytea not null,
    customer uuid not null,
    created_at timestamptz not null default clock_timestamp(),
    ended_at timestamptz,
    primary key (tenant, digest),
    foreign key (tenant, customer) references customers
);
comment on column visitor_sessions.digest is 'class: secret';

-- staff ---------------------------------------------------------------------------------------

create table teams (
    tenant text not null,
    id text not null,
    name text not null,
    primary key (tenant, id)
);
comment on column teams.id is 'class: public';
comment on column teams.name is 'class: public';

create table agents (
    tenant text not null,
    id uuid not null,
    email text not null check (email = lower(email)),
    name text not null,
    public_name text not null,
    role text not null check (role in ('agent', 'senior', 'supervisor', 'admin')),
    password_hash text not null,
    totp_sealed bytea not null,
    totp_step bigint not null default 0,
    languages text[] not null,
    topics text[] not null default '{}',
    teams text[] not null,
    capacity int not null check (capacity between 0 and 50),
    active boolean not null default true,
    created_at timestamptz not null default clock_timestamp(),
    primary key (tenant, id),
    unique (tenant, email)
);
comment on column agents.languages is 'class: public';
comment on column agents.topics is 'class: public';
comment on column agents.teams is 'class: public';
comment on column agents.email is 'class: contact';
comment on column agents.name is 'class: public';
comment on column agents.public_name is 'class: public';
comment on column agents.password_hash is 'class: secret';
comment on column agents.totp_sealed is 'class: secret';

create table staff_sessions (
    tenant text not null,
    digest bytea not null,
    id uuid not null,
    agent uuid not null,
    created_at timestamptz not null default clock_timestamp(),
    seen_at timestamptz not null default clock_timestamp(),
    expires_at timestamptz not null,
    ended_at timestamptz,
    user_agent text not null,
    address text not null,
    primary key (tenant, digest),
    foreign key (tenant, agent) references agents
);
comment on column staff_sessions.user_agent is 'class: contact';
comment on column staff_sessions.digest is 'class: secret';
comment on column staff_sessions.address is 'class: contact';
create index staff_sessions_agent on staff_sessions (tenant, agent);

create table presence (
    tenant text not null,
    agent uuid not null,
    state text not null check (state in ('online', 'away', 'offline')),
    since timestamptz not null default clock_timestamp(),
    seen_at timestamptz not null default clock_timestamp(),
    primary key (tenant, agent),
    foreign key (tenant, agent) references agents
);

create table api_keys (
    tenant text not null,
    id uuid not null,
    name text not null,
    line text not null,
    scopes text[] not null,
    digest bytea not null,
    created_at timestamptz not null default clock_timestamp(),
    revoked_at timestamptz,
    primary key (tenant, id),
    unique (tenant, digest)
);
comment on column api_keys.name is 'class: public';
comment on column api_keys.line is 'class: public';
comment on column api_keys.scopes is 'class: public';
comment on column api_keys.digest is 'class: secret';

-- files ---------------------------------------------------------------------------------------

create table files (
    tenant text not null,
    id uuid not null,
    name text not null,
    media_type text not null,
    size int not null,
    sha256 bytea not null,
    width int,
    height int,
    blob text not null,
    uploaded_by text not null,
    created_at timestamptz not null default clock_timestamp(),
    primary key (tenant, id)
);
comment on column files.media_type is 'class: public';
comment on column files.sha256 is 'class: account';
comment on column files.name is 'class: account';
comment on column files.blob is 'class: account';
comment on column files.uploaded_by is 'class: account';

-- conversations -------------------------------------------------------------------------------

create sequence conversation_numbers;

create table conversations (
    tenant text not null,
    id uuid not null,
    number text not null,
    customer uuid not null,
    line text not null,
    topic text,
    language text not null,
    status text not null check (status in ('open', 'waiting', 'snoozed', 'resolved', 'closed')),
    priority smallint not null default 1 check (priority between 0 and 3),
    assignee uuid,
    team text,
    tags text[] not null default '{}',
    seq int not null,
    staff_seq int not null default 0,
    staff_by text not null default '',
    preview text not null,
    last_author text not null,
    last_at timestamptz not null,
    listed_at timestamptz not null,
    waiting_since timestamptz,
    snoozed_until timestamptz,
    resolved_at timestamptz,
    rating smallint check (rating between 1 and 5),
    created_at timestamptz not null,
    primary key (tenant, id),
    unique (tenant, number),
    foreign key (tenant, customer) references customers
) with (fillfactor = 80);
comment on column conversations.line is 'class: public';
comment on column conversations.topic is 'class: public';
comment on column conversations.language is 'class: public';
comment on column conversations.team is 'class: public';
comment on column conversations.tags is 'class: public';
comment on column conversations.last_author is 'class: public';
comment on column conversations.number is 'class: public';
comment on column conversations.staff_by is 'class: public';
comment on column conversations.customer is 'class: public';
comment on column conversations.preview is 'class: account';
create index conversations_customer on conversations (tenant, customer, created_at desc);
-- The order of lists: the place moves at most every few seconds (rules/lists.py), so that most messages change
-- no index of their conversation.
create index conversations_recent on conversations (tenant, listed_at desc, id desc);
create index conversations_status on conversations (tenant, status, listed_at desc, id desc);
create index conversations_mine on conversations (tenant, assignee, listed_at desc, id desc)
    where assignee is not null;
create index conversations_unassigned on conversations (tenant, listed_at desc, id desc)
    where assignee is null and status in ('open', 'waiting', 'snoozed');
create index conversations_held on conversations (tenant, assignee, status, listed_at desc, id desc)
    where assignee is not null and status <> 'closed';
create index conversations_snoozed on conversations (tenant, snoozed_until) where status = 'snoozed';

create table messages (
    tenant text not null,
    conversation uuid not null,
    seq int not null,
    id uuid not null,
    kind text not null check (kind in ('message', 'note', 'event')),
    author_kind text not null check (author_kind in ('customer', 'agent', 'system', 'api')),
    author_id text not null,
    author_name text not null,
    line text not null,
    text text not null,
    attachments uuid[],
    mentions uuid[],
    event text,
    actor text not null,
    client_id text not null,
    body_hash bytea not null,
    words tsvector not null,
    at timestamptz not null,
    xid xid8 not null default pg_current_xact_id(),
    primary key (tenant, conversation, seq),
    foreign key (tenant, conversation) references conversations
);
comment on column messages.line is 'class: public';
comment on column messages.event is 'class: account';
comment on column messages.actor is 'class: public';
comment on column messages.client_id is 'class: public';
comment on column messages.body_hash is 'class: account';
comment on column messages.text is 'class: account';
comment on column messages.author_name is 'class: public';
comment on column messages.author_id is 'class: public';
create index messages_recent on messages (tenant, id);
-- Small steps: whoever fills the pending list empties it, and everybody in the group waits for that.
create index messages_words on messages using gin (words) with (gin_pending_list_limit = 512);
-- Entries know which transaction wrote them: they are sealed in that order, below the horizon of those running.
create index messages_sealing on messages (tenant, xid, id);
-- Last of all: while there are no statistics every index looks alike, and the planner takes the newest.
alter table messages add unique (tenant, actor, client_id);

create table mentions (
    tenant text not null,
    agent uuid not null,
    conversation uuid not null,
    seq int not null,
    primary key (tenant, agent, conversation, seq),
    foreign key (tenant, conversation) references conversations
);

create table marks (
    tenant text not null,
    conversation uuid not null,
    who text not null,
    delivered int not null default 0,
    read int not null default 0,
    at timestamptz not null default clock_timestamp(),
    primary key (tenant, conversation, who),
    foreign key (tenant, conversation) references conversations
);
comment on column marks.who is 'class: public';

-- routing -------------------------------------------------------------------------------------

create table queue (
    tenant text not null,
    conversation uuid not null,
    team text,
    topic text,
    language text not null,
    priority smallint not null,
    last_agent uuid,
    entered_at timestamptz not null,
    primary key (tenant, conversation),
    foreign key (tenant, conversation) references conversations
);
comment on column queue.team is 'class: public';
comment on column queue.topic is 'class: public';
comment on column queue.language is 'class: public';
create index queue_order on queue (tenant, priority desc, entered_at, conversation);

create table waits (
    tenant text not null,
    conversation uuid not null,
    entered_at timestamptz not null,
    taken_at timestamptz not null default clock_timestamp(),
    primary key (tenant, conversation, entered_at)
);
create index waits_recent on waits (tenant, taken_at desc);

-- replies -------------------------------------------------------------------------------------

create table macros (
    tenant text not null,
    id uuid not null,
    title text not null,
    shortcut text not null,
    texts text not null,
    actions text not null,
    actor text not null,
    client_id text not null,
    body_hash bytea not null,
    updated_by text not null,
    updated_at timestamptz not null default clock_timestamp(),
    primary key (tenant, id),
    unique (tenant, shortcut),
    unique (tenant, actor, client_id)
);
comment on column macros.title is 'class: public';
comment on column macros.shortcut is 'class: public';
comment on column macros.texts is 'class: public';
comment on column macros.actions is 'class: public';
comment on column macros.actor is 'class: public';
comment on column macros.client_id is 'class: public';
comment on column macros.body_hash is 'class: public';
comment on column macros.updated_by is 'class: public';

create table drafts (
    tenant text not null,
    agent uuid not null,
    conversation uuid not null,
    text text not null,
    updated_at timestamptz not null default clock_timestamp(),
    primary key (tenant, agent, conversation),
    foreign key (tenant, conversation) references conversations
);
comment on column drafts.text is 'class: account';

-- ratings -------------------------------------------------------------------------------------

create table ratings (
    tenant text not null,
    conversation uuid not null,
    seq int not null,
    score smallint not null check (score between 1 and 5),
    text text not null,
    agent uuid,
    at timestamptz not null default clock_timestamp(),
    primary key (tenant, conversation),
    foreign key (tenant, conversation) references conversations
);
comment on column ratings.text is 'class: account';
create index ratings_recent on ratings (tenant, at desc, conversation desc);

-- channels/api: outgoing webhooks -------------------------------------------------------------

create table webhooks (
    tenant text not null,
    id uuid not null,
    actor text not null,
    client_id text not null,
    body_hash bytea not null,
    url text not null,
    events text[] not null,
    secret_sealed bytea not null,
    created_by text not null,
    created_at timestamptz not null default clock_timestamp(),
    removed_at timestamptz,
    primary key (tenant, id),
    unique (tenant, actor, client_id)
);
comment on column webhooks.actor is 'class: public';
comment on column webhooks.client_id is 'class: public';
comment on column webhooks.body_hash is 'class: account';
comment on column webhooks.url is 'class: account';
comment on column webhooks.events is 'class: public';
comment on column webhooks.created_by is 'class: public';
comment on column webhooks.secret_sealed is 'class: secret';

create table webhook_deliveries (
    tenant text not null,
    id uuid not null,
    webhook uuid not null,
    event_id bigint not null,
    event_kind text not null,
    body text not null,
    state text not null default 'due' check (state in ('due', 'sent', 'failed')),
    attempts int not null default 0,
    next_at timestamptz not null default clock_timestamp(),
    last_status int,
    last_error text not null default '',
    created_at timestamptz not null default clock_timestamp(),
    sent_at timestamptz,
    primary key (tenant, id),
    unique (tenant, webhook, event_id),
    foreign key (tenant, webhook) references webhooks
);
comment on column webhook_deliveries.event_kind is 'class: public';
comment on column webhook_deliveries.last_error is 'class: account';
comment on column webhook_deliveries.body is 'class: contact';
create index webhook_deliveries_due on webhook_deliveries (tenant, webhook, next_at) where state = 'due';
create index webhook_deliveries_failed on webhook_deliveries (tenant, webhook) where state = 'failed';
create index webhook_deliveries_log on webhook_deliveries (tenant, webhook, id desc);

-- What a young database is taken for -----------------------------------------------------------

-- Without statistics the planner takes a tenant for one row and any index that begins with the tenant
-- for as good as another; plans made so are kept while the first thousands of messages arrive. So it
-- is told that a tenant is half of everything, and shown a few invented rows, which are gone again
-- before anybody looks. What it has learnt stays until there is something real to learn from: the
-- thresholds keep the cleaner from noting down how empty the tables are meanwhile.
alter table customers alter column tenant set (n_distinct = 2);
alter table customer_handles alter column tenant set (n_distinct = 2);
alter table visitor_sessions alter column tenant set (n_distinct = 2);
alter table conversations alter column tenant set (n_distinct = 2);
alter table messages alter column tenant set (n_distinct = 2);
alter table marks alter column tenant set (n_distinct = 2);
alter table queue alter column tenant set (n_distinct = 2);
alter table events alter column tenant set (n_distinct = 2);
alter table customers set (autovacuum_analyze_threshold = 2000, autovacuum_vacuum_threshold = 2000);
alter table customer_handles set (autovacuum_analyze_threshold = 2000, autovacuum_vacuum_threshold = 2000);
alter table visitor_sessions set (autovacuum_analyze_threshold = 2000, autovacuum_vacuum_threshold = 2000);
alter table conversations set (autovacuum_analyze_threshold = 2000, autovacuum_vacuum_threshold = 2000);
alter table messages set (autovacuum_analyze_threshold = 2000, autovacuum_vacuum_threshold = 2000);
alter table marks set (autovacuum_analyze_threshold = 2000, autovacuum_vacuum_threshold = 2000);
alter table queue set (autovacuum_analyze_threshold = 2000, autovacuum_vacuum_threshold = 2000);
alter table events set (autovacuum_analyze_threshold = 2000, autovacuum_vacuum_threshold = 2000);
insert into customers (tenant, id, name, locale)
    select '~' || n, gen_random_uuid(), n::text, 'en' from generate_series(1, 400) as n;
insert into customer_handles (tenant, line, external_id, customer)
    select tenant, 'api', name, id from customers;
insert into visitor_sessions (tenant, digest, customer) select tenant, uuid_send(id), id from customers;
insert into conversations (tenant, id, number, customer, line, language, status, assignee, seq, preview,
        last_author, last_at, listed_at, waiting_since, created_at)
    select tenant, gen_random_uuid(), name, id, 'api', 'en',
        case when name::int % 8 < 2 then 'open' when name::int % 8 = 2 then 'waiting' else 'closed' end,
        case when name::int % 8 > 0 then gen_random_uuid() end, 2, name, 'customer',
        clock_timestamp(), clock_timestamp(), clock_timestamp(), clock_timestamp()
    from customers;
insert into messages (tenant, conversation, seq, id, kind, author_kind, author_id, author_name, line, text,
        actor, client_id, body_hash, words, at)
    select tenant, id, place, gen_random_uuid(), 'message', 'customer', customer::text, number, 'api', number,
        'api:' || number::int % 16, gen_random_uuid()::text, uuid_send(id), array_to_tsvector(array[number]),
        clock_timestamp()
    from conversations cross join generate_series(1, 2) as place;
insert into marks (tenant, conversation, who) select tenant, id, 'customer' from conversations;
insert into queue (tenant, conversation, language, priority, entered_at)
    select tenant, id, language, priority, created_at from conversations where assignee is null;
insert into events (tenant, kind, about, body)
    select tenant, 'MessageReceived', conversation, '{}' from messages order by id;
analyze customers, customer_handles, visitor_sessions, conversations, messages, marks, queue, events;
delete from events;
delete from queue;
delete from marks;
delete from messages;
delete from conversations;
delete from visitor_sessions;
delete from customer_handles;
delete from customers;

-- The second wall -----------------------------------------------------------------------------

do $$
declare name text;
begin
    for name in select tablename from pg_tables where schemaname = current_schema()
        and tablename in ('events', 'reaction_cursors', 'reaction_failures', 'limits', 'customers',
            'customer_handles', 'visitor_sessions', 'teams', 'agents', 'staff_sessions', 'presence',
            'api_keys', 'files', 'conversations', 'messages', 'mentions', 'marks', 'queue', 'waits', 'macros',
            'drafts', 'ratings', 'webhooks', 'webhook_deliveries')
    loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format('create policy own_tenant on %I using (tenant = current_setting(''app.tenant'', true))'
            ' with check (tenant = current_setting(''app.tenant'', true))', name);
        execute format('grant select, insert, update, delete on %I to trustdesk_app', name);
    end loop;
end $$;

-- What was said and what happened is only ever added to.
revoke update, delete on messages, events from trustdesk_app;
grant usage on sequence conversation_numbers to trustdesk_app;

-- Full-text operators are not leakproof, so under row-level security no index would serve them.
-- This function alone looks across: it runs as the tables' owner, who may read (never write)
-- every row of messages, and it filters by the tenant of the transaction itself. It gives out
-- ids only; what they stand for is read again under the caller's own row-level security.
create policy word_search on messages for select to current_user using (true);

-- Newest first, two ways. Common words are found by walking back from the newest entry; rare ones
-- in the word index. How often words occur *together* no statistics tell, so the walk always goes
-- first and gives up after so many entries: what it did not reach is left to the index.
create function search_messages(wanted tsquery, before uuid, most int)
returns table (conversation uuid, seq int, id uuid)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
set plan_cache_mode = force_custom_plan
set enable_seqscan = off
as $$
declare
    walk constant int := 15000;
    found int;
    reached uuid;
begin
    return query
        select walked.conversation, walked.seq, walked.id
        from (
            select m.conversation, m.seq, m.id, m.words
            from messages m
            where m.tenant = current_setting('app.tenant') and (before is null or m.id < before)
            order by m.id desc
            limit walk
        ) as walked
        where walked.words @@ wanted
        order by walked.id desc
        limit most;
    get diagnostics found = row_count;
    if found = most then
        return;
    end if;
    select m.id into reached
        from messages m
        where m.tenant = current_setting('app.tenant') and (before is null or m.id < before)
        order by m.id desc
        offset walk - 1 limit 1;
    if reached is null then
        return;
    end if;
    return query
        select older.conversation, older.seq, older.id
        from (
            select m.conversation, m.seq, m.id
            from messages m
            where m.tenant = current_setting('app.tenant') and m.words @@ wanted and m.id < reached
            offset 0 -- keeps the order outside, so that the word index is used
        ) as older
        order by older.id desc
        limit most - found;
end $$;
revoke all on function search_messages from public;
grant execute on function search_messages to trustdesk_app;
