"""The SQL of articles, versions and votes."""

from collections.abc import Sequence
from datetime import datetime
from typing import LiteralString
from uuid import UUID

import msgspec

from trustdesk.kit.db import Tx
from trustdesk.kit.i18n import Locale
from trustdesk.kit.ids import uuid7
from trustdesk.knowledge.model import Article, Entry, Indexed, Source

PUBLIC: LiteralString = """
    from articles a join article_versions v on v.tenant = a.tenant and v.article = a.id
    where a.tenant = $1 and v.state = 'published'
"""


async def edition(tx: Tx) -> int:
    """Tell which edition is public: another number means that something has changed."""
    return await tx.value("select edition from knowledge_editions where tenant = $1", tx.tenant) or 0


async def new_edition(tx: Tx) -> None:
    """Say that what is public changes with this transaction; the row is its lock as well."""
    await tx.do(
        """insert into knowledge_editions (tenant, edition) values ($1, 1)
        on conflict (tenant) do update set edition = knowledge_editions.edition + 1""",
        tx.tenant,
    )


async def keep(tx: Tx, source: Source) -> UUID:
    """Give an article's id, new or known, and bring what holds for all its languages up to date."""
    return await tx.value(
        """insert into articles (tenant, id, slug, category, topics, related, owner, review_by, expires_on)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (tenant, slug) do update set category = excluded.category, topics = excluded.topics,
            related = excluded.related, owner = excluded.owner, review_by = excluded.review_by,
            expires_on = excluded.expires_on, revision = articles.revision + case when
                (articles.category, articles.topics, articles.related, articles.owner, articles.review_by,
                    articles.expires_on)
                is distinct from (excluded.category, excluded.topics, excluded.related, excluded.owner,
                    excluded.review_by, excluded.expires_on) then 1 else 0 end
        returning id""",
        tx.tenant,
        uuid7(),
        source.slug,
        source.category,
        list(source.topics),
        list(source.related),
        source.owner,
        source.review_by,
        source.expires_on,
    )


async def entries(tx: Tx, locale: Locale) -> list[Entry]:
    """List what is public in a language."""
    return await tx.all(
        Entry,
        "select a.slug, a.category, v.title, v.summary" + PUBLIC + " and v.locale = $2 order by v.title",
        tx.tenant,
        locale,
    )


async def find(tx: Tx, slug: str, locale: Locale) -> Article | None:
    """Read a public article."""
    return await tx.one(
        Article,
        """select a.id, a.slug, a.category, v.locale, v.version, v.title, v.summary, v.body, v.questions,
            a.topics, a.related, v.published_at, a.review_by"""
        + PUBLIC
        + " and a.slug = $2 and v.locale = $3",
        tx.tenant,
        slug,
        locale,
    )


async def locales_of(tx: Tx, article: UUID) -> list[Locale]:
    """List the languages in which an article is public."""
    rows = await tx.rows(
        """select locale from article_versions
        where tenant = $1 and article = $2 and state = 'published' order by locale""",
        tx.tenant,
        article,
    )
    return [row["locale"] for row in rows]


async def searched(tx: Tx) -> list[Indexed]:
    """Read what of every public article is searched."""
    return await tx.all(
        Indexed,
        "select a.slug, v.locale, v.title, v.summary, v.questions, v.body, a.topics"
        + PUBLIC
        + " order by a.slug, v.locale",
        tx.tenant,
    )


async def changed(tx: Tx) -> Sequence[tuple[str, Locale, datetime]]:
    """List what is public with when it became so, for site maps and feeds; the latest first."""
    rows = await tx.rows(
        "select a.slug, v.locale, v.published_at"
        + PUBLIC
        + " order by v.published_at desc, a.slug, v.locale",
        tx.tenant,
    )
    return [(row["slug"], row["locale"], row["published_at"]) for row in rows]


async def vote(tx: Tx, place: tuple[UUID, Locale], voter: bytes, *, helpful: bool, now: datetime) -> None:
    """Keep one reader's verdict; a later one replaces it."""
    await tx.do(
        """insert into article_votes (tenant, article, locale, voter, helpful, at)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (tenant, article, locale, voter) do update
        set helpful = excluded.helpful, at = excluded.at""",
        tx.tenant,
        *place,
        voter,
        helpful,
        now,
    )


async def vectors(tx: Tx, model: str, marks: Sequence[bytes]) -> dict[bytes, bytes]:
    """Read what these texts mean to a model, as far as it is known."""
    rows = await tx.rows(
        "select mark, vector from article_vectors where tenant = $1 and model = $2 and mark = any($3)",
        tx.tenant,
        model,
        list(marks),
    )
    return {row["mark"]: row["vector"] for row in rows}


async def keep_vectors(tx: Tx, model: str, learnt: dict[bytes, bytes]) -> None:
    """Keep what texts mean to a model."""
    await tx.do(
        """insert into article_vectors (tenant, model, mark, vector)
        select $1, $2, * from unnest($3::bytea[], $4::bytea[]) on conflict do nothing""",
        tx.tenant,
        model,
        list(learnt),
        list(learnt.values()),
    )


async def votes(tx: Tx, article: UUID) -> tuple[int, int]:
    """Count who says that an article helped, and who says that it did not."""
    row = await tx.row(
        """select count(*) filter (where helpful) as helpful, count(*) filter (where not helpful) as unhelpful
        from article_votes where tenant = $1 and article = $2""",
        tx.tenant,
        article,
    )
    return (row["helpful"], row["unhelpful"]) if row else (0, 0)


async def source(tx: Tx, slug: str, locale: Locale) -> Source | None:
    """Read a public text as the source it is written from."""
    row = await tx.row(
        """select a.slug, a.category, v.title, v.summary, v.questions, a.topics, a.related, a.owner,
            a.review_by, a.expires_on, v.body"""
        + PUBLIC
        + " and a.slug = $2 and v.locale = $3",
        tx.tenant,
        slug,
        locale,
    )
    return None if row is None else msgspec.convert(dict(row), Source)
