"""The one way out: every address is checked, the call goes to the one that was, nothing is followed."""

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from trustdesk.kit.egress import MOST_BYTES, Egress, Refused, Unreachable, carried, load
from trustdesk.kit.settings import Misconfigured

LOOPBACK = [ipaddress.ip_network("127.0.0.0/8")]
NAME = "hooks.example"


@asynccontextmanager
async def listening(
    answer: bytes, security: ssl.SSLContext | None = None, *, hold: bool = False
) -> AsyncIterator[tuple[int, list[bytes]]]:
    """A server on loopback that answers these bytes; its port and what it was sent."""
    heard: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(answer)
        await writer.drain()
        if hold:
            await reader.read()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=security)
    async with server:
        yield server.sockets[0].getsockname()[1], heard


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, list[str]]]:
    """What the resolver says, and how often it was asked; everything else is resolved as ever."""
    known: dict[str, list[str]] = {}
    real = socket.getaddrinfo

    def resolve(host: str, port: Any, *rest: Any, **more: Any) -> Any:
        if host not in known:
            return real(host, port, *rest, **more)
        asked.append(host)
        return [
            (socket.AF_INET6 if ":" in one else socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port))
            for one in known[host]
        ]

    asked: list[str] = []
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    yield known
    assert len(asked) == len(set(asked)), "a name that is asked twice can give another answer"


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0",  # noqa: S104 - called, not bound
        "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "[::1]", "[::]", "[fe80::1]",
        "[fc00::1]", "[ff02::1]", "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "[64:ff9b::7f00:1]",
        "[64:ff9b::a9fe:a9fe]", "[2002:7f00:1::]", "[::127.0.0.1]", "0x7f.1", "2130706433", "0177.0.0.1",
        "127.1", "localhost",
    ],
)  # fmt: skip
async def test_what_is_not_public_is_not_called(host: str) -> None:
    with pytest.raises(Refused, match=r"may not be reached|not a URL"):
        await Egress().post(f"https://{host}/", b"", {})


@pytest.mark.parametrize(
    "url",
    [
        "http://93.184.215.14/",
        "ftp://93.184.215.14/",
        "file:///etc/passwd",
        "https://user:secret@93.184.215.14/",
        "https://93.184.215.14/#part",
        "https://",
        "//93.184.215.14/",
        "",
        "https://[::1/",
    ],
)
async def test_what_is_no_plain_https_url_is_refused_before_anything_is_asked(url: str) -> None:
    with pytest.raises(Refused):
        Egress().check_url(url)
    with pytest.raises(Refused):
        await Egress().post(url, b"", {})


async def test_plain_http_goes_to_allowed_networks_only(names: dict[str, list[str]]) -> None:
    names[NAME] = ["93.184.215.14"]
    egress = Egress(LOOPBACK)
    egress.check_url(f"http://{NAME}/")
    with pytest.raises(Refused, match="only https"):
        await egress.post(f"http://{NAME}/", b"", {})
    with pytest.raises(Refused, match="only https"):
        Egress().check_url(f"http://{NAME}/")


async def test_every_address_of_a_name_is_checked(names: dict[str, list[str]]) -> None:
    names[NAME] = ["93.184.215.14", "10.0.0.1"]
    with pytest.raises(Refused, match="may not be reached"):
        await Egress().post(f"https://{NAME}/", b"", {})


async def test_the_call_goes_to_the_address_and_the_name_stays_in_it(names: dict[str, list[str]]) -> None:
    names[NAME] = ["127.0.0.1"]
    async with listening(b"HTTP/1.1 202 Accepted\r\ncontent-length: 2\r\n\r\nok") as (port, heard):
        answer = await Egress(LOOPBACK).post(f"http://{NAME}:{port}/in?a=1", b"{}", {"webhook-id": "7"})
    assert (answer.status, answer.body) == (202, b"ok")
    [request] = heard
    assert request.startswith(b"POST /in?a=1 HTTP/1.1\r\n")
    headers = dict(line.lower().split(b": ", 1) for line in request.strip().split(b"\r\n")[1:])
    assert headers[b"host"] == f"{NAME}:{port}".encode()
    assert (headers[b"webhook-id"], headers[b"content-length"]) == (b"7", b"2")


