-- One for an announcement (round 0), and one for each correction (its version) that was to be sent.
create table circulars (
    tenant text not null,
    id uuid not null,
    announcement uuid not null,
    round integer not null check (round >= 0),
    state text not null check (state in ('planned', 'spreading', 'spread', 'dropped')),
    due_at timestamptz not null,
    reached uuid not null,
    asked_by text not null,
    tallies text,
    primary key (tenant, id),
    unique (tenant, announcement, round),
    foreign key (tenant, announcement) references announcements
);
comment on column circulars.asked_by is 'class: public';
comment on column circulars.tallies is 'class: public';
create index circulars_due on circulars (tenant, due_at) where state in ('planned', 'spreading');

-- ``begun``: it was about to be handed over, so that nobody can tell whether it arrived unless it was settled.
-- ``subscriber`` is nobody (zero) where it goes to a place that everybody reads.
create table circular_copies (
    tenant text not null,
    id uuid not null,
    circular uuid not null,
    way text not null,
    subscriber uuid not null,
    state text not null check (state in ('due', 'sent', 'failed', 'unsure', 'gone', 'dropped')),
    attempts integer not null default 0,
    begun boolean not null default false,
    reason text not null default '',
    since timestamptz not null default clock_timestamp(),
    next_at timestamptz,
    settled_at timestamptz,
    primary key (tenant, id),
    unique (tenant, circular, way, subscriber),
    foreign key (tenant, circular) references circulars
);
comment on column circular_copies.way is 'class: public';
comment on column circular_copies.reason is 'class: account';
create index circular_copies_due on circular_copies (tenant, way, next_at) where next_at is not null;

select keep_tenants_apart('select, insert, update', 'circulars');
select keep_tenants_apart('select, insert, update, delete', 'circular_copies');
