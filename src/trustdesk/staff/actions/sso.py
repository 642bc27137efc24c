"""Single sign-on: OpenID Connect, authorization code with PKCE, through the house's one way out."""

import base64
import os
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TypeVar
from urllib.parse import quote, urlencode
from uuid import UUID

import msgspec
import structlog
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, KeySetSerialization

from trustdesk.brands import Brand, Sso
from trustdesk.kit import egress, secrets
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import NotFound, Unauthorised
from trustdesk.kit.ids import uuid7
from trustdesk.kit.settings import Misconfigured
from trustdesk.staff.model import Challenge
from trustdesk.staff.rules.claims import (
    ALGORITHMS,
    Claims,
    Identity,
    Untrue,
    code_challenge,
    identity,
    nonce_of,
)
from trustdesk.staff.store import agents as agent_store
from trustdesk.staff.store import passkeys as challenge_store
from trustdesk.staff.store import sso as store

T = TypeVar("T")

log = structlog.get_logger()

STATE_PREFIX = "so"
HOLDS = timedelta(minutes=10)
KEPT = timedelta(hours=1)
REFETCH_AFTER = timedelta(seconds=5)  # a token with a key nobody knows costs the provider no more than this
CALLBACK = "/api/v1/session/sso/callback"
OK = 200


class SsoFailed(Unauthorised):
    """The provider did not vouch for anybody in a way that can be believed."""

    code = "sso_failed"


class SsoUnknown(Unauthorised):
    """The provider vouches for somebody who is no agent here."""

    code = "sso_unknown"


