"""Signing in: password with a code or a passkey, or a passkey alone."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, Response, post
from litestar.datastructures import Cookie
from webauthn.helpers import base64url_to_bytes

from trustdesk.brands import Brand, brand_view
from trustdesk.kit import limits
from trustdesk.kit.db import Database, Tx
from trustdesk.kit.errors import Forbidden, Unauthorised
from trustdesk.kit.secrets import Keys
from trustdesk.kit.settings import Settings
from trustdesk.kit.web import client_address, locale_of
from trustdesk.staff.actions import means, passkeys, sessions
from trustdesk.staff.api.ceremony import Ceremony, ChallengeSpent, Signed, to_prove
from trustdesk.staff.model import Agent, Device, Factor, Proof, Terms
from trustdesk.staff.rules.party import agent_of, party_of
from trustdesk.staff.views import SignedIn, me_view

TRIES = 10
TRIES_WITHIN = timedelta(minutes=5)
TRIES_PER_ADDRESS = 60

Short = Annotated[str, msgspec.Meta(max_length=320)]


class SignIn(msgspec.Struct, frozen=True):
    """Address and password, and a second factor: the TOTP ``code`` of the moment, or a ``passkey``."""

    email: Short
    password: Annotated[str, msgspec.Meta(max_length=1024)]
    code: Annotated[str, msgspec.Meta(max_length=12)] = ""
    passkey: Signed | None = None


class SignInFailed(Unauthorised):
    """Something given is wrong; what it was is told to nobody."""

    code = "sign_in_failed"


class SsoRequired(Forbidden):
    """The staff of this brand sign in at their own provider."""

    code = "sso_required"


class Admitted(msgspec.Struct, frozen=True):
    """Who has come in: the token of the new session, the agent, the brand's slug, whether it is limited."""

    token: str
    agent: Agent
    tenant: str
    limited: bool


class Lobby(msgspec.Struct, frozen=True):
    """What every way of signing in needs of the lobby."""

    db: Database
    keys: Keys
    settings: Settings
    brands: Mapping[str, Brand]
    terms: Mapping[str, Terms]


@post("/api/v1/session/challenge", opt={"policy": "public"}, status_code=200)
async def ask_challenge(
    request: Request[Any, Any, Any], db: Database, settings: Settings, now: datetime
) -> Ceremony:
    """Begin signing in by passkey: what to ask ``navigator.credentials.get``. It names nobody."""
    await spend(db, client_address(request))
    async with db.transaction(limits.HOUSE) as tx:
        given = await passkeys.challenge(tx, "sign_in", None, now)
    return to_prove(party_of(settings.base_url), given)


@post("/api/v1/session", opt={"policy": "public"}, status_code=200)
async def sign_in(
    request: Request[Any, Any, Any], lobby: Lobby, now: datetime, data: SignIn
) -> Response[SignedIn]:
    """Sign in; the token is also set as a cookie for browsers. Tries are counted and limited."""
    device, tried = device_of(request), f"sign_in:{data.email.strip().lower()}"
    await spend(lobby.db, device.address)
    await limits.spend(lobby.db, tried, TRIES, TRIES_WITHIN)
    admitted = await _by_password(lobby, data, device, now)
    await limits.clear(lobby.db, tried)
    return welcome(request, lobby, admitted, now)


@post("/api/v1/session/passkey", opt={"policy": "public"}, status_code=200)
async def sign_in_by_passkey(
    request: Request[Any, Any, Any], lobby: Lobby, now: datetime, data: Signed
) -> Response[SignedIn]:
    """Sign in by a passkey alone: it names its holder, and has verified them."""
    device = device_of(request)
    await spend(lobby.db, device.address)
    expected = await _taken(lobby.db, data, now)
    named = _named(data)
    if named is None or named[0] not in lobby.brands:
        raise SignInFailed
    tenant, agent = named
    async with lobby.db.transaction(tenant) as tx:
        who = await passkeys.prove(tx, party_of(lobby.settings.base_url), expected, data.response(), now)
        admitted = None
        if who is not None and who == agent:
            admitted = await let_in(tx, lobby, who, Proof("passkey"), device, now)
        else:
            await sessions.not_proved(tx, agent, device)
    if admitted is None:  # said after the commit: a counter that went back has been written down
        raise SignInFailed
    return welcome(request, lobby, admitted, now)


