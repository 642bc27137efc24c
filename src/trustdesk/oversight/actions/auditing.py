"""Reading the audit: by who may, a page at a time, itself on record."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from trustdesk import evidence, staff
from trustdesk.evidence import About, Hidden, Place, Sealed, Wanted
from trustdesk.kit import ids
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Invalid
from trustdesk.oversight.rules import disclosing
from trustdesk.oversight.views import AuditPage, AuditView
from trustdesk.staff import Action, check

LAST: Place = (2**62, UUID(int=2**128 - 1))


async def page(tx: Tx, actor: Actor, wanted: Wanted, cursor: str, most: int) -> AuditPage:
    """List a page of what is looked for; that it was read, and by which filter, is a row of its own."""
    check(actor, Action.SEE_AUDIT)
    found = await evidence.matching(tx, wanted, most + 1, _place(cursor) if cursor else LAST)
    asked = {name: value for name, value in msgspec.structs.asdict(wanted).items() if value}
    if "about_id" in asked:
        asked["about_id"] = Hidden(wanted.about_id)
    await evidence.append(tx, actor, "audit.read", About("audit", ""), {**asked, "rows": len(found[:most])})
    seal = await evidence.last_seal(tx)
    shown = await _views(tx, found[:most])
    following = f"{found[most - 1].row.xid}|{found[most - 1].row.id}" if len(found) > most else None
    return AuditPage(shown, following, seal.size if seal else 0, seal.at if seal else None)


async def _views(tx: Tx, found: Sequence[Sealed]) -> list[AuditView]:
    # Also of those who are stopped or gone: what they did stays theirs.
    names = {member.id: member.name for member in await staff.members(tx)} if found else {}
    return [
        AuditView(
            id=row.id,
            at=row.at,
            actor=row.actor,
            actor_name=names.get(_agent(row.actor) or UUID(int=0), ""),
            role=row.role,
            action=row.action,
            about_kind=row.about_kind,
            about_id=disclosing.about(row.about_id),
            reason=row.reason,
            purpose=row.purpose,
            detail=disclosing.detail(msgspec.json.decode(row.detail, type=dict[str, object])),
            place=one.place,
        )
        for one in found
        for row in [one.row]
    ]


def _agent(actor: str) -> UUID | None:
    kind, _, id = actor.partition(":")
    return ids.parse(id) if kind == "agent" else None


def _place(cursor: str) -> Place:
    xid, _, id = cursor.partition("|")
    parsed = ids.parse(id)
    if parsed is None or not (xid.isascii() and xid.isdigit() and len(xid) < len(str(LAST[0]))):
        raise Invalid("cursor")
    return int(xid), parsed
