-- Evidence: who did what to whom; and one tree per brand over that and over everything that was said.
-- All of it is only ever added to.

create table audit (
    tenant text not null,
    xid xid8 not null default pg_current_xact_id(),
    id uuid not null,
    actor text not null,
    role text not null,
    session text not null,
    action text not null,
    about_kind text not null,
    about_id text not null,
    reason text not null,
    purpose text not null,
    detail text not null,
    once text,
    at timestamptz not null default clock_timestamp(),
    primary key (tenant, xid, id),
    unique (tenant, once)
);
comment on column audit.actor is 'class: public';
comment on column audit.role is 'class: public';
comment on column audit.session is 'class: public';
comment on column audit.action is 'class: public';
comment on column audit.about_kind is 'class: public';
comment on column audit.about_id is 'class: account';
comment on column audit.reason is 'class: account';
comment on column audit.purpose is 'class: public';
comment on column audit.detail is 'class: account';
comment on column audit.once is 'class: account';
create index audit_about on audit (tenant, about_kind, about_id);
create index audit_actor on audit (tenant, actor, xid);

create table leaves (
    tenant text not null,
    place bigint not null check (place >= 0),
    source text not null check (source in ('audit', 'messages')),
    entry uuid not null,
    salt bytea not null,
    hash bytea not null,
    primary key (tenant, place),
    unique (tenant, entry)
);
comment on column leaves.salt is 'class: account';
comment on column leaves.hash is 'class: public';

-- Whole subtrees of 16, 256, 4096 … leaves, so that a proof need not read the tree.
create table subtrees (
    tenant text not null,
    level smallint not null check (level > 0),
    place bigint not null check (place >= 0),
    hash bytea not null,
    primary key (tenant, level, place)
);
comment on column subtrees.hash is 'class: public';

create table seals (
    tenant text not null,
    size bigint not null check (size > first),
    first bigint not null check (first >= 0),
    root bytea not null,
    reached text not null,
    previous bytea not null,
    checkpoint text not null,
    at timestamptz not null,
    primary key (tenant, size),
    unique (tenant, first)
);
comment on column seals.root is 'class: public';
comment on column seals.reached is 'class: public';
comment on column seals.previous is 'class: public';
comment on column seals.checkpoint is 'class: public';

do $$
declare name text;
begin
    for name in select tablename from pg_tables where schemaname = current_schema()
        and tablename in ('audit', 'leaves', 'subtrees', 'seals')
    loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format('create policy own_tenant on %I using (tenant = current_setting(''app.tenant'', true))'
            ' with check (tenant = current_setting(''app.tenant'', true))', name);
        execute format('grant select, insert on %I to trustdesk_app', name);
    end loop;
end $$;
