"""The SQL of the sandbox, in a schema apart from the desk's."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
import psycopg

from trustdesk.exchange import Search
from trustdesk.kit.db import Tx
from trustdesk.sandbox.model import Entry, Laid

SCHEMA = """
create schema if not exists sandbox;
grant usage on schema sandbox to trustdesk_app;
create table if not exists sandbox.entries (
    tenant text not null, uid text not null, kind text not null, id text not null, at timestamptz not null,
    body jsonb not null, primary key (tenant, kind, uid, id)
);
create index if not exists entries_at on sandbox.entries (tenant, uid, kind, at desc);
create table if not exists sandbox.challenges (
    tenant text not null, id uuid not null, uid text not null, body jsonb not null, state text not null,
    at timestamptz not null default now(), primary key (tenant, id)
);
create table if not exists sandbox.requests (
    tenant text not null, id uuid not null, uid text not null, body jsonb not null, state text not null,
    reason text, at timestamptz not null default now(), primary key (tenant, id)
);
do $$
declare name text;
begin
    foreach name in array array['entries', 'challenges', 'requests'] loop
        execute format('alter table sandbox.%I enable row level security', name);
        execute format('alter table sandbox.%I force row level security', name);
        execute format('drop policy if exists own_tenant on sandbox.%I', name);
        execute format('create policy own_tenant on sandbox.%I using (tenant = current_setting(''app.tenant'', true))'
            ' with check (tenant = current_setting(''app.tenant'', true))', name);
        execute format('grant select, insert, update on sandbox.%I to trustdesk_app', name);
    end loop;
end $$;
"""


def prepare(owner_url: str) -> None:
    """Make the schema, as the owner; what is there stays."""
    with psycopg.connect(owner_url, autocommit=True) as connection:
        connection.execute(SCHEMA.encode())


async def seed(tx: Tx, entries: Sequence[Entry]) -> None:
    """Add what is not there yet."""
    await tx.do(
        """insert into sandbox.entries (tenant, uid, kind, id, at, body)
        select $1, uid, kind, id, at, body::jsonb
        from unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::text[])
        as new (uid, kind, id, at, body) on conflict do nothing""",
        tx.tenant,
        [one.uid for one in entries],
        [one.kind for one in entries],
        [one.id for one in entries],
        [one.at for one in entries],
        [one.body.decode() for one in entries],
    )


async def one(tx: Tx, kind: str, id: str, uid: str | None = None) -> bytes | None:
    """Read one entry of a kind, of somebody or of anybody."""
    found = await tx.value(
        """select body::text from sandbox.entries
        where tenant = $1 and kind = $2 and id = $3 and ($4::text is null or uid = $4) limit 1""",
        tx.tenant,
        kind,
        id,
        uid,
    )
    return None if found is None else found.encode()


async def replace(tx: Tx, kind: str, id: str, body: bytes) -> None:
    """Put another body in place of an entry's."""
    await tx.do(
        "update sandbox.entries set body = $4::jsonb where tenant = $1 and kind = $2 and id = $3",
        tx.tenant,
        kind,
        id,
        body.decode(),
    )


async def listed(tx: Tx, uid: str, kind: str, wanted: Search) -> list[msgspec.Raw]:
    """List entries of somebody, newest first."""
    rows: Sequence[Any] = await tx.rows(
        """select body::text from sandbox.entries
        where tenant = $1 and uid = $2 and kind = $3
            and ($4::text is null or body->>'asset' = $4 or body->>'symbol' like '%' || $4 || '%')
            and ($5::text is null or body->>'market' = $5)
            and ($6::timestamptz is null or at >= $6) and ($7::timestamptz is null or at < $7)
            and ($8::text is null or strpos(lower(body::text), lower($8)) > 0)
        order by at desc, id limit $9""",
        tx.tenant,
        uid,
        kind,
        wanted.asset,
        wanted.market,
        wanted.since,
        wanted.until,
        wanted.q,
        wanted.limit,
    )
    return [msgspec.Raw(row["body"].encode()) for row in rows]


async def lay(tx: Tx, id: UUID, uid: str, body: bytes) -> None:
    """Lay a challenge before somebody; the same again changes nothing."""
    await tx.do(
        """insert into sandbox.challenges (tenant, id, uid, body, state) values ($1, $2, $3, $4::jsonb, 'open')
        on conflict do nothing""",
        tx.tenant,
        id,
        uid,
        body.decode(),
    )


async def laid(tx: Tx, uid: str, since: datetime) -> list[Laid]:
    """List what lies before somebody, newest first."""
    rows: Sequence[Any] = await tx.rows(
        """select id, uid, body::text, state from sandbox.challenges
        where tenant = $1 and uid = $2 and at > $3 order by at desc""",
        tx.tenant,
        uid,
        since,
    )
    return [Laid(id=row["id"], uid=row["uid"], body=row["body"].encode(), state=row["state"]) for row in rows]


async def decide(tx: Tx, id: UUID, state: str) -> bytes | None:
    """Decide an open challenge; gives its body, or None when there is none to decide."""
    found = await tx.value(
        """update sandbox.challenges set state = $3 where tenant = $1 and id = $2 and state = 'open'
        returning body::text""",
        tx.tenant,
        id,
        state,
    )
    return None if found is None else found.encode()


async def take_request(tx: Tx, id: UUID, uid: str, body: bytes) -> bool:
    """Take a request in; False when it came before."""
    return (
        await tx.do(
            """insert into sandbox.requests (tenant, id, uid, body, state) values ($1, $2, $3, $4::jsonb, 'accepted')
        on conflict do nothing""",
            tx.tenant,
            id,
            uid,
            body.decode(),
        )
        == 1
    )


async def request(tx: Tx, id: UUID) -> Any | None:
    """Read how a request stands: state, reason and body."""
    return await tx.row(
        "select state, reason, body::text from sandbox.requests where tenant = $1 and id = $2", tx.tenant, id
    )


async def settle(tx: Tx, id: UUID, state: str, reason: str | None) -> None:
    """Put down what became of a request."""
    await tx.do(
        "update sandbox.requests set state = $3, reason = $4 where tenant = $1 and id = $2",
        tx.tenant,
        id,
        state,
        reason,
    )


async def owner(tx: Tx, address: str) -> str | None:
    """Tell whose deposit address this is, on any network."""
    return await tx.value(
        """select uid from sandbox.entries
        where tenant = $1 and kind = 'wallets' and lower(body->>'address') = lower($2) limit 1""",
        tx.tenant,
        address,
    )
