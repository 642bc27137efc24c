-- Jobs carry ids and tenants, never customer data; they are seen by the worker of all tenants,
-- so these tables alone stand outside row-level security.

do $$
declare name text;
begin
    for name in select tablename from pg_tables
        where schemaname = current_schema() and starts_with(tablename, 'procrastinate_')
    loop
        execute format('grant select, insert, update, delete on %I to trustdesk_app', name);
    end loop;
    for name in select sequencename from pg_sequences
        where schemaname = current_schema() and starts_with(sequencename, 'procrastinate_')
    loop
        execute format('grant usage on sequence %I to trustdesk_app', name);
    end loop;
end $$;
