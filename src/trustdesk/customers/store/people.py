"""The SQL of customers and handles."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from trustdesk.customers.model import Customer, Handle, Sender
from trustdesk.kit.db import Tx
from trustdesk.kit.ids import uuid7
from trustdesk.kit.key_pages import MARKS

Known = dict[tuple[str, str], UUID]

# One look into a key for each, whatever is known of how many there are.
KNOWN = """with known as materialized (
        select wanted.lookup, h.customer
        from unnest($2::bytea[], $3::text[], $4::text[]) as wanted (lookup, line, external_id)
        cross join lateral (
            (select customer from customer_handles where tenant = $1 and lookup = wanted.lookup limit 1)
            union all -- from before handles were sealed
            (select customer from customer_handles where tenant = $1 and lookup is null
                and line = wanted.line and external_id = wanted.external_id limit 1)
            limit 1
        ) as h
    )
    select known.lookup, c.id
    from customers c join known on known.customer = c.id
    where c.tenant = $1 and c.id = any(array(select customer from known))
    order by c.id for no key update of c"""


async def lock_known(tx: Tx, senders: Sequence[Sender]) -> Known:
    """Find the customers behind these handles and lock them, in one order for everybody."""
    sent = {lookup(tx, sender.line, sender.external_id): sender for sender in senders}
    rows = await tx.rows(
        KNOWN,
        tx.tenant,
        list(sent),
        [sender.line for sender in sent.values()],
        [sender.external_id for sender in sent.values()],
    )
    return {_handle(sent[row["lookup"]]): row["id"] for row in rows}


async def insert(tx: Tx, fresh: Sequence[tuple[UUID, Sender]]) -> Known:
    """Add customers with their first handle; tells which. A handle taken meanwhile is left to its owner."""
    keys, handles = await tx.fresh_keys(len(fresh)), [uuid7() for _ in fresh]
    sent = {lookup(tx, sender.line, sender.external_id): sender for _, sender in fresh}
    names = [(key, _name(id), sender.name) for key, (id, sender) in zip(keys, fresh, strict=True)]
    ids = [
        (key, _external_id(handle), sender.external_id)
        for key, handle, (_, sender) in zip(keys, handles, fresh, strict=True)
    ]
    rows = await tx.rows(
        """with welcomed as (
            insert into customers (tenant, id, name, locale, key)
            select $1, * from unnest($2::uuid[], $3::text[], $4::text[], $5::text[])
        )
        insert into customer_handles (tenant, id, line, external_id, lookup, customer)
        select $1, handle, line, external_id, lookup, id
        from unnest($6::uuid[], $7::text[], $8::text[], $9::bytea[], $2::uuid[])
            as new (handle, line, external_id, lookup, id)
        order by lookup
        on conflict do nothing
        returning lookup, customer""",
        tx.tenant,
        [id for id, _ in fresh],
        await tx.sealed(names),
        [sender.locale for _, sender in fresh],
        keys,
        handles,
        [sender.line for _, sender in fresh],
        await tx.sealed(ids),
        list(sent),
    )
    return {_handle(sent[row["lookup"]]): row["customer"] for row in rows}


async def get(tx: Tx, id: UUID) -> Customer | None:
    """Read one customer."""
    found = await tx.one(
        Customer,
        "select id, name, locale, created_at from customers where tenant = $1 and id = $2",
        tx.tenant,
        id,
    )
    if found is None:
        return None
    names = await opened_names(tx, [(id, found.name)])
    return msgspec.structs.replace(found, name=names[id])


async def opened_names(tx: Tx, stored: Sequence[tuple[UUID, str]]) -> dict[UUID, str]:
    """Open the names of customers as they are stored; who was erased has none."""
    opened = await tx.opened([(_name(id), name) for id, name in stored])
    return {id: "" if name in MARKS else name for (id, _), name in zip(stored, opened, strict=True)}


async def add_handle(tx: Tx, line: str, external_id: str, customer: UUID) -> None:
    """Give a customer one more handle; one that is there stays whose it is."""
    id, key = uuid7(), await key_of(tx, customer)
    [sealed] = await tx.sealed([(key, _external_id(id), external_id)])
    await tx.do(
        """insert into customer_handles (tenant, id, line, external_id, lookup, customer)
        values ($1, $2, $3, $4, $5, $6) on conflict do nothing""",
        tx.tenant,
        id,
        line,
        sealed,
        lookup(tx, line, external_id),
        customer,
    )


async def key_of(tx: Tx, customer: UUID) -> str:
    """Name the data key of a customer, who gets one now if they came before there were keys."""
    row = await tx.row("select key from customers where tenant = $1 and id = $2", tx.tenant, customer)
    if row is None or row["key"]:
        return row["key"] if row else ""
    [fresh] = await tx.fresh_keys(1)
    return await tx.value(
        """update customers set key = case when key = '' then $3 else key end
        where tenant = $1 and id = $2 returning key""",
        tx.tenant,
        customer,
        fresh,
    )


async def addresses(tx: Tx, wanted: Sequence[tuple[UUID, str]]) -> dict[tuple[UUID, str], str]:
    """Find under which external id each customer is known on a line, the first they wrote from."""
    rows = await tx.rows(
        """select distinct on (h.customer, h.line) h.customer, h.line, h.id, h.external_id
        from unnest($2::uuid[], $3::text[]) as wanted (customer, line)
        join customer_handles h on h.tenant = $1 and h.customer = wanted.customer and h.line = wanted.line
        order by h.customer, h.line, h.created_at""",
        tx.tenant,
        [customer for customer, _ in wanted],
        [line for _, line in wanted],
    )
    opened = await tx.opened([(_external_id(row["id"]), row["external_id"]) for row in rows])
    return {(row["customer"], row["line"]): known for row, known in zip(rows, opened, strict=True)}


async def handles(tx: Tx, customer: UUID) -> list[Handle]:
    """List where a customer can be reached; the name we gave them ourselves is no such place."""
    found = await tx.all(
        Handle,
        """select id, line, external_id, proved_at, answers from customer_handles
        where tenant = $1 and customer = $2 order by created_at, line""",
        tx.tenant,
        customer,
    )
    opened = await _opened(tx, found)
    return [one for one in opened if one.external_id != f"customer:{customer}"]


async def ids_on(tx: Tx, line: str, of: Sequence[UUID]) -> Mapping[UUID, str]:
    """Tell by which id customers are known on a line, those who are; the first where there are several."""
    rows = await tx.rows(
        """select distinct on (customer) customer, id, external_id from customer_handles
        where tenant = $1 and line = $2 and customer = any($3) order by customer, created_at""",
        tx.tenant,
        line,
        list(of),
    )
    opened = await tx.opened([(_external_id(row["id"]), row["external_id"]) for row in rows])
    return {row["customer"]: known for row, known in zip(rows, opened, strict=True)}


async def handle(tx: Tx, customer: UUID, id: UUID) -> Handle | None:
    """Read one handle of a customer."""
    found = await tx.all(
        Handle,
        """select id, line, external_id, proved_at, answers from customer_handles
        where tenant = $1 and customer = $2 and id = $3""",
        tx.tenant,
        customer,
        id,
    )
    return next(iter(await _opened(tx, found)), None)


async def _opened(tx: Tx, handles: Sequence[Handle]) -> list[Handle]:
    opened = await tx.opened([(_external_id(one.id), one.external_id) for one in handles])
    return [
        msgspec.structs.replace(one, external_id=known) for one, known in zip(handles, opened, strict=True)
    ]


def lookup(tx: Tx, line: str, external_id: str) -> bytes:
    """Hash a handle so that it is found again; nobody can guess it from the hash."""
    return tx.keyring.blind(tx.tenant, "handle", f"{line}\n{external_id}")


def _handle(sender: Sender) -> tuple[str, str]:
    return sender.line, sender.external_id


def _name(customer: UUID) -> str:
    return f"customers|{customer}|name"


def _external_id(handle: UUID) -> str:
    return f"customer_handles|{handle}|external_id"


async def take_up_name(tx: Tx, customer: UUID, name: str) -> None:
    """Put down how a customer wants to be called, in place of what was known."""
    [sealed] = await tx.sealed([(await key_of(tx, customer), _name(customer), name)])
    await tx.do("update customers set name = $3 where tenant = $1 and id = $2", tx.tenant, customer, sealed)


async def prove_handle(tx: Tx, customer: UUID, id: UUID, at: datetime) -> None:
    """Put down when it was last proved that the customer answers at a handle."""
    await tx.do(
        "update customer_handles set proved_at = $4 where tenant = $1 and customer = $2 and id = $3",
        tx.tenant,
        customer,
        id,
        at,
    )


async def wish_answers(tx: Tx, customer: UUID, line: str, *, wanted: bool) -> None:
    """Put down whether answers may go to the handles of a line that the customer has proved."""
    await tx.do(
        """update customer_handles set answers = $4
        where tenant = $1 and customer = $2 and line = $3 and proved_at is not null""",
        tx.tenant,
        customer,
        line,
        wanted,
    )
