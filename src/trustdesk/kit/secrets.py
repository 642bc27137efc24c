"""Secrets: the server's key, what is signed and sealed with it, and random tokens.

One master key serves all purposes; each purpose works with a key derived from it, so
that a signature made for one thing is worth nothing for another.
"""

import base64
import hashlib
import hmac
import os
import secrets
import string
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from trustdesk.kit.settings import Misconfigured, Settings

LETTERS = string.ascii_letters + string.digits
TOKEN_LENGTH = 43  # of 62 letters: just over 256 bits
KEY_BYTES = 32
MARK_BYTES = 16
NONCE_BYTES = 12
SECRET_LENGTH = 32


class Unsealable(Exception):
    """The sealed bytes were made with another key, for another purpose, or altered."""


class Keys:
    """What this server signs and seals with. All nodes of one desk share the same key."""

    __slots__ = ("_master",)

    def __init__(self, master: bytes) -> None:
        """Take the master key, any 32 bytes or more of good randomness."""
        self._master = master

    def sign(self, purpose: str, data: str, expires: datetime) -> str:
        """Sign ``data`` until ``expires`` (aware): ``<unix seconds>.<signature>``."""
        until = str(int(expires.timestamp()))
        return f"{until}.{self._mac(purpose, data, until)}"

    def verify(self, purpose: str, data: str, signature: str, now: datetime) -> bool:
        """Tell whether ``signature`` was made here for just this, and holds at ``now``."""
        until, _, mac = signature.partition(".")
        expected = self._mac(purpose, data, until)
        genuine = hmac.compare_digest(mac.encode(), expected.encode())
        return genuine and until.isascii() and until.isdigit() and now.timestamp() < int(until)

    def mark(self, purpose: str, value: str) -> str:
        """Hash ``value`` with our key: equal values are known again, none can be guessed from it."""
        made = hmac.digest(self._derived(f"mark:{purpose}"), value.encode(), "sha256")
        return base64.urlsafe_b64encode(made[:MARK_BYTES]).rstrip(b"=").decode()

    def seal(self, purpose: str, plain: bytes, bound: str = "") -> bytes:
        """Encrypt and authenticate; only ``open`` with the same purpose and ``bound`` reads it.

        ``bound`` names the row the secret belongs to, so that it cannot be moved to another.
        """
        nonce = os.urandom(NONCE_BYTES)
        return nonce + AESGCM(self._derived(f"seal:{purpose}")).encrypt(nonce, plain, bound.encode())

    def open(self, purpose: str, sealed: bytes, bound: str = "") -> bytes:
        """Decrypt what ``seal`` made, or raise ``Unsealable``."""
        nonce, rest = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        try:
            return AESGCM(self._derived(f"seal:{purpose}")).decrypt(nonce, rest, bound.encode())
        except (InvalidTag, ValueError) as error:
            raise Unsealable(purpose) from error

    def signer(self, purpose: str) -> Ed25519PrivateKey:
        """Derive the key pair with which others can check what we sign, without a secret of ours."""
        return Ed25519PrivateKey.from_private_bytes(self._derived(f"ed25519:{purpose}"))

    def derived(self, purpose: str) -> bytes:
        """Derive the 32 bytes that serve one purpose and no other."""
        return self._derived(purpose)

    def _mac(self, purpose: str, data: str, until: str) -> str:
        key = self._derived(f"sign:{purpose}")
        # The time has no dot in it, so the two parts cannot be shifted against each other.
        made = hmac.digest(key, f"{until}.{data}".encode(), "sha256")
        return base64.urlsafe_b64encode(made).rstrip(b"=").decode()

    def _derived(self, purpose: str) -> bytes:
        return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"trustdesk:{purpose}".encode()).derive(self._master)


def load(settings: Settings) -> Keys:
    """Take the key from the ``secret`` setting, else from ``data_dir``, made there once."""
    if settings.secret:
        if len(settings.secret) < SECRET_LENGTH:
            raise Misconfigured("secret", f"needs at least {SECRET_LENGTH} characters of randomness")
        return Keys(settings.secret.encode())
    return Keys(_kept(settings.data_dir / "secret.key"))


def token(prefix: str, brand: str) -> str:
    """Mint ``<prefix>_<brand>_<random>``: 256 bits that name their tenant."""
    return f"{prefix}_{brand}_{random_letters(TOKEN_LENGTH)}"


def brand_of(token: str, prefix: str) -> str | None:
    """Read the tenant a well-formed token names; the token itself is yet to be checked."""
    kind, _, rest = token.partition("_")
    brand, _, secret = rest.partition("_")
    whole = kind == prefix and brand and len(secret) == TOKEN_LENGTH
    return brand if whole and token.isascii() else None


def digest(token: str) -> bytes:
    """Hash a token for storing and finding it: SHA-256, as its 256 bits cannot be guessed."""
    return hashlib.sha256(token.encode()).digest()


def random_letters(length: int) -> str:
    """Draw letters and digits from the system's randomness."""
    return "".join(secrets.choice(LETTERS) for _ in range(length))


def same(given: str, expected: str) -> bool:
    """Compare two secrets in constant time."""
    return hmac.compare_digest(given.encode(), expected.encode())


def put(path: Path, content: bytes) -> None:
    """Write ``path`` whole or not at all, readable by us alone; what was there is replaced."""
    _drafted(path, content).replace(path)
    _sync(path.parent)


def keep(path: Path, content: bytes) -> bytes:
    """Write ``path`` once, durably, readable by us alone; if it exists, what it holds wins."""
    draft = _drafted(path, content)
    try:
        # A link, unlike a rename, refuses to replace: two nodes starting at once agree.
        path.hardlink_to(draft)
    except FileExistsError:
        return path.read_bytes()
    finally:
        draft.unlink()
    _sync(path.parent)
    return content


def _drafted(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{random_letters(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return draft


def _sync(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _kept(path: Path) -> bytes:
    try:
        held = path.read_bytes() if path.exists() else keep(path, secrets.token_bytes(KEY_BYTES))
    except OSError as error:
        raise Misconfigured("data_dir", f"the server's key {path} cannot be kept: {error}") from error
    if len(held) < KEY_BYTES:
        raise Misconfigured("data_dir", f"the server's key {path} is damaged; restore it from a backup")
    return held
