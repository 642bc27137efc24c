"""A mail server that is slow, silent, hostile or gone: nothing waits for it longer than it must."""

import asyncio
import base64
import contextlib
import ipaddress
import ssl
import threading
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from trustdesk.channels.email.jobs import imap
from trustdesk.channels.email.jobs.imap import TROUBLES, signed_in
from trustdesk.channels.email.model import EmailSettings
from trustdesk.kit.egress import Egress, Refused

MAIL = b"Subject: One\r\n\r\nOne\r\n"
OPENED = b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] good\r\nTAG OK done\r\n"
OURS = Egress([ipaddress.ip_network("127.0.0.0/8")])


def threads() -> int:
    """How many do not end by themselves in a moment."""
    found = [thread for thread in threading.enumerate() if thread.name == "imap"]
    for thread in found:
        thread.join(1)
    return sum(thread.is_alive() for thread in found)


def proof_of(address: str, folder: Path) -> ssl.SSLContext:
    """What a server shows that is this address; who is to believe it finds it in ``proof.pem``."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a mail server")])
    now = datetime.now(UTC)
    alternative = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(alternative, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "proof.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "proof.pem", folder / "key.pem")
    return context


class Twin:
    """A mail server with one mail, that may be told to answer otherwise."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.instead: dict[str, bytes] = {}
        self.callers = 0
        self.signing = ""
        self.port = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.callers += 1
        with contextlib.suppress(OSError):
            writer.write(b"* OK at your service\r\n")
            while line := await reader.readline():
                tag, _, said = line.decode().rstrip("\r\n").partition(" ")
                self.heard.append(said or tag)
                writer.write(self._answer(tag, said))
                await writer.drain()
        writer.close()

    def _answer(self, tag: str, said: str) -> bytes:
        if said.startswith("AUTHENTICATE"):
            self.signing = tag
        usual = {
            "AUTHENTICATE": b"+ \r\n",
            "CAPABILITY": b"* CAPABILITY IMAP4rev1 IDLE\r\nTAG OK done\r\n",
            "SELECT": OPENED,
            "EXAMINE": OPENED,
            "UID SEARCH": b"* SEARCH 3\r\nTAG OK done\r\n",
            "UID FETCH 3 (RFC822.SIZE)": b"* 1 FETCH (UID 3 RFC822.SIZE %d)\r\nTAG OK done\r\n" % len(MAIL),
            "UID FETCH": b"* 1 FETCH (UID 3 BODY[] {%d}\r\n%s)\r\nTAG OK done\r\n" % (len(MAIL), MAIL),
            "IDLE": b"+ idling\r\n",
            "LOGOUT": b"* BYE\r\nTAG OK done\r\n",
            "": b"TAG OK done\r\n",
        }
        known = [*self.instead.items(), *usual.items()]
        answer = next(text for start, text in known if said.startswith(start))
        whose = tag if said else "news" if tag == "DONE" else self.signing
        return answer.replace(b"TAG", whose.encode())

    def settings(self, security: str = "none", **more: str) -> EmailSettings:
        given = {"imap_user": "desk", "imap_password": "a word", "imap_security": security} | more
        return EmailSettings(imap_host="127.0.0.1", imap_port=self.port, **given)  # pyright: ignore[reportArgumentType] - strings all


async def read_all(twin: Twin) -> None:
    async with signed_in(OURS, twin.settings()) as mailbox:
        await mailbox.select("INBOX")
        for uid in await mailbox.uids_after(0):
            await mailbox.mail(uid)


@pytest.fixture
async def twin() -> AsyncIterator[Twin]:
    """A mail server, and nobody left waiting for it."""
    made = Twin()
    async with await asyncio.start_server(made.serve, "127.0.0.1", 0) as server:
        made.port = server.sockets[0].getsockname()[1]
        yield made
    assert threads() == 0


async def test_a_mail_is_read_and_flagged(twin: Twin) -> None:
    async with signed_in(OURS, twin.settings()) as mailbox:
        assert await mailbox.select("INBOX") == 7
        assert await mailbox.uids_after(0) == [3]
        assert await mailbox.uids_after(3) == []
        assert await mailbox.mail(3) == MAIL
        await mailbox.mark_seen(3)
    assert twin.heard == [
        "CAPABILITY",
        'LOGIN "desk" "a word"',
        'SELECT "INBOX"',
        "UID SEARCH UID 1:*",
        "UID SEARCH UID 4:*",
        "UID FETCH 3 (RFC822.SIZE)",
        "UID FETCH 3 (BODY.PEEK[])",
        r"UID STORE 3 +FLAGS.SILENT (\Seen)",
        "LOGOUT",
    ]


async def test_an_address_that_may_not_be_reached_is_not(twin: Twin) -> None:
    with pytest.raises(Refused):
        async with signed_in(Egress(), twin.settings()):
            pass
    assert twin.callers == 0


@pytest.mark.parametrize(
    ("address", "believed"), [("127.0.0.1", True), ("127.0.0.1", False), ("127.0.0.2", True)]
)
async def test_only_a_server_that_proves_its_name_is_told_the_password(
    twin: Twin, address: str, *, believed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = proof_of(address, tmp_path)
    if believed:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "proof.pem"))
    wanted = believed and address == "127.0.0.1"
    async with await asyncio.start_server(twin.serve, "127.0.0.1", 0, ssl=context) as server:
        twin.port = server.sockets[0].getsockname()[1]
        try:
            async with signed_in(OURS, twin.settings("tls")) as mailbox:
                await mailbox.select("INBOX")
                assert await mailbox.mail(3) == MAIL
                assert await mailbox.news(0.1)
        except ssl.SSLCertVerificationError:
            assert not wanted
    assert (twin.heard != []) is wanted


