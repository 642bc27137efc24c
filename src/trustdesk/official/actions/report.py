"""Reporting an impostor, and what the desk makes of it."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from trustdesk import evidence
from trustdesk.brands import Brand
from trustdesk.evidence import About
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Conflict, Invalid, NotFound
from trustdesk.kit.ids import uuid7
from trustdesk.kit.repeats import check_same, fingerprint
from trustdesk.kit.secrets import Keys
from trustdesk.official import store
from trustdesk.official.actions.check import registry_of
from trustdesk.official.model import (
    WARNED,
    Impostor,
    ImpostorState,
    Judged,
    Masking,
    Report,
    ReportBody,
    Reporter,
    Stored,
    Verdict,
)
from trustdesk.official.rules import package as packages
from trustdesk.official.rules.check import check, thing, verdict
from trustdesk.official.rules.registry import belongs
from trustdesk.staff import Action
from trustdesk.staff import check as check_may

PURPOSE = "impostor mail"


class Desk(msgspec.Struct, frozen=True):
    """What reporting needs of the house."""

    brand: Brand
    keys: Keys
    mask: Masking


async def report(tx: Tx, desk: Desk, reporter: Reporter, body: ReportBody, now: datetime) -> Stored:
    """Store a report of a thing that is not official; the same one again is answered, not stored.

    Raises ``Invalid`` when nothing in the text can be reported, or the mail is none.
    """
    judged = _reported(check(body.text, await registry_of(tx, desk.brand)), body.thing)
    asked = tx.keyed(fingerprint(body))
    if (known := await store.find_report(tx, reporter.key, body.client_id)) is not None:
        check_same(known[1], asked)
        return Stored(known[0], judged, again=True)
    if body.mail and not packages.is_mail(body.mail):
        raise Invalid("mail: not an original mail with its headers")
    id = uuid7()
    sealed = desk.keys.seal(PURPOSE, body.mail.encode(), str(id)) if body.mail else None
    impostor = await store.meet(tx, judged.found.kind, thing(judged.found), judged.imitates, now)
    stored = Report(
        id=id,
        impostor=impostor,
        seen=body.seen,
        pasted=desk.mask(body.text),
        note=desk.mask(body.note),
        contact=body.contact.strip(),
        conversation=reporter.conversation,
        mail_sealed=sealed,
        at=now,
    )
    if not await store.insert_report(tx, stored, reporter.key, body.client_id, asked):
        raise Conflict("the same report is being stored")
    return Stored(id, judged, again=False)


async def judge(
    tx: Tx, actor: Actor, brand: Brand, id: UUID, state: ImpostorState, now: datetime
) -> Impostor:
    """Say what a reported thing is. What belongs to the brand itself, published or not, is no impostor."""
    check_may(actor, Action.JUDGE_IMPOSTORS)
    known = await opened(tx, actor, id)
    if state in WARNED and belongs(known.kind, known.thing, brand):
        raise Conflict("this belongs to the brand itself")
    if known.state != state:
        await store.judge(tx, id, state, actor.name, now)
        change = {"from": known.state, "to": state}
        await evidence.append(tx, actor, "impostor.judge", About("impostor", str(id)), change)
    return await opened(tx, actor, id)


async def opened(tx: Tx, actor: Actor, id: UUID) -> Impostor:
    """Obtain a reported thing on behalf of who may judge it."""
    check_may(actor, Action.JUDGE_IMPOSTORS)
    found = await store.impostor(tx, id)
    if found is None:
        raise NotFound
    return found


async def read(tx: Tx, actor: Actor, id: UUID) -> tuple[Impostor, Sequence[Report]]:
    """Read the reports of a thing, with how their writers can be reached; the audit remembers who did."""
    found = await opened(tx, actor, id)
    reports = await store.reports(tx, id)
    await evidence.append(tx, actor, "impostor.read", About("impostor", str(id)))
    return found, reports


async def package(tx: Tx, actor: Actor, keys: Keys, brand: Brand, id: UUID) -> bytes:
    """Pack everything about a reported thing as evidence; how reporters can be reached stays here."""
    known = await opened(tx, actor, id)
    reports = await store.reports(tx, id)
    sealed = await store.mails(tx, id)
    mails = {str(report): keys.open(PURPOSE, mail, str(report)) for report, mail in sealed.items()}
    sums = {name: hashlib.sha256(mail).hexdigest() for name, mail in mails.items()}
    await evidence.append(tx, actor, "impostor.export", About("impostor", str(id)))
    return packages.packed(packages.record(brand.slug, known, reports, sums), mails)


async def mails_of(tx: Tx, keys: Keys, conversation: str) -> list[bytes]:
    """Open the original mails that were reported in a conversation, the latest first."""
    sealed = await store.mails_of(tx, conversation)
    return [keys.open(PURPOSE, mail, str(report)) for report, mail in sealed.items()]


def _reported(judged: list[Judged], wanted: str) -> Judged:
    bad = [one for one in judged if one.verdict not in (Verdict.OFFICIAL, Verdict.UNKNOWN)]
    if wanted:
        bad = [one for one in bad if wanted == f"{one.found.kind}:{thing(one.found)}"]
    if not bad:
        raise Invalid("nothing in this text can be reported as an impostor")
    worst = verdict(bad)
    return next(one for one in bad if one.verdict is worst)
