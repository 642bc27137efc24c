"""Who works here: teams, agents, and what they sign in with."""

from collections.abc import Sequence
from uuid import UUID

from pyotp import random_base32

from trustdesk.kit import secrets
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Conflict, NotFound, Unauthorised
from trustdesk.kit.events import publish
from trustdesk.staff.actions.means import TOTP_PURPOSE, hash_password
from trustdesk.staff.actions.sessions import end_sessions
from trustdesk.staff.events import AgentWentAway
from trustdesk.staff.model import Agent, Member, Team
from trustdesk.staff.store import agents as store
from trustdesk.staff.store import passkeys as passkey_store
from trustdesk.staff.store import sso as sso_store

PASSWORD_PARTS, PART_LETTERS = 4, 6  # 24 of 62 letters: 142 bits


async def make_team(tx: Tx, team: Team) -> None:
    """Add or rename a team."""
    await store.insert_team(tx, team)


async def teams(tx: Tx) -> list[Team]:
    """List the teams."""
    return await store.teams(tx)


def mint_means() -> tuple[str, str]:
    """Draw a password and a TOTP secret (base32); they are shown once, to whoever asked for them."""
    parts = (secrets.random_letters(PART_LETTERS) for _ in range(PASSWORD_PARTS))
    return "-".join(parts), random_base32()


async def hire(tx: Tx, keys: secrets.Keys, agent: Agent, password: str, totp_secret: str) -> None:
    """Add an agent with their first password and TOTP secret (base32).

    Raises ``Conflict`` when the address is taken.
    """
    hashed = await hash_password(password)
    if not await store.insert_agent(tx, agent, hashed, _sealed(keys, agent.id, totp_secret)):
        raise Conflict(f"the address {agent.email} is taken")


async def reset(tx: Tx, keys: secrets.Keys, email: str, password: str, totp_secret: str) -> Member:
    """Give an agent new means to sign in and end every session; who was deactivated is back.

    Their passkeys and their link to single sign-on are gone: whoever held those holds nothing.
    Returns the agent as they were before. Raises ``NotFound`` when nobody has the address.
    """
    member = await _known(tx, email)
    # The agent's row first, then the sessions: a sign-in that runs meanwhile waits at the row and fails.
    hashed = await hash_password(password)
    await store.renew(tx, member.id, hashed, _sealed(keys, member.id, totp_secret))
    await passkey_store.delete_all(tx, member.id)
    await sso_store.unlink(tx, member.id)
    await end_sessions(tx, member.id)
    return member


async def deactivate(tx: Tx, email: str) -> Member:
    """End an agent's sessions and let them in no more; what they hold unanswered goes back to the queue.

    Raises ``NotFound`` when nobody has the address and ``Conflict`` when it is done already.
    """
    member = await _known(tx, email)
    if not await stop(tx, member.id):
        raise Conflict(f"{email} is deactivated already")
    return member


async def stop(tx: Tx, id: UUID) -> bool:
    """Deactivate an agent; False when it is done already."""
    if not await store.deactivate(tx, id):
        return False
    await store.set_presence(tx, id, "offline")
    await publish(tx, AgentWentAway(about=id, state="offline"))
    await end_sessions(tx, id)
    return True


async def members(tx: Tx) -> list[Member]:
    """List the agents, also those who were deactivated."""
    return await store.members(tx)


async def member_of(tx: Tx, email: str) -> Member | None:
    """Find who has this address."""
    return await store.member_of(tx, email)


async def me(tx: Tx, actor: Actor) -> Agent:
    """Read the agent behind the actor; who was suspended a moment ago stands behind nothing any more."""
    agent = await store.agent(tx, UUID(actor.id))
    if agent is None:
        raise Unauthorised
    return agent


async def names(tx: Tx, ids: Sequence[UUID]) -> dict[UUID, str]:
    """Read agents' names; who is unknown or gone is left out."""
    return await store.names(tx, ids)


async def public_names(tx: Tx) -> list[str]:
    """List the names under which customers meet the active agents."""
    return await store.public_names(tx)


async def _known(tx: Tx, email: str) -> Member:
    member = await store.member_of(tx, email)
    if member is None:
        raise NotFound(f"there is no agent {email}")
    return member


def _sealed(keys: secrets.Keys, agent: UUID, totp_secret: str) -> bytes:
    return keys.seal(TOTP_PURPOSE, totp_secret.encode(), bound=str(agent))
