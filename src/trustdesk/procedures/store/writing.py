"""Writing procedures and what happens in them, many at once; what was stated and found is sealed."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from trustdesk.kit.db import Tx
from trustdesk.kit.recordsets import as_bytea, as_json
from trustdesk.procedures.model.running import Happening, Running
from trustdesk.procedures.store.running import event_field, field


class New(msgspec.Struct, frozen=True):
    """A procedure that begins, by whom and by which write."""

    running: Running
    actor: str
    client_id: str
    hash: bytes


class Added(msgspec.Struct, frozen=True):
    """What happened, the key it is sealed by, and the fingerprint of the write that brought it."""

    happened: Happening
    key: str
    hash: bytes


async def insert(tx: Tx, begun: Sequence[New]) -> set[UUID]:
    """Begin procedures; gives those that are new: no such write came before, none of the kind runs there."""
    sealed = await _sealed(tx, [one.running for one in begun])
    rows = [
        {**row, "started_by": one.actor, "client_id": one.client_id, "body_hash": as_bytea(one.hash)}
        for row, one in zip(sealed, begun, strict=True)
    ]
    added = await tx.rows(
        """insert into procedures (tenant, id, conversation, customer, slug, state, owner, due_at, seq, look,
            looking, evidence, diagnosis, at, key, started_by, client_id, body_hash)
        select $1, id, conversation, customer, slug, state, owner, due_at, seq, look, looking, evidence,
            diagnosis, at, key, started_by, client_id, body_hash
        from json_populate_recordset(null::procedures, $2::text::json)
        on conflict do nothing returning id""",
        tx.tenant,
        as_json(rows),
    )
    return {row["id"] for row in added}


async def save(tx: Tx, standing: Sequence[tuple[Running, str | None]]) -> None:
    """Save how procedures stand, and how they ended; whoever looks for one now is to look again."""
    sealed = await _sealed(tx, [running for running, _ in standing])
    rows = [{**row, "ending": ending} for row, (_, ending) in zip(sealed, standing, strict=True)]
    await tx.do(
        """update procedures p set state = n.state, owner = n.owner, due_at = n.due_at, seq = n.seq,
            look = n.look, looking = n.looking, evidence = n.evidence, diagnosis = n.diagnosis,
            diagnosed_at = n.diagnosed_at, request = n.request, ended_at = n.ended_at, ending = n.ending,
            lease_until = case when p.look = n.look then p.lease_until end
        from json_populate_recordset(null::procedures, $2::text::json) n
        where p.tenant = $1 and p.id = n.id""",
        tx.tenant,
        as_json(rows),
    )


async def add(tx: Tx, happened: Sequence[Added]) -> set[tuple[UUID, int]]:
    """Write down what happened; gives the places of what is new, not of a write that is there already."""
    details = await tx.sealed(
        [
            (one.key, event_field(one.happened.procedure, one.happened.seq), one.happened.detail)
            for one in happened
        ]
    )
    rows = [
        {**msgspec.structs.asdict(one.happened), "detail": detail, "body_hash": as_bytea(one.hash)}
        for one, detail in zip(happened, details, strict=True)
    ]
    added = await tx.rows(
        """insert into procedure_events (tenant, procedure, seq, kind, state, owner, due_at, actor,
            actor_name, client_id, body_hash, detail, at)
        select $1, procedure, seq, kind, state, owner, due_at, actor, actor_name, client_id, body_hash,
            detail, at
        from json_populate_recordset(null::procedure_events, $2::text::json)
        on conflict (tenant, procedure, actor, client_id) do nothing returning procedure, seq""",
        tx.tenant,
        as_json(rows),
    )
    return {(row["procedure"], row["seq"]) for row in added}


async def _sealed(tx: Tx, all_of_them: Sequence[Running]) -> list[dict[str, Any]]:
    """Give rows in which what was stated and what was found are sealed."""
    plain = [
        (one.key, field(one.id, name), as_json(held) if held else "")
        for one in all_of_them
        for name, held in (("evidence", one.evidence), ("diagnosis", one.diagnosis))
    ]
    texts = await tx.sealed(plain)
    return [
        {**msgspec.structs.asdict(one), "evidence": evidence, "diagnosis": diagnosis}
        for one, evidence, diagnosis in zip(all_of_them, texts[::2], texts[1::2], strict=True)
    ]
