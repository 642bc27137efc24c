create table impostors (
    tenant text not null,
    id uuid not null,
    kind text not null check (kind in ('site', 'mail', 'handle', 'phone', 'agent')),
    thing text not null,
    imitates text not null,
    state text not null default 'new' check (state in ('new', 'confirmed', 'taken_down', 'not_impostor')),
    judged_by text not null default '',
    judged_at timestamptz,
    first_at timestamptz not null,
    last_at timestamptz not null,
    primary key (tenant, id),
    unique (tenant, kind, thing)
);
comment on column impostors.thing is 'class: public';
comment on column impostors.imitates is 'class: public';
comment on column impostors.judged_by is 'class: public';
create index impostors_latest on impostors (tenant, last_at desc, id desc);

create table impostor_reports (
    tenant text not null,
    id uuid not null,
    impostor uuid not null,
    actor text not null,
    client_id text not null,
    body_hash bytea not null,
    seen text not null check (seen in ('mail', 'chat', 'call', 'text', 'social', 'search', 'site', 'elsewhere')),
    pasted text not null,
    note text not null,
    contact text not null,
    conversation text not null,
    mail_sealed bytea,
    at timestamptz not null,
    primary key (tenant, id),
    unique (tenant, actor, client_id),
    foreign key (tenant, impostor) references impostors
);
comment on column impostor_reports.actor is 'class: public';
comment on column impostor_reports.client_id is 'class: public';
comment on column impostor_reports.body_hash is 'class: public';
comment on column impostor_reports.pasted is 'class: account';
comment on column impostor_reports.note is 'class: account';
comment on column impostor_reports.contact is 'class: contact';
comment on column impostor_reports.conversation is 'class: public';
comment on column impostor_reports.mail_sealed is 'class: account';
create index impostor_reports_of on impostor_reports (tenant, impostor, at desc);

do $$
declare name text;
begin
    for name in select tablename from pg_tables where schemaname = current_schema()
        and tablename in ('impostors', 'impostor_reports')
    loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format('create policy own_tenant on %I using (tenant = current_setting(''app.tenant'', true))'
            ' with check (tenant = current_setting(''app.tenant'', true))', name);
        execute format('grant select, insert, update on %I to trustdesk_app', name);
    end loop;
end $$;

-- What was reported is only ever added to.
revoke update on impostor_reports from trustdesk_app;
