#!/bin/sh
# The three roles and the database, on a PostgreSQL of your own. Run once as its administrator:
#   OWNER_PASSWORD=… LOGIN_PASSWORD=… PGHOST=… PGUSER=postgres deploy/roles.sh
# (the container's first start runs it by itself).
set -eu

psql -v ON_ERROR_STOP=1 --username "${POSTGRES_USER:-${PGUSER:-postgres}}" --dbname postgres --no-psqlrc --quiet \
  -v owner="$OWNER_PASSWORD" -v login="$LOGIN_PASSWORD" <<'SQL'
create role trustdesk_owner login password :'owner' nosuperuser nocreatedb nocreaterole nobypassrls;
create role trustdesk_app nologin nosuperuser nocreatedb nocreaterole nobypassrls;
create role trustdesk_login login password :'login' nosuperuser nocreatedb nocreaterole nobypassrls;
grant trustdesk_app to trustdesk_login;
select current_setting('server_version_num')::int >= 170000 as builtin \gset
\if :builtin
create database trustdesk owner trustdesk_owner template template0 encoding 'UTF8'
    locale_provider builtin builtin_locale 'C.UTF-8' locale 'C.UTF-8';
\else
create database trustdesk owner trustdesk_owner template template0 encoding 'UTF8' locale 'C.UTF-8';
\endif
revoke all on database trustdesk from public;
grant connect on database trustdesk to trustdesk_app;
SQL
