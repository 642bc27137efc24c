-- Post: what a line has brought in, as it came, before anybody has read it; and what goes out on a line.

-- ``sender`` and ``about`` are keyed hashes: whose arrivals keep their order, and which speak of one thing.
-- ``next_at`` is when somebody looks at it next; nothing there is settled, or waits for a person.
create table arrivals (
    tenant text not null,
    id uuid not null,
    line text not null,
    account text not null,
    external_id text not null,
    sender text not null,
    about text not null,
    body_mark text not null,
    sealed bytea not null,
    state text not null default 'due' check (state in ('due', 'taken', 'dropped', 'quarantined', 'failed')),
    attempts int not null default 0,
    leased boolean not null default false,
    next_at timestamptz default clock_timestamp(),
    conversation uuid,
    reason text not null default '',
    received_at timestamptz not null,
    settled_at timestamptz,
    primary key (tenant, id),
    unique (tenant, line, account, external_id)
);
comment on column arrivals.line is 'class: public';
comment on column arrivals.account is 'class: public';
comment on column arrivals.external_id is 'class: account';
comment on column arrivals.sender is 'class: public';
comment on column arrivals.about is 'class: public';
comment on column arrivals.body_mark is 'class: public';
comment on column arrivals.sealed is 'class: secret';
comment on column arrivals.reason is 'class: account';
create index arrivals_due on arrivals (tenant, next_at) where next_at is not null;
create index arrivals_in_order on arrivals (tenant, line, account, sender, received_at, id)
    where next_at is not null;
create index arrivals_about on arrivals (tenant, line, account, about) where about <> '';
create index arrivals_of on arrivals (tenant, conversation, received_at) where conversation is not null;
create index arrivals_latest on arrivals (tenant, line, received_at desc);
create index arrivals_waiting on arrivals (tenant, line, received_at desc)
    where state in ('failed', 'quarantined');

-- ``leased`` without an outcome after its time: somebody died while sending, it may be out already.
create table deliveries (
    tenant text not null,
    id uuid not null,
    conversation uuid not null,
    seq int not null,
    line text not null,
    customer uuid not null,
    state text not null default 'due' check (state in ('due', 'sent', 'failed')),
    attempts int not null default 0,
    leased boolean not null default false,
    perhaps_twice boolean not null default false,
    next_at timestamptz default clock_timestamp(),
    since timestamptz not null default clock_timestamp(),
    external_id text not null default '',
    reason text not null default '',
    created_at timestamptz not null default clock_timestamp(),
    settled_at timestamptz,
    primary key (tenant, id),
    unique (tenant, conversation, seq),
    foreign key (tenant, conversation) references conversations
);
comment on column deliveries.line is 'class: public';
comment on column deliveries.external_id is 'class: account';
comment on column deliveries.reason is 'class: account';
create index deliveries_due on deliveries (tenant, next_at) where next_at is not null;
create index deliveries_in_order on deliveries (tenant, conversation, seq) where next_at is not null;
create index deliveries_outside on deliveries (tenant, line, external_id) where external_id <> '';
create index deliveries_latest on deliveries (tenant, line, created_at desc);
create index deliveries_failed on deliveries (tenant, line, settled_at desc) where state = 'failed';

do $$
declare name text;
begin
    for name in select tablename from pg_tables where schemaname = current_schema()
        and tablename in ('arrivals', 'deliveries')
    loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format('create policy own_tenant on %I using (tenant = current_setting(''app.tenant'', true))'
            ' with check (tenant = current_setting(''app.tenant'', true))', name);
        execute format('grant select, insert, update on %I to trustdesk_app', name);
    end loop;
end $$;

-- Groups of Telegram that go on under another id; ``first`` is the one by which the desk knows them.
create table telegram_groups (
    tenant text not null,
    chat text not null,
    first text not null,
    at timestamptz not null default clock_timestamp(),
    primary key (tenant, chat)
);
comment on column telegram_groups.chat is 'class: account';
comment on column telegram_groups.first is 'class: account';
create index telegram_groups_first on telegram_groups (tenant, first, at);
alter table telegram_groups enable row level security;
alter table telegram_groups force row level security;
create policy own_tenant on telegram_groups using (tenant = current_setting('app.tenant', true))
    with check (tenant = current_setting('app.tenant', true));
grant select, insert on telegram_groups to trustdesk_app;

-- What was genuine once and may not come again before it is stale by its own time.
create table replays (
    tenant text not null,
    scope text not null,
    mark text not null,
    until timestamptz not null,
    primary key (tenant, scope, mark)
);
comment on column replays.scope is 'class: public';
comment on column replays.mark is 'class: public';
create index replays_until on replays (tenant, until);
alter table replays enable row level security;
alter table replays force row level security;
create policy own_tenant on replays using (tenant = current_setting('app.tenant', true))
    with check (tenant = current_setting('app.tenant', true));
grant select, insert, delete on replays to trustdesk_app;
