"""Pages of data keys: how they are laid out, and how they are sealed by key-encryption keys.

A page holds 256 keys of 32 bytes, each with a state before it: living, or why it was destroyed. The
key-encryption keys are random, sealed by the server's key, and lie beside the pages as ``kek/<version>``.
"""

import hmac
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Collection
from functools import lru_cache
from typing import Literal

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from trustdesk.kit.blobs import Blobs
from trustdesk.kit.secrets import Keys, Unsealable

KEYS = 256
KEY = 32
SLOT = 1 + KEY
NAME_BYTES = 8
NONCE = 12
SALT = 16
FORMAT = b"1"
VERSION_BYTES = 4
KEKS = "kek/"
PURPOSE = "kek"

Why = Literal["request", "retention"]
STATES: tuple[Why, ...] = ("request", "retention")


def erased(why: Why) -> str:
    """Write what stands in the place of a text that was erased; every face has words for it."""
    return f"⟦erased: {why}⟧"


MARKS = frozenset(erased(why) for why in STATES)


@lru_cache(8_192)  # a message's key is asked for again and again while it goes down
def page_of(key: str) -> str:
    """Name the page of a key."""
    return urlsafe_b64decode(key)[:NAME_BYTES].hex()


def place_of(key: str) -> int:
    """Tell the place of a key in its page."""
    return urlsafe_b64decode(key)[NAME_BYTES]


class Page(msgspec.Struct, frozen=True):
    """256 places, each a key or the reason why there is none any more."""

    body: bytes

    def names(self, page: str) -> list[str]:
        """Name its keys."""
        start = bytes.fromhex(page)
        return [urlsafe_b64encode(start + bytes([place])).decode() for place in range(KEYS)]

    def key(self, place: int) -> AESGCM | Why:
        """Give a key, ready to work, or why it is gone."""
        state = self.body[place * SLOT]
        return STATES[state - 1] if state else AESGCM(self._bytes(place))

    def derived(self, place: int, about: bytes) -> bytes | None:
        """Derive 16 bytes of randomness from a key; None when it is gone."""
        if self.body[place * SLOT]:
            return None
        return hmac.digest(self._bytes(place), b"salt:" + about, "sha256")[:SALT]

    def without(self, places: Collection[int], why: Why) -> "Page":
        """Leave these keys out, for good; what was gone stays gone for the reason it had."""
        body = bytearray(self.body)
        for place in places:
            at = place * SLOT
            if not body[at]:
                body[at : at + SLOT] = bytes([STATES.index(why) + 1]) + bytes(KEY)
        return Page(bytes(body))

    def living(self) -> int:
        """Count the keys that are left."""
        return self.body[::SLOT].count(0)

    def _bytes(self, place: int) -> bytes:
        return self.body[place * SLOT + 1 : (place + 1) * SLOT]


def minted() -> tuple[str, Page]:
    """Make a page of fresh keys, and its name."""
    return os.urandom(NAME_BYTES).hex(), Page(b"".join(b"\0" + os.urandom(KEY) for _ in range(KEYS)))


class Wrapping:
    """Seals pages with the newest key-encryption key, opens them with whichever sealed them."""

    def __init__(self, keys: Keys, store: Blobs) -> None:
        """Take the server's key, which seals the key-encryption keys, and the store."""
        self._keys = keys
        self._store = store
        self._keks: dict[int, AESGCM] = {}

    async def get(self, tenant: str, name: str) -> Page:
        """Read a page; raises ``Unsealable`` when it is not there or not ours."""
        stored = await self._store.get(_path(tenant, name))
        if stored is None:
            raise Unsealable(f"the key page {_path(tenant, name)} is not in the store of keys")
        version = version_of(stored)
        if version not in self._keks:
            await self.versions()
        start = len(FORMAT) + VERSION_BYTES
        nonce, body = stored[start : start + NONCE], stored[start + NONCE :]
        try:
            return Page(self._keks[version].decrypt(nonce, body, _path(tenant, name).encode()))
        except (KeyError, InvalidTag) as error:
            raise Unsealable(f"the key page {_path(tenant, name)}") from error

    async def put(self, tenant: str, name: str, page: Page) -> None:
        """Write a page, sealed with the newest key-encryption key there is at this moment.

        One that is remembered may have been destroyed by a rotation: the page would be lost.
        """
        versions = await self.versions()
        version = versions[-1] if versions else await self.begin(1)
        nonce, path = os.urandom(NONCE), _path(tenant, name)
        head = FORMAT + version.to_bytes(VERSION_BYTES)
        await self._store.put(
            path, head + nonce + self._keks[version].encrypt(nonce, page.body, path.encode())
        )

    async def versions(self) -> list[int]:
        """Read which key-encryption keys there are, the oldest first."""
        found: dict[int, AESGCM] = {}
        for path in await self._store.names(KEKS):
            version = path.removeprefix(KEKS)
            sealed = await self._store.get(path)
            if sealed is not None:
                found[int(version)] = AESGCM(self._keys.open(PURPOSE, sealed, version))
        self._keks = found
        return sorted(found)

    async def begin(self, version: int) -> int:
        """Make a key-encryption key; who comes second takes what the first made."""
        sealed = self._keys.seal(PURPOSE, os.urandom(KEY), str(version))
        await self._store.put_new(f"{KEKS}{version}", sealed)
        await self.versions()
        return version

    async def end(self, version: int) -> None:
        """Destroy a key-encryption key that seals nothing any more."""
        await self._store.drop(f"{KEKS}{version}")
        await self.versions()

    async def sealed_by(self, tenant: str, name: str) -> int | None:
        """Tell the version that seals a page, or None when it is gone."""
        stored = await self._store.get(_path(tenant, name))
        return None if stored is None else version_of(stored)

    async def tenants(self) -> list[str]:
        """Name the tenants that have pages, also of brands whose file is gone."""
        return sorted({path.partition("/")[0] for path in await self._store.names("")} - {"kek"})

    async def pages(self, tenant: str) -> list[str]:
        """Name the pages of a tenant."""
        return [path.rpartition("/")[2] for path in await self._store.names(f"{tenant}/")]


def version_of(stored: bytes) -> int:
    """Read which key-encryption key sealed a page."""
    if stored[: len(FORMAT)] != FORMAT:
        raise Unsealable("this is no page of keys, or one of a later release")
    return int.from_bytes(stored[len(FORMAT) : len(FORMAT) + VERSION_BYTES])


def _path(tenant: str, name: str) -> str:
    return f"{tenant}/{name}"
