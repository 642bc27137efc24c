"""The SQL of seals, leaves and subtrees."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from trustdesk.evidence.model import Leaf, Seal
from trustdesk.evidence.rules.tree import Key
from trustdesk.kit.db import Tx


async def lead(tx: Tx) -> bool:
    """Become the one who seals this brand until the transaction ends; False when another is."""
    key = f"seal {tx.tenant}"
    return bool(await tx.value("select pg_try_advisory_xact_lock(hashtextextended($1, 0))", key))


async def last(tx: Tx) -> Seal | None:
    """Read the newest seal."""
    return await tx.one(
        Seal,
        """select first, size, root, reached, previous, checkpoint, at
        from seals where tenant = $1 order by size desc limit 1""",
        tx.tenant,
    )


async def covering(tx: Tx, size: int) -> Seal | None:
    """Read the first seal that covers so many leaves."""
    return await tx.one(
        Seal,
        """select first, size, root, reached, previous, checkpoint, at
        from seals where tenant = $1 and size >= $2 order by size limit 1""",
        tx.tenant,
        size,
    )


async def page(tx: Tx, beyond: int, most: int) -> list[Seal]:
    """List seals, oldest first, beyond a size."""
    return await tx.all(
        Seal,
        """select first, size, root, reached, previous, checkpoint, at
        from seals where tenant = $1 and size > $2 order by size limit $3""",
        tx.tenant,
        beyond,
        most,
    )


async def newest(tx: Tx, below: int, most: int) -> list[Seal]:
    """List seals, newest first, below a size."""
    return await tx.all(
        Seal,
        """select first, size, root, reached, previous, checkpoint, at
        from seals where tenant = $1 and size < $2 order by size desc limit $3""",
        tx.tenant,
        below,
        most,
    )


async def extent(tx: Tx) -> tuple[int, int, int]:
    """Tell the size of the last seal, how many places leaves reach, and how many subtrees are kept."""
    row = await tx.row(
        """select coalesce((select max(size) from seals where tenant = $1), 0) as sealed,
            coalesce((select max(place) + 1 from leaves where tenant = $1), 0) as leaves,
            (select count(*) from subtrees where tenant = $1) as subtrees""",
        tx.tenant,
    )
    return (row["sealed"], row["leaves"], row["subtrees"]) if row else (0, 0, 0)


async def insert(tx: Tx, seal: Seal, leaves: Sequence[Leaf], subtrees: Mapping[Key, bytes]) -> None:
    """Keep a seal with what it adds to the tree."""
    await tx.do(
        """insert into leaves (tenant, place, source, entry, salt, hash)
        select $1, * from unnest($2::bigint[], $3::text[], $4::uuid[], $5::bytea[], $6::bytea[])""",
        tx.tenant,
        [leaf.place for leaf in leaves],
        [leaf.source for leaf in leaves],
        [leaf.entry for leaf in leaves],
        [leaf.salt for leaf in leaves],
        [leaf.hash for leaf in leaves],
    )
    if subtrees:
        await tx.do(
            """insert into subtrees (tenant, level, place, hash)
            select $1, * from unnest($2::smallint[], $3::bigint[], $4::bytea[])""",
            tx.tenant,
            [level for level, _ in subtrees],
            [place for _, place in subtrees],
            list(subtrees.values()),
        )
    await tx.do(
        """insert into seals (tenant, first, size, root, reached, previous, checkpoint, at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)""",
        tx.tenant,
        seal.first,
        seal.size,
        seal.root,
        seal.reached,
        seal.previous,
        seal.checkpoint,
        seal.at,
    )


async def hashes(tx: Tx, keys: Collection[Key]) -> dict[Key, bytes]:
    """Read the hashes that are kept under these keys."""
    if not keys:
        return {}
    rows = await tx.rows(
        """select 0 as level, place, hash from leaves where tenant = $1 and place = any($2)
        union all
        select k.level, k.place, s.hash from unnest($3::smallint[], $4::bigint[]) as k (level, place)
        join subtrees s on s.tenant = $1 and s.level = k.level and s.place = k.place""",
        tx.tenant,
        [place for level, place in keys if level == 0],
        [level for level, _ in keys if level > 0],
        [place for level, place in keys if level > 0],
    )
    return {(row["level"], row["place"]): row["hash"] for row in rows}


async def leaves_of(tx: Tx, entries: Collection[UUID]) -> list[Leaf]:
    """Find the leaves of these rows, as far as they are sealed."""
    return await tx.all(
        Leaf,
        "select place, source, entry, salt, hash from leaves where tenant = $1 and entry = any($2)",
        tx.tenant,
        list(entries),
    )


async def leaves_from(tx: Tx, first: int, most: int) -> list[Leaf]:
    """List leaves in order from a place on."""
    return await tx.all(
        Leaf,
        """select place, source, entry, salt, hash from leaves
        where tenant = $1 and place >= $2 order by place limit $3""",
        tx.tenant,
        first,
        most,
    )
