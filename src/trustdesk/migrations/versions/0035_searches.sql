-- What the help centre was searched for: the words without secrets, contacts and numbers, how often, and how
-- often something was opened. Of who searched nothing is kept.
create table searches (
    tenant text not null,
    locale text not null check (locale in ('en', 'zh-CN')),
    words text not null,
    times integer not null default 0,
    opened integer not null default 0,
    unhelped integer not null default 0,
    meaning bytea,
    first_at timestamptz not null,
    at timestamptz not null,
    primary key (tenant, locale, words)
);
create index searches_at on searches (tenant, at);
comment on column searches.words is 'class: account';
comment on column searches.meaning is 'class: account';
select keep_tenants_apart('select, insert, update', 'searches');
grant delete on searches to trustdesk_app;

-- What might be written may come from searches, which have no conversation; their words make its id.
alter table proposals drop constraint proposals_kind_check;
alter table proposals add constraint proposals_kind_check check (kind in ('gap', 'answer', 'search'));
alter table proposals alter column conversation drop not null;
alter table proposals add constraint proposals_from check ((kind = 'search') = (conversation is null));

-- The customer said that the answer did not help: then nobody has answered yet.
alter table readings add column unhelped boolean not null default false;

-- The short texts of articles are known as questions from now on; what they were before is of no use.
delete from article_vectors where model = 'multilingual-e5-small';
