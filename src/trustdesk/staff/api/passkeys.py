"""An agent's own passkeys: listed, added after a fresh proof, removed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, delete, get, post

from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database
from trustdesk.kit.errors import Invalid
from trustdesk.kit.settings import Settings
from trustdesk.staff.actions import agents, passkeys
from trustdesk.staff.api.ceremony import Ceremony, ChallengeSpent, Signed, to_enrol
from trustdesk.staff.model import Terms
from trustdesk.staff.rules.party import party_of
from trustdesk.staff.views import PasskeyView, passkey_view


class NewPasskey(Signed, frozen=True):
    """What an authenticator made of a challenge to enrol, and the name the agent gives it."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=60)]


class Passkeys(msgspec.Struct, frozen=True):
    """The agent's passkeys; ``required`` when the role must have one."""

    items: list[PasskeyView]
    required: bool
    cursor: str | None = None


class PasskeyRefused(Invalid):
    """What the authenticator answered proves nothing."""

    code = "passkey_refused"


@get("/api/v1/passkeys", opt={"policy": "signing_in"})
async def list_passkeys(db: Database, terms: Mapping[str, Terms], actor: Actor) -> Passkeys:
    """List the agent's own passkeys."""
    async with db.transaction(actor.tenant) as tx:
        held = await passkeys.passkeys(tx, UUID(actor.id))
    required = actor.role in terms[actor.tenant].passkey_required
    return Passkeys([passkey_view(one) for one in held], required)


@post("/api/v1/passkeys/challenge", opt={"policy": "signing_in"}, status_code=200)
async def ask_enrolment(db: Database, settings: Settings, actor: Actor, now: datetime) -> Ceremony:
    """Begin to add a passkey: what to ask ``navigator.credentials.create``. Needs a fresh proof."""
    async with db.transaction(actor.tenant) as tx:
        held = await passkeys.may_add(tx, actor, now)
        agent = await agents.me(tx, actor)
        given = await passkeys.challenge(tx, "enrol", UUID(actor.session), now)
    return to_enrol(party_of(settings.base_url), actor.tenant, agent, given, held)


@post("/api/v1/passkeys", opt={"policy": "signing_in"}, status_code=201)
async def post_passkey(
    request: Request[Any, Any, Any],
    db: Database,
    settings: Settings,
    actor: Actor,
    now: datetime,
    data: NewPasskey,
) -> PasskeyView:
    """Add a passkey. A sign-in that had to be completed by one is complete with it."""
    if not data.name.strip() or not data.name.isprintable():
        raise Invalid("name")
    async with db.transaction(actor.tenant) as tx:
        expected = await passkeys.take(tx, data.challenge, "enrol", UUID(actor.session), now)
        made = None
        if expected is not None:
            signed = (expected, data.name.strip(), data.response())
            made = await passkeys.enrol(tx, actor, party_of(settings.base_url), signed, now)
    if expected is None:
        raise ChallengeSpent
    if made is None:
        raise PasskeyRefused
    request.app.state.admission.forget_actor(actor)
    return passkey_view(made)


@delete("/api/v1/passkeys/{id:uuid}", opt={"policy": "agent"}, status_code=204)
async def delete_passkey(
    db: Database, terms: Mapping[str, Terms], actor: Actor, now: datetime, id: UUID
) -> None:
    """Remove a passkey. Needs a fresh proof; the last one stays where the role must have one."""
    async with db.transaction(actor.tenant) as tx:
        await passkeys.remove(tx, actor, id, terms[actor.tenant], now)


ROUTES = [list_passkeys, ask_enrolment, post_passkey, delete_passkey]
