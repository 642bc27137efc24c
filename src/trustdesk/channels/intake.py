"""Where every line's letters come in: guarded, the customer recognised, put down in groups."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec

from trustdesk import conversations, customers, guard
from trustdesk.brands import Brand
from trustdesk.kit import clock
from trustdesk.kit.actors import Actor, system
from trustdesk.kit.db import Database, Tx
from trustdesk.kit.errors import ClientIdReused, Invalid, Refused
from trustdesk.kit.groups import Groups


class Incoming(msgspec.Struct, frozen=True, kw_only=True):
    """One letter of any line, as its translation gives it; ``actor`` is who brought it.

    ``line`` is where it came in, when that is not the line of the sender's handle: a form is signed
    with an e-mail address. A ``patient`` one makes nothing else give way: nobody waits for it at a screen.
    """

    actor: Actor
    client_id: str
    sender: customers.Sender
    line: str = ""
    text: str
    attachments: list[UUID] = []
    conversation: str | None = None
    topic: str | None = None
    strict: str | None = None
    hidden: tuple[guard.Finding, ...] = ()
    hidden_in_name: tuple[guard.Finding, ...] = ()
    patient: bool = False


class Taken(msgspec.Struct, frozen=True):
    """Where the letter stands, its text as stored, and which kinds of secrets were masked in it."""

    outcome: conversations.Outcome
    text: str
    masked: list[str]


class Intake:
    """Takes letters in; concurrent ones go down together."""

    def __init__(self, db: Database, brands: Mapping[str, Brand], desk: conversations.Desk) -> None:
        """Take the database, the brands whose numbers new conversations get, and who screens texts."""
        self._db = db
        self._brands = brands
        self._desk = desk
        self._groups: Groups[Incoming, conversations.Outcome] = Groups(db, self._write)

    async def take_in(self, letter: Incoming) -> Taken:
        """Mask, recognise, store; returns after the commit. Raises the letter's own refusal."""
        if not letter.text.strip() and not letter.attachments:
            raise Invalid("a message needs a text or a file")
        cleaned = await self._screened(letter)
        clean = self._clean(letter, cleaned)
        outcome = await self._groups.submit(letter.actor.tenant, clean, patient=letter.patient)
        return Taken(outcome, cleaned.text, [str(kind) for kind in cleaned.kinds])

    async def note(self, tenant: str, client_id: str, conversation: str, text: str) -> None:
        """Leave the desk's own note on a conversation; the same again stands there once."""
        note = conversations.Note(
            actor=system(tenant), client_id=client_id, conversation=conversation, text=text
        )
        async with self._db.transaction(tenant) as tx:
            [answer] = await conversations.perform(tx, [note], self._brands[tenant].prefix, clock.utc_now())
        if isinstance(answer, Refused) and not isinstance(answer, ClientIdReused):
            raise answer

    async def _screened(self, letter: Incoming) -> guard.Cleaned:
        """Mask secrets; 64 hex digits in answer to a question for a transaction are the transaction."""
        cleaned = await self._desk.screen(letter.actor.tenant, letter.text)
        if not cleaned.undecided:
            return cleaned
        async with self._db.transaction(letter.actor.tenant) as tx:
            said = await conversations.last_said_to(tx, letter.sender)
        if not guard.speaks_of_transaction(said):
            return cleaned
        sparing = self._desk.guard.sparing
        return sparing(letter.actor.tenant, letter.text, cleaned, frozenset(cleaned.undecided))

    def _clean(self, letter: Incoming, cleaned: guard.Cleaned) -> Incoming:
        tenant, sender = letter.actor.tenant, letter.sender
        name, topic = (
            self._desk.guard.clean_name(tenant, text) for text in (sender.name, letter.topic or "")
        )
        return msgspec.structs.replace(
            letter,
            text=cleaned.text,
            strict=cleaned.strict,
            sender=msgspec.structs.replace(sender, name=name.text),
            topic=topic.text or None,
            hidden=(*letter.hidden, *cleaned.findings, *topic.findings),
            hidden_in_name=name.findings,
        )

    async def _write(self, tx: Tx, group: list[Incoming]) -> list[conversations.Outcome | Refused]:
        brand = self._brands[tx.tenant]
        known = await customers.recognise(tx, [letter.sender for letter in group])
        letters = [_letter(one, customer, brand) for one, customer in zip(group, known, strict=True)]
        now = clock.utc_now()
        await guard.record(tx, _in_names(group, known), now)
        return await conversations.perform(tx, letters, brand.prefix, now)


def _in_names(group: Sequence[Incoming], known: Sequence[UUID]) -> list[guard.Hidden]:
    return [
        guard.Hidden(customer, "customer_name", one.hidden_in_name)
        for one, customer in zip(group, known, strict=True)
        if one.hidden_in_name
    ]


def _letter(one: Incoming, customer: UUID, brand: Brand) -> conversations.Letter:
    return conversations.Letter(
        actor=one.actor,
        client_id=one.client_id,
        conversation=one.conversation,
        customer=customer,
        customer_name=one.sender.name,
        line=one.line or one.sender.line,
        text=one.text,
        attachments=one.attachments,
        topic=one.topic,
        language=one.sender.locale or brand.locales[0],
        strict=one.strict,
        hidden=one.hidden,
    )
