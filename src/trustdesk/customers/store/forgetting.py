"""The SQL of forgetting a customer: how they were reached, what they were called, who they are said to be."""

from datetime import datetime
from uuid import UUID

from trustdesk.customers.store.people import lookup
from trustdesk.kit.db import Tx
from trustdesk.kit.keyring import key_in


async def lock(tx: Tx, customer: UUID) -> bool:
    """Lock a customer until the end of the transaction; False when there is none, or nothing left of them."""
    found = await tx.value(
        "select id from customers where tenant = $1 and id = $2 and erased_at is null for update",
        tx.tenant,
        customer,
    )
    return found is not None


async def lookups(tx: Tx, customer: UUID) -> list[bytes]:
    """Tell by which hashes the handles of a customer are found, also of those from before there were any."""
    rows = await tx.rows(
        "select line, external_id, lookup from customer_handles where tenant = $1 and customer = $2",
        tx.tenant,
        customer,
    )
    return [row["lookup"] or lookup(tx, row["line"], row["external_id"]) for row in rows]


async def forget(tx: Tx, customer: UUID, now: datetime) -> list[str]:
    """Leave of a customer nothing but the id; returns the keys that are to be destroyed."""
    key = await tx.value(
        """update customers set erased_at = $3, name = case when is_plain(name) then '' else name end
        where tenant = $1 and id = $2 returning key""",
        tx.tenant,
        customer,
        now,
    )
    await tx.do("delete from customer_handles where tenant = $1 and customer = $2", tx.tenant, customer)
    await tx.do(
        """delete from visitor_sessions where tenant = $1 and (customer = $2 or proof = any(array(
            select id from customer_proofs where tenant = $1 and customer = $2)))""",
        tx.tenant,
        customer,
    )
    await tx.do("delete from customer_proofs where tenant = $1 and customer = $2", tx.tenant, customer)
    ties = await tx.rows(
        """update customer_ties set state = case when state in ('proposed', 'accepted') then 'undone'
            else state end, reason = case when is_plain(reason) then '' else reason end
        where tenant = $1 and (one = $2 or other = $2) returning reason""",
        tx.tenant,
        customer,
    )
    return [one for one in (key, *(key_in(tie["reason"]) for tie in ties)) if one]


async def forget_visits(tx: Tx, before: datetime, held: list[UUID]) -> int:
    """Forget visits that began before a time, but of customers who are held; returns how many."""
    return await tx.do(
        "delete from visitor_sessions where tenant = $1 and created_at < $2 and customer <> all($3)",
        tx.tenant,
        before,
        held,
    )


async def visits_due(tx: Tx, before: datetime, held: list[UUID]) -> int:
    """Count what ``forget_visits`` would forget."""
    return await tx.value(
        """select count(*) from visitor_sessions
        where tenant = $1 and created_at < $2 and customer <> all($3)""",
        tx.tenant,
        before,
        held,
    )


async def is_erased(tx: Tx, customer: UUID) -> bool:
    """Tell whether nothing is left of a customer."""
    return bool(
        await tx.value(
            "select erased_at is not null from customers where tenant = $1 and id = $2", tx.tenant, customer
        )
    )
