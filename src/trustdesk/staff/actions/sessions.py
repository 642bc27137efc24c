"""Signing in and out, and who is behind a session."""

import asyncio
from datetime import datetime, timedelta
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error
from pyotp.totp import TOTP

from trustdesk import evidence
from trustdesk.evidence import About, Hidden
from trustdesk.kit import secrets
from trustdesk.kit.actors import Actor, system
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Unauthorised
from trustdesk.kit.events import publish
from trustdesk.kit.ids import uuid7
from trustdesk.staff.actions.presence import attend
from trustdesk.staff.events import AgentSignedOut
from trustdesk.staff.model import Agent, Credentials, Session
from trustdesk.staff.store import agents as store
from trustdesk.staff.store import sessions as session_store

SESSION_PREFIX = "ts"
SESSION_LASTS = timedelta(hours=12)
IDLE_LIMIT = timedelta(minutes=30)
TOTP_SECONDS = 30
TOTP_PURPOSE = "totp"

_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
# Checked when nobody has the address, so that a stranger cannot tell by the time taken.
_NOBODY = _HASHER.hash("nobody has this password")


async def sign_in(
    tx: Tx, keys: secrets.Keys, given: tuple[str, str, str], device: tuple[str, str], now: datetime
) -> tuple[str, Agent] | None:
    """Check (email, password, code) and open a session on ``device`` (user agent, address).

    Returns the token and the agent, or None when this tenant has no such agent. A wrong
    password or code raises ``Unauthorised``; the three are told apart nowhere outside.
    """
    email, password, code = given
    known = await store.credentials(tx, email.strip().lower())
    if known is None:
        return None
    await verify_password(password, known.password_hash)
    if not await _spend_code(tx, keys, known, code, now):
        raise Unauthorised
    agent = await store.agent(tx, known.agent)
    if agent is None:
        raise Unauthorised
    return await open_session(tx, agent.id, device, now), agent


async def open_session(tx: Tx, agent: UUID, device: tuple[str, str], now: datetime) -> str:
    """Open a session for an agent whose identity has been proved; returns its token."""
    token = secrets.token(SESSION_PREFIX, tx.tenant)
    session = Session(uuid7(), now, now, now + SESSION_LASTS, device[0][:300], device[1])
    await session_store.insert(tx, session, agent, secrets.digest(token))
    who = Actor(tenant=tx.tenant, kind="agent", id=str(agent), name="", session=str(session.id))
    await evidence.append(tx, who, "staff.sign_in", About("agent", who.id), _seen(device))
    return token


async def not_signed_in(tx: Tx, email: str, device: tuple[str, str]) -> None:
    """Note that somebody could not sign in; in a transaction of its own, as the other was undone."""
    known = await store.credentials(tx, email.strip().lower())
    about = About("agent", str(known.agent) if known else "")
    await evidence.append(
        tx, system(tx.tenant), "staff.sign_in_failed", about, {"email": Hidden(email), **_seen(device)}
    )


def _seen(device: tuple[str, str]) -> dict[str, Hidden]:
    return {"user_agent": Hidden(device[0]), "address": Hidden(device[1])}


async def hash_password(password: str) -> str:
    """Hash a password for keeping: Argon2id, off the loop."""
    return await asyncio.to_thread(_HASHER.hash, password)


async def verify_password(password: str, hashed: str = _NOBODY) -> None:
    """Raise ``Unauthorised`` unless the password fits; takes as long for nobody as for somebody."""
    try:
        await asyncio.to_thread(_HASHER.verify, hashed, password)
    except Argon2Error as error:
        raise Unauthorised from error


async def _spend_code(tx: Tx, keys: secrets.Keys, known: Credentials, code: str, now: datetime) -> bool:
    secret = keys.open(TOTP_PURPOSE, known.totp_sealed, bound=str(known.agent)).decode()
    totp = TOTP(secret)
    step = int(now.timestamp()) // TOTP_SECONDS
    for near in (step, step - 1, step + 1):
        if secrets.same(totp.generate_otp(near), code.strip()):
            return await store.spend_code(tx, known, near)
    return False


async def actor_of_session(tx: Tx, token: str, now: datetime) -> Actor | None:
    """Tell which agent is signed in with this token, and keep the session from idling out."""
    digest = secrets.digest(token)
    row = await session_store.find(tx, digest, now - IDLE_LIMIT)
    if row is None:
        return None
    await session_store.touch(tx, digest)
    return Actor(
        tenant=tx.tenant,
        kind="agent",
        id=str(row["id"]),
        name=row["name"],
        role=row["role"],
        teams=tuple(row["teams"]),
        languages=tuple(row["languages"]),
        session=str(row["session"]),
    )


async def sign_out(tx: Tx, actor: Actor, token: str) -> None:
    """End this session."""
    await session_store.end(tx, secrets.digest(token))
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
