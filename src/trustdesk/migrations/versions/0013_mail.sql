-- One row for each mail that was taken into a conversation, or is on its way into one.
create table mails (
    tenant text not null,
    arrival uuid not null,
    mailbox text not null,
    identity bytea not null,
    message_id text not null,
    sender text not null,
    sender_name text not null,
    subject text not null,
    lane text not null check (lane in ('verified', 'unverified')),
    dmarc text not null check (dmarc in ('pass', 'fail', 'none')),
    dkim text not null check (dkim in ('pass', 'fail', 'none')),
    spf text not null check (spf in ('pass', 'fail', 'none')),
    joined_by text not null check (joined_by in ('token', 'references', 'person', 'nothing')),
    handle text not null,
    joins text not null,
    offered uuid,
    attachments uuid[] not null,
    left_out text[] not null,
    warnings text[] not null,
    conversation uuid,
    seq int,
    at timestamptz not null,
    primary key (tenant, arrival),
    unique (tenant, mailbox, identity)
);
comment on column mails.mailbox is 'class: public';
comment on column mails.identity is 'class: public';
comment on column mails.message_id is 'class: contact';
comment on column mails.sender is 'class: contact';
comment on column mails.sender_name is 'class: contact';
comment on column mails.subject is 'class: account';
comment on column mails.handle is 'class: contact';
comment on column mails.joins is 'class: public';
comment on column mails.left_out is 'class: account';
comment on column mails.warnings is 'class: public';
create index mails_of on mails (tenant, conversation, seq);
create index mails_by_id on mails (tenant, mailbox, message_id, sender);

-- Who may be written to in which conversation: the one who answers with its token goes on in it.
create table mail_threads (
    tenant text not null,
    ref text not null,
    conversation uuid not null,
    address text not null,
    handle text not null,
    mailbox text not null,
    verified boolean not null,
    quiet boolean not null,
    subject text not null,
    message_ids text[] not null,
    used_at timestamptz not null,
    primary key (tenant, ref),
    unique (tenant, conversation, address)
);
comment on column mail_threads.ref is 'class: public';
comment on column mail_threads.address is 'class: contact';
comment on column mail_threads.handle is 'class: contact';
comment on column mail_threads.mailbox is 'class: public';
comment on column mail_threads.subject is 'class: account';
comment on column mail_threads.message_ids is 'class: contact';

-- What the desk says by itself to an address, a day: the address is a keyed hash.
create table mail_words (
    tenant text not null,
    address_mark text not null,
    day date not null,
    delivery uuid not null,
    primary key (tenant, address_mark, day)
);
comment on column mail_words.address_mark is 'class: public';

-- How far a mailbox has been read over IMAP, and which node reads it now.
create table mailboxes (
    tenant text not null,
    account text not null,
    validity bigint not null,
    uid bigint not null,
    reader text not null,
    read_until timestamptz not null,
    seen_at timestamptz,
    primary key (tenant, account)
);
comment on column mailboxes.account is 'class: contact';
comment on column mailboxes.reader is 'class: public';

do $$
declare name text;
begin
    for name in select tablename from pg_tables where schemaname = current_schema()
        and tablename in ('mails', 'mail_threads', 'mail_words', 'mailboxes')
    loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format('create policy own_tenant on %I using (tenant = current_setting(''app.tenant'', true))'
            ' with check (tenant = current_setting(''app.tenant'', true))', name);
        execute format('grant select, insert, update, delete on %I to trustdesk_app', name);
    end loop;
end $$;
