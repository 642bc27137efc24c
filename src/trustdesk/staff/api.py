"""Signing in and out, sessions, presence, teams."""

from datetime import datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, Response, delete, get, post, put
from litestar.datastructures import Cookie

from trustdesk.brands import Brand, brand_view
from trustdesk.kit import i18n, limits
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database
from trustdesk.kit.errors import Unauthorised
from trustdesk.kit.secrets import Keys
from trustdesk.kit.web import COOKIE, Admission, client_address, locale_of
from trustdesk.staff.actions import agents, presence, sessions
from trustdesk.staff.model import Agent, State, Team
from trustdesk.staff.views import SessionView, SignedIn, me_view

TRIES = 10
TRIES_WITHIN = timedelta(minutes=5)
TRIES_PER_ADDRESS = 60

Short = Annotated[str, msgspec.Meta(max_length=320)]


class SignIn(msgspec.Struct, frozen=True):
    """The three things an agent signs in with; ``code`` is the TOTP of the moment."""

    email: Short
    password: Annotated[str, msgspec.Meta(max_length=1024)]
    code: Annotated[str, msgspec.Meta(max_length=12)]


class SignInFailed(Unauthorised):
    """One of the three is wrong; which one is told to nobody."""

    code = "sign_in_failed"


class Presence(msgspec.Struct, frozen=True):
    """Whether the agent takes conversations."""

    state: State


class Teams(msgspec.Struct, frozen=True):
    """All teams of the brand."""

    items: list[Team]
    cursor: str | None = None


class Sessions(msgspec.Struct, frozen=True):
    """Where the agent is signed in."""

    items: list[SessionView]
    cursor: str | None = None


@post("/api/v1/session", opt={"policy": "public"}, status_code=200)
async def sign_in(
    request: Request[Any, Any, Any],
    db: Database,
    keys: Keys,
    brands: dict[str, Brand],
    now: datetime,
    data: SignIn,
) -> Response[SignedIn]:
    """Sign in; the token is also set as a cookie for browsers. Tries are counted and limited."""
    address = client_address(request)
    tried = f"sign_in:{data.email.strip().lower()}"
    await limits.spend(db, f"sign_in_address:{address}", TRIES_PER_ADDRESS, TRIES_WITHIN)
    await limits.spend(db, tried, TRIES, TRIES_WITHIN)
    device = (request.headers.get("user-agent", ""), address)
    token, agent, tenant = await _sign_in(db, keys, brands, (data, device), now)
    await limits.clear(db, tried)
    signed = SignedIn(me_view(agent), brand_view(brands[tenant], now, locale_of(request)), token)
    secure = request.app.state.secure
    cookie = Cookie(key=COOKIE, value=token, httponly=True, secure=secure, samesite="strict", path="/")
    return Response(signed, cookies=[cookie])


async def _sign_in(
    db: Database, keys: Keys, brands: dict[str, Brand], given: tuple[SignIn, tuple[str, str]], now: datetime
) -> tuple[str, Agent, str]:
    data, device = given
    triple = (data.email, data.password, data.code)
    tried: list[str] = []
    try:
        for tenant in brands:
            tried = [tenant]
            async with db.transaction(tenant) as tx:
                signed = await sessions.sign_in(tx, keys, triple, device, now)
            if signed is not None:
                return *signed, tenant
        tried = list(brands)  # nobody's address: every desk may want to know
        await sessions.verify_password(data.password)
    except Unauthorised as error:
        for tenant in tried:
            async with db.transaction(tenant) as tx:
                await sessions.not_signed_in(tx, data.email, device)
        raise SignInFailed from error
    raise SignInFailed


@get("/api/v1/session", opt={"policy": "agent"})
async def who_am_i(
    db: Database, brands: dict[str, Brand], actor: Actor, now: datetime, locale: i18n.Locale
) -> SignedIn:
    """Tell who is signed in."""
    async with db.transaction(actor.tenant) as tx:
        agent = await agents.me(tx, actor)
    return SignedIn(me_view(agent), brand_view(brands[actor.tenant], now, locale))


@delete("/api/v1/session", opt={"policy": "agent"}, status_code=204)
async def sign_out(request: Request[Any, Any, Any], db: Database, actor: Actor) -> Response[None]:
    """Sign out on this device."""
    admission: Admission = request.app.state.admission
    token = admission.token_of(request) or ""
    async with db.transaction(actor.tenant) as tx:
        await sessions.sign_out(tx, actor, token)
    admission.forget(token)
    response: Response[None] = Response(None, status_code=204)
    response.delete_cookie(COOKIE, path="/")
    return response


@post("/api/v1/session/everywhere", opt={"policy": "agent"}, status_code=204)
async def sign_out_everywhere(request: Request[Any, Any, Any], db: Database, actor: Actor) -> Response[None]:
    """Sign out on every device; open sockets close within a second."""
    async with db.transaction(actor.tenant) as tx:
        await sessions.sign_out_everywhere(tx, actor)
    request.app.state.admission.forget_actor(actor)
    response: Response[None] = Response(None, status_code=204)
    response.delete_cookie(COOKIE, path="/")
    return response


@get("/api/v1/sessions", opt={"policy": "agent"})
async def list_sessions(db: Database, actor: Actor) -> Sessions:
    """List where the agent is signed in."""
    async with db.transaction(actor.tenant) as tx:
        found = await sessions.sessions(tx, actor)
    return Sessions(
        [SessionView(**msgspec.structs.asdict(one), current=str(one.id) == actor.session) for one in found]
    )


@put("/api/v1/presence", opt={"policy": "agent"})
async def put_presence(db: Database, actor: Actor, data: Presence) -> Presence:
    """Come online, step away or go offline; what was not answered goes back to the queue."""
    async with db.transaction(actor.tenant) as tx:
        await presence.attend(tx, UUID(actor.id), data.state)
    return data


@get("/api/v1/teams", opt={"policy": "staff"})
async def list_teams(db: Database, actor: Actor) -> Teams:
    """List the teams."""
    async with db.transaction(actor.tenant) as tx:
        return Teams(await agents.teams(tx))


ROUTES = [sign_in, who_am_i, sign_out, sign_out_everywhere, list_sessions, put_presence, list_teams]
