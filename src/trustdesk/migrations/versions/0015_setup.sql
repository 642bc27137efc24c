-- Setup: what the operator has set for each line, and every earlier version of it.

-- ``given`` holds, as JSON, only what differs from the defaults; ``secrets_sealed`` what nobody reads again.
create table line_settings (
    tenant text not null,
    line text not null,
    version int not null,
    given text not null,
    secrets_sealed bytea,
    primary key (tenant, line)
);
comment on column line_settings.line is 'class: public';
comment on column line_settings.given is 'class: account';
comment on column line_settings.secrets_sealed is 'class: secret';

-- One row for each version; ``secrets`` names those that were set or removed with it.
create table line_settings_history (
    tenant text not null,
    line text not null,
    version int not null,
    given text not null,
    secrets text[] not null,
    changed_by text not null,
    via text not null check (via in ('screen', 'file', 'restored')),
    at timestamptz not null,
    primary key (tenant, line, version)
);
comment on column line_settings_history.line is 'class: public';
comment on column line_settings_history.given is 'class: account';
comment on column line_settings_history.secrets is 'class: public';
comment on column line_settings_history.changed_by is 'class: public';

-- What a line cannot reach at the moment, said by the line itself: a login that is refused, a host that is away.
create table line_troubles (
    tenant text not null,
    line text not null,
    part text not null,
    reason text not null,
    since timestamptz not null,
    at timestamptz not null,
    primary key (tenant, line, part)
);
comment on column line_troubles.line is 'class: public';
comment on column line_troubles.part is 'class: public';
comment on column line_troubles.reason is 'class: account';

-- What waits for a person is counted apart: a flood of spam that was set aside must not hide what failed.
create index arrivals_failed on arrivals (tenant, line, received_at desc)
    where state = 'failed' and next_at is null;
create index arrivals_held on arrivals (tenant, line, received_at desc) where state = 'quarantined';

do $$
declare name text;
begin
    for name in select tablename from pg_tables where schemaname = current_schema()
        and tablename in ('line_settings', 'line_settings_history', 'line_troubles')
    loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format('create policy own_tenant on %I using (tenant = current_setting(''app.tenant'', true))'
            ' with check (tenant = current_setting(''app.tenant'', true))', name);
        execute format('grant select, insert, update, delete on %I to trustdesk_app', name);
    end loop;
end $$;
-- What was set before is only ever added to.
revoke update, delete on line_settings_history from trustdesk_app;
