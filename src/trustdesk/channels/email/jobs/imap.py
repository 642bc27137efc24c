"""Speaks IMAP with one mail server: the standard library's client, in a thread that ends when we let go.

The client blocks. It has one thread of its own, which nobody waits for at the end of the process, on a
connection that the way out has opened. Cutting that connection wakes the thread, which then closes it.
"""

import asyncio
import base64
import contextlib
import imaplib
import re
import ssl
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Any, TypeVar

from typing_extensions import override

from trustdesk.channels.email.model import EmailSettings
from trustdesk.kit.egress import Connection, Egress, Refused, Unreachable, cut

T = TypeVar("T")

ANSWER_SECONDS = 30.0  # of silence
WHOLE_SECONDS = 300.0  # for one answer, however slowly it drips; more than ``LISTEN_SECONDS``
LARGEST = 25 * 1024 * 1024
MOST_READ = 4 * LARGEST  # servers may be wrong about a size, but not by that much
LONGEST_LINE = 8 * 1024 * 1024  # the uids of a mailbox with a million mails
AT_ONCE = 64 * 1024
TROUBLES = (imaplib.IMAP4.error, OSError, TimeoutError, Refused, Unreachable, ValueError)
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
TAG = b"news"  # the library's own are capitals
NOT_PLAIN = re.compile(r"&|[^\x20-\x7e]+")


class Mailbox:
    """A mailbox at a mail server, signed in; every verb raises one of ``TROUBLES``."""

    def __init__(self, sock: Connection) -> None:
        """Take a connection over, to close it."""
        self._sock = sock
        self._asked: SimpleQueue[tuple[Future[Any], Callable[[], Any]] | None] = SimpleQueue()
        self._ended: Future[None] = Future()
        threading.Thread(target=self._work, name="imap", daemon=True).start()

    async def sign_in(self, settings: EmailSettings) -> None:
        """Wait for the greeting and sign in."""
        self._client = await self._do(lambda: _signed_in(self._sock, settings))

    async def look(self, folder: str) -> int:
        """Open a folder, changing nothing; returns how many mails lie there."""
        return await self._do(lambda: _opened(self._client, folder, readonly=True))

    async def select(self, folder: str) -> int:
        """Open a folder to read it; returns the number that says whether its uids are still the same."""
        return await self._do(lambda: _selected(self._client, folder))

    async def uids_after(self, uid: int) -> list[int]:
        """Give the higher uids, the lowest first."""
        return await self._do(lambda: _uids_after(self._client, uid))

    async def mail(self, uid: int) -> bytes | None:
        """Fetch one mail; None when it is gone. Of one larger than any that is read, only its head."""
        return await self._do(lambda: _mail(self._client, uid))

    async def mark_seen(self, uid: int) -> None:
        """Flag a mail as seen, where the server lets us."""
        await self._do(lambda: self._client.uid("STORE", str(uid), "+FLAGS.SILENT", r"(\Seen)"))

    async def news(self, seconds: float) -> bool:
        """Wait until the server speaks of something or the time is over; False when it cannot tell."""
        return await self._do(lambda: self._client.tells() and self._client.listen(seconds))

    async def log_out(self) -> None:
        """Take leave."""
        with contextlib.suppress(*TROUBLES):
            await self._do(self._client.logout)

    async def close(self) -> None:
        """End the connection, whatever the thread is waiting for, and the thread."""
        self._asked.put(None)
        cut(self._sock)
        await asyncio.shield(asyncio.wrap_future(self._ended))

    async def _do(self, work: Callable[[], T]) -> T:
        done: Future[T] = Future()
        self._asked.put((done, work))
        async with asyncio.timeout(WHOLE_SECONDS):
            return await asyncio.wrap_future(done)

    def _work(self) -> None:
        while (asked := self._asked.get()) is not None:
            done, work = asked
            if done.set_running_or_notify_cancel():
                try:
                    done.set_result(work())
                except BaseException as error:  # noqa: BLE001 - it is raised where it was asked for
                    done.set_exception(error)
            del asked, done, work  # a mail is not held until the next one
        self._sock.close()
        self._ended.set_result(None)


@contextlib.asynccontextmanager
async def signed_in(egress: Egress, settings: EmailSettings) -> AsyncIterator[Mailbox]:
    """Sign in at the brand's server, and leave at the end."""
    sock = await egress.connect(settings.imap_host, settings.imap_port)
    mailbox = Mailbox(_dressed(sock, settings))
    try:
        await mailbox.sign_in(settings)
        yield mailbox
        await mailbox.log_out()
    finally:
        await mailbox.close()


