"""Reading what is public, for a page."""

from collections.abc import Sequence

import msgspec

from trustdesk.kit.db import Tx
from trustdesk.kit.i18n import LOCALES, Locale
from trustdesk.knowledge.model import Article, Entry
from trustdesk.knowledge.store import articles as store

MOST_RELATED = 4


class Reading(msgspec.Struct, frozen=True):
    """An article with what is read next, and the languages it is written in."""

    article: Article
    related: Sequence[Entry]
    locales: Sequence[Locale]


async def read_article(tx: Tx, slug: str, locale: Locale) -> Reading | None:
    """Read a public article in a language, else in the other; None when it is in neither."""
    article = await store.find(tx, slug, locale)
    for other in LOCALES:
        article = article or await store.find(tx, slug, other)
    if article is None:
        return None
    shown = {one.slug: one for one in await store.entries(tx, article.locale)}
    named = [shown[slug] for slug in article.related if slug in shown and slug != article.slug]
    same = [one for one in shown.values() if one.category == article.category and one.slug != article.slug]
    related = list({one.slug: one for one in (*named, *same)}.values())[:MOST_RELATED]
    return Reading(article, related, await store.locales_of(tx, article.id))
