-- Who the customer is, how that was proved, and until when.

create table customer_proofs (
    tenant text not null,
    id uuid not null,
    customer uuid not null,
    level smallint not null check (level between 1 and 3),
    via text not null,
    kyc_level text,
    at timestamptz not null,
    until timestamptz not null,
    primary key (tenant, id),
    foreign key (tenant, customer) references customers
);
comment on column customer_proofs.via is 'class: public';
comment on column customer_proofs.kyc_level is 'class: public';
create index customer_proofs_latest on customer_proofs (tenant, customer, until desc);

-- A token of the exchange counts once; the row goes when the token would have run out anyway.
create table used_tokens (
    tenant text not null,
    digest bytea not null,
    until timestamptz not null,
    primary key (tenant, digest)
);
comment on column used_tokens.digest is 'class: public';
create index used_tokens_until on used_tokens (tenant, until);

-- The visit keeps the device's anonymous customer for good. A proof says who signed in on it, and
-- as_verified that what is written now is written as them. Rows from before have no handle of their own.
alter table visitor_sessions add column handle text;
alter table visitor_sessions add column proof uuid;
alter table visitor_sessions add column as_verified boolean not null default false;
alter table visitor_sessions add foreign key (tenant, proof) references customer_proofs;
create index visitor_sessions_customer on visitor_sessions (tenant, customer);

-- Two customers that are one person: proposed, decided by somebody else, never a merge of rows.
create table customer_ties (
    tenant text not null,
    id uuid not null,
    one uuid not null,
    other uuid not null,
    one_number text not null,
    other_number text not null,
    reason text not null,
    state text not null default 'proposed' check (state in ('proposed', 'accepted', 'refused', 'undone')),
    proposed_by uuid not null,
    proposed_name text not null,
    proposed_at timestamptz not null,
    decided_by uuid,
    decided_name text,
    decided_at timestamptz,
    client_id text not null,
    body_hash bytea not null,
    primary key (tenant, id),
    unique (tenant, proposed_by, client_id),
    check (one < other),
    foreign key (tenant, one) references customers,
    foreign key (tenant, other) references customers
);
comment on column customer_ties.one_number is 'class: public';
comment on column customer_ties.other_number is 'class: public';
comment on column customer_ties.reason is 'class: account';
comment on column customer_ties.proposed_name is 'class: public';
comment on column customer_ties.decided_name is 'class: public';
comment on column customer_ties.client_id is 'class: public';
comment on column customer_ties.body_hash is 'class: account';
create unique index customer_ties_living on customer_ties (tenant, one, other)
    where state in ('proposed', 'accepted');
create index customer_ties_other on customer_ties (tenant, other);
create index customer_ties_waiting on customer_ties (tenant, proposed_at) where state = 'proposed';

-- Identity documents: asked for in a conversation, kept apart, sealed by a key of their own, seen once.
create table documents (
    tenant text not null,
    id uuid not null,
    conversation uuid not null,
    number text not null,
    kind text not null check (kind in ('identity', 'selfie', 'address', 'ownership')),
    state text not null default 'asked' check (state in ('asked', 'sent', 'accepted', 'refused', 'expired')),
    asked_by uuid not null,
    asked_name text not null,
    asked_at timestamptz not null,
    until timestamptz not null,
    media_type text,
    size int,
    blob text,
    sealed_key bytea,
    sent_at timestamptz,
    viewed_by uuid,
    viewed_at timestamptz,
    decided_by uuid,
    decided_at timestamptz,
    client_id text not null,
    body_hash bytea not null,
    primary key (tenant, id),
    unique (tenant, asked_by, client_id)
);
comment on column documents.number is 'class: public';
comment on column documents.asked_name is 'class: public';
comment on column documents.media_type is 'class: public';
comment on column documents.blob is 'class: public';
comment on column documents.sealed_key is 'class: secret';
comment on column documents.client_id is 'class: public';
comment on column documents.body_hash is 'class: account';
create index documents_conversation on documents (tenant, conversation, asked_at desc);
create unique index documents_living on documents (tenant, conversation) where state in ('asked', 'sent');
create index documents_until on documents (tenant, until) where state in ('asked', 'sent');

do $$
declare name text;
begin
    for name in select tablename from pg_tables where schemaname = current_schema()
        and tablename in ('customer_proofs', 'used_tokens', 'customer_ties', 'documents')
    loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format('create policy own_tenant on %I using (tenant = current_setting(''app.tenant'', true))'
            ' with check (tenant = current_setting(''app.tenant'', true))', name);
        execute format('grant select, insert, update, delete on %I to trustdesk_app', name);
    end loop;
end $$;

-- A proof, once given, is only ever read; a used token is forgotten, never changed.
revoke update, delete on customer_proofs from trustdesk_app;
revoke update on used_tokens from trustdesk_app;
