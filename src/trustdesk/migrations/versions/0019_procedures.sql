-- What every table of a tenant's rows needs: the wall, forced on its owner too, and what the application may do.
create function keep_tenants_apart(rights text, variadic tables text[]) returns void
language plpgsql as $$
declare name text;
begin
    foreach name in array tables loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format('create policy own_tenant on %I using (tenant = current_setting(''app.tenant'', true))'
            ' with check (tenant = current_setting(''app.tenant'', true))', name);
        execute format('grant %s on %I to trustdesk_app', rights, name);
    end loop;
end $$;
revoke execute on function keep_tenants_apart from public;

-- Procedures: the guided cases of the trade, as they run in conversations.

-- A case is never without an owner and a clock before it has ended, whatever writes here.
create table procedures (
    tenant text not null,
    id uuid not null,
    conversation uuid not null,
    customer uuid not null,
    slug text not null,
    state text not null,
    owner text not null check (owner in ('customer', 'desk', 'agent', 'reviewer', 'approver', 'exchange', 'chain', 'nobody')),
    due_at timestamptz,
    seq int not null,
    look int not null default 0,
    looking boolean not null default false,
    lease_until timestamptz,
    evidence text not null,
    diagnosis text not null,
    diagnosed_at timestamptz,
    request uuid,
    at timestamptz not null,
    ended_at timestamptz,
    ending text check (ending in ('solved', 'refused', 'lapsed', 'handed', 'closed')),
    key text not null,
    started_by text not null,
    client_id text not null,
    body_hash bytea not null,
    primary key (tenant, id),
    unique (tenant, started_by, client_id),
    check ((ended_at is null) = (owner <> 'nobody')),
    check ((ended_at is null) = (due_at is not null)),
    check ((ended_at is null) = (ending is null))
);
comment on column procedures.slug is 'class: public';
comment on column procedures.state is 'class: public';
comment on column procedures.evidence is 'class: account';
comment on column procedures.diagnosis is 'class: account';
comment on column procedures.key is 'class: public';
comment on column procedures.started_by is 'class: public';
comment on column procedures.client_id is 'class: public';
comment on column procedures.body_hash is 'class: account';
create unique index procedures_one_of_a_kind on procedures (tenant, conversation, slug) where ended_at is null;
create index procedures_conversation on procedures (tenant, conversation, at desc);
create index procedures_looking on procedures (tenant, at) where looking;
create index procedures_due on procedures (tenant, due_at) where ended_at is null;
create index procedures_request on procedures (tenant, request) where request is not null;

-- Everything that happened in them, only ever added to.
create table procedure_events (
    tenant text not null,
    procedure uuid not null,
    seq int not null,
    kind text not null,
    state text not null,
    owner text not null,
    due_at timestamptz,
    actor text not null,
    actor_name text not null,
    client_id text not null,
    body_hash bytea not null,
    detail text not null,
    at timestamptz not null,
    primary key (tenant, procedure, seq),
    unique (tenant, procedure, actor, client_id)
);
comment on column procedure_events.kind is 'class: public';
comment on column procedure_events.state is 'class: public';
comment on column procedure_events.owner is 'class: public';
comment on column procedure_events.actor is 'class: public';
comment on column procedure_events.actor_name is 'class: public';
comment on column procedure_events.client_id is 'class: public';
comment on column procedure_events.body_hash is 'class: account';
comment on column procedure_events.detail is 'class: account';

select keep_tenants_apart('select, insert, update', 'procedures');
select keep_tenants_apart('select, insert', 'procedure_events');

-- Recoveries: one for each movement on a chain, whoever asks for it; nobody credits alone.
create table recoveries (
    tenant text not null,
    id uuid not null,
    procedure uuid not null,
    conversation uuid not null,
    customer uuid not null,
    network text not null,
    txid_mark bytea not null,
    log_index int not null,
    asset text not null,
    amount text not null,
    state text not null default 'claimed' check (state in ('claimed', 'asked', 'credited', 'refused')),
    reviewed_by uuid,
    approved_by uuid,
    at timestamptz not null,
    primary key (tenant, id),
    unique (tenant, network, txid_mark, log_index),
    check (state in ('claimed', 'refused')
        or reviewed_by is not null and approved_by is not null and reviewed_by <> approved_by)
);
comment on column recoveries.network is 'class: public';
comment on column recoveries.txid_mark is 'class: account';
comment on column recoveries.asset is 'class: public';
comment on column recoveries.amount is 'class: public';
create index recoveries_procedure on recoveries (tenant, procedure);
select keep_tenants_apart('select, insert, update', 'recoveries');

-- What a request is about, where its action alone does not say it: sealed by the server's key.
alter table exchange_requests add column about_sealed bytea;

-- Some alerts come of no agent: two customers who claim the same transaction.
alter table alerts alter column agent drop not null;
alter table alerts drop constraint alerts_kind_check;
alter table alerts add constraint alerts_kind_check check (
    kind in ('canary', 'reveal_quota', 'reading_suspended', 'breakglass', 'double_claim'));
