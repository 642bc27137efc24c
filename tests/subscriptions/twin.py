"""A push service on this machine, and browsers that subscribed there: each opens what is pushed to it.

``trouble`` holds answers to give next, by browser; what was taken is kept opened, with its header lines.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import defaultdict, deque
from http.server import BaseHTTPRequestHandler
from os import urandom
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jwt
from joserfc.jwk import ECKey

from tests.served import Served
from tests.world import fresh

RAW = (Encoding.X962, PublicFormat.UncompressedPoint)


class Pushed(msgspec.Struct, frozen=True):
    """What a browser was pushed: opened, with the header lines it came with and what their signature claims."""

    said: dict[str, Any]
    lines: dict[str, str]
    claims: dict[str, Any]


class Browser:
    """A browser that has subscribed: it made the keys itself, as the standard says."""

    def __init__(self, relay: "Relay") -> None:
        self.name = fresh()
        self.endpoint = f"{relay.url}/push/{self.name}"
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._auth = urandom(16)
        relay.browsers[self.name] = self

    @property
    def json(self) -> dict[str, str]:
        """What it gives a page."""
        point = self._key.public_key().public_bytes(*RAW)
        return {"endpoint": self.endpoint, "p256dh": text(point), "auth": text(self._auth)}

    def opened(self, body: bytes) -> bytes:
        """Open one record of RFC 8188 by the secrets of RFC 8291; raises for whatever is not for it."""
        salt, size, length = body[:16], int.from_bytes(body[16:20]), body[20]
        theirs, sealed = body[21 : 21 + length], body[21 + length :]
        assert len(sealed) <= size
        point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs)
        info = b"WebPush: info\0" + self._key.public_key().public_bytes(*RAW) + theirs
        secret = HKDF(SHA256(), 32, salt=self._auth, info=info).derive(self._key.exchange(ec.ECDH(), point))
        key = HKDF(SHA256(), 16, salt=salt, info=b"Content-Encoding: aes128gcm\0").derive(secret)
        nonce = HKDF(SHA256(), 12, salt=salt, info=b"Content-Encoding: nonce\0").derive(secret)
        plain = AESGCM(key).decrypt(nonce, sealed, None)
        said, _, padding = plain.rpartition(b"\x02")
        assert not padding.strip(b"\0")
        return said


class Relay(Served):
    """What Chrome and Firefox have far away."""

    def __init__(self) -> None:
        self.browsers: dict[str, Browser] = {}
        self.trouble: defaultdict[str, deque[tuple[int, str]]] = defaultdict(deque)
        self.taken: defaultdict[str, list[Pushed]] = defaultdict(list)
        self.asked: list[str] = []
        super().__init__(_requests(self))

    def answer(self, path: str, lines: dict[str, str], body: bytes) -> tuple[int, str]:
        """Take a push, or not; the second is when to come again."""
        name = path.removeprefix("/push/")
        self.asked.append(name)
        browser = self.browsers.get(name)
        if self.trouble[name]:
            return self.trouble[name].popleft()
        if browser is None:
            return 404, ""
        claims = claimed(lines["authorization"])
        if claims is None or claims["aud"] != self.url:
            return 403, ""
        self.taken[name].append(Pushed(msgspec.json.decode(browser.opened(body)), lines, claims))
        return 201, ""


def claimed(authorization: str) -> dict[str, Any] | None:
    """Check a signature of RFC 8292 by the key it comes with; what it claims."""
    scheme, _, rest = authorization.partition(" ")
    given = dict(part.strip().split("=", 1) for part in rest.split(","))
    point = urlsafe_b64decode(given["k"] + "=" * (-len(given["k"]) % 4))
    key: dict[str, str | list[str]] = {
        "kty": "EC",
        "crv": "P-256",
        "x": text(point[1:33]),
        "y": text(point[33:]),
    }
    told = jwt.decode(given["t"], ECKey.import_key(key), algorithms=["ES256"])
    return told.claims | {"key": given["k"]} if scheme == "vapid" else None


def text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def _requests(relay: Relay) -> type[BaseHTTPRequestHandler]:
    class Requests(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            length = int(self.headers.get("content-length", 0))
            body = self.rfile.read(length)
            if len(body) < length:  # whoever sent it was killed meanwhile
                return
            lines = {name.lower(): value for name, value in self.headers.items()}
            status, again = relay.answer(self.path, lines, body)
            self.send_response(status)
            if again:
                self.send_header("retry-after", again)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class names it so
            """Say nothing."""

    return Requests
