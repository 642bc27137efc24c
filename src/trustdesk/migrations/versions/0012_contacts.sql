-- Codes that prove an address. What a code reads is computed from its id with our key and stands nowhere;
-- the address is sealed, and goes with the row soon after it ran out.
create table contact_codes (
    tenant text not null,
    id uuid not null,
    line text not null,
    address_sealed bytea not null,
    purpose text not null check (purpose in ('form', 'status', 'chat')),
    language text not null,
    letter uuid,
    decoy boolean not null,
    until timestamptz not null,
    link_until timestamptz not null,
    tries int not null default 0,
    used_at timestamptz,
    primary key (tenant, id)
);
comment on column contact_codes.line is 'class: public';
comment on column contact_codes.address_sealed is 'class: contact';
comment on column contact_codes.language is 'class: public';
create index contact_codes_until on contact_codes (tenant, link_until);

-- One-time ways from one line to another.
create table crossings (
    tenant text not null,
    digest text not null,
    customer uuid not null,
    conversation uuid not null,
    line text not null,
    until timestamptz not null,
    used_at timestamptz,
    primary key (tenant, digest),
    foreign key (tenant, customer) references customers
);
comment on column crossings.digest is 'class: secret';
comment on column crossings.line is 'class: public';
create index crossings_until on crossings (tenant, until);
create index crossings_customer on crossings (tenant, customer);

-- A customer's own words, which every genuine mail to them carries.
create table anti_phishing_codes (
    tenant text not null,
    customer uuid not null,
    code text not null,
    set_at timestamptz not null,
    primary key (tenant, customer),
    foreign key (tenant, customer) references customers
);
comment on column anti_phishing_codes.code is 'class: account';

-- Letters of the form, without secrets: kept before anything else, until they stand in a conversation.
create table form_letters (
    tenant text not null,
    id uuid not null,
    client_id text not null,
    body_hash bytea not null,
    address_sealed bytea not null,
    address_mark text not null,
    said_sealed bytea not null,
    topic text not null,
    language text not null,
    hidden bytea not null,
    attachments uuid[] not null,
    doubts text[] not null,
    state text not null check (state in ('waiting', 'confirmed', 'taken')),
    code uuid,
    conversation text not null default '',
    at timestamptz not null,
    primary key (tenant, id),
    unique (tenant, client_id)
);
comment on column form_letters.client_id is 'class: public';
comment on column form_letters.body_hash is 'class: public';
comment on column form_letters.address_sealed is 'class: contact';
comment on column form_letters.address_mark is 'class: public';
comment on column form_letters.topic is 'class: public';
comment on column form_letters.language is 'class: public';
comment on column form_letters.said_sealed is 'class: account';
comment on column form_letters.hidden is 'class: public';
comment on column form_letters.doubts is 'class: public';
comment on column form_letters.conversation is 'class: public';
create index form_letters_address on form_letters (tenant, address_mark) where state <> 'taken';
create index form_letters_confirmed on form_letters (tenant, at) where state = 'confirmed';
create index form_letters_old on form_letters (tenant, state, at);

-- When it was last proved that the customer answers there.
alter table customer_handles add column proved_at timestamptz;

do $$
declare name text;
begin
    for name in select tablename from pg_tables where schemaname = current_schema()
        and tablename in ('contact_codes', 'crossings', 'anti_phishing_codes', 'form_letters')
    loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format('create policy own_tenant on %I using (tenant = current_setting(''app.tenant'', true))'
            ' with check (tenant = current_setting(''app.tenant'', true))', name);
        execute format('grant select, insert, update, delete on %I to trustdesk_app', name);
    end loop;
end $$;
