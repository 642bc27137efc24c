-- What holds for all languages of an article is changed by who has seen it as it stands.
alter table articles add column revision int not null default 1;
alter table articles add column expires_on date;
-- Which versions of the two languages last said the same; none known means that nothing has changed since.
alter table articles add column step_en int;
alter table articles add column step_zh int;

-- Whether it says what the other language says when it becomes public, and when that is to be; the file it
-- was read from, where that says the same in other signs.
alter table article_versions add column in_step boolean not null default false;
alter table article_versions add column publish_at timestamptz;
alter table article_versions add column file text not null default '';
alter table article_versions drop constraint article_versions_state_check;
alter table article_versions add constraint article_versions_state_check check (
    state in ('draft', 'review', 'scheduled', 'published', 'retired'));
create unique index article_versions_scheduled on article_versions (tenant, article, locale)
    where state = 'scheduled';
create index article_versions_due on article_versions (tenant, publish_at) where state = 'scheduled';

-- One unfinished text an article and language. The row stays when it is published or thrown away, so that its
-- revision only ever grows.
create table article_drafts (
    tenant text not null,
    article uuid not null,
    locale text not null check (locale in ('en', 'zh-CN')),
    revision int not null,
    open boolean not null,
    base int not null,
    title text not null,
    summary text not null,
    questions text[] not null,
    body text not null,
    written_by text not null,
    written_at timestamptz not null,
    primary key (tenant, article, locale),
    foreign key (tenant, article) references articles
);

-- Texts that many articles quote. A version is only ever added; the newest counts.
create table article_blocks (
    tenant text not null,
    name text not null,
    locale text not null check (locale in ('en', 'zh-CN')),
    version int not null,
    text text not null,
    written_by text not null,
    written_at timestamptz not null,
    primary key (tenant, name, locale, version)
);

-- Pictures that everybody may see; the bytes lie with the files, made anew by us.
create table article_pictures (
    tenant text not null,
    name text not null,
    media_type text not null,
    width int not null,
    height int not null,
    sha256 bytea not null,
    blob text not null,
    taken_by text not null,
    taken_at timestamptz not null,
    primary key (tenant, name)
);

comment on column article_drafts.locale is 'class: public';
comment on column article_drafts.title is 'class: public';
comment on column article_drafts.summary is 'class: public';
comment on column article_drafts.questions is 'class: public';
comment on column article_drafts.body is 'class: public';
comment on column article_drafts.written_by is 'class: public';
comment on column article_blocks.name is 'class: public';
comment on column article_blocks.locale is 'class: public';
comment on column article_blocks.text is 'class: public';
comment on column article_blocks.written_by is 'class: public';
comment on column article_pictures.name is 'class: public';
comment on column article_pictures.media_type is 'class: public';
comment on column article_pictures.sha256 is 'class: public';
comment on column article_pictures.blob is 'class: public';
comment on column article_pictures.taken_by is 'class: public';

select keep_tenants_apart('select, insert, update', 'article_drafts', 'article_blocks', 'article_pictures');
revoke update on article_blocks from trustdesk_app;
