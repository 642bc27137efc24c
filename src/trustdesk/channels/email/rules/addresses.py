"""Addresses: what is ours, and how the reply token travels in them.

``support+<ref><mac>@mail.example``: 10 symbols name the thread, 26 are 130 bits of a keyed hash. Both are in
the alphabet of base 32, in small letters: some mail programs do not keep capitals.
"""

import re
from uuid import UUID

from trustdesk.channels.email.model import EmailSettings, Lane

REF_LENGTH, MAC_LENGTH, DELIVERY_LENGTH = 10, 26, 26
COPY_MAC_LENGTH = 16  # 80 bits: all that can be forged is the end of one subscription
SYMBOLS = "[a-z2-7]"
TAG = re.compile(rf"({SYMBOLS}{{{REF_LENGTH}}})({SYMBOLS}{{{MAC_LENGTH}}})")
OUR_ID = re.compile(
    rf"({SYMBOLS}{{{REF_LENGTH}}})\.({SYMBOLS}{{{DELIVERY_LENGTH}}})\.({SYMBOLS}{{{MAC_LENGTH}}})@[a-z0-9.-]+"
)
COPY_TAG = re.compile(rf"({SYMBOLS}{{{DELIVERY_LENGTH}}})({SYMBOLS}{{{COPY_MAC_LENGTH}}})")
# What may be written to: one mailbox, no comment, no quoted part, nothing that ends a header line.
ADDRESS = re.compile(r"[^\s\"(),:;<>@\[\\\]\x00-\x20\x7f]{1,64}@(?:[\w-]{1,63}\.){1,8}[\w-]{2,63}")
# Between an address and what keeps who is not shown to own it apart from who is: no domain holds it.
APART = "#"
APART_LENGTH = 8
LONGEST_SHOWN = 100


def normal(address: str) -> str:
    """Write an address in the one way it is compared: small letters, its domain in ASCII."""
    local, at, domain = address.strip().lower().rpartition("@")
    try:
        plain = domain.encode("idna").decode()
    except UnicodeError:
        plain = domain
    return f"{local}{at}{plain}"


def is_address(address: str) -> bool:
    """Tell whether this is a plain mailbox that mail may be sent to."""
    return ADDRESS.fullmatch(address) is not None


def handle_of(address: str, lane: Lane, arrival: UUID) -> str:
    """Name the customer's handle: who is not shown to own an address is somebody of their own each time."""
    address = normal(address)
    return address if lane == "verified" else f"{address}{APART}{arrival.hex[-APART_LENGTH:]}"


def address_of(handle: str) -> str:
    """Give the address a handle stands for."""
    return handle.partition("@")[0] + "@" + handle.partition("@")[2].partition(APART)[0]


def hinted(address: str) -> str:
    """Write an address so that whoever judges a mail sees which domain it names, and not who there."""
    local, at, domain = normal(address).rpartition("@")
    return f"{local[:1]}•••{at}{domain[:LONGEST_SHOWN]}" if at else ""


def is_owned(handle: str) -> bool:
    """Tell whether a handle is an address shown to be its customer's own."""
    return APART not in handle.rpartition("@")[2]


def parts(address: str) -> tuple[str, str, str]:
    """Split into what stands before the plus, what follows it, and the domain."""
    local, _, domain = normal(address).rpartition("@")
    base, _, tag = local.partition("+")
    return base, tag, domain


def mailbox_of(address: str, settings: EmailSettings) -> str | None:
    """Give the brand's own mailbox to which a recipient belongs, or None: then it is not ours to take."""
    base, _, domain = parts(address)
    for own in (settings.address, *settings.aliases):
        if own and parts(own)[::2] == (base, domain):
            return normal(own)
    return None


def is_own(address: str, settings: EmailSettings) -> bool:
    """Tell whether a mail claims to come from this brand's own mailbox."""
    return mailbox_of(address, settings) is not None


def tagged(mailbox: str, tag: str) -> str:
    """Put a tag into an address."""
    base, _, domain = parts(mailbox)
    return f"{base}+{tag}@{domain}"


def tag_of(address: str) -> tuple[str, str] | None:
    """Read ref and mac of a reply address; they are yet to be checked."""
    found = TAG.fullmatch(parts(address)[1])
    return (found[1], found[2]) if found else None


def copy_tag_of(address: str) -> tuple[str, str] | None:
    """Read copy and mac of the address to which a copy bounces; they are yet to be checked."""
    found = COPY_TAG.fullmatch(parts(address)[1])
    return (found[1], found[2]) if found else None


def read_id(message_id: str) -> tuple[str, str, str] | None:
    """Read ref, delivery and mac of a Message-ID of ours; they are yet to be checked."""
    found = OUR_ID.fullmatch(message_id.strip().strip("<>").lower())
    return (found[1], found[2], found[3]) if found else None
