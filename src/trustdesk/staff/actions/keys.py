"""API keys: let in, listed, revoked."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from trustdesk.kit import secrets
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import NotFound
from trustdesk.kit.events import publish
from trustdesk.kit.ids import uuid7
from trustdesk.staff.events import KeyRevoked
from trustdesk.staff.model import Key, Scope
from trustdesk.staff.store import keys as store

KEY_PREFIX = "td"


async def issue_key(tx: Tx, name: str, line: str, scopes: Sequence[Scope]) -> str:
    """Mint an API key for a line; it is shown this once."""
    token = secrets.token(KEY_PREFIX, tx.tenant)
    await adopt_key(tx, name, line, scopes, token)
    return token


async def adopt_key(tx: Tx, name: str, line: str, scopes: Sequence[Scope], token: str) -> None:
    """Let in a key that was minted elsewhere; of it only the hash is kept."""
    await store.insert(
        tx,
        {
            "id": uuid7(),
            "name": name,
            "line": line,
            "scopes": list(scopes),
            "digest": secrets.digest(token),
        },
    )


async def keys(tx: Tx) -> list[Key]:
    """List the keys that were issued, also those that were revoked."""
    return await store.list_all(tx)


async def revoke_key(tx: Tx, id: UUID) -> None:
    """End a key at once: it is refused from now on and its sockets close."""
    if not await store.revoke(tx, id):
        raise NotFound(f"there is no key {id} that is still good")
    await publish(tx, KeyRevoked(about=id))


async def actor_of_key(tx: Tx, token: str, _now: datetime) -> Actor | None:
    """Tell which integration this key is."""
    row = await store.find(tx, secrets.digest(token))
    if row is None:
        return None
    return Actor(
        tenant=tx.tenant,
        kind="api",
        id=str(row["id"]),
        name=row["name"],
        line=row["line"],
        scopes=tuple(row["scopes"]),
    )
