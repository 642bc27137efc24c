-- What was set aside: who it says it is from and what about, for whoever judges it; sealed by the server's key.
-- ``may_enter``: a person may let it in. ``let_in``: somebody has.
create table held_arrivals (
    tenant text not null,
    arrival uuid not null,
    may_enter boolean not null,
    let_in boolean not null default false,
    glimpse_sealed bytea not null,
    primary key (tenant, arrival)
);
comment on column held_arrivals.glimpse_sealed is 'class: account';
select keep_tenants_apart('select, insert, update', 'held_arrivals');
grant delete on held_arrivals to trustdesk_app;

-- What a mail says besides its new words: who signed, the history below, a mail or an invitation inside; sealed
-- like the rest of the row, by the key of its conversation.
alter table mails add column folded text not null default '';
