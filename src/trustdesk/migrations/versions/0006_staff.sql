-- agents ------------------------------------------------------------------------------------------

alter table agents drop constraint agents_role_check;
alter table agents add constraint agents_role_check check (
    role in ('agent', 'senior', 'supervisor', 'editor', 'compliance', 'admin', 'breakglass'));
-- Break-glass access ends by itself; nobody else's does.
alter table agents add column ends_at timestamptz;
alter table agents add constraint agents_ends_at_check check ((role = 'breakglass') = (ends_at is not null));
alter table agents add column suspended boolean not null default false;
-- Set when the directory of the exchange deleted the agent: it sees them no more, history still does.
alter table agents add column removed_at timestamptz;

-- sessions ----------------------------------------------------------------------------------------

alter table staff_sessions add column factor text not null default 'totp'
    check (factor in ('totp', 'passkey', 'sso'));
-- When the person last proved a factor in this session; null when a provider vouched without asking them.
alter table staff_sessions add column proved_at timestamptz default clock_timestamp();
-- A limited session can do nothing but enrol a passkey, or prove the one there is.
alter table staff_sessions add column limited boolean not null default false;
alter table staff_sessions add column idle_limit interval not null default '30 minutes';
create unique index staff_sessions_id on staff_sessions (tenant, id);

-- passkeys ----------------------------------------------------------------------------------------

create table passkeys (
    tenant text not null,
    id uuid not null,
    agent uuid not null,
    credential bytea not null,
    public_key bytea not null,
    sign_count bigint not null,
    name text not null,
    created_at timestamptz not null,
    used_at timestamptz,
    -- Its counter went back: somebody may hold a copy.
    regressed_at timestamptz,
    primary key (tenant, id),
    unique (tenant, credential),
    foreign key (tenant, agent) references agents
);
comment on column passkeys.credential is 'class: account';
comment on column passkeys.public_key is 'class: account';
comment on column passkeys.name is 'class: public';
create index passkeys_agent on passkeys (tenant, agent);

create table staff_challenges (
    tenant text not null,
    id uuid not null,
    purpose text not null check (purpose in ('enrol', 'sign_in', 'step_up', 'sso')),
    session uuid,
    challenge bytea not null,
    bound bytea,
    expires_at timestamptz not null,
    primary key (tenant, id)
);
comment on column staff_challenges.challenge is 'class: secret';
comment on column staff_challenges.bound is 'class: secret';

-- suspensions -------------------------------------------------------------------------------------

create table suspensions (
    tenant text not null,
    id uuid not null,
    agent uuid not null,
    reason text not null,
    by text not null,
    at timestamptz not null,
    lifted_at timestamptz,
    lifted_by text,
    lifted_reason text,
    primary key (tenant, id),
    foreign key (tenant, agent) references agents
);
comment on column suspensions.reason is 'class: account';
comment on column suspensions.by is 'class: public';
comment on column suspensions.lifted_by is 'class: public';
comment on column suspensions.lifted_reason is 'class: account';
create unique index suspensions_current on suspensions (tenant, agent) where lifted_at is null;

-- single sign-on ----------------------------------------------------------------------------------

create table sso_identities (
    tenant text not null,
    issuer text not null,
    subject text not null,
    agent uuid not null,
    linked_at timestamptz not null,
    primary key (tenant, issuer, subject),
    unique (tenant, agent, issuer),
    foreign key (tenant, agent) references agents
);
comment on column sso_identities.issuer is 'class: public';
comment on column sso_identities.subject is 'class: account';

do $$
declare name text;
begin
    for name in select tablename from pg_tables where schemaname = current_schema()
        and tablename in ('passkeys', 'staff_challenges', 'suspensions', 'sso_identities')
    loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format('create policy own_tenant on %I using (tenant = current_setting(''app.tenant'', true))'
            ' with check (tenant = current_setting(''app.tenant'', true))', name);
        execute format('grant select, insert, update, delete on %I to trustdesk_app', name);
    end loop;
end $$;
