"""The SQL of impostors and reports."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

import msgspec

from trustdesk.kit.db import Tx
from trustdesk.kit.ids import uuid7
from trustdesk.kit.unsealed import Unsealed, columns, keyed
from trustdesk.official.model import WARNED, Impostor, ImpostorState, Report

LATEST = (datetime(9999, 1, 1, tzinfo=UTC), UUID(int=0))


async def warned(tx: Tx) -> frozenset[tuple[str, str]]:
    """List the confirmed impostors, as (kind, thing)."""
    rows = await tx.rows(
        "select kind, thing from impostors where tenant = $1 and state = any($2)", tx.tenant, list(WARNED)
    )
    return frozenset((row["kind"], row["thing"]) for row in rows)


async def meet(tx: Tx, kind: str, thing: str, imitates: str, now: datetime) -> UUID:
    """Give the id of a reported thing, new or known, locked until the end of the transaction."""
    return await tx.value(
        """insert into impostors (tenant, id, kind, thing, imitates, first_at, last_at)
        values ($1, $2, $3, $4, $5, $6, $6)
        on conflict (tenant, kind, thing) do update
        set last_at = greatest(impostors.last_at, excluded.last_at),
            imitates = case when impostors.imitates = '' then excluded.imitates else impostors.imitates end
        returning id""",
        tx.tenant,
        uuid7(),
        kind,
        thing,
        imitates,
        now,
    )


async def find_report(tx: Tx, actor: str, client_id: str) -> tuple[UUID, bytes] | None:
    """Find what an actor reported under a client id, with the hash of what was asked."""
    row = await tx.row(
        "select id, body_hash from impostor_reports where tenant = $1 and actor = $2 and client_id = $3",
        tx.tenant,
        actor,
        client_id,
    )
    return None if row is None else (row["id"], row["body_hash"])


async def insert_report(tx: Tx, report: Report, actor: str, client_id: str, body_hash: bytes) -> bool:
    """Add a report; False when its client id was used meanwhile."""
    [key] = await tx.fresh_keys(1)
    sealed = await tx.sealed([(key, _where(report.id, name), getattr(report, name)) for name in SEALED])
    added = await tx.do(
        """insert into impostor_reports (tenant, id, impostor, actor, client_id, body_hash, seen, pasted,
            note, contact, conversation, mail_sealed, at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict do nothing""",
        tx.tenant,
        report.id,
        report.impostor,
        actor,
        client_id,
        body_hash,
        report.seen,
        *sealed,
        report.conversation,
        report.mail_sealed,
        report.at,
    )
    return added == 1


async def impostor(tx: Tx, id: UUID) -> Impostor | None:
    """Read one reported thing."""
    return await tx.one(
        Impostor,
        """select i.id, i.kind, i.thing, i.imitates, i.state, count(r.id)::int as reports, i.first_at,
            i.last_at, i.judged_by, i.judged_at
        from impostors i join impostor_reports r on r.tenant = i.tenant and r.impostor = i.id
        where i.tenant = $1 and i.id = $2 group by i.tenant, i.id""",
        tx.tenant,
        id,
    )


async def page(
    tx: Tx, state: ImpostorState | None, after: tuple[datetime, UUID], most: int
) -> list[Impostor]:
    """List reported things, the one reported last first."""
    return await tx.all(
        Impostor,
        """select i.id, i.kind, i.thing, i.imitates, i.state, count(r.id)::int as reports, i.first_at,
            i.last_at, i.judged_by, i.judged_at
        from impostors i join impostor_reports r on r.tenant = i.tenant and r.impostor = i.id
        where i.tenant = $1 and ($2::text is null or i.state = $2) and (i.last_at, i.id) < ($3, $4)
        group by i.tenant, i.id order by i.last_at desc, i.id desc limit $5""",
        tx.tenant,
        state,
        *after,
        most,
    )


async def counts(tx: Tx) -> dict[ImpostorState, int]:
    """Count reported things by state."""
    rows = await tx.rows(
        "select state, count(*)::int as n from impostors where tenant = $1 group by state", tx.tenant
    )
    return {row["state"]: row["n"] for row in rows}


async def reports(tx: Tx, impostor: UUID) -> Sequence[Report]:
    """List the reports of one thing, latest first; of a mail only that there is one."""
    found = await tx.all(
        Report,
        """select id, impostor, seen, pasted, note, contact, conversation,
            case when mail_sealed is not null then ''::bytea end as mail_sealed, at from impostor_reports
        where tenant = $1 and impostor = $2 order by at desc, id desc limit 500""",
        tx.tenant,
        impostor,
    )
    opened = iter(
        await tx.opened([(_where(one.id, name), getattr(one, name)) for one in found for name in SEALED])
    )
    return [
        msgspec.structs.replace(one, pasted=next(opened), note=next(opened), contact=next(opened))
        for one in found
    ]


SEALED = ("pasted", "note", "contact")


def _where(report: UUID, field: str) -> str:
    return f"impostor_reports|{report}|{field}"


async def mails(tx: Tx, impostor: UUID) -> dict[UUID, bytes]:
    """Read the sealed mails that came with the reports of one thing."""
    rows = await tx.rows(
        """select id, mail_sealed from impostor_reports
        where tenant = $1 and impostor = $2 and mail_sealed is not null order by at desc limit 100""",
        tx.tenant,
        impostor,
    )
    return {row["id"]: row["mail_sealed"] for row in rows}


async def mails_of(tx: Tx, conversation: str) -> dict[UUID, bytes]:
    """Read the sealed mails that were reported in a conversation, the latest first."""
    rows = await tx.rows(
        """select id, mail_sealed from impostor_reports
        where tenant = $1 and conversation = $2 and mail_sealed is not null order by at desc limit 5""",
        tx.tenant,
        conversation,
    )
    return {row["id"]: row["mail_sealed"] for row in rows}


async def judge(tx: Tx, id: UUID, state: ImpostorState, who: str, now: datetime) -> None:
    """Write down what a thing was found to be, by whom."""
    await tx.do(
        "update impostors set state = $3, judged_by = $4, judged_at = $5 where tenant = $1 and id = $2",
        tx.tenant,
        id,
        state,
        who,
        now,
    )


async def _count_unsealed(tx: Tx) -> int:
    return await tx.value(
        """select count(*) from impostor_reports
        where tenant = $1 and (is_plain(pasted) or is_plain(note) or is_plain(contact))""",
        tx.tenant,
    )


async def _seal(tx: Tx, most: int) -> int:
    """Seal reports from before there were keys, each by a key of its own."""
    found = await tx.rows(
        """select id as row, pasted, note, contact from impostor_reports
        where tenant = $1 and (is_plain(pasted) or is_plain(note) or is_plain(contact))
        order by id limit $2""",
        tx.tenant,
        most,
    )
    rows = await keyed(tx, found)
    ids = [row["row"] for row in rows]
    for field, texts in zip(SEALED, await columns(tx, "impostor_reports", SEALED, rows), strict=True):
        await tx.value("select seal_texts('impostor_reports', $1, $2, $3)", field, ids, texts)
    return len(rows)


UNSEALED = (Unsealed("impostor_reports", _count_unsealed, _seal),)