class _Client(imaplib.IMAP4):
    """The library's client on a given connection, with reading that survives a deadline, and with IDLE.

    The library's own reading is of no use after a deadline has passed once, and IDLE came with Python 3.14.
    """

    def __init__(self, sock: Connection) -> None:
        self._given = sock
        self._unread = bytearray()
        super().__init__()

    @override
    def open(self, host: str = "", port: int = 0, timeout: float | None = None) -> None:
        self.host, self.port, self.sock = host, port, self._given

    @override
    def read(self, size: int) -> bytes:
        if size > MOST_READ:
            raise self.abort("a mail is larger than the mail server said")
        while len(self._unread) < size:
            self._more()
        return self._taken(size)

    @override
    def readline(self) -> bytes:
        looked = 0
        while (end := self._unread.find(b"\n", looked)) < 0:
            looked = len(self._unread)
            if looked > LONGEST_LINE:
                raise self.abort("the mail server's answer has no end")
            self._more()
        return self._taken(end + 1)

    @override
    def shutdown(self) -> None:
        cut(self._given)  # whose connection it is closes it

    def tells(self) -> bool:
        """Ask whether the server tells of news by itself; before the login it need not say so."""
        return any(b"IDLE" in (line or b"").upper().split() for line in self.capability()[1])

    def listen(self, seconds: float) -> bool:
        """Wait until the server speaks or the time is over; then it must show that it is still there."""
        self.send(TAG + b" IDLE\r\n")
        while not (line := self.readline()).startswith(b"+"):
            if line.startswith(TAG):
                return False
        self._given.settimeout(seconds)
        with contextlib.suppress(TimeoutError):
            self.readline()
        self._given.settimeout(ANSWER_SECONDS)
        self.send(b"DONE\r\n")
        while not self.readline().startswith(TAG):
            pass
        return True

    def _taken(self, size: int) -> bytes:
        taken = bytes(self._unread[:size])
        del self._unread[:size]
        return taken

    def _more(self) -> None:
        part = self._given.recv(AT_ONCE)
        if not part:
            raise self.abort("the mail server has closed the connection")
        self._unread += part


def _dressed(sock: Connection, settings: EmailSettings) -> Connection:
    """Give the connection its deadline and, unless the settings say otherwise, TLS by the server's name."""
    sock.settimeout(ANSWER_SECONDS)
    if settings.imap_security == "none":
        return sock
    try:
        secure = ssl.create_default_context()
        return secure.wrap_socket(sock, server_hostname=settings.imap_host, do_handshake_on_connect=False)
    except BaseException:
        sock.close()
        raise


def _signed_in(sock: Connection, settings: EmailSettings) -> _Client:
    user, password = settings.imap_user, settings.imap_password
    if isinstance(sock, ssl.SSLSocket):
        sock.do_handshake()
    client = _Client(sock)
    try:
        if settings.imap_auth == "oauth":
            said = [f"user={user}\x01auth=Bearer {password}\x01\x01".encode()]
            # A server that refuses says why, and waits for an empty answer.
            client.authenticate("XOAUTH2", lambda _: said.pop() if said else b"")
        elif f"{user}{password}".isascii() and password.isprintable():
            client.login(_quoted(user), password)
        else:  # a LOGIN can carry neither
            client.authenticate("PLAIN", lambda _: f"\0{user}\0{password}".encode())
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        raise imaplib.IMAP4.error("the mail server refuses the login") from error
    return client


def _selected(client: _Client, folder: str) -> int:
    try:
        _opened(client, folder, readonly=False)
    except imaplib.IMAP4.readonly:  # somebody else's mailbox: its uids suffice
        _opened(client, folder, readonly=True)
    validity = client.response("UIDVALIDITY")[1][0]
    if validity is None:
        raise imaplib.IMAP4.error("the mail server does not number its mails")
    return int(validity)


def _opened(client: _Client, folder: str, *, readonly: bool) -> int:
    said, found = client.select(_quoted(_encoded(folder)), readonly)
    if said != "OK" or found[0] is None:
        raise imaplib.IMAP4.error("the mail server has no such folder")
    return int(found[0])


def _uids_after(client: _Client, uid: int) -> list[int]:
    said, lines = client.uid("SEARCH", f"UID {uid + 1}:*")
    if said != "OK":
        raise imaplib.IMAP4.error("the mail server does not list its mails")
    found = {int(word) for line in lines for word in (line or b"").split()}
    # "n:*" names the last mail even when it is older than n.
    return sorted(one for one in found if one > uid)


def _mail(client: _Client, uid: int) -> bytes | None:
    sizes = [found for part in _fetched(client, uid, "(RFC822.SIZE)") if (found := SIZE.search(part[0]))]
    if not sizes:
        return None
    head = int(sizes[0][1]) > LARGEST
    parts = _fetched(client, uid, "(BODY.PEEK[HEADER])" if head else "(BODY.PEEK[])")
    return next((part[1] for part in parts if b"BODY[" in part[0].upper()), None)


def _fetched(client: _Client, uid: int, wanted: str) -> list[tuple[bytes, bytes]]:
    """Give the lines of an answer, each with the bytes that follow it."""
    client.response("FETCH")  # what was said of other mails meanwhile
    said, parts = client.uid("FETCH", str(uid), wanted)
    if said != "OK":
        raise imaplib.IMAP4.error("a mail could not be fetched")
    return [part if isinstance(part, tuple) else (part, b"") for part in parts if part is not None]


def _encoded(folder: str) -> str:
    """Write a folder's name as RFC 3501, 5.1.3 has it: UTF-16 in base64 between "&" and "-"."""
    return NOT_PLAIN.sub(lambda found: "&" + _sixtyfour(found[0]) + "-", folder)


def _sixtyfour(text: str) -> str:
    return "" if text == "&" else base64.b64encode(text.encode("utf-16-be"), b"+,").decode().rstrip("=")


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
