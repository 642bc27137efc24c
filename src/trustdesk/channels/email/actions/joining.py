"""In whose name and in which conversation a mail is taken in."""

from uuid import UUID

import msgspec

from trustdesk import conversations, customers
from trustdesk.channels.email.actions import tokens
from trustdesk.channels.email.model import LINE, JoinedBy, Lane, Verdict
from trustdesk.channels.email.parsing.model import Parsed
from trustdesk.channels.email.rules import addresses, lanes
from trustdesk.channels.email.store import mails, threads
from trustdesk.kit.db import Tx
from trustdesk.kit.secrets import Keys

MOST_IDS = 50
STANDING = frozenset({"open", "waiting", "snoozed"})


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Whose letter it is (their handle), which number it joins and why; ``offered`` is for the agent."""

    handle: str
    lane: Lane
    joins: str = ""
    joined_by: JoinedBy = "nothing"
    offered: UUID | None = None


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """A mail, what its domain says of it, where it came in and to which of our addresses."""

    arrival: UUID
    mailbox: str
    mail: Parsed
    verdict: Verdict
    recipients: list[str]


async def place(tx: Tx, keys: Keys, seen: Seen) -> Place:
    """Decide, in this order: token, references of the same verified sender, the person, nothing.

    A number in the subject is no authority and nobody in CC gains any. Who is not shown to own their
    address begins something of their own, beside which the agent is shown what may belong to it.
    """
    sender = addresses.normal(seen.mail.sender.address)
    lane = lanes.lane(seen.mail, seen.verdict)
    handle = addresses.handle_of(sender, lane, seen.arrival)
    if (joined := await _by_token(tx, keys, seen, sender, lane)) is not None:
        return joined
    if lane == "unverified":
        return Place(handle=handle, lane=lane, offered=await _open_of(tx, sender))
    ids = [*seen.mail.in_reply_to, *reversed(seen.mail.references)][:MOST_IDS]
    earlier = await mails.referred_to(tx, seen.mailbox, sender, ids) if ids else None
    if earlier is not None:
        number = (await mails.numbers(tx, [earlier])).get(earlier, "")
        return Place(handle=handle, lane=lane, joins=number, joined_by="references")
    # One person has one open conversation, whichever line they write on: the house's ordinary rule.
    return Place(handle=handle, lane=lane, joined_by="person")


async def _open_of(tx: Tx, address: str) -> UUID | None:
    """Find the conversation that whoever owns this address has open."""
    customer = await customers.known_as(tx, customers.Sender(LINE, address))
    case = await conversations.current_of_customer(tx, customer) if customer else None
    return case.id if case and case.status in STANDING else None


async def _by_token(tx: Tx, keys: Keys, seen: Seen, sender: str, lane: Lane) -> Place | None:
    mail = seen.mail
    known = [*seen.recipients, *(one.address for one in (*mail.to, *mail.cc)), *mail.delivered_to]
    ids = [*mail.in_reply_to, *reversed(mail.references)][:MOST_IDS]
    refs = tokens.refs_of(keys, tx.tenant, known, ids)
    found = {one.ref: one for one in await threads.find(tx, refs)} if refs else {}
    for thread in (found[ref] for ref in refs if ref in found):
        if lanes.may_join_by_token(seen.verdict, mail, sender, addresses.address_of(thread.handle)):
            numbers = await mails.numbers(tx, [thread.conversation])
            return Place(
                handle=thread.handle,
                lane=lane,
                joins=numbers.get(thread.conversation, ""),
                joined_by="token",
            )
    return None
