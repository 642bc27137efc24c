"""Sessions: opened for who has proved who they are, proved afresh, ended; and who is behind one."""

from datetime import datetime
from uuid import UUID

import msgspec

from trustdesk import evidence
from trustdesk.evidence import About, Hidden
from trustdesk.kit import secrets
from trustdesk.kit.actors import Actor, system
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import NotFound, Unauthorised
from trustdesk.kit.events import publish
from trustdesk.kit.ids import uuid7
from trustdesk.staff.actions.means import spend_code, verify_password
from trustdesk.staff.actions.presence import attend
from trustdesk.staff.events import AgentSignedOut, SteppedUp
from trustdesk.staff.model import Agent, Device, Factor, Proof, Session, Terms
from trustdesk.staff.rules.freshness import is_limited, takes_code
from trustdesk.staff.store import agents as store
from trustdesk.staff.store import passkeys as passkey_store
from trustdesk.staff.store import sessions as session_store

SESSION_PREFIX = "ts"
PASSKEY = Proof("passkey")
USUAL = Terms()


async def check_password(tx: Tx, email: str, password: str) -> UUID | None:
    """Tell whose address and password these are, or None when this tenant has no such agent.

    A wrong password raises ``Unauthorised``.
    """
    known = await store.credentials(tx, email.strip().lower())
    if known is None:
        return None
    await verify_password(password, known.password_hash)
    return known.agent


async def check_code(tx: Tx, keys: secrets.Keys, agent: UUID, code: str, now: datetime) -> None:
    """Use up a TOTP code; raises ``Unauthorised`` when it is wrong or was used."""
    known = await store.credentials_of(tx, agent)
    if known is None or not await spend_code(tx, keys, known, code, now):
        raise Unauthorised


async def admit(
    tx: Tx, id: UUID, proof: Proof, device: Device, terms: Terms, now: datetime
) -> tuple[str, Agent, bool]:
    """Open a session for an agent who has given this proof. Returns its token, and whether it is limited."""
    agent = await store.agent(tx, id)
    if agent is None:
        raise Unauthorised
    limited = is_limited(proof.factor, required=agent.role in terms.passkey_required)
    proof = msgspec.structs.replace(proof, limited=limited)
    return await open_session(tx, agent.id, device, now, proof, terms), agent, limited


async def open_session(
    tx: Tx,
    agent: UUID,
    device: Device | tuple[str, str],
    now: datetime,
    proof: Proof = PASSKEY,
    terms: Terms = USUAL,
) -> str:
    """Open a session for an agent whose identity has been proved; returns its token."""
    token = secrets.token(SESSION_PREFIX, tx.tenant)
    user_agent, address = device if isinstance(device, tuple) else (device.user_agent, device.address)
    session = Session(
        uuid7(), now, now, now + terms.lasts, user_agent[:300], address, proof.factor, proof.limited
    )
    proved_at = proof.at or (None if proof.factor == "sso" else now)
    await session_store.insert(tx, session, agent, secrets.digest(token), terms.idle, proved_at)
    who = Actor(tenant=tx.tenant, kind="agent", id=str(agent), name="", session=str(session.id))
    seen = _seen(Device(user_agent, address))
    await evidence.append(tx, who, "staff.sign_in", About("agent", who.id), seen)
    return token


async def not_signed_in(tx: Tx, email: str, device: Device) -> None:
    """Note that somebody could not sign in; in a transaction of its own, as the other was undone."""
    known = await store.credentials(tx, email.strip().lower())
    about = About("agent", str(known.agent) if known else "")
    await evidence.append(
        tx, system(tx.tenant), "staff.sign_in_failed", about, {"email": Hidden(email), **_seen(device)}
    )


async def not_proved(tx: Tx, agent: UUID, device: Device) -> None:
    """Note that a passkey which names this agent proved nothing."""
    about = About("agent", str(agent))
    await evidence.append(tx, system(tx.tenant), "staff.sign_in_failed", about, _seen(device))


def _seen(device: Device) -> dict[str, Hidden]:
    return {"user_agent": Hidden(device.user_agent), "address": Hidden(device.address)}


async def actor_of_session(tx: Tx, token: str, now: datetime) -> Actor | None:
    """Tell which agent is signed in with this token, and keep the session from idling out."""
    digest = secrets.digest(token)
    row = await session_store.find(tx, digest, now)
    if row is None:
        return None
    await session_store.touch(tx, digest, now)
    return Actor(
        tenant=tx.tenant,
        kind="agent",
        id=str(row["id"]),
        name=row["name"],
        role=row["role"],
        teams=tuple(row["teams"]),
        languages=tuple(row["languages"]),
        session=str(row["session"]),
        limited=row["limited"],
        proved_at=row["proved_at"],
    )


async def step_up_by_code(
    tx: Tx, actor: Actor, keys: secrets.Keys, code: str, terms: Terms, now: datetime
) -> None:
    """Prove a TOTP code in this session. Raises ``Unauthorised`` when it does not count."""
    held = await passkey_store.of_agent(tx, UUID(actor.id))
    if not takes_code(len(held), required=actor.role in terms.passkey_required):
        raise Unauthorised
    await check_code(tx, keys, UUID(actor.id), code, now)
    await proved(tx, actor, "totp", now)


async def proved(tx: Tx, actor: Actor, factor: Factor, now: datetime) -> None:
    """Remember that the person behind this session has just proved a factor."""
    await session_store.prove(tx, UUID(actor.session), factor, now)
    about = About("agent", actor.id)
    await evidence.append(tx, actor, "staff.step_up", about, {"factor": factor})
    await publish(tx, SteppedUp(about=UUID(actor.id), factor=factor))


async def sign_out(tx: Tx, actor: Actor, token: str) -> None:
    """End this session."""
    await session_store.end(tx, secrets.digest(token))
    await evidence.append(tx, actor, "staff.sign_out", About("agent", actor.id))
    await publish(tx, AgentSignedOut(about=UUID(actor.id)))


async def end_session(tx: Tx, actor: Actor, id: UUID) -> None:
    """End one of the agent's own sessions; its sockets close on every node."""
    if not await session_store.end_one(tx, UUID(actor.id), id):
        raise NotFound
    await evidence.append(tx, actor, "staff.sign_out", About("agent", actor.id))
    await publish(tx, AgentSignedOut(about=UUID(actor.id)))


async def sign_out_everywhere(tx: Tx, actor: Actor) -> int:
    """End every session of the agent; returns how many there were."""
    await evidence.append(tx, actor, "staff.sign_out_everywhere", About("agent", actor.id))
    return await end_sessions(tx, UUID(actor.id))


async def end_sessions(tx: Tx, agent: UUID) -> int:
    """End every session of this agent and take them offline; their sockets close on every node."""
    ended = await session_store.end_all(tx, agent)
    await attend(tx, agent, "offline")
    await publish(tx, AgentSignedOut(about=agent))
    return ended


async def sessions(tx: Tx, actor: Actor) -> list[Session]:
    """List where the agent is signed in."""
    return await session_store.of_agent(tx, UUID(actor.id))
