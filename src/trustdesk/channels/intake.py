"""Where every line's letters come in: guarded, the customer recognised, put down in groups."""

import asyncio
from collections.abc import Mapping
from uuid import UUID

import msgspec

from trustdesk import conversations, customers, guard
from trustdesk.brands import Brand
from trustdesk.kit import clock
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database, Tx
from trustdesk.kit.errors import Invalid, Refused
from trustdesk.kit.groups import Groups

LONG = 4_000  # characters


class Incoming(msgspec.Struct, frozen=True, kw_only=True):
    """One letter of any line, as its translation gives it; ``actor`` is who brought it."""

    actor: Actor
    client_id: str
    sender: customers.Sender
    text: str
    attachments: list[UUID] = []
    conversation: str | None = None
    topic: str | None = None


class Taken(msgspec.Struct, frozen=True):
    """Where the letter stands, its text as stored, and which kinds of secrets were masked in it."""

    outcome: conversations.Outcome
    text: str
    masked: list[str]


class Intake:
    """Takes letters in; concurrent ones go down together."""

    def __init__(self, db: Database, brands: Mapping[str, Brand]) -> None:
        """Take the database and the brands whose numbers new conversations get."""
        self._brands = brands
        self._groups: Groups[Incoming, conversations.Outcome] = Groups(db, self._write)

    async def take_in(self, letter: Incoming) -> Taken:
        """Mask, recognise, store; returns after the commit. Raises the letter's own refusal."""
        if not letter.text.strip() and not letter.attachments:
            raise Invalid("a message needs a text or a file")
        cleaned = await _cleaned(letter.text)
        clean = msgspec.structs.replace(letter, text=cleaned.text)
        outcome = await self._groups.submit(letter.actor.tenant, clean, letter.sender.external_id)
        return Taken(outcome, cleaned.text, [str(kind) for kind in cleaned.kinds])

    async def _write(self, tx: Tx, group: list[Incoming]) -> list[conversations.Outcome | Refused]:
        brand = self._brands[tx.tenant]
        known = await customers.recognise(tx, [letter.sender for letter in group])
        letters = [_letter(one, customer, brand) for one, customer in zip(group, known, strict=True)]
        return await conversations.perform(tx, letters, brand.prefix, clock.utc_now())


async def _cleaned(text: str) -> guard.Cleaned:
    """Mask secrets; a text so long that it would hold up others is read beside them."""
    return guard.clean(text) if len(text) < LONG else await asyncio.to_thread(guard.clean, text)


def _letter(one: Incoming, customer: UUID, brand: Brand) -> conversations.Letter:
    return conversations.Letter(
        actor=one.actor,
        client_id=one.client_id,
        conversation=one.conversation,
        customer=customer,
        customer_name=one.sender.name,
        line=one.sender.line,
        text=one.text,
        attachments=one.attachments,
        topic=one.topic,
        language=one.sender.locale or brand.locales[0],
    )
