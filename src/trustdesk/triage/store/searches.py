"""The SQL of what the help centre was searched for."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from trustdesk.kit.db import Tx
from trustdesk.kit.i18n import Locale


class Asked(msgspec.Struct, frozen=True):
    """Words that were searched: how often, and how often that came to nothing."""

    locale: Locale
    words: str
    times: int
    unmet: int
    meaning: bytes


async def note(tx: Tx, locale: Locale, words: str, did: str, now: datetime) -> None:
    """Count what a reader did with a search: ``asked``, ``opened``, or ``unhelped`` by what was opened."""
    counts = [int(did == one) for one in ("asked", "opened", "unhelped")]
    await tx.do(
        """insert into searches (tenant, locale, words, times, opened, unhelped, first_at, at)
        values ($1, $2, $3, $4, $5, $6, $7, $7)
        on conflict (tenant, locale, words) do update set times = searches.times + excluded.times,
            opened = searches.opened + excluded.opened, unhelped = searches.unhelped + excluded.unhelped,
            at = excluded.at""",
        tx.tenant,
        locale,
        words,
        *counts,
        now,
    )


async def unknown(tx: Tx, most: int) -> list[tuple[Locale, str]]:
    """List searches of which nobody has found out what they mean, the latest first."""
    rows = await tx.rows(
        "select locale, words from searches where tenant = $1 and meaning is null order by at desc limit $2",
        tx.tenant,
        most,
    )
    return [(row["locale"], row["words"]) for row in rows]


async def know(tx: Tx, meanings: Mapping[tuple[Locale, str], bytes]) -> None:
    """Keep what searches mean."""
    await tx.do(
        """update searches s set meaning = f.meaning
        from unnest($2::text[], $3::text[], $4::bytea[]) as f (locale, words, meaning)
        where s.tenant = $1 and s.locale = f.locale and s.words = f.words""",
        tx.tenant,
        [locale for locale, _ in meanings],
        [words for _, words in meanings],
        list(meanings.values()),
    )


async def unmet(tx: Tx, since: datetime, most: int) -> list[Asked]:
    """List searches that came to nothing half the time or more, the oldest first."""
    return await tx.all(
        Asked,
        """select locale, words, times, unmet, meaning from (
            select locale, words, times, meaning, first_at,
                times - least(times, greatest(opened - unhelped, 0)) as unmet
            from searches where tenant = $1 and at >= $2 and meaning is not null) s
        where unmet > 0 and unmet * 2 >= times order by first_at, words limit $3""",
        tx.tenant,
        since,
        most,
    )


async def forget(tx: Tx, before: datetime) -> None:
    """Forget what nobody has searched for since."""
    await tx.do("delete from searches where tenant = $1 and at < $2", tx.tenant, before)


async def propose(tx: Tx, one: Asked, told: tuple[str | None, Sequence[str], int], now: datetime) -> None:
    """Propose what was searched in vain; ``told``: topic, words, how often. What was decided stays."""
    topic, words, size = told
    id = UUID(bytes=tx.keyed(f"{one.locale} {one.words}".encode())[:16])
    await tx.do(
        """insert into proposals (tenant, id, kind, locale, topic, words, size, at)
        values ($1, $2, 'search', $3, $4, $5, $6, $7)
        on conflict (tenant, id) do update
        set words = excluded.words, size = excluded.size, topic = coalesce(excluded.topic, proposals.topic)
        where proposals.state = 'waiting'""",
        tx.tenant,
        id,
        one.locale,
        topic,
        list(words),
        size,
        now,
    )
