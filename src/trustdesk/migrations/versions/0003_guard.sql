-- guard: what was hidden and where, never its value; what a look-up has settled ------------------

create table guard_findings (
    tenant text not null,
    about uuid not null,
    place text not null check (place in ('message', 'reply', 'note', 'rating', 'label', 'draft', 'macro',
        'file_name', 'customer_name')),
    mark text not null,
    kind text not null,
    conversation uuid,
    at timestamptz not null,
    primary key (tenant, about, place, mark)
);
comment on column guard_findings.mark is 'class: account';
comment on column guard_findings.kind is 'class: public';
create index guard_findings_mark on guard_findings (tenant, mark, at);
create index guard_findings_conversation on guard_findings (tenant, conversation)
    where conversation is not null;

create table guard_verdicts (
    tenant text not null,
    mark text not null,
    transaction boolean not null,
    given_by text not null,
    at timestamptz not null,
    primary key (tenant, mark)
);
comment on column guard_verdicts.mark is 'class: account';
comment on column guard_verdicts.given_by is 'class: public';

do $$
declare name text;
begin
    for name in select tablename from pg_tables where schemaname = current_schema()
        and tablename in ('guard_findings', 'guard_verdicts')
    loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format('create policy own_tenant on %I using (tenant = current_setting(''app.tenant'', true))'
            ' with check (tenant = current_setting(''app.tenant'', true))', name);
        execute format('grant select, insert, update, delete on %I to trustdesk_app', name);
    end loop;
end $$;
revoke update, delete on guard_findings from trustdesk_app;
