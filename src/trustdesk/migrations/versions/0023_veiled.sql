-- The kinds of secret for which a picture was veiled; whether nobody could look for any.
alter table files add column held text[] not null default '{}';
alter table files add column unread boolean not null default false;

alter table guard_findings drop constraint guard_findings_place_check;
alter table guard_findings add constraint guard_findings_place_check check (place in ('message', 'reply', 'note',
    'rating', 'label', 'draft', 'macro', 'file_name', 'customer_name', 'picture'));
