"""Quoting an article: the lines that answer a question, with where they stand."""

from collections.abc import Sequence

import msgspec

from trustdesk.brands import Brand
from trustdesk.kit import i18n
from trustdesk.kit.db import Tx
from trustdesk.knowledge.actions.facts import facts
from trustdesk.knowledge.actions.read import read_article
from trustdesk.knowledge.rules import passages, render
from trustdesk.knowledge.rules.filling import filled
from trustdesk.knowledge.store import shared

LONGEST_QUOTE = 900  # characters


class Quote(msgspec.Struct, frozen=True):
    """What an article says to a question; ``whole`` is all it says, ``path`` where it is read.

    ``locale`` is the language it is written in, which may not be the one that was asked for.
    """

    slug: str
    locale: i18n.Locale
    version: int
    title: str
    summary: str
    lines: Sequence[str]
    whole: str
    path: str
    topics: Sequence[str]


async def quote(tx: Tx, brand: Brand, slug: str, locale: i18n.Locale, asked: str) -> Quote | None:
    """Quote a public article, in a language where there is one; None when it is not public."""
    reading = await read_article(tx, slug, locale)
    if reading is None:
        return None
    one = reading.article
    values = facts(brand, i18n.words(one.locale), await shared.blocks(tx, one.locale))
    title, summary, body = (filled(text, values) for text in (one.title, one.summary, one.body))
    parts = passages.blocks(body)
    return Quote(
        slug=one.slug,
        locale=one.locale,
        version=one.version,
        title=title,
        summary=summary,
        lines=passages.quoted(parts, asked, LONGEST_QUOTE),
        whole="\n".join((title, summary, render.plain(body))),
        path=f"/help/{brand.slug}/{locale}/{one.slug}",
        topics=one.topics,
    )
