"""Crossings: a customer takes themselves, by one tap, from one line to another; and links to a case."""

from datetime import datetime
from uuid import UUID

from trustdesk.customers.actions.people import recognise
from trustdesk.customers.model import CaseLink, Crossing, Sender
from trustdesk.customers.rules import contacts
from trustdesk.customers.store import contacts as store
from trustdesk.customers.store import people
from trustdesk.kit import ids, secrets
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Expired
from trustdesk.kit.secrets import Keys

TOKEN_PREFIX = "cx"  # noqa: S105 - a prefix
CASE = "case-link"


async def offer_crossing(
    tx: Tx, keys: Keys, *, customer: UUID, conversation: UUID, to: str, now: datetime
) -> str:
    """Mint a token that takes this customer to the line ``to``: once, within a quarter of an hour.

    It has letters, digits, ``_`` and ``-`` only, and fits into a start link of Telegram (64).
    """
    token = secrets.token(TOKEN_PREFIX, tx.tenant)
    crossing = Crossing(customer, conversation)
    until = now + contacts.CROSSING_LASTS
    await store.insert_crossing(tx, keys.mark(TOKEN_PREFIX, token), crossing, to, until)
    return token


async def cross(tx: Tx, keys: Keys, token: str, sender: Sender, now: datetime) -> Crossing:
    """Arrive: the handle becomes the customer's if it is nobody's yet. Raises ``Expired``.

    A handle that is another customer's stays theirs, named as ``apart``: whoever calls proposes a tie.
    """
    crossing = await store.use_crossing(tx, keys.mark(TOKEN_PREFIX, token), sender.line, now)
    if crossing is None:
        raise Expired
    await people.add_handle(tx, sender.line, sender.external_id, crossing.customer)
    [owner] = await recognise(tx, [sender])
    tx.news.add(crossing.customer)
    apart = owner if owner != crossing.customer else None
    return Crossing(crossing.customer, crossing.conversation, apart)


def brand_of_crossing(token: str) -> str | None:
    """Read which brand a crossing is of; the token itself is yet to be checked."""
    return secrets.brand_of(token, TOKEN_PREFIX)


def case_token(keys: Keys, tenant: str, link: CaseLink, now: datetime) -> str:
    """Sign a link by which a customer sees how their case stands, without signing in."""
    subject = f"{link.customer.hex}.{link.conversation.hex}"
    return f"{subject}.{keys.sign(CASE, f'{tenant}.{subject}', now + contacts.CASE_LINK_LASTS)}"


def case_path(keys: Keys, tenant: str, link: CaseLink, now: datetime) -> str:
    """Write such a link as a path, which begins at the desk's own address."""
    return f"/{tenant}/status?l={case_token(keys, tenant, link, now)}"


def read_case_token(keys: Keys, tenant: str, token: str, now: datetime) -> CaseLink | None:
    """Read such a link; None when it is not ours, another brand's, or has run out."""
    customer, _, rest = token.partition(".")
    conversation, _, signature = rest.partition(".")
    whose, which = ids.parse(customer), ids.parse(conversation)
    if whose is None or which is None:
        return None
    if not keys.verify(CASE, f"{tenant}.{whose.hex}.{which.hex}", signature, now):
        return None
    return CaseLink(whose, which)
