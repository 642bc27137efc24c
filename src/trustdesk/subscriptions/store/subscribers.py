"""The SQL of subscribers, and of the keys by which push services know a brand."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from trustdesk.kit.db import Tx
from trustdesk.kit.key_pages import MARKS
from trustdesk.kit.keyring import key_in
from trustdesk.subscriptions.model import Means, Subscriber, Wish


async def put(tx: Tx, way: Means, lookup: bytes, fresh: Subscriber, wish: Wish, now: datetime) -> Subscriber:
    """Keep a subscriber. One who waits wants what was asked for last; one who has confirmed stays as is."""
    [key] = await tx.fresh_keys(1)
    [sealed] = await tx.sealed([(key, _target(fresh.id), fresh.target)])
    row = await tx.row(
        """insert into subscribers as s
            (tenant, id, way, lookup, target, kinds, language, customer, asked_at, confirmed_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict (tenant, way, lookup) do update set
            asked_at = excluded.asked_at,
            kinds = case when s.confirmed_at is null then excluded.kinds else s.kinds end,
            language = case when s.confirmed_at is null then excluded.language else s.language end
        returning id, way, target, kinds, language, confirmed_at""",
        tx.tenant,
        fresh.id,
        way,
        lookup,
        sealed,
        wish.kinds,
        wish.language,
        wish.customer,
        now,
        fresh.confirmed_at,
    )
    [kept] = await _opened(tx, [Subscriber(**row)] if row else [])
    return kept


async def find(tx: Tx, ids: Sequence[UUID]) -> dict[UUID, Subscriber]:
    """Read subscribers; who was forgotten is not among them."""
    found = await tx.all(
        Subscriber,
        """select id, way, target, kinds, language, confirmed_at from subscribers
        where tenant = $1 and id = any($2)""",
        tx.tenant,
        list(ids),
    )
    return {one.id: one for one in await _opened(tx, found)}


async def find_by(tx: Tx, way: Means, lookup: bytes) -> Subscriber | None:
    """Find who subscribed under a hash."""
    found = await tx.all(
        Subscriber,
        """select id, way, target, kinds, language, confirmed_at from subscribers
        where tenant = $1 and way = $2 and lookup = $3 for update""",
        tx.tenant,
        way,
        lookup,
    )
    return next(iter(await _opened(tx, found)), None)


async def confirm(tx: Tx, id: UUID, now: datetime) -> None:
    """Put down that somebody wants this; who had said so before stays as they are."""
    await tx.do(
        "update subscribers set confirmed_at = coalesce(confirmed_at, $3) where tenant = $1 and id = $2",
        tx.tenant,
        id,
        now,
    )


async def change(tx: Tx, id: UUID, wish: Wish) -> None:
    """Put down what somebody wants from now on."""
    await tx.do(
        """update subscribers set kinds = $3, language = $4, customer = coalesce($5, customer)
        where tenant = $1 and id = $2""",
        tx.tenant,
        id,
        wish.kinds,
        wish.language,
        wish.customer,
    )


async def forget(tx: Tx, ids: Sequence[UUID]) -> list[str]:
    """Forget these; returns the keys that are to be destroyed."""
    return _keys(
        await tx.rows(
            "delete from subscribers where tenant = $1 and id = any($2) returning target",
            tx.tenant,
            list(ids),
        )
    )


async def forget_of(tx: Tx, customers: Sequence[UUID], lookups: Sequence[bytes]) -> list[str]:
    """Forget whoever these customers are here, by their id and by their handles; returns the keys."""
    return _keys(
        await tx.rows(
            """delete from subscribers where tenant = $1 and (customer = any($2) or lookup = any($3))
            returning target""",
            tx.tenant,
            list(customers),
            list(lookups),
        )
    )


async def forget_waiting(tx: Tx, before: datetime) -> list[str]:
    """Forget who never confirmed; returns the keys."""
    return _keys(
        await tx.rows(
            """delete from subscribers where tenant = $1 and confirmed_at is null and asked_at < $2
            returning target""",
            tx.tenant,
            before,
        )
    )


async def reach(tx: Tx) -> dict[tuple[str, str], int]:
    """Count who hears of each kind, by kind and way."""
    rows = await tx.rows(
        """select kind, way, count(*)::int as many from subscribers, unnest(kinds) as k (kind)
        where tenant = $1 and confirmed_at is not null group by kind, way""",
        tx.tenant,
    )
    return {(row["kind"], row["way"]): row["many"] for row in rows}


async def push_key(tx: Tx) -> bytes | None:
    """Read the sealed key by which push services know the brand."""
    return await tx.value("select sealed from push_keys where tenant = $1", tx.tenant)


async def keep_push_key(tx: Tx, public: str, sealed: bytes, now: datetime) -> None:
    """Keep the brand's key; one that is there stays, as browsers have subscribed under it."""
    await tx.do(
        """insert into push_keys (tenant, public, sealed, made_at) values ($1, $2, $3, $4)
        on conflict (tenant) do nothing""",
        tx.tenant,
        public,
        sealed,
        now,
    )


async def _opened(tx: Tx, found: Sequence[Subscriber]) -> list[Subscriber]:
    opened = await tx.opened([(_target(one.id), one.target) for one in found])
    return [
        msgspec.structs.replace(one, target="" if target in MARKS else target)
        for one, target in zip(found, opened, strict=True)
    ]


def _keys(rows: Sequence[dict[str, str]]) -> list[str]:
    return [key for row in rows if (key := key_in(row["target"]))]


def _target(id: UUID) -> str:
    return f"subscribers|{id}|target"