async def test_a_redirect_is_an_answer(names: dict[str, list[str]]) -> None:
    async with listening(b"HTTP/1.1 302 Found\r\ncontent-length: 0\r\n\r\n") as (inside, reached):
        there = f"HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:{inside}/\r\ncontent-length: 0\r\n\r\n"
        async with listening(there.encode()) as (port, _):
            answer = await Egress(LOOPBACK).post(f"http://127.0.0.1:{port}/", b"", {})
    assert answer.status == 302
    assert reached == []


async def test_only_the_beginning_of_an_answer_is_read() -> None:
    endless = b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * (4 * MOST_BYTES)
    async with listening(endless, hold=True) as (port, _):
        answer = await Egress(LOOPBACK).post(f"http://127.0.0.1:{port}/", b"", {})
    assert answer.body == b"x" * MOST_BYTES


async def test_an_answer_that_drips_is_given_up_in_time() -> None:
    async with listening(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nx", hold=True) as (port, _):
        with pytest.raises(Unreachable, match=r"no answer within 0\.3 s"):
            await Egress(LOOPBACK, timeout=0.3).post(f"http://127.0.0.1:{port}/", b"", {})


@pytest.mark.parametrize("answer", [b"", b"SSH-2.0-OpenSSH_9.9\r\n\r\n", b"HTTP/1.1 900000 Odd\r\n\r\n"])
async def test_who_does_not_speak_http_is_unreachable(answer: bytes) -> None:
    async with listening(answer) as (port, _):
        with pytest.raises(Unreachable):
            await Egress(LOOPBACK).post(f"http://127.0.0.1:{port}/", b"", {})


async def test_the_certificate_must_be_the_names(names: dict[str, list[str]], tmp_path: Path) -> None:
    names |= {NAME: ["127.0.0.1"], "other.example": ["127.0.0.1"]}
    security, authority = certified(tmp_path)
    egress = Egress(LOOPBACK)
    async with listening(b"HTTP/1.1 204 No Content\r\n\r\n", security) as (port, _):
        with pytest.raises(Unreachable, match="certificate verify failed"):
            await egress.post(f"https://{NAME}:{port}/", b"", {})
    trusting = Egress(LOOPBACK)
    trusting._trusted.load_verify_locations(authority)
    async with listening(b"HTTP/1.1 204 No Content\r\n\r\n", security) as (port, _):
        with pytest.raises(Unreachable, match=r"not valid for 'other\.example'"):
            await trusting.post(f"https://other.example:{port}/", b"", {})


async def test_a_genuine_certificate_is_taken(names: dict[str, list[str]], tmp_path: Path) -> None:
    names[NAME] = ["127.0.0.1"]
    security, authority = certified(tmp_path)
    egress = Egress(LOOPBACK)
    egress._trusted.load_verify_locations(authority)
    async with listening(b"HTTP/1.1 204 No Content\r\n\r\n", security) as (port, _):
        assert (await egress.post(f"https://{NAME}:{port}/", b"", {})).status == 204


async def test_no_proxy_of_the_environment_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    async with listening(b"HTTP/1.1 204 No Content\r\n\r\n") as (port, _):
        assert (await Egress(LOOPBACK).post(f"http://127.0.0.1:{port}/", b"", {})).status == 204


def test_the_environment_says_what_is_allowed() -> None:
    egress = load({"TRUSTDESK_EGRESS_ALLOW": " 10.20.0.0/16 , ::1 "})
    egress.check_url("http://10.20.3.4/")
    egress.check_url("https://[::1]/")
    egress.check_url("https://[::ffff:10.20.3.4]/")
    for url in ("http://10.21.0.1/", "https://127.0.0.1/"):
        with pytest.raises(Refused):
            egress.check_url(url)
    with pytest.raises(Misconfigured, match="'everything' is no IP address or network"):
        load({"TRUSTDESK_EGRESS_ALLOW": "everything"})
    with pytest.raises(Refused):
        load({}).check_url("https://127.0.0.1/")


@pytest.mark.parametrize(
    ("address", "reached"),
    [
        ("::ffff:8.8.8.8", "8.8.8.8"),
        ("64:ff9b::808:808", "8.8.8.8"),
        ("2002:808:808::", "8.8.8.8"),
        ("2606:4700::1111", "2606:4700::1111"),
        ("8.8.8.8", "8.8.8.8"),
    ],
)
def test_what_is_carried_is_what_counts(address: str, reached: str) -> None:
    assert carried(ipaddress.ip_address(address)) == ipaddress.ip_address(reached)


def certified(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's side for ``NAME``, and the file of who vouches for it: itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, secret = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    security = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    security.load_cert_chain(certificate, secret)
    return security, certificate
