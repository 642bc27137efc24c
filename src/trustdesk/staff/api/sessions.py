"""Sessions once they are open: who one is, proving it again, where one is signed in, out; presence, teams."""

from datetime import datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, Response, delete, get, post, put

from trustdesk.brands import Brand, brand_view
from trustdesk.kit import i18n, limits
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database
from trustdesk.kit.errors import Forbidden, Unauthorised
from trustdesk.kit.settings import Settings
from trustdesk.kit.web import Admission
from trustdesk.staff.actions import agents, passkeys, presence, sessions
from trustdesk.staff.api.ceremony import Ceremony, ChallengeSpent, Signed, to_prove
from trustdesk.staff.api.sign_in import Lobby
from trustdesk.staff.model import State, Team
from trustdesk.staff.rules.access import Action, check
from trustdesk.staff.rules.freshness import fresh_until
from trustdesk.staff.rules.party import party_of
from trustdesk.staff.views import SessionView, SignedIn, me_view

TRIES = 10
TRIES_WITHIN = timedelta(minutes=5)


class StepUp(msgspec.Struct, frozen=True):
    """A further proof of who one is: the TOTP ``code`` of the moment, or a ``passkey``."""

    code: Annotated[str, msgspec.Meta(max_length=12)] = ""
    passkey: Signed | None = None


class Fresh(msgspec.Struct, frozen=True):
    """Until when what asks for a fresh proof is let through."""

    fresh_until: datetime


class StepUpFailed(Forbidden):
    """The code or the passkey proves nothing; or a code was given where only a passkey counts."""

    code = "step_up_failed"


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


@get("/api/v1/session", opt={"policy": "signing_in"})
async def who_am_i(
    db: Database, brands: dict[str, Brand], actor: Actor, now: datetime, locale: i18n.Locale
) -> SignedIn:
    """Tell who is signed in."""
    async with db.transaction(actor.tenant) as tx:
        agent = await agents.me(tx, actor)
    return SignedIn(me_view(agent, limited=actor.limited), brand_view(brands[actor.tenant], now, locale))


@post("/api/v1/session/step-up/challenge", opt={"policy": "signing_in"}, status_code=200)
async def ask_step_up(db: Database, settings: Settings, actor: Actor, now: datetime) -> Ceremony:
    """Begin a step-up by passkey: one of the agent's own, which the options name."""
    async with db.transaction(actor.tenant) as tx:
        held = await passkeys.passkeys(tx, UUID(actor.id))
        given = await passkeys.challenge(tx, "step_up", UUID(actor.session), now)
    return to_prove(party_of(settings.base_url), given, held)


@post("/api/v1/session/step-up", opt={"policy": "signing_in"}, status_code=200)
async def step_up(
    request: Request[Any, Any, Any],
    db: Database,
    lobby: Lobby,
    actor: Actor,
    now: datetime,
    data: StepUp,
) -> Fresh:
    """Prove again who one is; what asks for a fresh proof is let through for ten minutes."""
    await limits.spend(db, f"step_up:{actor.id}", TRIES, TRIES_WITHIN)
    if data.passkey is None:
        await _by_code(lobby, actor, data.code, now)
    else:
        await _by_passkey(db, lobby.settings, actor, data.passkey, now)
    await limits.clear(db, f"step_up:{actor.id}")
    _forget(request)
    return Fresh(fresh_until(now))


@delete("/api/v1/session", opt={"policy": "signing_in"}, status_code=204)
async def sign_out(request: Request[Any, Any, Any], db: Database, actor: Actor) -> Response[None]:
    """Sign out on this device."""
    admission: Admission = request.app.state.admission
    async with db.transaction(actor.tenant) as tx:
        await sessions.sign_out(tx, actor, admission.token_of(request) or "")
    return _out(request)


@post("/api/v1/session/everywhere", opt={"policy": "signing_in"}, status_code=204)
async def sign_out_everywhere(request: Request[Any, Any, Any], db: Database, actor: Actor) -> Response[None]:
    """Sign out on every device; open sockets close within a second."""
    async with db.transaction(actor.tenant) as tx:
        await sessions.sign_out_everywhere(tx, actor)
    request.app.state.admission.forget_actor(actor)
    return _out(request)


@get("/api/v1/sessions", opt={"policy": "agent"})
async def list_sessions(db: Database, actor: Actor) -> Sessions:
    """List where the agent is signed in."""
    async with db.transaction(actor.tenant) as tx:
        found = await sessions.sessions(tx, actor)
    return Sessions(
        [SessionView(**msgspec.structs.asdict(one), current=str(one.id) == actor.session) for one in found]
    )


@delete("/api/v1/sessions/{id:uuid}", opt={"policy": "agent"}, status_code=204)
async def end_session(request: Request[Any, Any, Any], db: Database, actor: Actor, id: UUID) -> None:
    """Sign out on one device; its open sockets close within a second."""
    async with db.transaction(actor.tenant) as tx:
        await sessions.end_session(tx, actor, id)
    request.app.state.admission.forget_actor(actor)


@put("/api/v1/presence", opt={"policy": "agent"})
async def put_presence(db: Database, actor: Actor, data: Presence) -> Presence:
    """Come online, step away or go offline; what was not answered goes back to the queue."""
    if data.state != "offline":
        check(actor, Action.TAKE)
    async with db.transaction(actor.tenant) as tx:
        await presence.attend(tx, UUID(actor.id), data.state)
    return data


@get("/api/v1/teams", opt={"policy": "staff"})
async def list_teams(db: Database, actor: Actor) -> Teams:
    """List the teams."""
    async with db.transaction(actor.tenant) as tx:
        return Teams(await agents.teams(tx))


async def _by_code(lobby: Lobby, actor: Actor, code: str, now: datetime) -> None:
    terms = lobby.terms[actor.tenant]
    try:
        async with lobby.db.transaction(actor.tenant) as tx:
            await sessions.step_up_by_code(tx, actor, lobby.keys, code, terms, now)
    except Unauthorised as error:
        raise StepUpFailed from error


async def _by_passkey(db: Database, settings: Settings, actor: Actor, data: Signed, now: datetime) -> None:
    party = party_of(settings.base_url)
    async with db.transaction(actor.tenant) as tx:
        expected = await passkeys.take(tx, data.challenge, "step_up", UUID(actor.session), now)
        who = None if expected is None else await passkeys.prove(tx, party, expected, data.response(), now)
        if genuine := who == UUID(actor.id):
            await sessions.proved(tx, actor, "passkey", now)
    if expected is None:
        raise ChallengeSpent
    if not genuine:
        raise StepUpFailed


def _forget(request: Request[Any, Any, Any]) -> None:
    admission: Admission = request.app.state.admission
    admission.forget(admission.token_of(request) or "")


def _out(request: Request[Any, Any, Any]) -> Response[None]:
    _forget(request)
    state = request.app.state
    response: Response[None] = Response(None, status_code=204)
    # A browser heeds a cookie with this prefix, and so its end, only when it is said in the same way.
    response.set_cookie(
        key=state.admission.cookie,
        value="",
        max_age=0,
        expires=0,
        httponly=True,
        secure=state.secure,
        samesite="strict",
        path="/",
    )
    return response


ROUTES = [
    who_am_i,
    ask_step_up,
    step_up,
    sign_out,
    sign_out_everywhere,
    list_sessions,
    end_session,
    put_presence,
    list_teams,
]
