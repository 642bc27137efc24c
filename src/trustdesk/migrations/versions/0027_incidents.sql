create table incidents (
    tenant text not null,
    id uuid not null,
    titles text not null,
    topics text[] not null,
    state text not null check (state in ('investigating', 'identified', 'monitoring', 'resolved')),
    place integer not null,
    opened_by text not null,
    opened_at timestamptz not null,
    updated_at timestamptz not null,
    actor text not null,
    client_id text not null,
    body_hash bytea not null,
    primary key (tenant, id),
    unique (tenant, actor, client_id)
);
comment on column incidents.titles is 'class: public';
comment on column incidents.topics is 'class: public';
comment on column incidents.opened_by is 'class: public';
comment on column incidents.actor is 'class: public';
comment on column incidents.client_id is 'class: public';
comment on column incidents.body_hash is 'class: public';
create index incidents_open on incidents (tenant, updated_at desc, id desc) where state <> 'resolved';

create table incident_updates (
    tenant text not null,
    id uuid not null,
    incident uuid not null,
    place integer not null check (place >= 1),
    state text not null check (state in ('investigating', 'identified', 'monitoring', 'resolved')),
    texts text not null,
    written_by text not null,
    at timestamptz not null,
    actor text not null,
    client_id text not null,
    body_hash bytea not null,
    primary key (tenant, id),
    unique (tenant, incident, place),
    unique (tenant, actor, client_id),
    foreign key (tenant, incident) references incidents
);
comment on column incident_updates.texts is 'class: public';
comment on column incident_updates.written_by is 'class: public';
comment on column incident_updates.actor is 'class: public';
comment on column incident_updates.client_id is 'class: public';
comment on column incident_updates.body_hash is 'class: public';

-- ``told`` is the place of the latest update that the conversation holds.
create table incident_links (
    tenant text not null,
    incident uuid not null,
    conversation uuid not null,
    linked_by text not null,
    at timestamptz not null,
    told integer not null default 0,
    primary key (tenant, incident, conversation),
    foreign key (tenant, incident) references incidents,
    foreign key (tenant, conversation) references conversations
);
comment on column incident_links.linked_by is 'class: public';
create index incident_links_of on incident_links (tenant, conversation);

create table announcements (
    tenant text not null,
    id uuid not null,
    kind text not null check (kind in ('maintenance', 'listing', 'promotion', 'risk', 'rules')),
    state text not null check (state in ('draft', 'published', 'withdrawn')),
    languages text not null,
    pinned boolean not null,
    publish_at timestamptz,
    over_at timestamptz,
    version integer not null,
    written_by text not null,
    updated_at timestamptz not null,
    actor text not null,
    client_id text not null,
    body_hash bytea not null,
    primary key (tenant, id),
    unique (tenant, actor, client_id)
);
comment on column announcements.languages is 'class: public';
comment on column announcements.written_by is 'class: public';
comment on column announcements.actor is 'class: public';
comment on column announcements.client_id is 'class: public';
comment on column announcements.body_hash is 'class: public';
create index announcements_latest on announcements (tenant, (coalesce(publish_at, updated_at)) desc, id desc);

select keep_tenants_apart('select, insert, update', 'incidents', 'incident_updates', 'incident_links', 'announcements');

-- What was told is never changed; what ties a conversation to it goes with the conversation.
revoke update on incident_updates from trustdesk_app;
grant delete on incident_links to trustdesk_app;