async def let_in(tx: Tx, lobby: Lobby, agent: UUID, proof: Proof, device: Device, now: datetime) -> Admitted:
    """Open a session for who has given this proof, on the terms of their brand."""
    terms = lobby.terms[tx.tenant]
    try:
        token, known, limited = await sessions.admit(tx, agent, proof, device, terms, now)
    except Unauthorised as error:
        raise SignInFailed from error
    if terms.sso_required and proof.factor != "sso" and known.role != "breakglass":
        raise SsoRequired
    return Admitted(token, known, tx.tenant, limited)


def welcome(
    request: Request[Any, Any, Any], lobby: Lobby, admitted: Admitted, now: datetime
) -> Response[SignedIn]:
    """Answer with who has come in, and set the cookie."""
    brand = brand_view(lobby.brands[admitted.tenant], now, locale_of(request))
    me = me_view(admitted.agent, limited=admitted.limited)
    return Response(SignedIn(me, brand, admitted.token), cookies=[cookie_for(request, admitted.token)])


def cookie_for(request: Request[Any, Any, Any], token: str) -> Cookie:
    """Make the session's cookie: for this host and no script, sent along by our own pages only."""
    state = request.app.state
    return Cookie(
        key=state.admission.cookie,
        value=token,
        httponly=True,
        secure=state.secure,
        samesite="strict",
        path="/",
    )


def device_of(request: Request[Any, Any, Any]) -> Device:
    """Tell on which device somebody signs in."""
    return Device(request.headers.get("user-agent", ""), client_address(request))


async def spend(db: Database, address: str) -> None:
    """Count a try to sign in from this address."""
    await limits.spend(db, f"sign_in_address:{address}", TRIES_PER_ADDRESS, TRIES_WITHIN)


async def _taken(db: Database, data: Signed, now: datetime) -> bytes:
    async with db.transaction(limits.HOUSE) as tx:
        expected = await passkeys.take(tx, data.challenge, "sign_in", None, now)
    if expected is None:
        raise ChallengeSpent
    return expected


def _named(data: Signed) -> tuple[str, UUID] | None:
    try:
        return agent_of(base64url_to_bytes(data.credential.response.user_handle or ""))
    except ValueError:
        return None


async def _by_password(lobby: Lobby, data: SignIn, device: Device, now: datetime) -> Admitted:
    expected = None if data.passkey is None else await _taken(lobby.db, data.passkey, now)
    tried: list[str] = []
    try:
        for tenant in lobby.brands:
            tried = [tenant]
            async with lobby.db.transaction(tenant) as tx:
                agent = await sessions.check_password(tx, data.email, data.password)
                factor = None if agent is None else await _second(tx, lobby, agent, (data, expected), now)
                admitted = None
                if agent is not None and factor is not None:
                    admitted = await let_in(tx, lobby, agent, Proof(factor), device, now)
            if agent is not None:
                return _or_failed(admitted)
        tried = list(lobby.brands)  # nobody's address: every desk may want to know
        await means.verify_password(data.password)
    except Unauthorised as error:
        await _note(lobby.db, tried, data.email, device)
        raise SignInFailed from error
    raise SignInFailed


async def _note(db: Database, tenants: Sequence[str], email: str, device: Device) -> None:
    for tenant in tenants:
        async with db.transaction(tenant) as tx:
            await sessions.not_signed_in(tx, email, device)


async def _second(
    tx: Tx, lobby: Lobby, agent: UUID, given: tuple[SignIn, bytes | None], now: datetime
) -> Factor | None:
    """Check the second factor; None when a passkey proves nothing. A wrong code raises."""
    data, expected = given
    if data.passkey is None or expected is None:
        await sessions.check_code(tx, lobby.keys, agent, data.code, now)
        return "totp"
    party = party_of(lobby.settings.base_url)
    who = await passkeys.prove(tx, party, expected, data.passkey.response(), now)
    return "passkey" if who == agent else None


def _or_failed(admitted: Admitted | None) -> Admitted:
    if admitted is None:
        raise SignInFailed
    return admitted


ROUTES = [ask_challenge, sign_in, sign_in_by_passkey]
