"""Reads mailboxes over IMAP: commit first, then mark as seen; by uid, not by what others have read.

IDLE tells of new mail at once, but not of a server that is gone: nothing is believed for longer than a
few minutes, and every answer has a deadline.
"""

import asyncio
import contextlib
import re
import ssl
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Protocol, cast

import aioimaplib
import structlog
from typing_extensions import override

from trustdesk.channels.email.actions.receiving import Received, keep_raw
from trustdesk.channels.email.jobs.translator import SettingsOf
from trustdesk.channels.email.model import LINE, EmailSettings
from trustdesk.channels.email.rules.addresses import normal
from trustdesk.channels.email.store import boxes
from trustdesk.channels.setup import mended, troubled
from trustdesk.kit import clock, failpoints
from trustdesk.kit.db import Database
from trustdesk.kit.egress import Connection, Egress, Refused, Unreachable
from trustdesk.kit.errors import Overloaded
from trustdesk.kit.secrets import Keys

log = structlog.get_logger()

PART = "imap"
ANSWER_SECONDS = 30.0
LISTEN_SECONDS = (
    240.0  # then the connection must prove itself: servers may drop a silent one after 30 minutes
)
LEASE = timedelta(seconds=600)  # beyond what a round of listening and fetching takes
PAUSE_SECONDS = 5.0
AWAY_SECONDS = 30.0
LARGEST = 25 * 1024 * 1024
MOST_AT_ONCE = 200
TROUBLES = (aioimaplib.AioImapException, OSError, TimeoutError, Refused, Unreachable, ValueError)
VALIDITY = re.compile(rb"\[UIDVALIDITY (\d+)\]")
EXISTS = re.compile(rb"(\d+) EXISTS")
NO_FOLDER = "the mail server has no such folder"
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class Answer(Protocol):
    """What a mail server says, in the words of the library."""

    result: str
    lines: list[bytes]


class _Client(aioimaplib.IMAP4):
    """A client on a connection that the way out has opened."""

    def __init__(self, sock: Connection, host: str, secure: ssl.SSLContext | None) -> None:
        self._sock = sock
        self._secure = secure
        super().__init__(host, 0, timeout=ANSWER_SECONDS)

    def cut(self) -> None:
        """End the connection, whatever state it is in."""
        transport = self.protocol.transport
        if transport is not None:
            transport.close()

    async def ask(self, command: str, *words: str) -> Answer:
        """Say a command by uid and give its answer."""
        return cast("Answer", await self.uid(command, *words))

    @override
    def create_client(self, host: str, port: int, loop: Any, *_: Any, **__: Any) -> None:
        running = asyncio.get_running_loop()
        protocol = aioimaplib.IMAP4ClientProtocol(running)
        self.protocol: aioimaplib.IMAP4ClientProtocol = protocol
        name = host if self._secure else None
        opening = running.create_connection(
            lambda: protocol, sock=self._sock, ssl=self._secure, server_hostname=name
        )
        self._client_task = running.create_task(opening)


class Mailboxes:
    """Reads the mailbox of every brand that has one; of several nodes one reads each."""

    def __init__(
        self, db: Database, keys: Keys, tenants: Sequence[str], settings_of: SettingsOf, egress: Egress
    ) -> None:
        """Take whose mailboxes to read; ``run`` does it until cancelled."""
        self._db = db
        self._keys = keys
        self._tenants = tenants
        self._settings_of = settings_of
        self._egress = egress

    async def run(self) -> None:
        """Read until cancelled."""
        async with asyncio.TaskGroup() as group:
            for tenant in self._tenants:
                group.create_task(self._tend(tenant))

    async def _tend(self, tenant: str) -> None:
        while True:
            wait = PAUSE_SECONDS
            try:
                settings = await self._settings_of(tenant)
                if settings.enabled and settings.imap_host:
                    await self.round(tenant, settings, listen=True)
                else:
                    wait = AWAY_SECONDS
            except Overloaded:
                wait = AWAY_SECONDS
            except TROUBLES as error:
                log.warning("a mailbox could not be read", tenant=tenant, error=f"{error}"[:200])
                await self._troubled(tenant, f"{error}" or type(error).__name__)
                wait = AWAY_SECONDS
            await asyncio.sleep(wait)

    async def _troubled(self, tenant: str, reason: str) -> None:
        with contextlib.suppress(Overloaded):
            async with self._db.transaction(tenant) as tx:
                await troubled(tx, LINE, PART, reason, clock.utc_now())

    async def round(self, tenant: str, settings: EmailSettings, *, listen: bool) -> int:
        """Fetch what is new, and with ``listen`` wait for more once; returns how many were kept."""
        account = f"{settings.imap_user}@{settings.imap_host}/{settings.imap_folder}"
        reader = f"{self._db.node}:{tenant}"
        async with self._db.transaction(tenant) as tx:
            place = await boxes.take(tx, account, reader, LEASE)
        if place is None:
            return 0
        client = await _opened(self._egress, settings)
        try:
            validity = await _selected(client, settings.imap_folder)
            async with self._db.transaction(tenant) as tx:
                await mended(tx, LINE, PART)
            after = place[1] if place[0] == validity else 0
            fetching = Fetching(self._db, self._keys, tenant, settings, client)
            kept = await fetching.all_after(account, validity, after)
            if listen and kept < MOST_AT_ONCE:
                await _until_news(client)
            return kept
        finally:
            with contextlib.suppress(*TROUBLES):
                await client.logout()
            client.cut()
            with contextlib.suppress(Overloaded):
                async with self._db.transaction(tenant) as tx:
                    await boxes.let_go(tx, account, reader)


