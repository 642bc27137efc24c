"""The SQL of visits, of the proofs given on them, and of tokens that have been used."""

from datetime import datetime
from uuid import UUID

import msgspec

from trustdesk.customers.model import Proof, Visit
from trustdesk.customers.store.people import opened_names
from trustdesk.kit.db import Record, Tx


async def insert(tx: Tx, digest: bytes, customer: UUID, handle: str) -> None:
    """Keep the hash of a visitor's token, and the handle under which the device writes."""
    await tx.do(
        "insert into visitor_sessions (tenant, digest, customer, handle) values ($1, $2, $3, $4)",
        tx.tenant,
        digest,
        customer,
        handle,
    )


async def find(tx: Tx, digest: bytes) -> Visit | None:
    """Find whose token this is, with who signed in on it, unless the visit has ended."""
    row = await tx.row(
        """select s.customer, c.name, c.locale, s.handle, s.as_verified,
            p.id, p.customer as verified, p.level, p.via, p.kyc_level, p.at, p.until
        from visitor_sessions s
        join customers c on c.tenant = s.tenant and c.id = s.customer
        left join customer_proofs p on p.tenant = s.tenant and p.id = s.proof
        where s.tenant = $1 and s.digest = $2 and s.ended_at is null""",
        tx.tenant,
        digest,
    )
    if row is None:
        return None
    names = await opened_names(tx, [(row["customer"], row["name"])])
    return _visit(row, names[row["customer"]])


async def raise_to(tx: Tx, digest: bytes, proof: Proof, *, as_verified: bool) -> None:
    """Put down who signed in on a visit."""
    await tx.do(
        "update visitor_sessions set proof = $3, as_verified = $4 where tenant = $1 and digest = $2",
        tx.tenant,
        digest,
        proof.id,
        as_verified,
    )


async def write_as_verified(tx: Tx, digest: bytes) -> None:
    """From now on what is written on this visit is written as who signed in."""
    await tx.do(
        "update visitor_sessions set as_verified = true where tenant = $1 and digest = $2", tx.tenant, digest
    )


async def end_all(tx: Tx, customer: UUID, but: bytes | None = None) -> None:
    """End the visits of a device, all but one; their tokens are worth nothing from now on."""
    await tx.do(
        """update visitor_sessions set ended_at = clock_timestamp()
        where tenant = $1 and customer = $2 and ended_at is null and digest is distinct from $3""",
        tx.tenant,
        customer,
        but,
    )


async def insert_proof(tx: Tx, proof: Proof) -> None:
    """Add a proof."""
    await tx.do(
        """insert into customer_proofs (tenant, id, customer, level, via, kyc_level, at, until)
        values ($1, $2, $3, $4, $5, $6, $7, $8)""",
        tx.tenant,
        proof.id,
        proof.customer,
        proof.level,
        proof.via,
        proof.kyc_level,
        proof.at,
        proof.until,
    )


async def bind(tx: Tx, proof: Proof, act: str) -> None:
    """Add a proof that is bound to one act."""
    await tx.do(
        """insert into customer_proofs (tenant, id, customer, level, via, kyc_level, at, until, act)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)""",
        tx.tenant,
        *msgspec.structs.astuple(proof),
        act,
    )


async def latest_proof(tx: Tx, customer: UUID) -> Proof | None:
    """Read the strongest proof that holds, or the one that held last.

    One that is bound to an act proves nothing but that act, and is not looked at.
    """
    return await tx.one(
        Proof,
        """select id, customer, level, via, kyc_level, at, until from customer_proofs
        where tenant = $1 and customer = $2 and act is null
        order by case when until > clock_timestamp() then level else 0 end desc, until desc, id desc
        limit 1""",
        tx.tenant,
        customer,
    )


async def use(tx: Tx, digest: bytes, until: datetime) -> bool:
    """Use a token up; False when it had been used."""
    used = await tx.do(
        "insert into used_tokens (tenant, digest, until) values ($1, $2, $3) on conflict do nothing",
        tx.tenant,
        digest,
        until,
    )
    return used == 1


async def forget_used(tx: Tx, before: datetime) -> int:
    """Forget used tokens that ran out before a time."""
    return await tx.do("delete from used_tokens where tenant = $1 and until < $2", tx.tenant, before)


def _visit(row: Record, name: str) -> Visit:
    proof = None
    if row["verified"] is not None:
        names = ("id", "level", "via", "kyc_level", "at", "until")
        proof = Proof(customer=row["verified"], **{name: row[name] for name in names})
    return Visit(
        customer=row["customer"],
        name=name,
        locale=row["locale"],
        handle=row["handle"] or "",
        as_verified=row["as_verified"],
        proof=proof,
    )
