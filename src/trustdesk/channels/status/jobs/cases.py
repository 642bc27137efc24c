"""A customer's own case: opened by a link or a code, read, and written into."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from trustdesk import conversations, customers, procedures, ratings, routing, staff
from trustdesk.brands import Brand, hours_view
from trustdesk.channels.intake import Incoming, Intake
from trustdesk.channels.status.model import Story
from trustdesk.channels.status.rules import story as rules
from trustdesk.customers import Asking, CaseLink, Sender, Thing
from trustdesk.files import Links, Shelf, Upload
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database, Tx
from trustdesk.kit.errors import ClientIdReused, Closed, CodeRefused, Invalid, NotFound
from trustdesk.kit.secrets import Keys

LINE: Literal["status"] = "status"
EMAIL = "email"
MOST_ENTRIES = 1_000


class Parts(msgspec.Struct, frozen=True):
    """What of the house a case is read from and written into with."""

    db: Database
    keys: Keys
    desk: conversations.Desk
    shelf: Shelf
    intake: Intake
    links: Links


class Case(msgspec.Struct, frozen=True):
    """A case that was opened for its customer, and who that is."""

    brand: Brand
    actor: Actor
    number: str


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """What the customer adds to their case."""

    client_id: str
    text: str
    uploads: Sequence[Upload] = ()


def reader(brand: Brand, link: CaseLink) -> Actor:
    """Act for the customer a link stands for: they have answered at their contact, and no more."""
    return Actor(
        tenant=brand.slug,
        kind="customer",
        id=str(link.customer),
        name="",
        line=LINE,
        level=customers.Level.CONTACT,
    )


async def opened(tx: Tx, link: CaseLink) -> conversations.Conversation:
    """Open the case of a link; raises ``NotFound`` when it has gone or is somebody else's by now."""
    customers.check(customers.Level.CONTACT, Thing.CASE_STATUS)
    case = (await conversations.states_of(tx, [link.conversation])).get(link.conversation)
    if case is None or case.customer != link.customer:
        raise NotFound
    return case


async def ask(parts: Parts, brand: Brand, asked: tuple[str, str, str], now: datetime) -> UUID:
    """Send a code to an address if the number is a case of whoever has it; all look the same.

    ``asked`` is number, address and language. Raises ``RateLimited`` for the address, known or not.
    """
    written, address, language = asked
    async with parts.db.transaction(brand.slug) as tx:
        case = await _theirs(tx, written, address, now)
        asking = Asking(
            line=EMAIL,
            address=address,
            purpose=LINE,
            language=language,
            letter=case,
            decoy=case is None,
        )
        return await customers.ask_code(tx, parts.keys, asking, now)


async def _theirs(tx: Tx, written: str, address: str, now: datetime) -> UUID | None:
    customer = await customers.known_as(tx, Sender(EMAIL, address))
    if customer is None:
        return None
    actor = Actor(tenant=tx.tenant, kind="customer", id=str(customer), name="")
    try:
        return (await conversations.open_for(tx, actor, written, now)).id
    except NotFound:
        return None


async def prove(
    parts: Parts, brand: Brand, code: UUID, given: str, now: datetime
) -> tuple[CaseLink, customers.Proof]:
    """Take the code or the link's token back; gives the link to the case. Raises ``CodeRefused``."""
    async with parts.db.transaction(brand.slug) as tx:
        case = await customers.letter_of(tx, code)
        proof = await customers.prove_contact(tx, parts.keys, code, given, now)
    if isinstance(proof, CodeRefused):
        raise proof
    if case is None:
        raise CodeRefused("over")
    return CaseLink(proof.customer, case), proof


async def mark(tx: Tx, case: conversations.Conversation) -> str:
    """Tell how far a case and its procedures have got."""
    moved = await procedures.mark_of(tx, case.id)
    return hashlib.sha256(f"{case.seq} {case.rating} {moved}".encode()).hexdigest()[:16]


