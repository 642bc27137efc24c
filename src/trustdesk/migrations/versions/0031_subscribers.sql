-- ``target`` is an address or a browser, sealed by a key of its own; ``lookup`` finds it again.
create table subscribers (
    tenant text not null,
    id uuid not null,
    way text not null check (way in ('email', 'push')),
    lookup bytea not null,
    target text not null,
    kinds text[] not null,
    language text not null check (language in ('en', 'zh-CN')),
    customer uuid,
    asked_at timestamptz not null,
    confirmed_at timestamptz,
    primary key (tenant, id),
    unique (tenant, way, lookup)
);
comment on column subscribers.lookup is 'class: contact';
comment on column subscribers.target is 'class: contact';
comment on column subscribers.kinds is 'class: public';
create index subscribers_waiting on subscribers (tenant, asked_at) where confirmed_at is null;
create index subscribers_of on subscribers (tenant, customer) where customer is not null;

create table push_keys (
    tenant text not null,
    public text not null,
    sealed bytea not null,
    made_at timestamptz not null,
    primary key (tenant)
);
comment on column push_keys.public is 'class: public';
comment on column push_keys.sealed is 'class: secret';

select keep_tenants_apart('select, insert, update, delete', 'subscribers');
select keep_tenants_apart('select, insert', 'push_keys');
