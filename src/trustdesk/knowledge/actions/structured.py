"""What machines may know of a page: linked data in the words of schema.org, none of which runs."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from msgspec import Struct, json

from trustdesk.kit.markup import Markup, tag
from trustdesk.knowledge.rules import render

FEWEST_STEPS = 2
# Inside a script element only these could end it or begin a comment; JSON reads them as before.
SAFE = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


class Told(Struct, frozen=True, kw_only=True):
    """An article with everything filled in; ``subject`` is the code and the name of its category."""

    slug: str
    locale: str
    title: str
    summary: str
    body: str
    subject: tuple[str, str]
    published_at: datetime


def of_home(home: str, title: str) -> list[Mapping[str, Any]]:
    """Tell of the help centre, and how it is asked."""
    ask = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": f"{home}/search?q={{asked}}"},
        "query-input": "required name=asked",
    }
    return [{"@type": "WebSite", "@id": home, "url": home, "name": title, "potentialAction": ask}]


def of_article(home: str, title: str, told: Told) -> list[Mapping[str, Any]]:
    """Tell of an article: what it says, its steps if it has some, and where it stands."""
    address = f"{home}/{told.slug}"
    shared = {
        "@id": address,
        "url": address,
        "inLanguage": told.locale,
        "description": told.summary,
        "dateModified": told.published_at.isoformat(),
        "isPartOf": {"@type": "WebSite", "@id": home, "name": title},
    }
    steps = render.steps(told.body)
    walked = [{"@type": "HowToStep", "position": at, "text": one} for at, one in enumerate(steps, 1)]
    if len(walked) >= FEWEST_STEPS:
        article: Mapping[str, Any] = {"@type": "HowTo", "name": told.title, "step": walked, **shared}
    else:
        article = {"@type": "Article", "headline": told.title, **shared}
    code, subject = told.subject
    way = [(title, home), (subject, f"{home}#{code}"), (told.title, address)]
    crumbs = [
        {"@type": "ListItem", "position": at, "name": name, "item": item}
        for at, (name, item) in enumerate(way, 1)
    ]
    return [article, {"@type": "BreadcrumbList", "itemListElement": crumbs}]


def script(graph: list[Mapping[str, Any]]) -> Markup:
    """Write it down as a block of data."""
    written = json.encode({"@context": "https://schema.org", "@graph": graph}).decode()
    return tag("script", Markup(written.translate(SAFE)), type="application/ld+json")
