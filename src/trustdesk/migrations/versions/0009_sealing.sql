-- Sealed at rest: which data key seals what belongs to a customer and to a conversation. The keys
-- themselves lie outside the database (docs/decisions/0024).

alter table customers add column key text not null default '';
alter table conversations add column key text not null default '';

-- A handle is found by a keyed hash of its line and its id; the id itself is sealed.
alter table customer_handles drop constraint customer_handles_pkey;
drop index customer_handles_id;
alter table customer_handles add primary key (tenant, id);
alter table customer_handles add column lookup bytea;
create unique index customer_handles_lookup on customer_handles (tenant, lookup);

-- The keyed words of an entry are forgotten with it; nothing else of an entry ever changes.
grant update (words) on messages to trustdesk_app;
