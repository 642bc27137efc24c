create table articles (
    tenant text not null,
    id uuid not null,
    slug text not null,
    category text not null check (category in
        ('start', 'account', 'security', 'deposit', 'withdrawal', 'trading', 'promotion', 'rules')),
    topics text[] not null,
    related text[] not null,
    owner text not null,
    review_by date,
    primary key (tenant, id),
    unique (tenant, slug)
);

-- A version is only ever added; what readers see is the latest that is published and not retired.
create table article_versions (
    tenant text not null,
    article uuid not null,
    locale text not null check (locale in ('en', 'zh-CN')),
    version int not null,
    state text not null check (state in ('draft', 'review', 'published', 'retired')),
    title text not null,
    summary text not null,
    questions text[] not null,
    body text not null,
    sha256 bytea not null,
    written_by text not null,
    written_at timestamptz not null,
    published_by text not null default '',
    published_at timestamptz,
    primary key (tenant, article, locale, version),
    foreign key (tenant, article) references articles
);
-- At most one version of an article is public in a language.
create unique index article_versions_public on article_versions (tenant, article, locale) where state = 'published';

create table article_votes (
    tenant text not null,
    article uuid not null,
    locale text not null,
    voter bytea not null,
    helpful boolean not null,
    at timestamptz not null,
    primary key (tenant, article, locale, voter),
    foreign key (tenant, article) references articles
);

-- Moved in every transaction that changes what is public: readers on every node know when to look again.
create table knowledge_editions (
    tenant text not null,
    edition bigint not null,
    primary key (tenant)
);

-- What a text means to a model, by the hash of the text: found out once for all nodes.
create table article_vectors (
    tenant text not null,
    model text not null,
    mark bytea not null,
    vector bytea not null,
    primary key (tenant, model, mark)
);

comment on column article_vectors.model is 'class: public';
comment on column article_vectors.mark is 'class: public';
comment on column article_vectors.vector is 'class: public';
comment on column articles.slug is 'class: public';
comment on column articles.topics is 'class: public';
comment on column articles.related is 'class: public';
comment on column articles.owner is 'class: public';
comment on column article_versions.title is 'class: public';
comment on column article_versions.summary is 'class: public';
comment on column article_versions.questions is 'class: public';
comment on column article_versions.body is 'class: public';
comment on column article_versions.sha256 is 'class: public';
comment on column article_versions.written_by is 'class: public';
comment on column article_versions.published_by is 'class: public';
comment on column article_votes.locale is 'class: public';
comment on column article_votes.voter is 'class: public';

do $$
declare name text;
begin
    for name in select tablename from pg_tables where schemaname = current_schema()
        and tablename in ('articles', 'article_versions', 'article_votes', 'article_vectors', 'knowledge_editions')
    loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format('create policy own_tenant on %I using (tenant = current_setting(''app.tenant'', true))'
            ' with check (tenant = current_setting(''app.tenant'', true))', name);
        execute format('grant select, insert, update on %I to trustdesk_app', name);
    end loop;
end $$;
