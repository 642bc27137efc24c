"""A transcript as a file: signed JSON, a page that checks itself, a PDF for the record, plain text."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

import msgspec

from trustdesk import evidence
from trustdesk.brands import Brand
from trustdesk.conversations.actions import pages, printing, shell
from trustdesk.conversations.actions.transcript import Taken
from trustdesk.conversations.rules import bundles, papers
from trustdesk.conversations.rules.records import Bundle, PageDigest
from trustdesk.kit import i18n

Form = Literal["html", "json", "pdf", "text"]
KINDS: dict[Form, tuple[str, str]] = {
    "html": ("html", "text/html"),
    "json": ("json", "application/json"),
    "pdf": ("pdf", "application/pdf"),
    "text": ("txt", "text/plain"),
}


class Written(msgspec.Struct, frozen=True):
    """A transcript as a file."""

    name: str
    media_type: str
    content: bytes


class Desk(msgspec.Struct, frozen=True):
    """On whose paper it is written: the brand, who signs, where the key is published, and when."""

    brand: Brand
    signer: evidence.Signer
    key_url: str
    locale: i18n.Locale
    now: datetime


def write(taken: Taken, form: Form, desk: Desk) -> Written:
    """Write the record as a file in the reader's language; PDF takes a second, so call it off the loop."""
    ending, media_type = KINDS[form]
    record = taken.record
    named = f"{record.brand}-{record.number}" if record.copy != "shareable" else f"{record.brand}-shareable"
    forms: dict[Form, Callable[[Taken, Desk], bytes]] = {
        "html": _html,
        "json": _json,
        "pdf": lambda taken, desk: printing.pdf(_sheet(taken, desk)),
        "text": lambda taken, desk: pages.text(_sheet(taken, desk)).encode(),
    }
    return Written(f"{named}.{ending}", media_type, forms[form](taken, desk))


def _json(taken: Taken, desk: Desk) -> bytes:
    return evidence.canonical(_bundle(taken, desk, None))


def _html(taken: Taken, desk: Desk) -> bytes:
    sheet = _sheet(taken, desk)
    main = pages.main(sheet)
    told = shell.Told(desk.signer.key_text, desk.key_url, pages.numbers(taken.proof.unsealed))
    paper, digest = shell.page(sheet, main, told)
    return papers.with_bundle(paper, _bundle(taken, desk, digest)).encode()


def _bundle(taken: Taken, desk: Desk, page: PageDigest | None) -> dict[str, Any]:
    record: dict[str, Any] = msgspec.to_builtins(taken.record)
    unsigned = Bundle(
        transcript=record,
        sha256=_checksum(taken),
        written_at=desk.now,
        proof=taken.proof,
        page=page,
        signature="",
    )
    bundle: dict[str, Any] = msgspec.to_builtins(unsigned)
    return bundle | {"signature": desk.signer.key.sign(bundles.signed_bytes(bundle)).hex()}


def _sheet(taken: Taken, desk: Desk) -> pages.Sheet:
    local = desk.now.astimezone(ZoneInfo(taken.record.time_zone))
    return pages.Sheet(taken.record, i18n.words(desk.locale), desk.brand, _checksum(taken), local)


def _checksum(taken: Taken) -> str:
    return evidence.sha256(evidence.canonical(taken.record))
