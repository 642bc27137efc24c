-- An answer that goes out in several parts goes on behind those that are out. One that is mailed to somebody
-- who has left the chat says what was answered from ``left_from`` on.
alter table deliveries add column parts int not null default 0;
alter table deliveries add column left_from int;

-- Whoever proves an address in the chat may wish to have answers there, too.
alter table customer_handles add column answers boolean not null default false;

-- When customers last wrote on a line and were last answered there, to within a few seconds.
create table line_pulses (
    tenant text not null,
    line text not null,
    received_at timestamptz,
    sent_at timestamptz,
    primary key (tenant, line)
);
comment on column line_pulses.line is 'class: public';

-- The newest refresh token of a mail server, where it gives another with each access token. ``mark`` is a keyed
-- hash of the one that was set up: another one set up begins anew.
create table mail_tokens (
    tenant text not null,
    mark text not null,
    sealed bytea not null,
    at timestamptz not null default clock_timestamp(),
    primary key (tenant, mark)
);
comment on column mail_tokens.mark is 'class: public';
comment on column mail_tokens.sealed is 'class: secret';

select keep_tenants_apart('select, insert, update, delete', 'line_pulses', 'mail_tokens');

create index customer_handles_answers on customer_handles (tenant, customer) where answers;
