"""The SQL of models."""

import msgspec

from trustdesk.kit.db import Record, Tx
from trustdesk.triage.model import Card


class Stored(msgspec.Struct, frozen=True):
    """A model as it is stored."""

    card: Card
    body: bytes


async def active_version(tx: Tx) -> int:
    """Tell which model is active; 0 for the one from the start."""
    found = await tx.value(
        "select version from triage_models where tenant = $1 and state = 'active'", tx.tenant
    )
    return found or 0


async def model(tx: Tx, version: int) -> Stored | None:
    """Read a model."""
    row = await tx.row(
        "select card, state, body from triage_models where tenant = $1 and version = $2", tx.tenant, version
    )
    return None if row is None else Stored(_card(row), row["body"])


async def cards(tx: Tx) -> list[Card]:
    """Read the cards of all models, the newest first."""
    rows = await tx.rows(
        "select card, state from triage_models where tenant = $1 order by version desc", tx.tenant
    )
    return [_card(row) for row in rows]


async def card(tx: Tx, version: int) -> Card | None:
    """Read one card."""
    row = await tx.row(
        "select card, state from triage_models where tenant = $1 and version = $2", tx.tenant, version
    )
    return None if row is None else _card(row)


async def next_version(tx: Tx) -> int:
    """Count the next version, under a lock that the transaction keeps."""
    await tx.do("select pg_advisory_xact_lock(hashtextextended($1, 25))", f"triage {tx.tenant}")
    found = await tx.value("select max(version) from triage_models where tenant = $1", tx.tenant)
    return (found or 0) + 1


async def add_model(tx: Tx, card: Card, body: bytes) -> None:
    """Put a model down."""
    await tx.do(
        """insert into triage_models (tenant, version, state, card, body, made_by, made_at)
        values ($1, $2, 'candidate', $3, $4, $5, $6)""",
        tx.tenant,
        card.version,
        msgspec.json.encode(card).decode(),
        body,
        card.made_by,
        card.made_at,
    )


async def activate(tx: Tx, version: int) -> None:
    """Make one version the active one, or none (0): then the one from the start is."""
    await tx.do(
        "update triage_models set state = 'retired' where tenant = $1 and state = 'active'", tx.tenant
    )
    await tx.do(
        "update triage_models set state = 'active' where tenant = $1 and version = $2", tx.tenant, version
    )


def _card(row: Record) -> Card:
    return msgspec.structs.replace(msgspec.json.decode(row["card"], type=Card), state=row["state"])
