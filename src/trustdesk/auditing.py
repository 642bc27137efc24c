"""The commands ``audit``, ``transcript`` and ``evidence``: is the record intact, and what is to be kept."""

import argparse
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path

import msgspec

from trustdesk import brands, conversations, evidence
from trustdesk.evidence import Finding, Intact
from trustdesk.kit import opening, secrets
from trustdesk.kit.db import Database, Tx
from trustdesk.kit.settings import Misconfigured, Settings
from trustdesk.staffing import WillNotDo


class Tampered(Exception):
    """What was sealed is not as it was; the text names the first bad entry."""


class Place(msgspec.Struct, frozen=True):
    """Where a command works: an open database, the brands it is to look at, and who signs for each."""

    db: Database
    signers: Mapping[str, evidence.Signer]


async def run(settings: Settings, given: argparse.Namespace) -> str:
    """Do one of the commands; returns what is to be printed.

    Raises ``WillNotDo`` for an argument and ``Tampered`` when something is not as it was sealed.
    """
    signers = _signers(settings, given.brand)
    db = opening.database(settings, size=2)
    await db.open()
    try:
        return await RUNS[f"{given.command} {given.verb}"](Place(db, signers), given)
    finally:
        await db.close()


def _signers(settings: Settings, only: str | None) -> dict[str, evidence.Signer]:
    try:
        known = sorted(brands.load(settings.brands_dir))
    except brands.Unusable as error:
        raise Misconfigured("brands_dir", str(error)) from error
    if only is not None and only not in known:
        raise WillNotDo(f"--brand {only!r}: is not one of {', '.join(known)}")
    keys = secrets.load(settings)
    return {
        brand: evidence.signer(keys, settings.base_url, brand) for brand in known if only in (None, brand)
    }


WRONG = {
    "form": "it is not the page or the JSON form of a transcript as a desk writes them",
    "entry": "entry {seq} is not as it was sealed",
    "checkpoint": "its checkpoint was not signed with its key",
    "record": "its record is not as it was signed",
    "signature": "its entries are as they were sealed, but something beside them is not as it was signed",
    "page": "its entries are as they were signed, but the page around them is not",
}


def verify_transcript(file: str, key: str) -> str:
    """Check a transcript that somebody shows, without a desk; returns what is to be said of it.

    Raises ``WillNotDo`` for an argument and ``Tampered`` when the copy is not as it was signed, or
    was signed with another key than ``key`` where that is given.
    """
    expected = _key(key) if key else None
    try:
        verdict = conversations.check_file(Path(file).read_bytes())
    except OSError as error:
        raise WillNotDo(f"{file}: {error.strerror}") from error
    if verdict.wrong:
        raise Tampered(f"{file}: NOT VERIFIED: {WRONG[verdict.wrong].format(seq=verdict.seq)}")
    if expected and evidence.key_of(verdict.key) != expected:
        raise Tampered(f"{file}: NOT VERIFIED: it was signed with another key: {verdict.key}")
    told = [f"{file}: verified, {verdict.entries} entries, the {verdict.copy} copy of {verdict.number}"]
    if verdict.unsealed:
        told.append(f"Signed, but not sealed yet: {', '.join(map(str, verdict.unsealed))}")
    if not expected:
        told.append(f"Signed with {verdict.key}")
        told.append("Compare this key with the one the desk publishes, or give --key.")
    return "\n".join(told)


async def _list(place: Place, given: argparse.Namespace) -> str:
    lines: list[str] = []
    for brand in place.signers:
        async with place.db.transaction(brand) as tx:
            lines += [
                "  ".join(
                    part
                    for part in (
                        f"{row.at:%Y-%m-%d %H:%M:%S}Z",
                        brand,
                        row.actor,
                        row.action,
                        f"{row.about_kind}:{row.about_id}",
                        row.reason,
                        row.detail if row.detail != "{}" else "",
                    )
                    if part
                )
                for row in await evidence.latest(tx, given.limit)
            ]
    return "\n".join(lines) or "The audit is empty"


async def _verify(place: Place, given: argparse.Namespace) -> str:
    told: list[str] = []
    for brand, signer in place.signers.items():
        public = _key(given.key) if given.key else signer.public
        outside = _taken_along(given.checkpoint, signer.origin, public)
        async with place.db.transaction(brand) as tx:
            found = await _looked(tx, public, outside)
        if isinstance(found, Finding):
            raise Tampered(f"{brand}: NOT INTACT: table {found.table}, place {found.place}: {found.said}")
        since = f", sealed {found.last.at:%Y-%m-%d %H:%M:%S}Z" if found.last else ""
        erased = f", {found.erased} of them erased" if found.erased else ""
        told.append(f"{brand}: intact, {found.size} rows{erased}{since}")
    return "\n".join(told)


async def _looked(tx: Tx, public: bytes, outside: Sequence[evidence.Checkpoint]) -> Finding | Intact:
    return await evidence.verify(tx, [evidence.AUDIT, conversations.ENTRIES], public, outside)


def _taken_along(files: Sequence[str], origin: str, public: bytes) -> list[evidence.Checkpoint]:
    """Read the checkpoints that are of this brand; one that the key has not signed is refused."""
    found: list[evidence.Checkpoint] = []
    for file in files:
        try:
            note = Path(file).read_text("utf-8")
            if note.partition("\n")[0].rpartition("/")[2] == origin.rpartition("/")[2]:
                found.append(evidence.read_note(note, public))
        except (OSError, UnicodeDecodeError, evidence.Forged) as error:
            raise WillNotDo(f"--checkpoint {file}: {error}") from error
    return found


def _key(text: str) -> bytes:
    try:
        return evidence.key_of(text)
    except evidence.Forged as error:
        raise WillNotDo(f"--key {text!r}: {error}") from error


async def _show_key(place: Place, _given: argparse.Namespace) -> str:
    return "\n".join(signer.key_text for signer in place.signers.values())


async def _checkpoint(place: Place, _given: argparse.Namespace) -> str:
    notes: list[str] = []
    for brand in place.signers:
        async with place.db.transaction(brand) as tx:
            last = await evidence.last_seal(tx)
        notes += [last.checkpoint] if last else []
    return "\n".join(notes).removesuffix("\n") or "Nothing is sealed yet"


Run = Callable[[Place, argparse.Namespace], Awaitable[str]]
RUNS: dict[str, Run] = {
    "audit list": _list,
    "audit verify": _verify,
    "evidence key": _show_key,
    "evidence checkpoint": _checkpoint,
}
