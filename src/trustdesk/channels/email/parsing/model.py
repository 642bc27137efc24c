"""What a mail says, once it has been read: values only, ready for msgpack."""

import enum
from datetime import datetime
from typing import Annotated

import msgspec

from trustdesk.kit.fields import ACCOUNT, CONTACT


class Kind(enum.StrEnum):
    """What a mail is, before anybody answers it; only the ordinary ones are answered by the desk itself."""

    ORDINARY = "ordinary"
    AUTO_REPLY = "auto_reply"  # out of office, read receipts, other desks' acknowledgements
    BOUNCE = "bounce"  # a report about a mail of ours, bad or good news
    LIST = "list"
    VERIFICATION = "verification"  # another service's sign-up or sign-in mail: never shown to a customer


class Address(msgspec.Struct, frozen=True):
    """A mailbox; ``address`` is empty when none could be read."""

    address: Annotated[str, CONTACT] = ""
    name: Annotated[str, CONTACT] = ""


class Attachment(msgspec.Struct, frozen=True):
    """A file that came along. ``text`` is what a person can read of it without opening it, if anything."""

    name: Annotated[str, ACCOUNT]
    declared: str
    sniffed: str
    body: bytes
    content_id: str = ""
    inline: bool = False
    text: Annotated[str, ACCOUNT] = ""


class Calendar(msgspec.Struct, frozen=True):
    """An invitation, in few words; times as they were written, with their zone."""

    method: str = ""
    summary: Annotated[str, ACCOUNT] = ""
    place: Annotated[str, ACCOUNT] = ""
    organiser: Annotated[str, CONTACT] = ""
    starts: str = ""
    ends: str = ""


class Bounce(msgspec.Struct, frozen=True):
    """News of a mail of ours: who was not reached and why (RFC 3464, or what could be read of it)."""

    recipient: Annotated[str, CONTACT] = ""
    action: str = "failed"  # failed, delayed, delivered, relayed, expanded
    status: str = ""  # 5.1.1
    diagnostic: Annotated[str, ACCOUNT] = ""
    message_id: str = ""  # of our mail

    @property
    def failed(self) -> bool:
        """Whether the mail is known not to have arrived."""
        return self.action == "failed"


class Header(msgspec.Struct, frozen=True):
    """One header line, unfolded, in the order of the mail."""

    name: str
    value: Annotated[str, CONTACT]


class Parsed(msgspec.Struct, kw_only=True, frozen=True):
    """A mail as it was understood.

    ``text`` holds the new words, ``quoted`` the folded history and ``signature`` what follows the words;
    ``body`` is the whole of it as it came. ``html`` is cleaned and asks nothing of the network.
    ``warnings`` are codes of what was odd, never sentences.
    """

    message_id: str = ""  # without angle brackets, as all ids here
    in_reply_to: list[str] = []
    references: list[str] = []
    date: datetime | None = None
    sender: Address = Address()  # the first of From
    senders: list[Address] = []  # all of From: more than one is suspicious
    submitter: Address | None = None  # Sender, when given
    return_path: Annotated[str | None, CONTACT] = None  # "" is the empty path, None was not said
    reply_to: list[Address] = []
    to: list[Address] = []
    cc: list[Address] = []
    delivered_to: Annotated[list[str], CONTACT] = []
    subject: Annotated[str, ACCOUNT] = ""
    text: Annotated[str, ACCOUNT] = ""
    quoted: Annotated[str, ACCOUNT] = ""
    signature: Annotated[str, ACCOUNT] = ""
    body: Annotated[str, ACCOUNT] = ""
    html: Annotated[str | None, ACCOUNT] = None
    attachments: list[Attachment] = []
    calendar: Calendar | None = None
    kind: Kind = Kind.ORDINARY
    bounce: Bounce | None = None
    loop: list[str] = []  # why answering by machine might run in circles
    protection: str = ""  # smime-signed, smime-encrypted, pgp-signed, pgp-encrypted
    language: str = ""  # a hint: BCP 47, or empty
    headers: list[Header] = []  # for threading and authentication
    warnings: list[str] = []
