-- The conversation of the same person in which this one goes on. Both keep their entries and their seals.
-- No index: it is looked for among the conversations of one person.
alter table conversations add column joined uuid;
alter table conversations add constraint conversations_joined check (joined <> id);
