-- The exchange: what was shown masked, what it was asked to do, and what its customers confirmed there.

-- A value that stands masked beside a conversation, sealed, for as long as it may be revealed.
create table exchange_values (
    tenant text not null,
    id uuid not null,
    conversation uuid not null,
    sealed bytea not null,
    until timestamptz not null,
    primary key (tenant, id)
);
comment on column exchange_values.sealed is 'class: account';
create index exchange_values_until on exchange_values (tenant, until);

-- An action the customer is to confirm in the exchange's app; act is the hash of exactly what.
create table step_ups (
    tenant text not null,
    id uuid not null,
    conversation uuid not null,
    customer uuid not null,
    action text not null check (action in ('freeze', 'unfreeze', 'unlock', 'send_reset_link', 'open_recovery')),
    act text not null,
    state text not null default 'asked' check (state in ('asked', 'confirmed', 'refused', 'spent')),
    asked_by uuid not null,
    client_id text not null,
    at timestamptz not null,
    until timestamptz not null,
    told_at timestamptz,
    decided_at timestamptz,
    proof uuid,
    assertion_sealed bytea,
    primary key (tenant, id),
    unique (tenant, asked_by, client_id)
);
comment on column step_ups.act is 'class: public';
comment on column step_ups.client_id is 'class: public';
comment on column step_ups.assertion_sealed is 'class: account';
create index step_ups_conversation on step_ups (tenant, conversation, at desc);

-- What the exchange was asked to do: a request, never a change.
create table exchange_requests (
    tenant text not null,
    id uuid not null,
    conversation uuid not null,
    customer uuid not null,
    action text not null check (action in ('freeze', 'unfreeze', 'unlock', 'send_reset_link', 'open_recovery')),
    reason text not null,
    state text not null default 'waiting' check (state in ('waiting', 'accepted', 'done', 'refused', 'failed')),
    outcome text,
    approval uuid,
    approved_by text,
    step_up uuid,
    asked_by uuid not null,
    asked_name text not null,
    client_id text not null,
    at timestamptz not null,
    attempts int not null default 0,
    due_at timestamptz not null,
    answered_at timestamptz,
    primary key (tenant, id),
    unique (tenant, asked_by, client_id)
);
comment on column exchange_requests.reason is 'class: public';
comment on column exchange_requests.outcome is 'class: public';
comment on column exchange_requests.approved_by is 'class: public';
comment on column exchange_requests.asked_name is 'class: public';
comment on column exchange_requests.client_id is 'class: public';
create index exchange_requests_conversation on exchange_requests (tenant, conversation, at desc);
create index exchange_requests_due on exchange_requests (tenant, due_at) where state in ('waiting', 'accepted');

-- A proof that is bound to one act holds for that act and for nothing else.
alter table customer_proofs add column act text;
alter table customer_proofs add check ((level = 3) = (act is not null));

do $$
declare name text;
begin
    for name in select tablename from pg_tables where schemaname = current_schema()
        and tablename in ('exchange_values', 'step_ups', 'exchange_requests')
    loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format('create policy own_tenant on %I using (tenant = current_setting(''app.tenant'', true))'
            ' with check (tenant = current_setting(''app.tenant'', true))', name);
        execute format('grant select, insert, update, delete on %I to trustdesk_app', name);
    end loop;
end $$;
