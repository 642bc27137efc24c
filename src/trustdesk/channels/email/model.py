"""Nouns of the mail line: its settings, what is known of a mail, and who may be answered."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from trustdesk.channels.setup import Section
from trustdesk.kit.fields import ACCOUNT, CONTACT, PUBLIC, SECRET

LINE = "email"

Lane = Literal["verified", "unverified"]
Vouched = Literal["pass", "fail", "none"]
JoinedBy = Literal["token", "references", "person", "nothing"]

# The reply token is added to the part before the @, which holds 64 characters.
Mailbox = Annotated[str, msgspec.Meta(pattern=r"^([A-Za-z0-9._-]{1,24}@[A-Za-z0-9.-]{3,190})?$")]
Host = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9.:-]*$", max_length=255)]
Port = Annotated[int, msgspec.Meta(ge=1, le=65535)]
Plain = Annotated[str, msgspec.Meta(pattern=r"^[^\x00-\x1f\x7f]*$", max_length=200)]
Name = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9._-]*$", max_length=190)]


class EmailSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How one brand receives and sends mail. An empty host means that this way is not used."""

    enabled: bool = False
    address: Mailbox = ""
    aliases: Annotated[list[Mailbox], msgspec.Meta(max_length=20)] = []
    sender_name: Plain = ""
    smtp_host: Host = ""
    smtp_port: Port = 587
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    smtp_user: Plain = ""
    smtp_auth: Literal["password", "oauth"] = "password"
    smtp_password: Annotated[str, msgspec.Meta(max_length=500), SECRET] = ""
    dkim_domain: Name = ""
    dkim_selector: Name = ""
    dkim_key: Annotated[str, msgspec.Meta(max_length=8_000), SECRET] = ""
    imap_host: Host = ""
    imap_port: Port = 993
    imap_security: Literal["tls", "none"] = "tls"
    imap_user: Plain = ""
    imap_auth: Literal["password", "oauth"] = "password"
    imap_password: Annotated[str, msgspec.Meta(max_length=500), SECRET] = ""
    imap_folder: Plain = "INBOX"
    oauth_url: Annotated[str, msgspec.Meta(pattern=r"^(https?://[^\s]*)?$", max_length=500)] = ""
    oauth_client_id: Plain = ""
    oauth_client_secret: Annotated[str, msgspec.Meta(max_length=500), SECRET] = ""
    oauth_refresh_token: Annotated[str, msgspec.Meta(max_length=8_000), SECRET] = ""
    oauth_scope: Annotated[str, msgspec.Meta(pattern=r"^[^\x00-\x1f\x7f]*$", max_length=500)] = ""
    webhook_auth: Literal["signed", "mailgun", "password"] = "signed"
    webhook_secret: Annotated[str, msgspec.Meta(max_length=200), SECRET] = ""
    trusted_server: Name = ""
    spam: Literal["quarantine", "take"] = "quarantine"
    chat_answers: Literal["careful", "text", "link", "off"] = "careful"
    blocked: Annotated[list[Plain], msgspec.Meta(max_length=500)] = []
    announcements_per_minute: Annotated[int, msgspec.Meta(ge=10, le=6_000)] = 300

    def __post_init__(self) -> None:
        """Refuse signing in by tokens that nobody could give."""
        if "oauth" in (self.smtp_auth, self.imap_auth) and not (self.oauth_url and self.oauth_client_id):
            raise ValueError("oauth_url: needed_for_oauth")


SECRETS = frozenset(
    {
        "smtp_password",
        "dkim_key",
        "imap_password",
        "oauth_client_secret",
        "oauth_refresh_token",
        "webhook_secret",
    }
)
SECTION = Section(LINE, EmailSettings, SECRETS)


class Verdict(msgspec.Struct, frozen=True):
    """What the sender's domain says of a mail: only ``verified`` makes an address somebody's own."""

    verified: bool = False
    dmarc: Vouched = "none"
    dkim: Vouched = "none"
    spf: Vouched = "none"


class Mail(msgspec.Struct, frozen=True, kw_only=True):
    """A mail that was taken in, as it is stored beside the conversation's entry.

    ``joins`` is the number of the conversation its sender has shown to belong to, if any; ``offered`` is one
    that may be theirs and is only shown to the agent.
    """

    arrival: UUID
    mailbox: Annotated[str, PUBLIC]
    identity: bytes
    sender: Annotated[str, CONTACT]
    sender_name: Annotated[str, CONTACT]
    subject: Annotated[str, ACCOUNT]
    lane: Lane
    dmarc: Vouched
    dkim: Vouched
    spf: Vouched
    joined_by: JoinedBy
    handle: Annotated[str, CONTACT]
    joins: str
    offered: UUID | None
    attachments: list[UUID]
    left_out: Annotated[list[str], ACCOUNT]
    folded: Annotated[str, ACCOUNT]
    warnings: list[str]
    conversation: UUID | None
    seq: int | None
    at: datetime
    message_id: Annotated[str, CONTACT] = ""


class Thread(msgspec.Struct, frozen=True, kw_only=True):
    """One person in one conversation, by mail. ``ref`` names it in tokens; ``handle`` is the customer's.

    ``quiet``: something about their mail says that a machine should not answer it.
    """

    ref: str
    conversation: UUID
    handle: Annotated[str, CONTACT]
    mailbox: Annotated[str, PUBLIC]
    verified: bool
    quiet: bool
    subject: Annotated[str, ACCOUNT]
    message_ids: Annotated[list[str], CONTACT]


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """A mail to be written: every value is a value, never a header line.

    ``unsubscribe`` is where a mail program ends what it is one of many of; ``urgent`` puts it on top.
    ``returns`` is where a bounce goes, when that is not where answers go.
    """

    sender: Annotated[str, CONTACT]
    sender_name: str
    to: Annotated[str, CONTACT]
    reply_to: Annotated[str, CONTACT]
    message_id: str
    subject: Annotated[str, ACCOUNT]
    text: Annotated[str, ACCOUNT]
    html: Annotated[str, ACCOUNT]
    references: Annotated[list[str], CONTACT] = []
    automatic: bool = False
    unsubscribe: str = ""
    returns: Annotated[str, CONTACT] = ""
    urgent: bool = False
    language: str = "en"
