"""Tokens: who answers in which conversation, told by what only a reader of our mail can know.

A ref names a thread; the keyed hash beside it, 128 bits, shows that we wrote it, for this brand. The same
stands in the address to answer to and in the Message-ID, as some mail programs keep only one of them.
"""

import base64
from collections.abc import Iterable
from uuid import UUID

from trustdesk.channels.email.rules.addresses import (
    COPY_MAC_LENGTH,
    REF_LENGTH,
    copy_tag_of,
    read_id,
    tag_of,
    tagged,
)
from trustdesk.kit.ids import uuid7
from trustdesk.kit.secrets import Keys, same

NOBODY = "a" * REF_LENGTH  # stands for no thread: what carries it is answered by nobody
REPLY, MESSAGE, LOOP, WORD, COPY = "mail reply", "mail id", "mail loop", "mail word", "mail copy"
LONGEST_LOCAL = 64  # characters before the @ (RFC 5321)


def new_ref() -> str:
    """Mint a ref: the random end of an id, so that refs tell nothing of each other."""
    return _letters(uuid7().bytes[-8:])[:REF_LENGTH]


def reply_address(keys: Keys, tenant: str, mailbox: str, ref: str) -> str:
    """Give the address by which this person goes on in this conversation."""
    return tagged(mailbox, ref + _mac(keys, REPLY, f"{tenant}.{ref}"))


def message_id(keys: Keys, tenant: str, mailbox: str, ref: str, delivery: UUID) -> str:
    """Give the Message-ID of a delivery: the same at each attempt, and nobody else's to make."""
    named = _letters(delivery.bytes)
    mac = _mac(keys, MESSAGE, f"{tenant}.{ref}.{named}")
    return f"{ref}.{named}.{mac}@{mailbox.rpartition('@')[2]}"


def ref_of_address(keys: Keys, tenant: str, address: str) -> str | None:
    """Read the thread out of a reply address of ours; None for everybody else's."""
    read = tag_of(address)
    return read[0] if read and same(read[1], _mac(keys, REPLY, f"{tenant}.{read[0]}")) else None


def ref_of_id(keys: Keys, tenant: str, given: str) -> str | None:
    """Read the thread out of a Message-ID of ours; None for everybody else's."""
    read = read_id(given)
    if read and same(read[2], _mac(keys, MESSAGE, f"{tenant}.{read[0]}.{read[1]}")):
        return read[0]
    return None


def return_address(keys: Keys, tenant: str, mailbox: str, copy: UUID) -> str:
    """Give the address to which a copy of an announcement bounces; "" where it would be too long."""
    made = tagged(mailbox, _letters(copy.bytes) + _copy_mac(keys, tenant, copy))
    return made if len(made.partition("@")[0]) <= LONGEST_LOCAL else ""


def copy_of(keys: Keys, tenant: str, addresses: Iterable[str], id: str = "") -> UUID | None:
    """Read which copy of an announcement bounced: by where to, or by the Message-ID that came back."""
    for read in filter(None, map(copy_tag_of, addresses)):
        copy = _uuid(read[0])
        if copy and same(read[1], _copy_mac(keys, tenant, copy)):
            return copy
    named = read_id(id)
    return _uuid(named[1]) if named and ref_of_id(keys, tenant, id) == NOBODY else None


def refs_of(keys: Keys, tenant: str, addresses: Iterable[str], ids: Iterable[str]) -> list[str]:
    """Read every thread a mail shows to know, the surest first, each once."""
    found = [ref_of_address(keys, tenant, one) for one in addresses]
    found += [ref_of_id(keys, tenant, one) for one in ids]
    return list(dict.fromkeys(ref for ref in found if ref))


def loop_mark(keys: Keys) -> str:
    """Give what our own mails carry, by which they are known when they come back."""
    return keys.mark(LOOP, "here")


def address_mark(keys: Keys, address: str) -> str:
    """Hash an address for counting what was said to it."""
    return keys.mark(WORD, address)


def _copy_mac(keys: Keys, tenant: str, copy: UUID) -> str:
    return _mac(keys, COPY, f"{tenant}.{copy}")[:COPY_MAC_LENGTH]


def _mac(keys: Keys, purpose: str, value: str) -> str:
    made = keys.mark(purpose, value)
    return _letters(base64.urlsafe_b64decode(made + "=" * (-len(made) % 4)))


def _letters(raw: bytes) -> str:
    return base64.b32encode(raw).decode().rstrip("=").lower()


def _uuid(letters: str) -> UUID | None:
    try:
        return UUID(bytes=base64.b32decode(letters.upper() + "=" * (-len(letters) % 8)))
    except ValueError:
        return None
