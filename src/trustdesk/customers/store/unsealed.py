"""The SQL of customers, handles and ties from before there were keys."""

from trustdesk.customers.store.people import lookup
from trustdesk.kit.db import Tx
from trustdesk.kit.unsealed import Unsealed, columns, keyed


async def count_people(tx: Tx) -> int:
    """Count customers without a key, or with a name that is plain."""
    return await tx.value(
        "select count(*) from customers where tenant = $1 and (key = '' or is_plain(name))", tx.tenant
    )


async def seal_people(tx: Tx, most: int) -> int:
    """Give customers a key, and seal their names by it; of who was erased no name is kept."""
    found = await tx.rows(
        """select id as row, key, case when erased_at is null then name else '' end as name
        from customers where tenant = $1 and (key = '' or is_plain(name))
        order by id limit $2 for no key update skip locked""",
        tx.tenant,
        most,
    )
    fresh = iter(await tx.fresh_keys(sum(not row["key"] for row in found)))
    rows = [dict(row) | {"key": row["key"] or next(fresh)} for row in found]
    [names] = await columns(tx, "customers", ("name",), rows)
    return await tx.do(
        """update customers c set key = new.key, name = new.name
        from unnest($2::uuid[], $3::text[], $4::text[]) as new (id, key, name)
        where c.tenant = $1 and c.id = new.id""",
        tx.tenant,
        [row["row"] for row in rows],
        [row["key"] for row in rows],
        names,
    )


async def count_handles(tx: Tx) -> int:
    """Count handles that are found by what they are."""
    return await tx.value(
        "select count(*) from customer_handles where tenant = $1 and lookup is null", tx.tenant
    )


async def seal_handles(tx: Tx, most: int) -> int:
    """Seal handles, found by a keyed hash from now on; one that was taken since stays whose it is."""
    rows = await tx.rows(
        """select h.id as row, c.key, h.line, h.external_id
        from customer_handles h join customers c on c.tenant = $1 and c.id = h.customer and c.key <> ''
        where h.tenant = $1 and h.lookup is null order by h.id limit $2 for update of h skip locked""",
        tx.tenant,
        most,
    )
    [ids] = await columns(tx, "customer_handles", ("external_id",), rows)
    await tx.do(
        """with new as (select * from unnest($2::uuid[], $3::text[], $4::bytea[])
            as new (id, sealed, lookup)),
        taken as (
            delete from customer_handles h using new where h.tenant = $1 and h.id = new.id
                and exists (select from customer_handles o where o.tenant = $1 and o.lookup = new.lookup)
        )
        update customer_handles h set external_id = new.sealed, lookup = new.lookup from new
        where h.tenant = $1 and h.id = new.id
            and not exists (select from customer_handles o where o.tenant = $1 and o.lookup = new.lookup)""",
        tx.tenant,
        [row["row"] for row in rows],
        ids,
        [lookup(tx, row["line"], row["external_id"]) for row in rows],
    )
    return len(rows)


async def count_ties(tx: Tx) -> int:
    """Count ties with a reason that is plain."""
    return await tx.value(
        "select count(*) from customer_ties where tenant = $1 and is_plain(reason)", tx.tenant
    )


async def seal_ties(tx: Tx, most: int) -> int:
    """Seal the reasons of ties, each by a key of its own."""
    found = await tx.rows(
        """select id as row, reason from customer_ties where tenant = $1 and is_plain(reason)
        order by id limit $2 for no key update skip locked""",
        tx.tenant,
        most,
    )
    rows = await keyed(tx, found)
    [reasons] = await columns(tx, "customer_ties", ("reason",), rows)
    return await tx.do(
        """update customer_ties t set reason = new.reason
        from unnest($2::uuid[], $3::text[]) as new (id, reason) where t.tenant = $1 and t.id = new.id""",
        tx.tenant,
        [row["row"] for row in rows],
        reasons,
    )


UNSEALED = (
    Unsealed("customers", count_people, seal_people),
    Unsealed("customer_handles", count_handles, seal_handles),
    Unsealed("customer_ties", count_ties, seal_ties),
)
