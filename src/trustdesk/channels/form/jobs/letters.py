"""Taking a letter in: kept without its secrets first, a conversation once its address is proved."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec
import structlog

from trustdesk import conversations, customers, guard
from trustdesk.brands import Brand
from trustdesk.channels.form import store
from trustdesk.channels.form.model import Answer, Said, Waiting, Written
from trustdesk.channels.form.rules import questions
from trustdesk.channels.intake import Incoming, Intake
from trustdesk.files import Shelf, Upload
from trustdesk.kit.actors import Actor, system
from trustdesk.kit.db import Database, Tx
from trustdesk.kit.errors import CodeRefused, Conflict, RateLimited, Refused
from trustdesk.kit.ids import uuid7
from trustdesk.kit.repeats import check_same, fingerprint
from trustdesk.kit.secrets import Keys
from trustdesk.reports import LineHealth

log = structlog.get_logger()

FORM: Literal["form"] = "form"
EMAIL = "email"
SEALING, SAID = "form-address", "form-said"
AT_ONCE = 20


class Parts(msgspec.Struct, frozen=True):
    """What of the house takes a letter in."""

    db: Database
    keys: Keys
    desk: conversations.Desk
    shelf: Shelf
    intake: Intake


class Sending(msgspec.Struct, frozen=True, kw_only=True):
    """A letter on its way in; ``proved`` says that this browser has proved the address."""

    brand: Brand
    written: Written
    uploads: Sequence[Upload]
    doubts: Sequence[str]
    proved: bool


async def send(parts: Parts, sending: Sending, now: datetime) -> Answer:
    """Take a letter in; the same one again is answered again and stored once."""
    tenant, written = sending.brand.slug, sending.written
    asked = _print(parts.keys, sending)
    async with parts.db.transaction(tenant) as tx:
        before = await store.find_sent(tx, written.client_id)
    if before is None:
        letter = await _read(parts, sending, now)
        before = await _kept(parts, letter, written, asked, tenant)
    check_same(before[1], asked)
    # Whoever sends a stranger's letter once more must not learn where it has gone since.
    return await _answer(
        parts, sending.brand, before[0], now, address=written.address if sending.proved else ""
    )


class _Files(msgspec.Struct):
    named: list[tuple[str, int]]


def _print(keys: Keys, sending: Sending) -> bytes:
    """Hash what is asked, with our key: a short letter could be guessed from a plain hash."""
    files = _Files([(one.name, len(one.body)) for one in sending.uploads])
    return keys.mark("form-print", (fingerprint(sending.written) + fingerprint(files)).hex()).encode()


async def _read(parts: Parts, sending: Sending, now: datetime) -> Waiting:
    """Mask what is secret and put the files on the shelf; nothing of the letter is kept yet."""
    tenant, written = sending.brand.slug, sending.written
    asked = questions.questions(written.topic)
    clean = await parts.desk.screen(tenant, questions.letter(asked, written.answers, written.language))
    name = parts.desk.guard.clean(tenant, written.name)
    id = uuid7()
    sender = Actor(tenant=tenant, kind="customer", id=str(id), name="", line=FORM)
    files = [await parts.shelf.take(sender, upload, now) for upload in sending.uploads]
    return Waiting(
        id=id,
        address_sealed=parts.keys.seal(SEALING, written.address.encode(), bound=str(id)),
        address_mark=mark(parts.keys, tenant, written.address),
        said_sealed=_sealed(parts.keys, id, Said(clean.text, name.text)),
        topic=written.topic,
        language=written.language,
        hidden=msgspec.json.encode([*clean.findings, *name.findings]),
        attachments=[file.id for file in files],
        doubts=list(sending.doubts),
        state="confirmed" if sending.proved and not sending.doubts else "waiting",
        code=None,
        conversation="",
        at=now,
    )


async def _kept(
    parts: Parts, letter: Waiting, written: Written, asked: bytes, tenant: str
) -> tuple[Waiting, bytes]:
    """Keep a letter, and ask for the proof of its address in the same breath; what was first stays."""
    async with parts.db.transaction(tenant) as tx:
        if not await store.insert(tx, letter, written.client_id, asked):
            before = await store.find_sent(tx, written.client_id)
            if before is None:
                raise Conflict("the letter was forgotten while it was sent again")
            return before
        if letter.state == "waiting":
            letter = await _asked(tx, parts.keys, letter, written.address)
    return letter, asked


async def _asked(tx: Tx, keys: Keys, letter: Waiting, address: str) -> Waiting:
    asking = customers.Asking(
        line=EMAIL, address=address, purpose=FORM, language=letter.language, letter=letter.id
    )
    try:
        async with tx.attempt():
            code = await customers.ask_code(tx, keys, asking, letter.at)
    except RateLimited:
        return letter  # mails are under way: the link in any of them lets this letter go, too
    await store.set_code(tx, letter.id, code)
    return msgspec.structs.replace(letter, code=code)


async def _answer(parts: Parts, brand: Brand, letter: Waiting, now: datetime, *, address: str) -> Answer:
    """Tell where a letter stands, to whoever has proved ``address``; to others that it waits."""
    masked = tuple(dict.fromkeys(str(one.kind) for one in _hidden(letter)))
    if not address or letter.state == "waiting":
        return Answer(code=letter.code, masked=masked)
    number = letter.conversation or await take(parts, brand, letter)
    async with parts.db.transaction(brand.slug) as tx:
        follow = await _follow(tx, parts.keys, address, number, now)
    return Answer(number=number, follow=follow, masked=masked)


async def _follow(tx: Tx, keys: Keys, address: str, number: str, now: datetime) -> str:
    """Sign the link by which the sender sees how the case gets on."""
    [customer] = await customers.recognise(tx, [customers.Sender(EMAIL, address)])
    sender = Actor(tenant=tx.tenant, kind="customer", id=str(customer), name="")
    case = await conversations.open_for(tx, sender, number, now)
    return customers.case_path(keys, tx.tenant, customers.CaseLink(customer, case.id), now)


async def prove(
    parts: Parts, brand: Brand, code: UUID, given: str, now: datetime
) -> tuple[customers.Proof, str]:
    """Take the code or the link's token back and let the letters of the address go on.

    Gives the proof and the address. Raises ``CodeRefused``.
    """
    async with parts.db.transaction(brand.slug) as tx:
        letter = await _letter_of(tx, code)
        address = _address(parts.keys, letter) if letter else ""
        proof = await customers.prove_contact(tx, parts.keys, code, given, now)
        if letter is not None and isinstance(proof, customers.Proof):
            await store.confirm(tx, letter.address_mark)
            await customers.take_up_name(tx, proof.customer, _said(parts.keys, letter).name)
    if isinstance(proof, CodeRefused):
        raise proof
    if letter is None or not address:
        raise CodeRefused("over")
    return proof, address


async def go_on(parts: Parts, brand: Brand, address: str, now: datetime) -> list[Answer]:
    """Bring every letter of an address that has been proved into its conversation, the oldest first."""
    known = mark(parts.keys, brand.slug, address)
    async with parts.db.transaction(brand.slug) as tx:
        letters = await store.confirmed(tx, known, now, AT_ONCE)
    return [await _answer(parts, brand, letter, now, address=address) for letter in letters]


async def take(parts: Parts, brand: Brand, letter: Waiting) -> str:
    """Bring one letter into its conversation; gives the number. The same one again changes nothing."""
    said = _said(parts.keys, letter)
    incoming = Incoming(
        actor=msgspec.structs.replace(system(brand.slug), id=FORM),
        client_id=str(letter.id),
        sender=customers.Sender(EMAIL, _address(parts.keys, letter), said.name, letter.language),
        line=FORM,
        text=said.text,
        attachments=letter.attachments,
        topic=letter.topic,
        hidden=_hidden(letter),
    )
    outcome = (await parts.intake.take_in(incoming)).outcome
    async with parts.db.transaction(brand.slug) as tx:
        await store.taken(tx, letter.id, outcome.receipt.conversation)
    return outcome.receipt.conversation


async def left_over(parts: Parts, brand: Brand, before: datetime) -> int:
    """Bring in what was let go before and never arrived, as a node died in between; returns how many."""
    async with parts.db.transaction(brand.slug) as tx:
        letters = await store.confirmed(tx, None, before, AT_ONCE)
    for letter in letters:
        try:
            await take(parts, brand, letter)
        except Refused:
            log.exception("a letter of the form was refused", letter=str(letter.id))
    return len(letters)


async def health(tx: Tx) -> LineHealth:
    """Tell when the last letter came, and what was let go and has not arrived."""
    received_at, confirmed, oldest = await store.latest(tx)
    return LineHealth(FORM, confirmed, 0, received_at=received_at, oldest=oldest)


async def again(parts: Parts, tenant: str, code: UUID, now: datetime) -> UUID:
    """Send another mail to the same address. Raises ``NotFound``, ``RateLimited``."""
    async with parts.db.transaction(tenant) as tx:
        return await customers.ask_again(tx, parts.keys, code, now)


def mark(keys: Keys, tenant: str, address: str) -> str:
    """Name an address without holding it."""
    return keys.mark(SEALING, f"{tenant}:{address}")


async def _letter_of(tx: Tx, code: UUID) -> Waiting | None:
    letter = await customers.letter_of(tx, code)
    return await store.find(tx, letter) if letter else None


def _address(keys: Keys, letter: Waiting) -> str:
    if not letter.address_sealed:
        return ""
    return keys.open(SEALING, letter.address_sealed, bound=str(letter.id)).decode()


def _sealed(keys: Keys, id: UUID, said: Said) -> bytes:
    return keys.seal(SAID, msgspec.json.encode(said), bound=str(id))


def _said(keys: Keys, letter: Waiting) -> Said:
    if not letter.said_sealed:
        return Said("", "")
    return msgspec.json.decode(keys.open(SAID, letter.said_sealed, bound=str(letter.id)), type=Said)


def _hidden(letter: Waiting) -> tuple[guard.Finding, ...]:
    return msgspec.json.decode(letter.hidden, type=tuple[guard.Finding, ...])
