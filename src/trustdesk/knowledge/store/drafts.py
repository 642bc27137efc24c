"""The SQL of what is being written, and of articles as editors list them."""

from datetime import date
from typing import LiteralString
from uuid import UUID

import msgspec

from trustdesk.kit.db import Tx
from trustdesk.kit.i18n import Locale
from trustdesk.kit.ids import uuid7
from trustdesk.knowledge.model import Card, Draft, Listed, Wording

Place = tuple[UUID, Locale]

LISTED: LiteralString = """with texts as (
        select v.article, v.locale, v.version, v.state
        from article_versions v where v.tenant = $1 and v.state in ('published', 'scheduled')
    ), last as (
        select distinct on (v.article, v.locale) v.article, v.locale, v.title
        from article_versions v where v.tenant = $1 order by v.article, v.locale, v.version desc
    ), votes as (
        select article, count(*) filter (where helpful) as helpful,
            count(*) filter (where not helpful) as unhelpful
        from article_votes where tenant = $1 group by article
    ), told as (
        select a.slug, a.category, a.owner, a.review_by, a.expires_on,
            coalesce((select jsonb_object_agg(locale, title) from last where article = a.id), '{}')
            || coalesce((select jsonb_object_agg(locale, title) from article_drafts d
                where d.tenant = $1 and d.article = a.id and d.open), '{}') as titles,
            coalesce((select jsonb_object_agg(locale, 'retired') from last where article = a.id), '{}')
            || coalesce((select jsonb_object_agg(locale, state) from texts
                where article = a.id and state = 'scheduled'), '{}')
            || coalesce((select jsonb_object_agg(locale, state) from texts
                where article = a.id and state = 'published'), '{}') as states,
            array(select locale from article_drafts d
                where d.tenant = $1 and d.article = a.id and d.open order by locale) as drafts,
            array(select case t.locale when 'en' then 'zh-CN' else 'en' end from texts t
                where t.article = a.id and t.state = 'published'
                and t.version > case t.locale when 'en' then a.step_en else a.step_zh end
                order by t.locale desc) as behind,
            coalesce(votes.helpful, 0) as helpful, coalesce(votes.unhelpful, 0) as unhelpful
        from articles a left join votes on votes.article = a.id where a.tenant = $1
    )
    select * from told
    where slug > $2 and ($3 = '' or category = $3)
        and ($4 = '' or case $5 when 'missing' then true else states ? $4 or $4 = any(drafts) end)
        and case $5 when '' then true
            when 'draft' then cardinality(drafts) > 0 and ($4 = '' or $4 = any(drafts))
            when 'missing' then not (states ? coalesce(nullif($4, ''), 'en')
                and states ? coalesce(nullif($4, ''), 'zh-CN'))
            when 'behind' then cardinality(behind) > 0
            when 'review' then review_by <= $6
            when 'expired' then expires_on < $6
            when 'unhelpful' then unhelpful >= $7 and unhelpful > helpful
            else exists (select 1 from jsonb_each_text(states) s
                where s.value = $5 and ($4 = '' or s.key = $4)) end
        and ($8 = '' or slug ilike '%' || $8 || '%' or titles::text ilike '%' || $8 || '%'
            or owner ilike '%' || $8 || '%')
    order by slug limit $9"""


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """An article's card with its id and how often it was changed."""

    id: UUID
    slug: str
    revision: int
    category: str
    topics: list[str]
    related: list[str]
    owner: str
    review_by: date | None
    expires_on: date | None
    step_en: int | None
    step_zh: int | None

    def step(self, locale: Locale) -> int | None:
        """Tell which version of a language last said what the other one says."""
        return self.step_en if locale == "en" else self.step_zh


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which articles are listed; what is empty holds for all."""

    words: str = ""
    category: str = ""
    locale: str = ""
    state: str = ""
    after: str = ""
    most: int = 100


async def known(tx: Tx, slug: str, *, locked: bool = False) -> Known | None:
    """Read an article's card; locked, nobody else changes the article until the end."""
    if locked:
        await tx.do("select 1 from articles where tenant = $1 and slug = $2 for update", tx.tenant, slug)
    return await tx.one(
        Known,
        """select id, slug, revision, category, topics, related, owner, review_by, expires_on, step_en,
            step_zh
        from articles where tenant = $1 and slug = $2""",
        tx.tenant,
        slug,
    )


