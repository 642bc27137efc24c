"""The SQL of passkeys and of the challenges that are signed with them."""

from datetime import datetime
from uuid import UUID

from trustdesk.kit.db import Tx
from trustdesk.staff.model import Challenge, Passkey, Purpose


async def insert_challenge(tx: Tx, one: Challenge, now: datetime) -> None:
    """Keep a challenge until it is taken; those that ran out are swept away."""
    await tx.do("delete from staff_challenges where tenant = $1 and expires_at < $2", tx.tenant, now)
    await tx.do(
        """insert into staff_challenges (tenant, id, purpose, session, challenge, bound, expires_at)
        values ($1, $2, $3, $4, $5, $6, $7)""",
        tx.tenant,
        one.id,
        one.purpose,
        one.session,
        one.challenge,
        one.bound,
        one.expires_at,
    )


async def take_challenge(
    tx: Tx, id: UUID, purpose: Purpose, session: UUID | None, now: datetime
) -> bytes | None:
    """Take a challenge out, so that it serves once; None when it is not for this, used, or too old."""
    return await tx.value(
        """delete from staff_challenges
        where tenant = $1 and id = $2 and purpose = $3 and session is not distinct from $4 and expires_at > $5
        returning challenge""",
        tx.tenant,
        id,
        purpose,
        session,
        now,
    )


async def take_state(tx: Tx, state: bytes, bound: bytes, now: datetime) -> bool:
    """Take the state of a single sign-on out; False when it is not this browser's, used, or too old."""
    taken = await tx.do(
        """delete from staff_challenges
        where tenant = $1 and purpose = 'sso' and challenge = $2 and bound = $3 and expires_at > $4""",
        tx.tenant,
        state,
        bound,
        now,
    )
    return taken == 1


async def insert(tx: Tx, one: Passkey) -> bool:
    """Add a passkey; False when this credential is known already."""
    added = await tx.do(
        """insert into passkeys (tenant, id, agent, credential, public_key, sign_count, name, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (tenant, credential) do nothing""",
        tx.tenant,
        one.id,
        one.agent,
        one.credential,
        one.public_key,
        one.sign_count,
        one.name,
        one.created_at,
    )
    return added == 1


async def find(tx: Tx, credential: bytes) -> Passkey | None:
    """Find a passkey of an agent who is let in."""
    return await tx.one(
        Passkey,
        """select p.id, p.agent, p.credential, p.public_key, p.sign_count, p.name, p.created_at, p.used_at,
            p.regressed_at
        from passkeys p join agents a on a.tenant = p.tenant and a.id = p.agent
        where p.tenant = $1 and p.credential = $2 and a.active and not a.suspended
        for update of p""",
        tx.tenant,
        credential,
    )


async def of_agent(tx: Tx, agent: UUID) -> list[Passkey]:
    """List an agent's passkeys, the oldest first."""
    return await tx.all(
        Passkey,
        """select id, agent, credential, public_key, sign_count, name, created_at, used_at, regressed_at
        from passkeys where tenant = $1 and agent = $2 order by created_at, id""",
        tx.tenant,
        agent,
    )


async def used(tx: Tx, id: UUID, sign_count: int, now: datetime) -> None:
    """Remember the use of a passkey and its counter."""
    await tx.do(
        "update passkeys set sign_count = $3, used_at = $4 where tenant = $1 and id = $2",
        tx.tenant,
        id,
        sign_count,
        now,
    )


async def regressed(tx: Tx, id: UUID, now: datetime) -> None:
    """Remember that the counter of a passkey went back."""
    await tx.do("update passkeys set regressed_at = $3 where tenant = $1 and id = $2", tx.tenant, id, now)


async def delete(tx: Tx, agent: UUID, id: UUID) -> bool:
    """Remove one of an agent's passkeys; False when there is none with this id."""
    gone = await tx.do(
        "delete from passkeys where tenant = $1 and agent = $2 and id = $3", tx.tenant, agent, id
    )
    return gone == 1


async def delete_all(tx: Tx, agent: UUID) -> None:
    """Remove all passkeys of an agent."""
    await tx.do("delete from passkeys where tenant = $1 and agent = $2", tx.tenant, agent)