async def test_news_that_comes_with_the_answer_is_heard(twin: Twin) -> None:
    twin.instead["IDLE"] = b"+ idling\r\n* 2 EXISTS\r\n"
    async with signed_in(OURS, twin.settings()) as mailbox:
        await mailbox.select("INBOX")
        began = time.monotonic()
        assert await mailbox.news(30)
    assert time.monotonic() - began < 5


async def test_silence_is_believed_only_so_long(twin: Twin) -> None:
    async with signed_in(OURS, twin.settings()) as mailbox:
        await mailbox.select("INBOX")
        assert await mailbox.news(0.2)
        assert await mailbox.uids_after(0) == [3]


async def test_a_server_without_idle_is_asked_again(twin: Twin) -> None:
    twin.instead["CAPABILITY"] = b"* CAPABILITY IMAP4rev1\r\nTAG OK done\r\n"
    async with signed_in(OURS, twin.settings()) as mailbox:
        assert not await mailbox.news(30)


async def test_who_stops_listening_is_free_at_once(twin: Twin) -> None:
    listens = asyncio.Event()

    async def listen() -> None:
        async with signed_in(OURS, twin.settings()) as mailbox:
            listens.set()
            await mailbox.news(240)

    listening = asyncio.create_task(listen())
    await listens.wait()
    while "IDLE" not in twin.heard:
        await asyncio.sleep(0.01)
    began = time.monotonic()
    listening.cancel()
    with pytest.raises(asyncio.CancelledError):
        await listening
    assert time.monotonic() - began < 2
    assert threads() == 0


@pytest.mark.parametrize(
    ("start", "answer"),
    [
        ("LOGIN", b"TAG NO [AUTHENTICATIONFAILED] no\r\n"),
        ("SELECT", b"TAG NO [NONEXISTENT] no\r\n"),
        ("SELECT", b"* 1 EXISTS\r\nTAG OK done\r\n"),
        ("SELECT", b"* BYE going down\r\n"),
        ("UID SEARCH", b"TAG NO no\r\n"),
        ("UID SEARCH", b"* SEARCH one\r\nTAG OK done\r\n"),
        ("UID FETCH", b"TAG NO no\r\n"),
        ("UID FETCH", b"* 1 FETCH (UID 3 BODY[] {999999999999}\r\n"),
        ("UID FETCH", b"* " + b"1" * (imap.LONGEST_LINE + imap.AT_ONCE)),
        ("UID FETCH", b"\r\n\0\r\n"),
        ("", b"* BYE too many\r\n"),
        ("UID FETCH", b""),
    ],
)
async def test_what_a_server_may_do_is_a_trouble_and_no_more(
    twin: Twin, start: str, answer: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imap, "ANSWER_SECONDS", 0.5)
    twin.instead[start] = answer
    with pytest.raises(TROUBLES):
        await read_all(twin)
    assert threads() == 0


async def test_an_answer_that_drips_ends_too(twin: Twin, monkeypatch: pytest.MonkeyPatch) -> None:
    async with signed_in(OURS, twin.settings()) as mailbox:
        monkeypatch.setattr(imap, "WHOLE_SECONDS", 0.3)
        twin.instead["SELECT"] = b"* "
        with pytest.raises(TimeoutError):
            await mailbox.select("INBOX")


async def test_a_mail_that_is_gone_is_none(twin: Twin) -> None:
    twin.instead["UID FETCH"] = b"TAG OK done\r\n"
    async with signed_in(OURS, twin.settings()) as mailbox:
        await mailbox.select("INBOX")
        assert await mailbox.mail(3) is None


async def test_of_a_large_mail_the_head_is_read(twin: Twin) -> None:
    twin.instead["UID FETCH 3 (RFC822.SIZE)"] = b"* 1 FETCH (UID 3 RFC822.SIZE 26214401)\r\nTAG OK done\r\n"
    async with signed_in(OURS, twin.settings()) as mailbox:
        await mailbox.select("INBOX")
        assert await mailbox.mail(3) == MAIL
    assert "UID FETCH 3 (BODY.PEEK[HEADER])" in twin.heard


async def test_a_mailbox_that_may_only_be_read_is_read(twin: Twin) -> None:
    twin.instead["SELECT"] = b"* 1 EXISTS\r\n* OK [READ-ONLY] so it is\r\nTAG OK done\r\n"
    async with signed_in(OURS, twin.settings()) as mailbox:
        assert await mailbox.select("INBOX") == 7
        assert await mailbox.mail(3) == MAIL


async def test_words_of_every_script_reach_the_server(twin: Twin) -> None:
    async with signed_in(OURS, twin.settings(imap_password="密码\r\n")) as mailbox:
        await mailbox.look("台北 & 日本語")
    assert twin.heard[1:4] == [
        "AUTHENTICATE PLAIN",
        base64.b64encode("\0desk\0密码\r\n".encode()).decode(),
        'EXAMINE "&U,BTFw- &- &ZeVnLIqe-"',
    ]


async def test_marks_of_the_protocol_are_only_letters(twin: Twin) -> None:
    async with signed_in(OURS, twin.settings(imap_user='a "b"', imap_password='c\\" d')) as mailbox:
        await mailbox.look('e"f')
    assert twin.heard[1:3] == ['LOGIN "a \\"b\\"" "c\\\\\\" d"', 'EXAMINE "e\\"f"']
