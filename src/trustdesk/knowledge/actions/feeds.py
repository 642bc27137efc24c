"""What machines read of the help centre: a map of the site, and a feed of what is new."""

from collections.abc import Sequence
from datetime import datetime
from html import escape

from trustdesk.kit.i18n import Locale
from trustdesk.kit.markup import Markup, tag
from trustdesk.knowledge.model import Entry

XML = '<?xml version="1.0" encoding="utf-8"?>\n'
Changed = Sequence[tuple[str, Locale, datetime]]


def sitemap(base: str, changed: Changed) -> str:
    """Write the map of the site (sitemaps.org, protocol 0.9); ``base`` is the address below which it lies."""
    pages = [
        tag("url", tag("loc", f"{base}/{locale}/{slug}"), tag("lastmod", at.date().isoformat()))
        for slug, locale, at in changed
    ]
    return XML + tag("urlset", *pages, xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")


def feed(base: str, title: str, locale: Locale, changed: Changed, shown: dict[str, Entry]) -> str:
    """Write the feed of a language (Atom, RFC 4287)."""
    own = [(slug, at) for slug, where, at in changed if where == locale and slug in shown]
    newest = max((at for _, at in own), default=datetime.fromisoformat("2026-01-01T00:00:00+00:00"))
    entries: list[Markup] = [
        tag(
            "entry",
            tag("title", shown[slug].title),
            tag("id", f"{base}/{locale}/{slug}"),
            tag("updated", at.isoformat()),
            Markup(f'<link href="{escape(base)}/{locale}/{slug}"/>'),
            tag("summary", shown[slug].summary),
        )
        for slug, at in own
    ]
    head = (
        tag("title", title),
        tag("id", f"{base}/{locale}"),
        tag("updated", newest.isoformat()),
        tag("author", tag("name", title)),
    )
    return XML + tag("feed", *head, *entries, xmlns="http://www.w3.org/2005/Atom")
