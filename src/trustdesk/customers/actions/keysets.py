"""The keys with which each exchange signs its word: a file beside the brand, or fetched and kept."""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import structlog
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey

from trustdesk.brands import Brand
from trustdesk.customers.rules import tokens
from trustdesk.kit.egress import Egress, Refused, Unreachable
from trustdesk.kit.settings import Misconfigured

log = structlog.get_logger()

Key = OKPKey | ECKey
KINDS = {"OKP": OKPKey, "EC": ECKey}
FRESH = timedelta(minutes=10)  # a set older than this is asked for again
KEPT = timedelta(hours=24)  # while the exchange cannot be reached, its last keys go on counting
PAUSE = timedelta(seconds=60)  # between two askings, whatever strangers write into a token


class _Set(msgspec.Struct):
    keys: list[dict[str, Any]]


class Fetched(msgspec.Struct):
    """A key set as it was last fetched; ``asked_at`` is the last asking, good or not."""

    keys: dict[str, Key]
    at: datetime | None = None
    asked_at: datetime | None = None


class KeySets:
    """Finds the key that a token names, for each brand. ``more`` are keys of the demo exchange."""

    def __init__(
        self, brands: Mapping[str, Brand], folder: Path, egress: Egress, more: Mapping[str, dict[str, Any]]
    ) -> None:
        """Read the files; raises ``Misconfigured`` for one that holds no usable key."""
        self._brands = brands
        self._egress = egress
        self._fixed = {slug: _kept(brand, folder) for slug, brand in brands.items()}
        for slug, key in more.items():
            self._fixed[slug] |= read(msgspec.json.encode({"keys": [key]}))
        self._fetched = {slug: Fetched({}) for slug in brands}
        self._asking = {slug: asyncio.Lock() for slug in brands}

    async def find(self, brand: str, kid: str, now: datetime) -> Key | None:
        """Give the brand's key of this name, or None. A name not seen before is asked for, but not often."""
        if kid in self._fixed[brand]:
            return self._fixed[brand][kid]
        identity = self._brands[brand].identity
        if identity is None or identity.keys_url is None:
            return None
        held = self._fetched[brand]
        if kid not in held.keys or held.at is None or now - held.at > FRESH:
            await self._ask(brand, identity.keys_url, now)
        good = held.at is not None and now - held.at <= KEPT
        return held.keys.get(kid) if good else None

    def known(self, brand: str) -> bool:
        """Tell whether customers of this brand can sign in at all."""
        identity = self._brands[brand].identity
        return bool(self._fixed[brand]) or (identity is not None and identity.keys_url is not None)

    async def _ask(self, brand: str, url: str, now: datetime) -> None:
        held = self._fetched[brand]
        async with self._asking[brand]:
            if held.asked_at is not None and now - held.asked_at < PAUSE:
                return
            held.asked_at = now
            try:
                answer = await self._egress.get(url, {"accept": "application/json"})
                if answer.status != 200:  # noqa: PLR2004 - the one status that brings keys
                    raise Unreachable(f"status {answer.status}")
                held.keys, held.at = read(answer.body), now
            except (Refused, Unreachable, ValueError, JoseError) as error:
                log.warning("keys of the exchange could not be fetched", brand=brand, error=str(error))


def read(body: bytes) -> dict[str, Key]:
    """Read a JWKS: the keys that can be used here, by name. Raises ``ValueError`` when it is none."""
    keys = msgspec.json.decode(body, type=_Set).keys
    return {key["kid"]: KINDS[key["kty"]].import_key(key) for key in keys if tokens.usable_key(key)}


def _kept(brand: Brand, folder: Path) -> dict[str, Key]:
    if brand.identity is None or brand.identity.keys_file is None:
        return {}
    path = folder / brand.identity.keys_file
    try:
        keys = read(path.read_bytes())
    except (OSError, ValueError, JoseError) as error:
        raise Misconfigured("brands_dir", f"{path.name} holds no key set: {error}") from error
    if not keys:
        raise Misconfigured("brands_dir", f"{path.name} holds no public Ed25519 or P-256 key with a kid")
    return keys
