"""Proving an address: a code is asked for, carried there by its line, and brought back.

The code and the token of the link are computed from the row's id with our key. Nothing that could be
typed or followed is kept, so that whoever copies the database can prove nobody's address with it.
"""

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from trustdesk.customers.actions.people import handles_of, recognise
from trustdesk.customers.events import ContactCodeAsked
from trustdesk.customers.model import Code, CodeToSend, Level, Proof, Purpose, Sender
from trustdesk.customers.rules import contacts
from trustdesk.customers.store import contacts as store
from trustdesk.customers.store import people, visits
from trustdesk.kit import limits
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import CodeRefused, NotFound
from trustdesk.kit.events import publish
from trustdesk.kit.ids import uuid7
from trustdesk.kit.secrets import Keys, same

SEALING = "contact-address"
PROOF_LASTS = timedelta(hours=12)


class Asking(msgspec.Struct, frozen=True, kw_only=True):
    """Who wants to prove what: an address on a line, what for, and in which language they read.

    ``letter`` waits for the proof. With ``decoy`` nothing is sent, and everything looks the same.
    """

    line: str
    address: str
    purpose: Purpose
    language: str
    letter: UUID | None = None
    decoy: bool = False


async def ask_code(tx: Tx, keys: Keys, asking: Asking, now: datetime) -> UUID:
    """Ask for a code; its line sends it when it hears of it. Raises ``RateLimited`` for an address.

    A letter asks for no second one while its address has one to follow: whoever writes a thousand letters
    in somebody's name makes us send that somebody one mail.
    """
    lookup = people.lookup(tx, asking.line, asking.address)
    if asking.letter is not None:
        sent_today = now + _link_lasts(asking) - contacts.A_DAY
        if before := await store.to_follow(tx, lookup, asking.purpose, sent_today):
            return before
    return await _asked(tx, keys, asking, lookup, now)


async def _asked(tx: Tx, keys: Keys, asking: Asking, lookup: bytes, now: datetime) -> UUID:
    mark = keys.mark(SEALING, f"{asking.line}:{asking.address}")
    await limits.spend_in(tx, f"contact-code-hour:{mark}", contacts.HOURLY, contacts.AN_HOUR)
    await limits.spend_in(tx, f"contact-code-day:{mark}", contacts.DAILY, contacts.A_DAY)
    id = uuid7()
    code = Code(
        id=id,
        line=asking.line,
        address_sealed=keys.seal(SEALING, asking.address.encode(), bound=str(id)),
        purpose=asking.purpose,
        language=asking.language,
        letter=asking.letter,
        decoy=asking.decoy,
        until=now + contacts.CODE_LASTS,
        link_until=now + _link_lasts(asking),
        tries=0,
        used_at=None,
    )
    await store.insert_code(tx, code, lookup)
    if not asking.decoy:
        await publish(tx, ContactCodeAsked(about=id))
    return id


async def code_to_send(tx: Tx, keys: Keys, id: UUID, now: datetime) -> CodeToSend | None:
    """Read what the line has to carry, and to which address; None when it would come too late."""
    code = await store.lock_code(tx, id)
    if code is None or code.decoy or code.used_at is not None or now >= code.until:
        return None
    return CodeToSend(
        id=id,
        address=_address(keys, code),
        code=_digits(keys, tx.tenant, id),
        path=_path(keys, tx.tenant, code),
        purpose=code.purpose,
        language=code.language,
        letter=code.letter,
        until=code.until,
        link_until=code.link_until,
    )


async def prove_contact(
    tx: Tx, keys: Keys, id: UUID, given: str, now: datetime, *, visitor: UUID | None = None
) -> Proof | CodeRefused:
    """Take back the code, or the token of the link; gives the proof that its customer answers there.

    The refusal is given, not raised: a wrong try counts only if the transaction commits. With
    ``visitor`` an address nobody has written from becomes that customer's; one that is somebody's
    already proves that somebody, never a merge.
    """
    code = await store.lock_code(tx, id)
    if code is None or code.used_at is not None or now >= code.link_until:
        return CodeRefused("over")
    followed = not code.decoy and same(given, _link(keys, tx.tenant, id))
    if not followed and now >= code.until:
        return CodeRefused("over")
    if not followed and code.tries >= contacts.TRIES:
        return CodeRefused("tries")
    if code.decoy or not (followed or same(_plain(given), _digits(keys, tx.tenant, id))):
        await store.count_try(tx, id)
        return CodeRefused("wrong")
    await store.use_code(tx, id, now)
    return await _proved(tx, code, _address(keys, code), visitor, now)


async def ask_again(tx: Tx, keys: Keys, id: UUID, now: datetime) -> UUID:
    """Ask for another code to the same address, for the same purpose. May raise ``NotFound``."""
    code = await store.lock_code(tx, id)
    if code is None:
        raise NotFound
    asking = Asking(
        line=code.line,
        address=_address(keys, code),
        purpose=code.purpose,
        language=code.language,
        letter=code.letter,
        decoy=code.decoy,
    )
    return await _asked(tx, keys, asking, people.lookup(tx, asking.line, asking.address), now)


async def letter_of(tx: Tx, id: UUID) -> UUID | None:
    """Read which letter waits for this code."""
    code = await store.lock_code(tx, id)
    return code.letter if code else None


async def _proved(tx: Tx, code: Code, address: str, visitor: UUID | None, now: datetime) -> Proof:
    if visitor is not None:
        await people.add_handle(tx, code.line, address, visitor)
    [customer] = await recognise(tx, [Sender(code.line, address, "", code.language)])
    for handle in await handles_of(tx, customer):
        if (handle.line, handle.external_id) == (code.line, address):
            await people.prove_handle(tx, customer, handle.id, now)
    proof = Proof(
        id=uuid7(),
        customer=customer,
        level=Level.CONTACT,
        via=code.line,
        kyc_level=None,
        at=now,
        until=now + PROOF_LASTS,
    )
    await visits.insert_proof(tx, proof)
    tx.news.add(customer)
    return proof


def _link_lasts(asking: Asking) -> timedelta:
    return contacts.LINK_LASTS.get(asking.purpose, contacts.CODE_LASTS)


def _address(keys: Keys, code: Code) -> str:
    return keys.open(SEALING, code.address_sealed, bound=str(code.id)).decode()


def _digits(keys: Keys, tenant: str, id: UUID) -> str:
    made = keys.mark("contact-code", f"{tenant}.{id}")
    number = int.from_bytes(hashlib.sha256(made.encode()).digest()[:8])
    return f"{number % 1_000_000:06}"


def _link(keys: Keys, tenant: str, id: UUID) -> str:
    return keys.mark("contact-link", f"{tenant}.{id}")


def _path(keys: Keys, tenant: str, code: Code) -> str:
    page = contacts.PAGES.get(code.purpose)
    return f"/{tenant}/{page}?c={code.id}&t={_link(keys, tenant, code.id)}" if page else ""


def _plain(given: str) -> str:
    # People copy codes with the spaces that make them readable.
    return "".join(given.split())[:12]