class Metadata(msgspec.Struct, frozen=True):
    """What a provider says of itself (OpenID Connect Discovery)."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)


class Providers:
    """The OpenID providers of all brands: what they say of themselves and their keys, kept for an hour."""

    def __init__(
        self,
        out: egress.Egress,
        brands: Mapping[str, Brand],
        base_url: str,
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        """Take the way out; raises ``Misconfigured`` for a client secret that is not there."""
        self._out = out
        self._callback = base_url + CALLBACK
        self.of_brand = {slug: brand.sso for slug, brand in brands.items() if brand.sso is not None}
        self._secrets = {slug: environ.get(sso.client_secret_env, "") for slug, sso in self.of_brand.items()}
        for slug, sso in self.of_brand.items():
            if not self._secrets[slug]:
                raise Misconfigured(sso.client_secret_env, f"is empty; the single sign-on of {slug} needs it")
        self._said: dict[str, tuple[Metadata, datetime]] = {}
        self._keys: dict[str, tuple[KeySet, datetime]] = {}

    async def begin(self, tenant: str, state: str, verifier: str, now: datetime) -> str:
        """Write the URL at which the provider is to ask who somebody is."""
        sso = self._sso(tenant)
        said = await self._metadata(sso, now)
        asked = {
            "response_type": "code",
            "client_id": sso.client_id,
            "redirect_uri": self._callback,
            "scope": "openid email",
            "state": state,
            "nonce": nonce_of(verifier),
            "code_challenge": code_challenge(verifier),
            "code_challenge_method": "S256",
            "max_age": "600",
        }
        joined = "&" if "?" in said.authorization_endpoint else "?"
        return f"{said.authorization_endpoint}{joined}{urlencode(asked)}"

    async def finish(self, tenant: str, code: str, verifier: str, now: datetime) -> Identity:
        """Exchange the code and read the id token; raises ``SsoFailed``."""
        sso = self._sso(tenant)
        said = await self._metadata(sso, now)
        token = await self._exchange(tenant, said, code, verifier)
        try:
            claims = await self._claims(said, token, now)
            return identity(claims, (sso.issuer, sso.client_id, nonce_of(verifier)), now)
        except (JoseError, ValueError, Untrue, msgspec.DecodeError) as error:
            raise _failed(f"id token: {type(error).__name__}: {error}") from error

    def _sso(self, tenant: str) -> Sso:
        if tenant not in self.of_brand:
            raise NotFound
        return self.of_brand[tenant]

    async def _metadata(self, sso: Sso, now: datetime) -> Metadata:
        kept = self._said.get(sso.issuer)
        if kept is not None and now < kept[1] + KEPT:
            return kept[0]
        url = f"{sso.issuer.rstrip('/')}/.well-known/openid-configuration"
        said = _decoded(await self._get(url), Metadata)
        if said.issuer != sso.issuer:
            raise _failed(f"the provider calls itself {said.issuer}")
        self._said[sso.issuer] = (said, now)
        return said

    async def _exchange(self, tenant: str, said: Metadata, code: str, verifier: str) -> str:
        sso, secret = self.of_brand[tenant], self._secrets[tenant]
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._callback,
            "code_verifier": verifier,
        }
        headers = {"content-type": "application/x-www-form-urlencoded", "accept": "application/json"}
        if "client_secret_basic" in said.token_endpoint_auth_methods_supported:
            pair = f"{quote(sso.client_id, safe='')}:{quote(secret, safe='')}"
            headers["authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
        else:
            form |= {"client_id": sso.client_id, "client_secret": secret}
        try:
            answer = await self._out.post(said.token_endpoint, urlencode(form).encode(), headers)
        except (egress.Refused, egress.Unreachable) as error:
            raise _failed(f"token endpoint: {error}") from error
        if answer.status != OK:
            raise _failed(f"token endpoint answered {answer.status}")
        return _decoded(answer.body, _Tokens).id_token

    async def _claims(self, said: Metadata, token: str, now: datetime) -> Claims:
        kid = jws.extract_compact(token.encode()).headers().get("kid")
        keys = await self._key_set(said, now, KEPT)
        if kid not in _kids(keys):  # the provider may have changed its keys since
            keys = await self._key_set(said, now, REFETCH_AFTER)
        if kid not in _kids(keys):
            raise Untrue("kid")
        verified = jws.deserialize_compact(token, keys, algorithms=list(ALGORITHMS))
        return msgspec.json.decode(verified.payload, type=Claims)

    async def _key_set(self, said: Metadata, now: datetime, kept_for: timedelta) -> KeySet:
        kept = self._keys.get(said.jwks_uri)
        if kept is not None and now < kept[1] + kept_for:
            return kept[0]
        keys = KeySet.import_key_set(_decoded(await self._get(said.jwks_uri), KeySetSerialization))
        self._keys[said.jwks_uri] = (keys, now)
        return keys

    async def _get(self, url: str) -> bytes:
        try:
            answer = await self._out.get(url, {"accept": "application/json"})
        except (egress.Refused, egress.Unreachable) as error:
            raise _failed(f"{url}: {error}") from error
        if answer.status != OK:
            raise _failed(f"{url} answered {answer.status}")
        return answer.body


class _Tokens(msgspec.Struct, frozen=True):
    id_token: str


async def keep_state(tx: Tx, state: str, verifier: str, now: datetime) -> None:
    """Keep, as digests, what a sign-in that has begun must come back with."""
    kept = Challenge(uuid7(), "sso", secrets.digest(state), now + HOLDS, bound=secrets.digest(verifier))
    await challenge_store.insert_challenge(tx, kept, now)


async def take_state(tx: Tx, state: str, verifier: str, now: datetime) -> bool:
    """Take the state out; False when it is not this browser's, was used, or is too old."""
    return await challenge_store.take_state(tx, secrets.digest(state), secrets.digest(verifier), now)


async def agent_behind(tx: Tx, who: Identity, now: datetime) -> UUID:
    """Tell which agent this is; linked at their first sign-in by an address both sides know.

    Raises ``SsoUnknown``: an agent is made by the operator or the directory, never by signing in.
    """
    linked = await store.agent_of(tx, who.issuer, who.subject)
    if linked is not None:
        return linked
    member = None if who.email is None else await agent_store.member_of(tx, who.email)
    if member is None or not await store.link(tx, (who.issuer, who.subject), member.id, now):
        raise SsoUnknown
    return member.id


def _kids(keys: KeySet) -> set[str | None]:
    return {key.kid for key in keys.keys if key.kid}


def _decoded(body: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.DecodeError as error:
        raise _failed(f"not what a provider says: {error}") from error


def _failed(why: str) -> SsoFailed:
    log.warning("single sign-on failed", why=why[:300])
    return SsoFailed()
