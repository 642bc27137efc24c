-- Everything an agent held, given to a colleague or to the queue in one act. ``seqs`` are the numbers of the
-- last entries as it was given: who has been answered since is not taken back.
create table handovers (
    tenant text not null,
    id uuid not null,
    agent uuid not null,
    target uuid,
    target_name text not null,
    conversations uuid[] not null,
    seqs integer[] not null,
    was text not null check (was in ('online', 'away', 'offline')),
    at timestamptz not null,
    undone_at timestamptz,
    client_id text not null,
    body_hash bytea not null,
    primary key (tenant, id),
    unique (tenant, agent, client_id)
);
comment on column handovers.target_name is 'class: public';
comment on column handovers.was is 'class: public';
comment on column handovers.client_id is 'class: public';
comment on column handovers.body_hash is 'class: public';

select keep_tenants_apart('select, insert, update', 'handovers');

alter table assistant_calls drop constraint assistant_calls_purpose_check;
alter table assistant_calls add constraint assistant_calls_purpose_check
    check (purpose in ('answer', 'rewrite', 'translate', 'suggest', 'summary'));