async def story(parts: Parts, brand: Brand, link: CaseLink, now: datetime) -> Story:
    """Read how a case stands, as its customer may know it. Raises ``NotFound``."""
    actor = reader(brand, link)
    async with parts.db.transaction(brand.slug) as tx:
        case = await opened(tx, link)
        entries = await conversations.entries_for(tx, case, max(0, case.seq - MOST_ENTRIES), MOST_ENTRIES)
        shown = await conversations.show_entries(tx, actor, entries, parts.links)
        names = await staff.names(tx, [case.assignee]) if case.assignee else {}
        place = await routing.place_of(tx, case.customer)
        current = await conversations.current_of(tx, actor)
        progress = await procedures.progress_of(tx, case.id, now)
        safety = await procedures.safety_of(tx, case)
        seen = await mark(tx, case)
    holder = names.get(case.assignee, "") if case.assignee else ""
    opens_at = hours_view(brand.hours, now).opens_at
    waits = (place.position, place.estimate_s) if place else None
    asked = rules.progress_id(case.number, now)
    return Story(
        number=case.number,
        status=case.status,
        topic=case.topic or "",
        mark=seen,
        since=case.created_at,
        steps=rules.steps(shown, case.created_at),
        awaited=rules.awaited(case, holder, waits, opens_at),
        progress=list(progress),
        safety=safety,
        said=[one for one in shown if one.kind == "message"],
        rateable=case.status in ("waiting", "resolved") and current is not None and current.id == case.id,
        rated=case.rating,
        asked_today=any(one.client_id == asked for one in shown),
    )


async def write(parts: Parts, brand: Brand, link: CaseLink, message: Message, now: datetime) -> list[str]:
    """Add to the case; gives the kinds of what was masked. The same words twice, or sent again, are one."""
    if not message.text.strip() and not message.uploads:
        raise Invalid("a message needs a text or a file")
    actor = reader(brand, link)
    clean = await parts.desk.screen(brand.slug, message.text)
    told = await story(parts, brand, link, now)
    if not message.uploads and rules.repeats(told.said, clean.text):
        return [str(kind) for kind in clean.kinds]
    files = [(await parts.shelf.take(actor, upload, now)).id for upload in message.uploads]
    letter = await _letter(parts, brand, link, message, files)
    try:
        return (await parts.intake.take_in(letter)).masked
    except ClientIdReused:
        return []  # sent again with its files: it stands there already
    except Closed:
        return (await parts.intake.take_in(msgspec.structs.replace(letter, conversation=None))).masked


async def _letter(
    parts: Parts, brand: Brand, link: CaseLink, message: Message, files: list[UUID]
) -> Incoming:
    async with parts.db.transaction(brand.slug) as tx:
        case = await opened(tx, link)
        customer = await customers.get(tx, link.customer)
        handles = await customers.handles_of(tx, link.customer)
    if not handles:
        raise NotFound
    handle = next((one for one in handles if one.line == EMAIL), handles[0])
    return Incoming(
        actor=reader(brand, link),
        client_id=message.client_id,
        sender=Sender(handle.line, handle.external_id, customer.name, case.language),
        line=LINE,
        text=message.text,
        attachments=files,
        conversation=case.number,
    )


async def rate(parts: Parts, brand: Brand, link: CaseLink, body: ratings.RatingBody, now: datetime) -> None:
    """Rate the help received. Raises ``Conflict`` while the desk has the next word."""
    told = await story(parts, brand, link, now)
    if not told.rateable:
        raise NotFound
    text = await parts.desk.screen(brand.slug, body.text)
    async with parts.db.transaction(brand.slug) as tx:
        await ratings.rate(tx, reader(brand, link), body, text, brand.prefix, now)


async def freeze(parts: Parts, brand: Brand, link: CaseLink, client_id: str, now: datetime) -> None:
    """Ask for the freeze of the account behind the case, by its customer's tap. Raises ``NotSignedIn``."""
    async with parts.db.transaction(brand.slug) as tx:
        case = await opened(tx, link)
        await procedures.freeze(tx, reader(brand, link), case, client_id, now)


async def offer(parts: Parts, brand: Brand, link: CaseLink, to: str, now: datetime) -> str:
    """Offer the way to another line; gives the token of the crossing."""
    async with parts.db.transaction(brand.slug) as tx:
        await opened(tx, link)
        return await customers.offer_crossing(
            tx, parts.keys, customer=link.customer, conversation=link.conversation, to=to, now=now
        )
