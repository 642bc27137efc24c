"""Reading the exchange's signed word: who has signed in there."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple, TypeVar

import msgspec
import structlog
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwa import JWSAlgModel
from joserfc.jws import JWSRegistry
from typing_extensions import override

from trustdesk.customers.actions.keysets import Key, KeySets
from trustdesk.customers.model import Claims, Confirmation
from trustdesk.customers.rules import tokens
from trustdesk.kit.errors import IdentityRefused

log = structlog.get_logger()

C = TypeVar("C", bound=Claims)


class Asked(NamedTuple):
    """For whom a token must be meant, and when."""

    brand: str
    host: str
    now: datetime


class _Algorithms(JWSRegistry):
    """Our three names and no others, whatever the package takes or warns of."""

    @override
    def get_alg(self, name: str) -> JWSAlgModel:
        if name not in tokens.ALGORITHMS:
            raise IdentityRefused("algorithm")
        return self.algorithms[name]


async def read(keysets: KeySets, token: str, asked: Asked) -> Claims:
    """Read a token of the exchange; raises ``IdentityRefused`` unless it counts for just this, now.

    Whether it has been used before is not known here.
    """
    return await _told(keysets, token, asked, Claims)


async def read_confirmation(keysets: KeySets, token: str, asked: Asked) -> Confirmation:
    """Read the exchange's word that a customer confirmed something; a sign-in is no such word."""
    return await _told(keysets, token, asked, Confirmation)


async def _told(keysets: KeySets, token: str, asked: Asked, kind: type[C]) -> C:
    try:
        return await _read(keysets, token, asked, kind)
    except IdentityRefused as refused:
        log.info("identity refused", brand=asked.brand, why=refused.detail)
        raise


async def _read(keysets: KeySets, token: str, asked: Asked, kind: type[C]) -> C:
    if len(token) > tokens.LARGEST or not token.isascii():
        raise IdentityRefused("size")
    try:
        found = jws.extract_compact(token.encode())
        key = await _key_for(keysets, found.headers(), asked)
        if not jws.validate_compact(found, key, registry=_Algorithms()):
            raise IdentityRefused("signature")
        claims = msgspec.json.decode(found.payload, type=kind)
    except msgspec.MsgspecError as error:
        raise IdentityRefused(f"claims: {error}") from error
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise IdentityRefused("form") from error
    if wrong := tokens.fault(claims, tokens.audience(asked.brand, asked.host), asked.now):
        raise IdentityRefused(wrong)
    return claims


async def _key_for(keysets: KeySets, header: Mapping[str, object], asked: Asked) -> Key:
    """Give the key that the header names; its kind must be the algorithm's, whatever the header says."""
    kid, kind = header.get("kid"), tokens.ALGORITHMS.get(str(header.get("alg")))
    if kind is None:
        raise IdentityRefused("algorithm")
    key = await keysets.find(asked.brand, kid, asked.now) if isinstance(kid, str) else None
    if key is None:
        raise IdentityRefused("key")
    if key.key_type != kind:
        raise IdentityRefused("algorithm")
    return key