async def slugs(tx: Tx) -> set[str]:
    """List the names of all articles."""
    return {row["slug"] for row in await tx.rows("select slug from articles where tenant = $1", tx.tenant)}


async def begin(tx: Tx, slug: str, card: Card) -> bool:
    """Add an article without a text; False when there is one by this name."""
    return (
        await tx.do(
            """insert into articles (tenant, id, slug, category, topics, related, owner, review_by,
            expires_on)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing""",
            tx.tenant,
            uuid7(),
            slug,
            card.category,
            list(card.topics),
            list(card.related),
            card.owner,
            card.review_by,
            card.expires_on,
        )
        == 1
    )


async def set_card(tx: Tx, id: UUID, card: Card) -> None:
    """Change what holds for all languages."""
    await tx.do(
        """update articles set category = $3, topics = $4, related = $5, owner = $6, review_by = $7,
            expires_on = $8, revision = revision + 1 where tenant = $1 and id = $2""",
        tx.tenant,
        id,
        card.category,
        list(card.topics),
        list(card.related),
        card.owner,
        card.review_by,
        card.expires_on,
    )


async def set_step(tx: Tx, id: UUID, en: int | None, zh: int | None) -> None:
    """Note which versions of the two languages say the same."""
    await tx.do(
        "update articles set step_en = $3, step_zh = $4 where tenant = $1 and id = $2", tx.tenant, id, en, zh
    )


async def find(tx: Tx, place: Place) -> Draft:
    """Read the unfinished text, open or closed."""
    return (
        await tx.one(
            Draft,
            """select revision, open, base, title, summary, questions, body, written_by, written_at
            from article_drafts where tenant = $1 and article = $2 and locale = $3""",
            tx.tenant,
            *place,
        )
        or Draft()
    )


async def save(tx: Tx, place: Place, draft: Draft) -> None:
    """Keep the unfinished text as it is now."""
    await tx.do(
        """insert into article_drafts (tenant, article, locale, revision, open, base, title, summary,
            questions, body, written_by, written_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        on conflict (tenant, article, locale) do update set revision = excluded.revision,
            open = excluded.open, base = excluded.base, title = excluded.title,
            summary = excluded.summary, questions = excluded.questions, body = excluded.body,
            written_by = excluded.written_by, written_at = excluded.written_at""",
        tx.tenant,
        *place,
        draft.revision,
        draft.open,
        draft.base,
        draft.title,
        draft.summary,
        draft.questions,
        draft.body,
        draft.written_by,
        draft.written_at,
    )


async def close(tx: Tx, place: Place) -> None:
    """Close the unfinished text; its words stay until the next are written over them."""
    await tx.do(
        """update article_drafts set open = false, revision = revision + 1
        where tenant = $1 and article = $2 and locale = $3""",
        tx.tenant,
        *place,
    )


def wording(draft: Draft) -> Wording:
    """Take the words of a draft."""
    return Wording(
        title=draft.title, summary=draft.summary, questions=tuple(draft.questions), body=draft.body
    )


async def listed(tx: Tx, wanted: Wanted, today: date, least_unhelpful: int) -> list[Listed]:
    """List articles by name, with where each language stands."""
    rows = await tx.rows(
        LISTED,
        tx.tenant,
        wanted.after,
        wanted.category,
        wanted.locale,
        wanted.state,
        today,
        least_unhelpful,
        wanted.words,
        wanted.most,
    )
    return [
        Listed(**{**row, **{name: msgspec.json.decode(row[name]) for name in ("titles", "states")}})
        for row in rows
    ]