class Fetching:
    """Fetches one mailbox, mail by mail."""

    def __init__(
        self, db: Database, keys: Keys, tenant: str, settings: EmailSettings, client: _Client
    ) -> None:
        """Take where the mails go and the selected mailbox."""
        self._db = db
        self._keys = keys
        self._tenant = tenant
        self._settings = settings
        self._client = client

    async def all_after(self, account: str, validity: int, after: int) -> int:
        """Keep every mail with a higher uid, oldest first, a few hundred at most; returns how many."""
        answer = cast("Answer", await self._client.uid_search(f"UID {after + 1}:*", charset=None))
        found = answer.lines[0].split() if answer.result == "OK" and answer.lines else []
        # "n:*" names the last mail even when it is older than n.
        uids = sorted(uid for uid in map(int, found) if uid > after)[:MOST_AT_ONCE]
        for uid in uids:
            await self._one(account, validity, uid)
        return len(uids)

    async def _one(self, account: str, validity: int, uid: int) -> None:
        body = await self._body(uid)
        mailbox = normal(self._settings.address)
        async with self._db.transaction(self._tenant) as tx:
            if body is not None:
                received = Received(
                    mailbox=mailbox, external_id=f"imap:{account}:{validity}:{uid}", body=body
                )
                await keep_raw(tx, self._keys, received, clock.utc_now())
            await boxes.move(tx, account, validity, uid)
        failpoints.reach("before_imap_flag")
        if body is not None:
            await self._client.ask("STORE", str(uid), "+FLAGS.SILENT", r"(\Seen)")

    async def _body(self, uid: int) -> bytes | None:
        """Fetch one mail; None when it is gone. Of one larger than any that is read, only its head."""
        answer = await self._client.ask("FETCH", str(uid), "(RFC822.SIZE)")
        size = next((found for line in answer.lines if (found := SIZE.search(bytes(line)))), None)
        if size is None:
            return None
        wanted = "(BODY.PEEK[HEADER])" if int(size[1]) > LARGEST else "(BODY.PEEK[])"
        answer = await self._client.ask("FETCH", str(uid), wanted)
        if answer.result != "OK":
            raise aioimaplib.AioImapException("a mail could not be fetched")
        return next((bytes(part) for part in answer.lines if isinstance(part, bytearray)), None)


async def checked(egress: Egress, settings: EmailSettings) -> int:
    """Sign in and look at the folder, changing nothing; returns how many mails lie there."""
    client = await _opened(egress, settings)
    try:
        answer = cast("Answer", await client.examine(_quoted(settings.imap_folder)))
        found = next((match for line in answer.lines if (match := EXISTS.match(bytes(line)))), None)
        if answer.result != "OK" or found is None:
            raise aioimaplib.AioImapException(NO_FOLDER)
        return int(found[1])
    finally:
        client.cut()


async def _opened(egress: Egress, settings: EmailSettings) -> _Client:
    sock = await egress.connect(settings.imap_host, settings.imap_port)
    secure = ssl.create_default_context() if settings.imap_security == "tls" else None
    client = _Client(sock, settings.imap_host, secure)
    await client.wait_hello_from_server()
    said = await client.login(_quoted(settings.imap_user), settings.imap_password)
    answer = cast("Answer", said)
    if answer.result != "OK":
        raise aioimaplib.AioImapException("the mail server refuses the login")
    return client


async def _selected(client: _Client, folder: str) -> int:
    answer = cast("Answer", await client.select(_quoted(folder)))
    found = next((match for line in answer.lines if (match := VALIDITY.search(bytes(line)))), None)
    if answer.result != "OK" or found is None:
        raise aioimaplib.AioImapException(NO_FOLDER)
    return int(found[1])


async def _until_news(client: _Client) -> None:
    """Wait until the server speaks of something, or it is time to look anyway."""
    if not client.has_capability("IDLE"):
        await asyncio.sleep(PAUSE_SECONDS)
        return
    idle: asyncio.Future[object] = await cast("Any", client).idle_start(timeout=LISTEN_SECONDS)
    with contextlib.suppress(TimeoutError):
        await client.wait_server_push(timeout=LISTEN_SECONDS)
    client.idle_done()
    await asyncio.wait_for(idle, ANSWER_SECONDS)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
