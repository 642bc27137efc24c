"""Passkeys: challenges given out and taken once, enrolled, proved, removed."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from webauthn import verify_authentication_response, verify_registration_response
from webauthn.helpers import base64url_to_bytes
from webauthn.helpers.exceptions import WebAuthnException

from trustdesk import evidence
from trustdesk.evidence import About
from trustdesk.kit import secrets
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Conflict, NotFound
from trustdesk.kit.events import publish
from trustdesk.kit.ids import uuid7
from trustdesk.staff.events import PasskeyEnrolled, PasskeyRegressed, PasskeyRemoved
from trustdesk.staff.model import Challenge, Party, Passkey, Purpose, Terms
from trustdesk.staff.rules.freshness import StepUpRequired, may_enrol, may_remove, require_fresh, went_back
from trustdesk.staff.store import agents as agent_store
from trustdesk.staff.store import passkeys as store
from trustdesk.staff.store import sessions as session_store

HOLDS = timedelta(minutes=3)
MOST = 10
# What the parser of hostile bytes raises beside its own refusals.
UNREADABLE = (WebAuthnException, ValueError, TypeError, KeyError, AttributeError, IndexError)


class LastPasskey(Conflict):
    """The role must have a passkey, and this is the last one."""

    code = "last_passkey"


async def challenge(tx: Tx, purpose: Purpose, session: UUID | None, now: datetime) -> Challenge:
    """Give out a challenge that one authenticator may sign once, for this purpose, within minutes."""
    made = Challenge(uuid7(), purpose, secrets.random_letters(43).encode(), now + HOLDS, session)
    await store.insert_challenge(tx, made, now)
    return made


async def take(tx: Tx, id: UUID, purpose: Purpose, session: UUID | None, now: datetime) -> bytes | None:
    """Take a challenge out, whatever comes of it; None when it is not for this, used, or too old."""
    return await store.take_challenge(tx, id, purpose, session, now)


async def passkeys(tx: Tx, agent: UUID) -> Sequence[Passkey]:
    """List an agent's passkeys."""
    return await store.of_agent(tx, agent)


async def may_add(tx: Tx, actor: Actor, now: datetime) -> Sequence[Passkey]:
    """Raise unless the actor may add a passkey now; lists those there are."""
    require_fresh(actor, now)
    await agent_store.lock(tx, UUID(actor.id))
    held = await store.of_agent(tx, UUID(actor.id))
    if not may_enrol(actor, len(held)):
        raise StepUpRequired
    if len(held) >= MOST:
        raise Conflict(f"{MOST} passkeys are the most an agent can have")
    return held


async def enrol(
    tx: Tx, actor: Actor, party: Party, signed: tuple[bytes, str, dict[str, object]], now: datetime
) -> Passkey | None:
    """Add a passkey from (challenge, name, response); None when the response proves nothing.

    It completes a limited session: its holder was verified just now.
    """
    expected, name, response = signed
    await may_add(tx, actor, now)
    try:
        verified = verify_registration_response(
            credential=response,
            expected_challenge=expected,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            require_user_verification=True,
        )
    except UNREADABLE:
        return None
    made = Passkey(
        uuid7(),
        UUID(actor.id),
        verified.credential_id,
        verified.credential_public_key,
        verified.sign_count,
        name,
        now,
    )
    if not await store.insert(tx, made):
        raise Conflict("this passkey is known already")
    await session_store.prove(tx, UUID(actor.session), "passkey", now)
    await evidence.append(tx, actor, "passkey.enrol", About("passkey", str(made.id)))
    await publish(tx, PasskeyEnrolled(about=made.agent, passkey=made.id))
    return made


async def prove(
    tx: Tx, party: Party, expected: bytes, response: dict[str, object], now: datetime
) -> UUID | None:
    """Tell whose passkey has signed the challenge, its holder verified; None when nobody's has.

    A counter that went back is written down and refused: the caller commits all the same.
    """
    passkey = await store.find(tx, _credential_of(response))
    if passkey is None:
        return None
    try:
        verified = verify_authentication_response(
            credential=response,
            expected_challenge=expected,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            credential_public_key=passkey.public_key,
            # The library looks at the counter before the signature; ours counts only what was signed.
            credential_current_sign_count=0,
            require_user_verification=True,
        )
    except UNREADABLE:
        return None
    given = verified.new_sign_count
    if went_back(passkey.sign_count, given):
        await store.regressed(tx, passkey.id, now)
        told = PasskeyRegressed(about=passkey.agent, passkey=passkey.id, kept=passkey.sign_count, given=given)
        await publish(tx, told)
        return None
    await store.used(tx, passkey.id, given, now)
    return passkey.agent


async def remove(tx: Tx, actor: Actor, id: UUID, terms: Terms, now: datetime) -> None:
    """Remove one of the agent's own passkeys. The last one stays where the role must have one."""
    require_fresh(actor, now)
    role = await agent_store.lock(tx, UUID(actor.id))
    held = await store.of_agent(tx, UUID(actor.id))
    if id not in {one.id for one in held}:
        raise NotFound
    if not may_remove(len(held), required=role in terms.passkey_required):
        raise LastPasskey
    await store.delete(tx, UUID(actor.id), id)
    await evidence.append(tx, actor, "passkey.remove", About("passkey", str(id)))
    await publish(tx, PasskeyRemoved(about=UUID(actor.id), passkey=id))


def _credential_of(response: dict[str, object]) -> bytes:
    try:
        return base64url_to_bytes(str(response.get("rawId", "")))
    except ValueError:
        return b""
