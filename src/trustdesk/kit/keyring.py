"""The keyring: data keys, one for whatever is to be forgotten by itself, kept apart from the database.

Keys stand 256 to a page; pages lie in a store of their own, each sealed by the key-encryption key of
its time. A text is sealed by one data key and names it; with the key destroyed it is noise, in every
copy of the database that was ever made. ``docs/decisions/0024`` says why it is built so.
"""

import asyncio
import hashlib
import hmac
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from trustdesk.kit.blobs import Blobs
from trustdesk.kit.errors import Erased, Invalid
from trustdesk.kit.key_pages import Page, Why, Wrapping, erased, minted, page_of, place_of
from trustdesk.kit.secrets import Keys, Unsealable

SEALED: Final = "\x01"  # begins every sealed text, and is its format
NAME: Final = 12  # letters that name a data key: its page and its place there
NONCE = 12
UNREADABLE = "⟦unreadable⟧"
MOST_PAGES = 2_048
MOST_CIPHERS = 50_000
MOST_WORDS = 100_000  # of one brand
WORD_BYTES = 6
DIGEST_BYTES = 16

Where = tuple[str, str]  # (which row and field it is, the sealed text)
Plain = tuple[str, str, str]  # (by which key, which row and field it is, the text)


class Keyring:
    """The data keys of this node: a bounded memory of what the store holds."""

    def __init__(self, keys: Keys, store: Blobs) -> None:
        """Take the server's key and the store of key pages; nothing is read yet."""
        self._keys = keys
        self.store = store
        self.wrapping = Wrapping(keys, store)
        self._pages: OrderedDict[tuple[str, str], Page] = OrderedDict()
        self._ciphers: dict[str, AESGCM | Why] = {}
        self._spare: dict[str, list[str]] = {}
        self._secrets: dict[str, bytes] = {}
        self._words: dict[str, dict[str, str]] = {}
        self._age = 0

    def lacks(self, tenant: str, most: int) -> bool:
        """Tell whether there are fewer than ``most`` keys in reserve."""
        return len(self._spare.get(tenant, ())) < most

    async def mint(self, tenant: str) -> None:
        """Add a page of fresh keys to the reserve; it is durable when this returns.

        The caller holds the tenant's lock on keys, shared: while it does, no rotation ends.
        """
        name, page = minted()
        await self.wrapping.put(tenant, name, page)
        self._remember(tenant, name, page)
        self._spare[tenant] = [*self._spare.get(tenant, ()), *page.names(name)]

    def take(self, tenant: str, most: int) -> list[str]:
        """Take keys out of the reserve, by name; a key is given out once."""
        spare = self._spare.get(tenant, [])
        taken, self._spare[tenant] = spare[:most], spare[most:]
        return taken

    async def seal(self, tenant: str, plain: Sequence[Plain]) -> list[str]:
        """Seal texts; an empty one stays empty. Raises ``Erased`` when a key is destroyed."""
        await self._load(tenant, {key for key, _, text in plain if text})
        drawn = os.urandom(NONCE * len(plain))
        nonces = [drawn[at : at + NONCE] for at in range(0, len(drawn), NONCE)]
        return [self._sealed(tenant, *one, nonce) for one, nonce in zip(plain, nonces, strict=True)]

    async def open(self, tenant: str, sealed: Sequence[Where], *, strict: bool = True) -> list[str]:
        """Open texts; of what was erased the mark of its erasure is left. Raises ``Unsealable`` if strict.

        A text that is not sealed is from before there were keys, and is given as it is.
        """
        await self._load(tenant, {text[1 : NAME + 1] for _, text in sealed if text[:1] == SEALED})
        return [self._opened(tenant, where, text, strict=strict) for where, text in sealed]

    async def wrap(self, tenant: str, key: str, where: str, body: bytes) -> bytes:
        """Seal bytes; none stay none. Raises ``Erased`` when the key is destroyed."""
        await self._load(tenant, {key})
        cipher = self._ciphers[key]
        if isinstance(cipher, str):
            raise Erased
        nonce = os.urandom(NONCE)
        return SEALED.encode() + key.encode() + nonce + cipher.encrypt(nonce, body, _bound(tenant, where))

    async def unwrap(self, tenant: str, wrapped: Sequence[tuple[str, bytes]]) -> list[bytes]:
        """Open what ``wrap`` sealed, each with its row and field; nothing is left of what was erased."""
        names = {body[1 : NAME + 1].decode() for _, body in wrapped if body}
        await self._load(tenant, names)
        return [self._unwrapped(tenant, where, body) if body else b"" for where, body in wrapped]

    async def salt(self, tenant: str, wanted: Sequence[tuple[str, bytes]]) -> list[bytes | None]:
        """Derive 16 bytes of randomness for each (key, about); None where it is gone with its key."""
        pages = await self._paged(tenant, {page_of(key) for key, _ in wanted})
        return [pages[page_of(key)].derived(place_of(key), about) for key, about in wanted]

    def _sealed(self, tenant: str, key: str, where: str, plain: str, nonce: bytes) -> str:
        if not plain:
            return ""
        if "\0" in plain:  # the database would refuse it; sealed, it would not see it
            raise Invalid("a text holds a NUL character")
        cipher = self._ciphers[key]
        if isinstance(cipher, str):
            raise Erased
        made = nonce + cipher.encrypt(nonce, plain.encode(), _bound(tenant, where))
        return SEALED + key + urlsafe_b64encode(made).decode()

    def _unwrapped(self, tenant: str, where: str, body: bytes) -> bytes:
        cipher = self._ciphers[body[1 : NAME + 1].decode()]
        if isinstance(cipher, str):
            return b""
        start = NAME + 1 + NONCE
        try:
            return cipher.decrypt(body[NAME + 1 : start], body[start:], _bound(tenant, where))
        except (InvalidTag, ValueError) as error:
            raise Unsealable(where) from error

    def _opened(self, tenant: str, where: str, text: str, *, strict: bool) -> str:
        if text[:1] != SEALED:
            return text
        cipher = self._ciphers[text[1 : NAME + 1]]
        if isinstance(cipher, str):
            return erased(cipher)
        try:
            body = urlsafe_b64decode(text[NAME + 1 :])
            return cipher.decrypt(body[:NONCE], body[NONCE:], _bound(tenant, where)).decode()
        except (InvalidTag, ValueError) as error:
            if strict:
                raise Unsealable(where) from error
            return UNREADABLE

    async def destroy(self, tenant: str, names: Iterable[str], why: Why) -> int:
        """Destroy keys for good; returns how many there still were. Coming twice changes nothing.

        The caller holds the tenant's lock on keys, alone: pages are read, changed and written.
        """
        places: dict[str, list[int]] = {}
        for name in names:
            places.setdefault(page_of(name), []).append(place_of(name))
        gone = 0
        for page, which in places.items():
            before = await self.wrapping.get(tenant, page)
            after = before.without(which, why)
            gone += before.living() - after.living()
            if after != before:
                await self.wrapping.put(tenant, page, after)
        self.forget()
        return gone

    def forget(self) -> None:
        """Read pages anew from now on: somewhere a key was destroyed."""
        self._age += 1
        self._pages.clear()
        self._ciphers.clear()

    def words(self, tenant: str, words: Iterable[str]) -> list[str]:
        """Hash words for searching: equal words are found, none can be read."""
        known = self._words.setdefault(tenant, {})
        if len(known) > MOST_WORDS:
            known.clear()
        return [known.get(word) or self._word(tenant, word) for word in words]

    def _word(self, tenant: str, word: str) -> str:
        made = hashlib.blake2b(word.encode(), digest_size=WORD_BYTES, key=self._secret(tenant, "words"))
        known = self._words[tenant][word] = urlsafe_b64encode(made.digest()).decode()
        return known

    def blind(self, tenant: str, purpose: str, value: str | bytes) -> bytes:
        """Hash a value so that it is found again by us and can be guessed by nobody: 16 bytes."""
        data = value.encode() if isinstance(value, str) else value
        return hmac.digest(self._secret(tenant, purpose), data, "sha256")[:DIGEST_BYTES]

    def _secret(self, tenant: str, purpose: str) -> bytes:
        name = f"blind:{tenant}:{purpose}"
        if name not in self._secrets:
            self._secrets[name] = self._keys.derived(name)
        return self._secrets[name]

    async def _load(self, tenant: str, names: set[str]) -> None:
        """Have these keys at hand, until the next await."""
        known = self._ciphers
        if len(known) > MOST_CIPHERS:
            known.clear()
        if any(name not in known for name in names):
            pages = await self._paged(tenant, {page_of(name) for name in names})
            for name in names:
                known[name] = pages[page_of(name)].key(place_of(name))

    async def _paged(self, tenant: str, names: set[str]) -> dict[str, Page]:
        while True:
            age = self._age
            found = {name: page for name in names if (page := self._pages.get((tenant, name)))}
            lost = [name for name in names if name not in found]
            if not lost:
                return found
            read = await asyncio.gather(*(self.wrapping.get(tenant, name) for name in lost))
            if age == self._age:  # else a key was destroyed meanwhile: what was read may be from before
                for name, page in zip(lost, read, strict=True):
                    self._remember(tenant, name, page)
                return found | dict(zip(lost, read, strict=True))

    def _remember(self, tenant: str, name: str, page: Page) -> None:
        self._pages[tenant, name] = page
        while len(self._pages) > MOST_PAGES:
            self._pages.popitem(last=False)


def key_in(text: str) -> str | None:
    """Name the data key that seals a text, or None for a text that is not sealed."""
    return text[1 : NAME + 1] if text[:1] == SEALED else None


def _bound(tenant: str, where: str) -> bytes:
    """What a sealed text belongs to: it cannot be moved to another row, field or tenant."""
    return f"{tenant}|{where}|1".encode()
