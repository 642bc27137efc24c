"""The mail servers' door: LMTP or SMTP. A mail is acknowledged once its bytes are committed, never before."""

import asyncio
import contextlib
import hashlib
from typing import Any

import structlog
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session

from trustdesk.channels.email.actions.receiving import Received, keep_raw
from trustdesk.channels.email.jobs.translator import SettingsOf
from trustdesk.channels.email.rules.addresses import mailbox_of, normal
from trustdesk.kit import clock, failpoints
from trustdesk.kit.db import Database
from trustdesk.kit.errors import NoRoom, Overloaded
from trustdesk.kit.secrets import Keys
from trustdesk.kit.settings import Settings

log = structlog.get_logger()

LARGEST = 25 * 1024 * 1024
LONGEST_LINE = 1024 * 1024  # far beyond the 998 of RFC 5322: mails that break it are common, and are read
TIMEOUT_SECONDS = 300  # RFC 5321, 4.5.3.2.7
MOST_RECIPIENTS = 50
MOST_COMMANDS = 2_000
MOST_CONNECTIONS = 200
TAKEN = "250 2.0.0 kept"
UNKNOWN = "550 5.1.1 no such mailbox here"
TOO_MANY = "452 4.5.3 too many recipients"
TROUBLE = "451 4.3.0 cannot be kept now, try again"
FULL = "452 4.3.1 no room now, try again"
BUSY = b"421 4.3.2 too many connections\r\n"


class _Smtp(SMTP):
    line_length_limit = LONGEST_LINE


class _Lmtp(LMTP):
    line_length_limit = LONGEST_LINE


class Listener:
    """Takes mail for every brand; who is not one of its mailboxes is refused, so it relays for nobody."""

    def __init__(
        self, db: Database, keys: Keys, tenants: list[str], settings_of: SettingsOf, settings: Settings
    ) -> None:
        """Take whose mailboxes there are, and where to listen; ``run`` does it until cancelled."""
        self._db = db
        self._keys = keys
        self._tenants = tenants
        self._settings_of = settings_of
        self._settings = settings
        self._connections = 0

    async def run(self) -> None:
        """Listen until cancelled; without a port of its own there is nothing to do."""
        if not self._settings.mail_port:
            await asyncio.Event().wait()
        loop = asyncio.get_running_loop()
        server = await loop.create_server(
            self._protocol, self._settings.mail_host, self._settings.mail_port, reuse_address=True
        )
        log.info("taking mail", host=self._settings.mail_host, port=self._settings.mail_port)
        try:
            await server.serve_forever()
        finally:
            server.close()

    def _protocol(self) -> asyncio.BaseProtocol:
        kind = _Smtp if self._settings.mail_protocol == "smtp" else _Lmtp
        return kind(
            _Session(self),
            data_size_limit=LARGEST,
            enable_SMTPUTF8=True,
            hostname="trustdesk",
            ident="trustdesk",
            timeout=TIMEOUT_SECONDS,
            command_call_limit=MOST_COMMANDS,
            loop=asyncio.get_running_loop(),
        )

    async def owner(self, recipient: str) -> tuple[str, str] | None:
        """Find whose mailbox this is: brand and mailbox."""
        for tenant in self._tenants:
            settings = await self._settings_of(tenant)
            mailbox = mailbox_of(recipient, settings) if settings.enabled else None
            if mailbox is not None:
                return tenant, mailbox
        return None

    async def keep(self, tenant: str, received: Received) -> None:
        """Commit the bytes; known ones are known."""
        async with self._db.transaction(tenant) as tx:
            await keep_raw(tx, self._keys, received, clock.utc_now())


class _Session:
    """What one connection is answered."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._owners: dict[str, tuple[str, str]] = {}

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Let a recipient in who is one of ours."""
        # LMTP answers once for each recipient after the text: one at a time keeps that exact.
        most = 1 if isinstance(server, LMTP) else MOST_RECIPIENTS
        if len(envelope.rcpt_tos) >= most:
            return TOO_MANY
        try:
            owner = await self._listener.owner(address)
        except Overloaded:
            return TROUBLE
        if owner is None:
            return UNKNOWN
        self._owners[address] = owner
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 ok"

    async def handle_DATA(  # noqa: N802 - the library's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Keep the mail once for each mailbox it is for."""
        body = envelope.original_content or b""
        digest = hashlib.sha256(body).hexdigest()
        try:
            for recipient in envelope.rcpt_tos:
                tenant, mailbox = self._owners[recipient]
                await self._listener.keep(
                    tenant,
                    Received(
                        mailbox=mailbox,
                        external_id=f"smtp:{digest}",
                        body=body,
                        to=normal(recipient),
                        sender=normal(_path(envelope.mail_from)),
                        peer=_peer(session),
                        greeting=(session.host_name or "")[:255],
                        via="lmtp" if isinstance(server, LMTP) else "smtp",
                    ),
                )
        except NoRoom:
            return FULL
        except Overloaded:
            return TROUBLE
        failpoints.reach("before_250")
        return TAKEN

    async def handle_exception(self, error: Exception) -> str:
        """Answer a fault of ours: the other server keeps the mail and tries again."""
        log.error("a mail could not be kept", exc_info=error)
        return TROUBLE


def _path(given: str | None) -> str:
    return "" if given in (None, "<>") else str(given)


def _peer(session: Session) -> str:
    peer: Any = session.peer
    with contextlib.suppress(TypeError, IndexError):
        return str(peer[0])
    return ""
