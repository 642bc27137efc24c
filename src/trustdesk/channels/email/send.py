"""One mail on its way: signed, handed to the brand's own server, and what that server said."""

import base64
import ssl
from collections.abc import Sequence
from typing import Annotated

import aiosmtplib
import msgspec
import structlog
from cryptography.hazmat.primitives import serialization

from trustdesk.channels.email.model import EmailSettings
from trustdesk.kit.egress import Connection, Egress, Refused, Unreachable
from trustdesk.kit.fields import ACCOUNT, CONTACT

log = structlog.get_logger()

TIMEOUT_SECONDS = 30.0
MOST_TOLD = 200
PERMANENT = 500
# What a reader relies on; a header that is missing is signed as missing, so that none can be added.
SIGNED = (
    b"from", b"from", b"to", b"reply-to", b"subject", b"subject", b"date", b"message-id", b"in-reply-to",
    b"references", b"auto-submitted", b"content-type", b"mime-version",
    b"list-id", b"list-unsubscribe", b"list-unsubscribe-post",
)  # fmt: skip


class Envelope(msgspec.Struct, frozen=True):
    """Who a mail is from and to on the way; "" takes no bounces back."""

    sender: Annotated[str, CONTACT]
    recipients: Annotated[Sequence[str], CONTACT]


class Answer(msgspec.Struct, frozen=True):
    """What came of it: taken, refused for good, or to be tried again."""

    state: str
    reason: Annotated[str, ACCOUNT] = ""


def signed(message: bytes, settings: EmailSettings) -> bytes:
    """Sign with DKIM when the brand has a key; raises ``ValueError`` when the key will not do."""
    if not (settings.dkim_key and settings.dkim_domain and settings.dkim_selector):
        return message
    import dkim  # noqa: PLC0415 - it brings a resolver along, and not every brand signs

    try:
        header = dkim.sign(  # pyright: ignore[reportUnknownMemberType] - a library without types
            message,
            settings.dkim_selector.encode(),
            settings.dkim_domain.encode(),
            settings.dkim_key.strip().encode(),
            canonicalize=(b"relaxed", b"relaxed"),
            include_headers=list(SIGNED),
        )
    except (dkim.DKIMException, UnicodeError) as error:
        raise ValueError("the DKIM key cannot sign") from error
    return header + message


async def send(egress: Egress, settings: EmailSettings, envelope: Envelope, message: bytes) -> Answer:
    """Hand a mail to the brand's server; whatever happens out there is an answer."""
    try:
        sock = await egress.connect(settings.smtp_host, settings.smtp_port)
    except (Refused, Unreachable) as error:
        return Answer("later", f"{settings.smtp_host}: {error}"[:MOST_TOLD])
    client = client_for(settings, sock)
    try:
        async with client:
            await sign_in(client, settings)
            await client.sendmail(envelope.sender, list(envelope.recipients), message)
    except aiosmtplib.SMTPRecipientsRefused as error:
        return _refused(error.recipients[0])
    except aiosmtplib.SMTPAuthenticationError as error:
        # The settings are wrong, not the mail: it goes out once they are right.
        return Answer("later", _told(error))
    except aiosmtplib.SMTPResponseException as error:
        return _refused(error)
    except (aiosmtplib.SMTPException, OSError, ValueError) as error:
        return Answer("later", f"{type(error).__name__}: {error}"[:MOST_TOLD])
    return Answer("sent")


def client_for(settings: EmailSettings, sock: Connection) -> aiosmtplib.SMTP:
    """Make the client that speaks on this connection, as the brand's server wants it."""
    return aiosmtplib.SMTP(
        hostname=settings.smtp_host,
        sock=sock,
        use_tls=settings.smtp_security == "tls",
        start_tls=settings.smtp_security == "starttls",
        tls_context=ssl.create_default_context() if settings.smtp_security != "none" else None,
        username=(settings.smtp_user or None) if settings.smtp_auth == "password" else None,
        password=(settings.smtp_password or None) if settings.smtp_auth == "password" else None,
        local_hostname=settings.address.rpartition("@")[2] or "localhost",
        timeout=TIMEOUT_SECONDS,
    )


async def sign_in(client: aiosmtplib.SMTP, settings: EmailSettings) -> None:
    """Sign in by token, which stands where the password would; with a password the client did by itself."""
    if settings.smtp_auth == "oauth":
        await client.auth_xoauth2(settings.smtp_user, settings.smtp_password)


def public_key(private: str) -> str:
    """Give what belongs into the name server for a private key; raises ``ValueError`` for none."""
    opened = serialization.load_pem_private_key(private.strip().encode(), None).public_key()
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return base64.b64encode(opened.public_bytes(serialization.Encoding.DER, form)).decode()


def _refused(error: aiosmtplib.SMTPResponseException) -> Answer:
    return Answer("failed" if error.code >= PERMANENT else "later", _told(error))


def _told(error: aiosmtplib.SMTPResponseException) -> str:
    return " ".join(f"{error.code} {error.message}".replace("\0", "").split())[:MOST_TOLD]
