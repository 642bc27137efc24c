"""What the exchange's own directory does to the staff: takes on, renames, stops, removes (SCIM)."""

from uuid import UUID

from trustdesk import evidence
from trustdesk.evidence import About
from trustdesk.kit import secrets
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Conflict, NotFound
from trustdesk.kit.ids import uuid7
from trustdesk.staff.actions.agents import hire, mint_means, reset, stop
from trustdesk.staff.model import Agent, Member
from trustdesk.staff.store import agents as agent_store
from trustdesk.staff.store import directory as store

CAPACITY = 6


class AlreadyThere(Conflict):
    """Somebody has this address."""

    code = "already_there"


async def enter(tx: Tx, keys: secrets.Keys, email: str, name: str, languages: list[str]) -> Member:
    """Take on an agent as the directory names them. They have no password: single sign-on lets them in.

    Whoever was removed under this address is taken on again as who they were, without what they signed
    in with. Raises ``AlreadyThere`` when the address is in use.
    """
    # Nobody is ever told these: the columns stay filled, and no password fits.
    password, totp_secret = mint_means()
    before = await agent_store.member_of(tx, email)
    if before is None:
        agent = Agent(
            id=uuid7(),
            email=email,
            name=name,
            public_name=name.partition(" ")[0],
            role="agent",
            languages=languages,
            topics=[],
            teams=[],
            capacity=CAPACITY,
        )
        await hire(tx, keys, agent, password, totp_secret)
        return await entry(tx, agent.id)
    if await store.find(tx, before.id) is not None:
        raise AlreadyThere
    await reset(tx, keys, email, password, totp_secret)
    await store.rename(tx, before.id, name)
    return await entry(tx, before.id)


async def entry(tx: Tx, id: UUID) -> Member:
    """Read one agent; raises ``NotFound`` for who the directory has removed."""
    found = await store.find(tx, id)
    if found is None:
        raise NotFound
    return found


async def entries(tx: Tx, email: str | None, skip: int, most: int) -> tuple[list[Member], int]:
    """List a page of agents, or the one with this address; and how many there are."""
    return await store.page(tx, email, skip, most), await store.count(tx, email)


async def change(tx: Tx, actor: Actor, id: UUID, *, active: bool | None, name: str | None) -> Member:
    """Stop an agent at once or let them in again, and give them the directory's name."""
    await entry(tx, id)
    about = About("agent", str(id))
    if active is False and await stop(tx, id):
        await evidence.append(tx, actor, "agent.deactivate", about)
    elif active is True and await store.activate(tx, id):
        await evidence.append(tx, actor, "agent.activate", about)
    if name is not None:
        await store.rename(tx, id, name)
    return await entry(tx, id)


async def remove(tx: Tx, actor: Actor, id: UUID) -> None:
    """Stop an agent at once, and let the directory see them no more. What they wrote stays."""
    await entry(tx, id)
    await stop(tx, id)
    await store.remove(tx, id)
    await evidence.append(tx, actor, "agent.remove", About("agent", str(id)))
