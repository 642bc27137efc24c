-- One row for each conversation the assistant has heard of: whether it or people have the word.
create table assistant_turns (
    tenant text not null,
    conversation uuid not null,
    state text not null check (state in ('assistant', 'people')),
    asked_seq int not null default 0,
    said_seq int not null default 0,
    answers int not null default 0,
    clarified boolean not null default false,
    why text not null check (why in ('wanted', 'urgent', 'upset', 'unknown', 'unsure', 'not_helped', 'failed', 'late', '')),
    read text[] not null default '{}',
    topic text not null default '',
    asked_at timestamptz not null,
    said_at timestamptz,
    primary key (tenant, conversation),
    foreign key (tenant, conversation) references conversations
);
create index assistant_turns_open on assistant_turns (tenant, asked_at) where state = 'assistant';

-- What it did, question by question; the words stand in the conversation alone.
create table assistant_answers (
    tenant text not null,
    id uuid not null,
    conversation uuid not null,
    question_seq int not null,
    kind text not null check (kind in ('answered', 'asked', 'handed_over', 'quiet')),
    why text not null check (why in ('wanted', 'urgent', 'upset', 'unknown', 'unsure', 'not_helped', 'failed', 'late', '')),
    by text not null check (by in ('embedded', 'endpoint')),
    slugs text[] not null,
    score double precision not null,
    took_ms int not null,
    at timestamptz not null,
    helped boolean,
    primary key (tenant, id),
    unique (tenant, conversation, question_seq)
);
create index assistant_answers_at on assistant_answers (tenant, at);

-- Every call to a language model, whatever came of it.
create table assistant_calls (
    tenant text not null,
    id uuid not null,
    conversation uuid,
    purpose text not null check (purpose in ('answer', 'rewrite', 'translate', 'suggest')),
    model text not null,
    outcome text not null check (outcome in ('used', 'refused', 'failed', 'unused')),
    reason text not null,
    tokens_in int not null,
    tokens_out int not null,
    cost numeric(14, 8) not null,
    took_ms int not null,
    at timestamptz not null,
    primary key (tenant, id)
);
create index assistant_calls_at on assistant_calls (tenant, at);

-- Which topics a macro is suggested for.
alter table macros add column topics text[] not null default '{}';

comment on column assistant_turns.read is 'class: public';
comment on column assistant_turns.topic is 'class: public';
comment on column assistant_answers.slugs is 'class: public';
comment on column assistant_calls.model is 'class: public';
comment on column assistant_calls.reason is 'class: public';

select keep_tenants_apart('select, insert, update, delete', 'assistant_turns', 'assistant_answers', 'assistant_calls');
