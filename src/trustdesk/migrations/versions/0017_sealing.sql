-- Sealed at rest: which data key seals what belongs to a customer and to a conversation. The keys
-- themselves lie outside the database (docs/decisions/0024).

alter table customers add column key text not null default '';
alter table conversations add column key text not null default '';

-- A handle is found by a keyed hash of its line and its id; the id itself is sealed.
alter table customer_handles drop constraint customer_handles_pkey;
drop index customer_handles_id;
alter table customer_handles add primary key (tenant, id);
alter table customer_handles add column lookup bytea;
create unique index customer_handles_lookup on customer_handles (tenant, lookup);
-- Handles from before stand as they are until they are erased.
create unique index customer_handles_unsealed on customer_handles (tenant, line, external_id)
    where lookup is null;

-- The keyed words of an entry are forgotten with it; nothing else of an entry ever changes.
grant update (words) on messages to trustdesk_app;

-- When nothing but the place was left, for whatever reason.
alter table customers add column erased_at timestamptz;
alter table conversations add column erased_at timestamptz;
alter table files add column erased_at timestamptz;

-- retention ---------------------------------------------------------------------------------------

-- What may not be erased while it holds: a customer with everything of theirs, or one conversation.
create table holds (
    tenant text not null,
    id uuid not null,
    customer uuid not null,
    conversation uuid,
    number text not null,
    reason text not null,
    set_by uuid not null,
    set_name text not null,
    at timestamptz not null,
    client_id text not null,
    lifted_at timestamptz,
    lifted_name text,
    lifted_reason text,
    primary key (tenant, id),
    unique (tenant, set_by, client_id),
    foreign key (tenant, customer) references customers
);
comment on column holds.number is 'class: public';
comment on column holds.reason is 'class: account';
comment on column holds.set_name is 'class: public';
comment on column holds.client_id is 'class: public';
comment on column holds.lifted_name is 'class: public';
comment on column holds.lifted_reason is 'class: account';
create index holds_living on holds (tenant, customer) where lifted_at is null;

create table erasures (
    tenant text not null,
    id uuid not null,
    customer uuid not null,
    reason text not null,
    asked_by uuid not null,
    asked_name text not null,
    approval uuid not null,
    at timestamptz not null,
    state text not null default 'begun' check (state in ('begun', 'done', 'stopped')),
    done_at timestamptz,
    conversations int not null default 0,
    entries int not null default 0,
    files int not null default 0,
    primary key (tenant, id),
    unique (tenant, approval),
    foreign key (tenant, customer) references customers
);
comment on column erasures.reason is 'class: account';
comment on column erasures.asked_name is 'class: public';
create index erasures_latest on erasures (tenant, at desc);

do $$
declare name text;
begin
    for name in select tablename from pg_tables where schemaname = current_schema()
        and tablename in ('holds', 'erasures')
    loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format('create policy own_tenant on %I using (tenant = current_setting(''app.tenant'', true))'
            ' with check (tenant = current_setting(''app.tenant'', true))', name);
        execute format('grant select, insert, update on %I to trustdesk_app', name);
    end loop;
end $$;
