"""The SQL of versions: put down, made public, taken back."""

import hashlib
from datetime import datetime
from uuid import UUID

import msgspec

from trustdesk.kit.db import Tx
from trustdesk.kit.i18n import Locale
from trustdesk.knowledge.model import State, Version, Wording

Place = tuple[UUID, Locale]


class Put(msgspec.Struct, frozen=True, kw_only=True):
    """How a version is put down: by whom and when, in step with the other language, public from when."""

    by: str
    at: datetime
    in_step: bool = False
    publish_at: datetime | None = None
    file: str = ""


async def find(tx: Tx, place: Place, version: int) -> Version | None:
    """Read one version."""
    return await tx.one(
        Version,
        """select version, state, title, summary, questions, body, written_by, written_at,
            published_at, publish_at from article_versions
        where tenant = $1 and article = $2 and locale = $3 and version = $4""",
        tx.tenant,
        *place,
        version,
    )


async def of(tx: Tx, place: Place) -> list[Version]:
    """List all versions of an article in a language, the newest first."""
    return await tx.all(
        Version,
        """select version, state, title, summary, questions, body, written_by, written_at,
            published_at, publish_at from article_versions
        where tenant = $1 and article = $2 and locale = $3 order by version desc limit 200""",
        tx.tenant,
        *place,
    )


async def newest(tx: Tx, place: Place) -> int:
    """Tell the number of the newest version, 0 when there is none."""
    return await tx.value(
        """select coalesce(max(version), 0) from article_versions
        where tenant = $1 and article = $2 and locale = $3""",
        tx.tenant,
        *place,
    )


async def public(tx: Tx, place: Place) -> Version | None:
    """Read the version that is public now."""
    return await tx.one(
        Version,
        """select version, state, title, summary, questions, body, written_by, written_at,
            published_at, publish_at from article_versions
        where tenant = $1 and article = $2 and locale = $3 and state = 'published'""",
        tx.tenant,
        *place,
    )


async def add(tx: Tx, place: Place, wording: Wording, put: Put) -> int:
    """Put a version down, public at once or at its time; what it replaces is retired. Returns its number."""
    state: State = "scheduled" if put.publish_at else "published"
    await retire(tx, place, *(("scheduled",) if put.publish_at else ("scheduled", "published")))
    version = await newest(tx, place) + 1
    await tx.do(
        """insert into article_versions (tenant, article, locale, version, state, title, summary, questions,
            body, sha256, written_by, written_at, published_by, published_at, publish_at, in_step, file)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)""",
        tx.tenant,
        *place,
        version,
        state,
        wording.title,
        wording.summary,
        list(wording.questions),
        wording.body,
        hashlib.sha256(msgspec.json.encode(wording)).digest(),
        put.by,
        put.at,
        "" if put.publish_at else put.by,
        None if put.publish_at else put.at,
        put.publish_at,
        put.in_step,
        put.file,
    )
    return version


async def retire(tx: Tx, place: Place, *states: State) -> int:
    """Take back what is in one of these states; returns how many."""
    return await tx.do(
        """update article_versions set state = 'retired'
        where tenant = $1 and article = $2 and locale = $3 and state = any($4)""",
        tx.tenant,
        *place,
        list(states),
    )


async def keep_file(tx: Tx, place: Place, file: str) -> None:
    """Keep the file that reads as what is public."""
    await tx.do(
        """update article_versions set file = $4
        where tenant = $1 and article = $2 and locale = $3 and state = 'published' and file <> $4""",
        tx.tenant,
        *place,
        file,
    )


async def due(tx: Tx, now: datetime) -> list[tuple[str, Locale, int, bool]]:
    """List the versions whose time has come."""
    rows = await tx.rows(
        """select a.slug, v.locale, v.version, v.in_step from article_versions v
        join articles a on a.tenant = v.tenant and a.id = v.article
        where v.tenant = $1 and v.state = 'scheduled' and v.publish_at <= $2 order by v.publish_at""",
        tx.tenant,
        now,
    )
    return [(row["slug"], row["locale"], row["version"], row["in_step"]) for row in rows]


async def release(tx: Tx, place: Place, version: int, now: datetime) -> bool:
    """Make a version public that has waited for its time; False when it waits no longer."""
    waits = await find(tx, place, version)
    if waits is None or waits.state != "scheduled":
        return False
    await retire(tx, place, "published")
    await tx.do(
        """update article_versions set state = 'published', published_by = written_by, published_at = $5
        where tenant = $1 and article = $2 and locale = $3 and version = $4""",
        tx.tenant,
        *place,
        version,
        now,
    )
    return True


async def over(tx: Tx, now: datetime) -> bool:
    """Tell whether anything is public of an article whose last day is over."""
    return await tx.value(
        """select exists (select 1 from article_versions v join articles a
            on a.tenant = v.tenant and a.id = v.article
            where v.tenant = $1 and a.expires_on < $2 and v.state in ('published', 'scheduled'))""",
        tx.tenant,
        now.date(),
    )


async def expire(tx: Tx, now: datetime) -> int:
    """Take back what is public of articles whose last day is over; returns how many texts."""
    return await tx.do(
        """update article_versions v set state = 'retired' from articles a
        where v.tenant = $1 and a.tenant = $1 and a.id = v.article and a.expires_on < $2
            and v.state in ('published', 'scheduled')""",
        tx.tenant,
        now.date(),
    )


async def files(tx: Tx) -> list[tuple[str, Locale, str]]:
    """List what is public with the file it was read from, if that was kept."""
    rows = await tx.rows(
        """select a.slug, v.locale, v.file from articles a
        join article_versions v on v.tenant = a.tenant and v.article = a.id
        where a.tenant = $1 and v.state = 'published' order by a.slug, v.locale""",
        tx.tenant,
    )
    return [(row["slug"], row["locale"], row["file"]) for row in rows]
