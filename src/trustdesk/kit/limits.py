"""Limits on tries: counted in the database, so that all nodes and parallel requests share them."""

from datetime import timedelta

from trustdesk.kit.db import Database, Record, Tx
from trustdesk.kit.errors import RateLimited

HOUSE = "desk"  # the tenant of limits that belong to no brand


async def spend(db: Database, name: str, most: int, within: timedelta) -> None:
    """Count one try; raises ``RateLimited`` beyond ``most`` in the window. One atomic statement."""
    async with db.transaction(HOUSE) as tx:
        row = await _counted(tx, name, within)
    _check(row, name, most)


async def spend_in(tx: Tx, name: str, most: int, within: timedelta) -> None:
    """Count one try of the transaction's tenant, which counts if the rest of the transaction does."""
    _check(await _counted(tx, name, within), name, most)


async def _counted(tx: Tx, name: str, within: timedelta) -> Record | None:
    return await tx.row(
        """insert into limits (tenant, name, since, used) values ($1, $2, clock_timestamp(), 1)
        on conflict (tenant, name) do update set
            used = case when limits.since < clock_timestamp() - $3::interval then 1
                else limits.used + 1 end,
            since = case when limits.since < clock_timestamp() - $3::interval then clock_timestamp()
                else limits.since end
        returning used, extract(epoch from since + $3::interval - clock_timestamp())::int as left""",
        tx.tenant,
        name,
        within,
    )


def _check(row: Record | None, name: str, most: int) -> None:
    if row is not None and row["used"] > most:
        raise RateLimited(name.partition(":")[0], retry_after=max(1, row["left"]))


async def clear(db: Database, name: str) -> None:
    """Forget the tries, after a success."""
    async with db.transaction(HOUSE) as tx:
        await tx.do("delete from limits where tenant = $1 and name = $2", tx.tenant, name)
