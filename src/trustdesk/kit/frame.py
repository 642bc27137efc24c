"""The frame of pages that are read: whose they are, ways home and to the other language, sheets and feed."""

from collections.abc import Sequence

from msgspec import Struct

from trustdesk.kit.markup import Markup, tag


class Frame(Struct, frozen=True, kw_only=True):
    """What stands around a page. ``home`` and ``other`` are what is read and where that leads."""

    locale: str
    name: str
    home: tuple[str, str]
    other: tuple[str, str]
    tongue: str
    styles: Sequence[str]
    feed: str


def page(
    frame: Frame, title: str, inside: Sequence[str], *, about: Sequence[str] = (), skip: Markup | str = ""
) -> str:
    """Write a page; ``inside`` stands below its top, ``about`` in its head beside the title."""
    (home, home_at), (other, other_at) = frame.home, frame.other
    top = tag(
        "header",
        skip,
        tag("span", frame.name[:1].upper(), class_="mark", aria_hidden="true"),
        tag("a", home, href=home_at, class_="brand"),
        tag("a", other, href=other_at, lang=frame.tongue, hreflang=frame.tongue, class_="other"),
    )
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width,initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", title),
        *about,
        tag("link", rel="icon", href="/console/icon.svg"),
        *(tag("link", rel="stylesheet", href=one) for one in frame.styles),
        tag("link", rel="alternate", type="application/atom+xml", href=frame.feed),
    )
    return f"<!doctype html>{tag('html', head, tag('body', top, *inside), lang=frame.locale)}\n"
