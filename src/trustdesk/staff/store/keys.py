"""The SQL of API keys."""

from typing import Any
from uuid import UUID

from trustdesk.kit.db import Record, Tx
from trustdesk.staff.model import Key


async def insert(tx: Tx, key: dict[str, Any]) -> None:
    """Add an API key; the digest is all that is kept of it."""
    await tx.do(
        """insert into api_keys (tenant, id, name, line, scopes, digest) values ($1, $2, $3, $4, $5, $6)""",
        tx.tenant,
        key["id"],
        key["name"],
        key["line"],
        key["scopes"],
        key["digest"],
    )


async def find(tx: Tx, digest: bytes) -> Record | None:
    """Find a key that is not revoked."""
    return await tx.row(
        """select id, name, line, scopes from api_keys
        where tenant = $1 and digest = $2 and revoked_at is null""",
        tx.tenant,
        digest,
    )


async def list_all(tx: Tx) -> list[Key]:
    """List the keys, the oldest first."""
    return await tx.all(
        Key,
        """select id, name, line, scopes, created_at, revoked_at from api_keys
        where tenant = $1 order by created_at, id""",
        tx.tenant,
    )


async def revoke(tx: Tx, id: UUID) -> bool:
    """End a key; False when there is none, or it was ended before."""
    ended = await tx.do(
        """update api_keys set revoked_at = clock_timestamp()
        where tenant = $1 and id = $2 and revoked_at is null""",
        tx.tenant,
        id,
    )
    return ended == 1
