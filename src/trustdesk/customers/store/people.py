"""The SQL of customers and handles."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from trustdesk.customers.model import Customer, Handle, Sender
from trustdesk.kit.db import Tx

Known = dict[tuple[str, str], UUID]

# One look into a key for each, whatever is known of how many there are.
KNOWN = """with known as materialized (
        select wanted.line, wanted.external_id, h.customer
        from unnest($2::text[], $3::text[]) as wanted (line, external_id)
        cross join lateral (select customer from customer_handles where tenant = $1
            and line = wanted.line and external_id = wanted.external_id limit 1) as h
    )
    select known.line, known.external_id, c.id
    from customers c join known on known.customer = c.id
    where c.tenant = $1 and c.id = any(array(select customer from known))
    order by c.id for no key update of c"""


async def lock_known(tx: Tx, senders: Sequence[Sender]) -> Known:
    """Find the customers behind these handles and lock them, in one order for everybody."""
    rows = await tx.rows(
        KNOWN,
        tx.tenant,
        [sender.line for sender in senders],
        [sender.external_id for sender in senders],
    )
    return {(row["line"], row["external_id"]): row["id"] for row in rows}


async def insert(tx: Tx, fresh: Sequence[tuple[UUID, Sender]]) -> Known:
    """Add customers with their first handle; tells which. A handle taken meanwhile is left to its owner."""
    rows = await tx.rows(
        """with welcomed as (
            insert into customers (tenant, id, name, locale)
            select $1, * from unnest($2::uuid[], $3::text[], $4::text[])
        )
        insert into customer_handles (tenant, line, external_id, customer)
        select $1, line, external_id, id
        from unnest($5::text[], $6::text[], $2::uuid[]) as new (line, external_id, id)
        order by line, external_id
        on conflict do nothing
        returning line, external_id, customer""",
        tx.tenant,
        [id for id, _ in fresh],
        [sender.name for _, sender in fresh],
        [sender.locale for _, sender in fresh],
        [sender.line for _, sender in fresh],
        [sender.external_id for _, sender in fresh],
    )
    return {(row["line"], row["external_id"]): row["customer"] for row in rows}


async def get(tx: Tx, id: UUID) -> Customer | None:
    """Read one customer."""
    return await tx.one(
        Customer,
        "select id, name, locale, created_at from customers where tenant = $1 and id = $2",
        tx.tenant,
        id,
    )


async def add_handle(tx: Tx, line: str, external_id: str, customer: UUID) -> None:
    """Give a customer one more handle; one that is there stays whose it is."""
    await tx.do(
        """insert into customer_handles (tenant, line, external_id, customer) values ($1, $2, $3, $4)
        on conflict do nothing""",
        tx.tenant,
        line,
        external_id,
        customer,
    )


async def handles(tx: Tx, customer: UUID) -> list[Handle]:
    """List where a customer can be reached; the name we gave them ourselves is no such place."""
    return await tx.all(
        Handle,
        """select id, line, external_id, proved_at from customer_handles
        where tenant = $1 and customer = $2 and external_id <> 'customer:' || customer
        order by created_at, line""",
        tx.tenant,
        customer,
    )


async def handle(tx: Tx, customer: UUID, id: UUID) -> Handle | None:
    """Read one handle of a customer."""
    return await tx.one(
        Handle,
        """select id, line, external_id, proved_at from customer_handles
        where tenant = $1 and customer = $2 and id = $3""",
        tx.tenant,
        customer,
        id,
    )


async def take_up_name(tx: Tx, customer: UUID, name: str) -> None:
    """Put down how a customer wants to be called, unless they have said so before."""
    await tx.do(
        "update customers set name = $3 where tenant = $1 and id = $2 and name = ''",
        tx.tenant,
        customer,
        name,
    )


async def prove_handle(tx: Tx, customer: UUID, id: UUID, at: datetime) -> None:
    """Put down when it was last proved that the customer answers at a handle."""
    await tx.do(
        "update customer_handles set proved_at = $4 where tenant = $1 and customer = $2 and id = $3",
        tx.tenant,
        customer,
        id,
        at,
    )
