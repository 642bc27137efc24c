-- Oversight: who may look at what is not theirs and why, what was revealed, how much was read.

-- A handle gets a name of its own, so that a reference can point at it without holding it.
alter table customer_handles add column id uuid not null default gen_random_uuid();
create unique index customer_handles_id on customer_handles (tenant, id);

-- A conversation opened to an agent for a while, by a reason on record.
create table access_grants (
    tenant text not null,
    id uuid not null,
    agent uuid not null,
    conversation uuid not null,
    reason text not null check (reason in ('returning_customer', 'colleague_asked', 'mentioned', 'quality',
        'complaint', 'investigation', 'other')),
    note text not null,
    client_id text not null,
    at timestamptz not null,
    until timestamptz not null,
    primary key (tenant, id),
    unique (tenant, agent, client_id),
    foreign key (tenant, agent) references agents
);
comment on column access_grants.note is 'class: account';
comment on column access_grants.client_id is 'class: public';
create index access_grants_live on access_grants (tenant, agent, until);

-- What an agent has opened in an hour, once each.
create table openings (
    tenant text not null,
    agent uuid not null,
    hour timestamptz not null,
    conversation uuid not null,
    customer uuid not null,
    primary key (tenant, agent, hour, conversation)
);

-- How much of each kind has gone out to an agent in an hour.
create table egress (
    tenant text not null,
    agent uuid not null,
    hour timestamptz not null,
    kind text not null check (kind in ('customers', 'reveals', 'files', 'transcripts', 'search_results')),
    used int not null,
    primary key (tenant, agent, hour, kind)
);

create table reveals (
    tenant text not null,
    id uuid not null,
    agent uuid not null,
    conversation uuid not null,
    ref text not null,
    held text not null check (held in ('contact', 'account', 'identity')),
    reason text not null check (reason in ('verify_customer', 'contact_customer', 'trace_transaction',
        'complaint', 'fraud_check', 'other')),
    note text not null,
    client_id text not null,
    at timestamptz not null,
    until timestamptz not null,
    primary key (tenant, id),
    unique (tenant, agent, client_id),
    foreign key (tenant, agent) references agents
);
comment on column reveals.ref is 'class: public';
comment on column reveals.note is 'class: account';
comment on column reveals.client_id is 'class: public';
create index reveals_agent on reveals (tenant, agent, at);

create table alerts (
    tenant text not null,
    id uuid not null,
    kind text not null check (kind in ('canary', 'reveal_quota', 'reading_suspended')),
    agent uuid not null,
    about text not null,
    once text not null,
    at timestamptz not null,
    seen_by text,
    seen_at timestamptz,
    primary key (tenant, id),
    unique (tenant, once),
    foreign key (tenant, agent) references agents
);
comment on column alerts.about is 'class: public';
comment on column alerts.once is 'class: public';
comment on column alerts.seen_by is 'class: public';

-- Customers nobody has a reason to open. Only this list says so.
create table canaries (
    tenant text not null,
    customer uuid not null,
    added_by text not null,
    at timestamptz not null,
    primary key (tenant, customer),
    foreign key (tenant, customer) references customers
);
comment on column canaries.added_by is 'class: public';

-- Four eyes: a request bound to its exact parameters, decided once by somebody else, spent once.
create table approvals (
    tenant text not null,
    id uuid not null,
    action text not null,
    parameters text not null,
    hash bytea not null,
    requester uuid not null,
    requester_role text not null,
    reason text not null,
    client_id text not null,
    at timestamptz not null,
    until timestamptz not null,
    state text not null default 'open' check (state in ('open', 'approved', 'refused', 'spent')),
    decider uuid,
    decided_at timestamptz,
    spent_at timestamptz,
    primary key (tenant, id),
    unique (tenant, requester, client_id),
    foreign key (tenant, requester) references agents,
    check (decider is null or decider <> requester)
);
comment on column approvals.action is 'class: public';
comment on column approvals.parameters is 'class: account';
comment on column approvals.hash is 'class: public';
comment on column approvals.requester_role is 'class: public';
comment on column approvals.reason is 'class: account';
comment on column approvals.client_id is 'class: public';
create index approvals_latest on approvals (tenant, at desc);

create index audit_at on audit (tenant, at);

do $$
declare name text;
begin
    for name in select tablename from pg_tables where schemaname = current_schema()
        and tablename in ('access_grants', 'openings', 'egress', 'reveals', 'alerts', 'canaries', 'approvals')
    loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format('create policy own_tenant on %I using (tenant = current_setting(''app.tenant'', true))'
            ' with check (tenant = current_setting(''app.tenant'', true))', name);
        execute format('grant select, insert, update, delete on %I to trustdesk_app', name);
    end loop;
end $$;
-- What was opened and revealed is only ever added to.
revoke update, delete on access_grants, reveals from trustdesk_app;
