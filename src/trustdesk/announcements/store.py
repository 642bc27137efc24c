"""The SQL of announcements."""

from typing import Any, LiteralString
from uuid import UUID

import msgspec

from trustdesk.announcements.model import Announcement, Languages
from trustdesk.kit.db import Record, Tx

ROW: LiteralString = """select id, kind, state, languages, pinned, publish_at, over_at, version, written_by,
        updated_at
    from announcements where tenant = $1"""


async def insert(tx: Tx, one: Announcement, who: str, client_id: str, body_hash: bytes) -> bool:
    """Add an announcement; False when this client id has added one before."""
    added = await tx.do(
        """insert into announcements (tenant, id, kind, state, languages, pinned, publish_at, over_at,
            version, written_by, updated_at, actor, client_id, body_hash)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        on conflict (tenant, actor, client_id) do nothing""",
        tx.tenant,
        one.id,
        one.kind,
        one.state,
        _json(one.languages),
        one.pinned,
        one.publish_at,
        one.over_at,
        one.version,
        one.written_by,
        one.updated_at,
        who,
        client_id,
        body_hash,
    )
    return added == 1


async def find_added(tx: Tx, who: str, client_id: str) -> tuple[bytes, UUID] | None:
    """Find the announcement an actor added under a client id, with the hash of what was asked."""
    row = await tx.row(
        "select id, body_hash from announcements where tenant = $1 and actor = $2 and client_id = $3",
        tx.tenant,
        who,
        client_id,
    )
    return None if row is None else (row["body_hash"], row["id"])


async def save(tx: Tx, one: Announcement) -> bool:
    """Replace an announcement of the version before; False when it is another by now."""
    touched = await tx.do(
        """update announcements set kind = $3, state = $4, languages = $5, pinned = $6, publish_at = $7,
            over_at = $8, version = $9, written_by = $10, updated_at = $11
        where tenant = $1 and id = $2 and version = $9 - 1""",
        tx.tenant,
        one.id,
        one.kind,
        one.state,
        _json(one.languages),
        one.pinned,
        one.publish_at,
        one.over_at,
        one.version,
        one.written_by,
        one.updated_at,
    )
    return touched == 1


async def find(tx: Tx, id: UUID) -> Announcement | None:
    """Read one."""
    row = await tx.row(ROW + " and id = $2", tx.tenant, id)
    return None if row is None else _announcement(row)


async def listed(tx: Tx, most: int) -> list[Announcement]:
    """List all, drafts first, then the latest first."""
    rows = await tx.rows(
        ROW + " order by (state <> 'draft'), coalesce(publish_at, updated_at) desc, id desc limit $2",
        tx.tenant,
        most,
    )
    return [_announcement(row) for row in rows]


async def published(tx: Tx, most: int) -> list[Announcement]:
    """List what is published, also for a time to come, the latest first."""
    rows = await tx.rows(
        ROW + " and state = 'published' order by coalesce(publish_at, updated_at) desc, id desc limit $2",
        tx.tenant,
        most,
    )
    return [_announcement(row) for row in rows]


def _json(languages: Languages) -> str:
    return msgspec.json.encode(languages).decode()


def _announcement(row: Record) -> Announcement:
    read: dict[str, Any] = dict(row) | {"languages": msgspec.json.decode(row["languages"], type=Languages)}
    return Announcement(**read)
