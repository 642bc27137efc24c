create table surges (
    tenant text not null,
    id uuid not null,
    cause text not null check (cause in ('hand', 'rule')),
    began_at timestamptz not null,
    began_by text not null,
    words text not null,
    cards text not null,
    until timestamptz,
    waiting integer not null,
    peak integer not null,
    estimate_s integer,
    told_at timestamptz not null,
    calm_since timestamptz,
    ended_at timestamptz,
    ended_by text not null default '',
    why text not null default '' check (why in ('', 'hand', 'calm', 'time')),
    primary key (tenant, id),
    check ((ended_at is null) = (why = ''))
);
comment on column surges.cause is 'class: public';
comment on column surges.began_by is 'class: public';
comment on column surges.words is 'class: public';
comment on column surges.cards is 'class: public';
comment on column surges.ended_by is 'class: public';
comment on column surges.why is 'class: public';
create unique index surges_on on surges (tenant) where ended_at is null;
create index surges_latest on surges (tenant, began_at desc);

-- Counts of each hour of the desk, from its own conversations and waits; they name nobody.
create table desk_hours (
    tenant text not null,
    at timestamptz not null,
    began integer not null,
    taken integer not null,
    waited_s bigint not null,
    primary key (tenant, at)
);

select keep_tenants_apart('select, insert, update', 'surges', 'desk_hours');
