-- Rows from before there were keys (docs/decisions/0052). How many there are and which is asked again and again
-- until there are none; on a desk that began later these indexes stay empty.
create function is_plain(value text) returns boolean language sql immutable parallel safe
as $$ select value <> '' and not starts_with(value, e'\x01') $$;

-- Making an index notes down how full a table is; what a young one is taken for (0001) is to stay.
create temporary table taken_for as select relname, relpages, reltuples, relallvisible from pg_class
    where oid in ('messages'::regclass, 'files'::regclass, 'customers'::regclass, 'conversations'::regclass);

create index messages_unsealed on messages (tenant, id)
    where is_plain(text) or is_plain(event) or author_kind = 'customer' and is_plain(author_name);
create index files_unsealed on files (tenant, id) where is_plain(name);
create index customers_unsealed on customers (tenant, id) where key = '' or is_plain(name);
create index conversations_unsealed on conversations (tenant, id) where key = '';

do $$
begin
    if current_setting('server_version_num')::int >= 180000 then -- older ones have no such function
        perform pg_restore_relation_stats('schemaname', 'public', 'relname', relname::text, 'relpages', relpages,
            'reltuples', reltuples, 'relallvisible', relallvisible) from taken_for;
    end if;
end $$;
drop table taken_for;

-- Entries and reports are only ever added to. That they are sealed is the one change there is: a text that is
-- plain becomes one that is sealed, and nothing else of a row can be touched with this.
create function seal_texts(of_table text, of_field text, rows uuid[], texts text[]) returns int
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare done int;
begin
    if (of_table, of_field) not in (('messages', 'text'), ('messages', 'author_name'), ('messages', 'event'),
        ('impostor_reports', 'pasted'), ('impostor_reports', 'note'), ('impostor_reports', 'contact'))
    then
        raise exception '% of % is not sealed so', of_field, of_table;
    end if;
    execute format('update %1$I as t set %2$I = new.sealed from unnest($1, $2) as new (id, sealed)'
        ' where t.tenant = current_setting(''app.tenant'') and t.id = new.id'
        ' and starts_with(new.sealed, $3) and is_plain(t.%2$I)', of_table, of_field)
        using rows, texts, e'\x01';
    get diagnostics done = row_count;
    return done;
end $$;
revoke all on function seal_texts from public;
grant execute on function seal_texts to trustdesk_app;
