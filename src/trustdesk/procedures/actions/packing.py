"""The evidence pack: the signed transcript with the security events and their order, for the police.

The transcript is the one everybody can take along; what the exchange's record showed, and every step since,
is written beside it and signed with the same key. The customer's own copy: nobody else's data is in it.
"""

import asyncio
import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from litestar import Response

from trustdesk import conversations, customers, evidence, exchange
from trustdesk.kit import i18n
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.fields import mask
from trustdesk.procedures.model.diagnosis import Proof
from trustdesk.procedures.model.running import Happening, Running
from trustdesk.procedures.store import running as store

FORMAT = "trustdesk-account-evidence-1"
MADE = (2026, 1, 1, 0, 0, 0)  # of every file in the archive: the times that count stand inside


class Gathered(msgspec.Struct, frozen=True):
    """What goes into a pack: the transcript as it was taken, and the record of the cases."""

    taken: conversations.Taken
    record: dict[str, Any]


async def gather(
    tx: Tx, actor: Actor, case: conversations.Conversation, shown: conversations.Shown
) -> Gathered:
    """Gather a customer's own evidence; that it was taken along is on record.

    Below the level at which somebody has signed in, devices, addresses and transactions stay masked.
    """
    taken = await conversations.taken_along(tx, actor, case, shown, "html")
    running = await store.of(tx, case.id)
    happened = await store.happened(tx, [one.id for one in running])
    asked = await exchange.show_requests(tx, case.id, shown.now, possible=False)
    open_ = customers.allows(actor.level, customers.Thing.ACCOUNT_DATA)
    record = {
        "format": FORMAT,
        "brand": tx.tenant,
        "conversation": case.number,
        "written_at": shown.now,
        "cases": [_case(one, happened, open_=open_) for one in running],
        "requests": [
            {"action": one.action, "state": one.state, "at": one.at, "answered_at": one.answered_at}
            for one in asked.requests
        ],
    }
    return Gathered(taken, msgspec.to_builtins(record))


async def pack(gathered: Gathered, actor: Actor, shown: conversations.Shown) -> bytes:
    """Write the pack as a ZIP file; pages take a while to write, so not on the loop."""
    return await asyncio.to_thread(_packed, gathered, shown.desk(actor.tenant))


def handed(number: str, content: bytes) -> Response[bytes]:
    """Answer with the file, to keep: never shown, never cached."""
    headers = {
        "content-disposition": f'attachment; filename="{number}-evidence.zip"',
        "x-content-type-options": "nosniff",
        "cache-control": "no-store, private",
    }
    return Response(content, media_type="application/zip", headers=headers)


def signed(record: Mapping[str, Any], signer: evidence.Signer) -> dict[str, Any]:
    """Sign a record: the signature is over the canonical JSON (RFC 8785) of everything but itself."""
    told = {"evidence": record, "sha256": evidence.sha256(evidence.canonical(record)), "key": signer.key_text}
    return told | {"signature": signer.key.sign(evidence.canonical(told)).hex()}


def _packed(gathered: Gathered, desk: conversations.Paper) -> bytes:
    page = conversations.write_copy(gathered.taken, "html", desk)
    bundle = conversations.write_copy(gathered.taken, "json", desk)
    both = [i18n.words(locale).text("evidence.readme", brand=desk.brand.slug) for locale in i18n.LOCALES]
    files = {
        "README.txt": "\n\n".join(both).encode(),
        "transcript.html": page.content,
        "transcript.json": bundle.content,
        "evidence.json": evidence.canonical(signed(gathered.record, desk.signer)),
    }
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, MADE), content, zipfile.ZIP_DEFLATED)
    return body.getvalue()


def _case(one: Running, happened: Sequence[Happening], *, open_: bool) -> dict[str, Any]:
    found = one.diagnosis
    return {
        "procedure": one.slug,
        "begun_at": one.at,
        "ended_at": one.ended_at,
        "state": one.state,
        "steps": [
            {"seq": step.seq, "at": step.at, "event": step.kind, "state": step.state, "owner": step.owner}
            for step in happened
            if step.procedure == one.id
        ],
        "found": None if found is None else _found(found.code, one.diagnosed_at, found.evidence, open_=open_),
    }


def _found(code: str, at: datetime | None, proofs: Sequence[Proof], *, open_: bool) -> dict[str, Any]:
    return {"code": code, "at": at, "proofs": [_proof(one, open_=open_) for one in proofs]}


def _proof(one: Proof, *, open_: bool) -> dict[str, Any]:
    value = one.value if isinstance(one.value, str) else one.value.en
    return {
        "what": one.label.en,
        "value": mask(value) if one.private and not open_ else value,
        "source": one.source,
        "verdict": one.verdict,
        "read_at": one.read_at,
    }
