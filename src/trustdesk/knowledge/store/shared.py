"""The SQL of what articles share: blocks, pictures, and what readers said."""

from collections.abc import Collection
from datetime import datetime

import msgspec

from trustdesk.kit.db import Tx
from trustdesk.kit.i18n import Locale
from trustdesk.knowledge.model import Unhelpful


class Block(msgspec.Struct, frozen=True):
    """A text that articles quote, as it stands."""

    name: str
    locale: Locale
    version: int
    text: str
    written_by: str
    written_at: datetime


class Kept(msgspec.Struct, frozen=True):
    """A picture of the brand's own, and where its bytes lie."""

    name: str
    media_type: str
    width: int
    height: int
    sha256: bytes
    blob: str


class Use(msgspec.Struct, frozen=True):
    """An article that says something, in a language; a draft says it too."""

    slug: str
    locale: Locale
    title: str
    draft: bool


async def blocks(tx: Tx, locale: Locale) -> dict[str, str]:
    """Read the texts of the brand's own blocks."""
    rows = await tx.rows(
        """select distinct on (name) name, text from article_blocks
        where tenant = $1 and locale = $2 order by name, version desc""",
        tx.tenant,
        locale,
    )
    return {row["name"]: row["text"] for row in rows}


async def all_blocks(tx: Tx) -> list[Block]:
    """Read every block as it stands, in all languages."""
    return await tx.all(
        Block,
        """select distinct on (name, locale) name, locale, version, text, written_by, written_at
        from article_blocks where tenant = $1 order by name, locale, version desc""",
        tx.tenant,
    )


async def block_versions(tx: Tx, name: str, locale: Locale) -> list[Block]:
    """Read how a block stood before, the newest first."""
    return await tx.all(
        Block,
        """select name, locale, version, text, written_by, written_at from article_blocks
        where tenant = $1 and name = $2 and locale = $3 order by version desc limit 50""",
        tx.tenant,
        name,
        locale,
    )


async def add_block(tx: Tx, block: Block) -> bool:
    """Put a block down anew; False when there is such a version already."""
    return (
        await tx.do(
            """insert into article_blocks (tenant, name, locale, version, text, written_by, written_at)
        values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing""",
            tx.tenant,
            block.name,
            block.locale,
            block.version,
            block.text,
            block.written_by,
            block.written_at,
        )
        == 1
    )


async def uses(tx: Tx, said: str) -> list[Use]:
    """List who says exactly this, in what is public and in what is being written."""
    return await tx.all(
        Use,
        """select a.slug, v.locale, v.title, false as draft from articles a
        join article_versions v on v.tenant = a.tenant and v.article = a.id
        where a.tenant = $1 and v.state = 'published' and strpos(v.body, $2) > 0
        union all
        select a.slug, d.locale, d.title, true from articles a
        join article_drafts d on d.tenant = a.tenant and d.article = a.id
        where a.tenant = $1 and d.open and strpos(d.body, $2) > 0
        order by slug, locale, draft limit 200""",
        tx.tenant,
        said,
    )


async def pictures(tx: Tx, names: Collection[str]) -> list[Kept]:
    """Read these pictures."""
    return await tx.all(
        Kept,
        """select name, media_type, width, height, sha256, blob from article_pictures
        where tenant = $1 and name = any($2)""",
        tx.tenant,
        list(names),
    )


async def keep_picture(tx: Tx, picture: Kept, by: str, now: datetime) -> None:
    """Keep a picture by its name; another by this name is replaced."""
    await tx.do(
        """insert into article_pictures (tenant, name, media_type, width, height, sha256, blob,
            taken_by, taken_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (tenant, name) do update set media_type = excluded.media_type, width = excluded.width,
            height = excluded.height, sha256 = excluded.sha256, blob = excluded.blob,
            taken_by = excluded.taken_by, taken_at = excluded.taken_at""",
        tx.tenant,
        picture.name,
        picture.media_type,
        picture.width,
        picture.height,
        picture.sha256,
        picture.blob,
        by,
        now,
    )


async def unhelpful(tx: Tx, since: datetime, least: int, most: int) -> list[Unhelpful]:
    """List public articles that more readers say do not help than do, the worst first."""
    return await tx.all(
        Unhelpful,
        """select a.slug, v.locale, v.title, count(*) filter (where o.helpful) as helpful,
            count(*) filter (where not o.helpful) as unhelpful,
            max(o.at) filter (where not o.helpful) as last_at
        from article_votes o join articles a on a.tenant = o.tenant and a.id = o.article
        join article_versions v on v.tenant = o.tenant and v.article = o.article and v.locale = o.locale
            and v.state = 'published'
        where o.tenant = $1 and o.at >= $2
        group by a.slug, v.locale, v.title
        having count(*) filter (where not o.helpful) >= $3
            and count(*) filter (where not o.helpful) > count(*) filter (where o.helpful)
        order by count(*) filter (where not o.helpful) - count(*) filter (where o.helpful) desc,
            a.slug, v.locale
        limit $4""",
        tx.tenant,
        since,
        least,
        most,
    )
