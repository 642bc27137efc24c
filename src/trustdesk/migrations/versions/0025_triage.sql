-- What triage made of a conversation. Nothing of its words is kept: kinds of things it names, keyed hashes
-- by which the same thing is met again, what it means as numbers. It goes with the conversation's texts.
create table readings (
    tenant text not null,
    conversation uuid not null,
    seq integer not null,
    language text,
    topic text,
    confidence real not null,
    candidates text not null,
    urgency text not null check (urgency in ('theft', 'freeze', 'scam', 'pressing', 'none')),
    entities text[] not null,
    sentiment text not null check (sentiment in ('distressed', 'annoyed', 'calm', 'pleased')),
    abuse boolean not null,
    complaint boolean not null,
    version integer not null,
    answered real not null,
    article text not null,
    marks bytea[] not null,
    meaning bytea,
    corrected text,
    corrected_by text not null default '',
    corrected_at timestamptz,
    at timestamptz not null,
    primary key (tenant, conversation),
    foreign key (tenant, conversation) references conversations (tenant, id)
);
create index readings_marks on readings using gin (marks);
create index readings_at on readings (tenant, at);
create index readings_corrected on readings (tenant, corrected_at) where corrected is not null;

-- A model is never changed: trained anew it is another version. One is active at most.
create table triage_models (
    tenant text not null,
    version integer not null,
    state text not null check (state in ('candidate', 'active', 'retired')),
    card text not null,
    body bytea not null,
    made_by text not null,
    made_at timestamptz not null,
    primary key (tenant, version)
);
create unique index triage_models_active on triage_models (tenant) where state = 'active';

-- What somebody who keeps the articles might write: from questions that no article answers, and from
-- conversations that were solved. Only which conversation it comes from is kept, and words that several
-- customers used alike; what one of them said is read where it stands, without names and numbers.
create table proposals (
    tenant text not null,
    id uuid not null,
    kind text not null check (kind in ('gap', 'answer')),
    conversation uuid not null,
    locale text not null check (locale in ('en', 'zh-CN')),
    topic text,
    words text[] not null,
    size integer not null,
    state text not null default 'waiting' check (state in ('waiting', 'drafted', 'dismissed')),
    slug text not null default '',
    decided_by text not null default '',
    decided_at timestamptz,
    at timestamptz not null,
    primary key (tenant, id),
    foreign key (tenant, conversation) references conversations (tenant, id)
);
create unique index proposals_source on proposals (tenant, kind, conversation);
create index proposals_state on proposals (tenant, state, at);

comment on column readings.language is 'class: public';
comment on column readings.topic is 'class: public';
comment on column readings.candidates is 'class: public';
comment on column readings.entities is 'class: public';
comment on column readings.article is 'class: public';
comment on column readings.marks is 'class: account';
comment on column readings.meaning is 'class: account';
comment on column readings.corrected is 'class: public';
comment on column readings.corrected_by is 'class: public';
comment on column triage_models.card is 'class: public';
comment on column triage_models.body is 'class: public';
comment on column triage_models.made_by is 'class: public';
comment on column proposals.topic is 'class: public';
comment on column proposals.words is 'class: public';
comment on column proposals.slug is 'class: public';
comment on column proposals.decided_by is 'class: public';

select keep_tenants_apart('select, insert, update', 'readings', 'triage_models', 'proposals');
grant delete on readings, proposals to trustdesk_app;
