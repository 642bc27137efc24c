"""The pages of announcements, and their feed: written by the server, whole without a script."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from html import escape

from msgspec import Struct

from trustdesk.announcements.views import PublicAnnouncement
from trustdesk.brands import Brand, known
from trustdesk.kit import frame, i18n
from trustdesk.kit import pages as built
from trustdesk.kit.errors import NotFound
from trustdesk.kit.i18n import Words
from trustdesk.kit.markup import Markup, tag

XML = '<?xml version="1.0" encoding="utf-8"?>\n'


class Sheet(Struct, frozen=True):
    """What a page is written from."""

    brand: Brand
    words: Words
    policy: str

    @property
    def path(self) -> str:
        return f"/announcements/{self.brand.slug}/{self.words.locale}"

    def moment(self, at: datetime) -> str:
        return self.words.moment(at, self.brand.hours.time_zone)


def sheet_of(brands: Mapping[str, Brand], files_url: str, brand: str, tongue: str) -> Sheet:
    """Begin a page of a brand in a language; raises ``NotFound`` for what is neither."""
    if tongue not in i18n.LOCALES:
        raise NotFound
    return Sheet(known(brands, brand), i18n.words(i18n.spoken(tongue)), built.policy(files_url))


def listing(sheet: Sheet, items: Sequence[PublicAnnouncement]) -> str:
    """Write everything that is announced."""
    words = sheet.words
    rows = [
        tag(
            "li",
            tag("a", one.title, href=one.url),
            tag("p", _told(sheet, one), class_="quiet"),
            lang=one.locale,
            data_test="announcement",
        )
        for one in items
    ]
    main = (
        tag("h1", words.text("announcement.title")),
        tag("p", words.text("announcement.lead"), class_="lead"),
        tag(
            "p",
            tag("a", words.text("announcement.subscribe"), href=f"{sheet.path}/subscribe", class_="button"),
        ),
        tag("ol", *rows, class_="hits")
        if rows
        else tag("p", words.text("announcement.none"), class_="empty"),
    )
    return page(sheet, words.text("announcement.title"), main)


def single(sheet: Sheet, one: PublicAnnouncement) -> str:
    """Write one announcement."""
    words = sheet.words
    paragraphs = [tag("p", *_lines(part)) for part in one.text.split("\n\n") if part.strip()]
    main = (
        tag("nav", tag("a", words.text("announcement.title"), href=sheet.path), class_="crumbs"),
        tag("p", words.text("announcement.only_in"), class_="notice") if one.locale != words.locale else "",
        tag("p", words.text("announcement.over"), class_="notice") if one.over else "",
        tag(
            "article",
            tag("h1", one.title),
            tag("p", _told(sheet, one), class_="quiet"),
            tag("div", *paragraphs, class_="text"),
            lang=one.locale,
        ),
    )
    return page(sheet, one.title, main, f"/{one.id}")


def feed(sheet: Sheet, base: str, items: Sequence[PublicAnnouncement]) -> str:
    """Write the feed of a language (Atom, RFC 4287); ``base`` is the address of the desk."""
    title = f"{_name(sheet)}: {sheet.words.text('announcement.title')}"
    newest = max((one.updated_at for one in items), default=datetime(2026, 1, 1, tzinfo=UTC))
    entries = [
        tag(
            "entry",
            tag("title", one.title),
            tag("id", f"urn:uuid:{one.id}"),
            tag("published", one.since.isoformat()),
            tag("updated", one.updated_at.isoformat()),
            Markup(f'<link href="{escape(base + one.url)}"/>'),
            Markup(f'<category term="{one.kind}"/>'),
            tag("content", one.text),
        )
        for one in items
    ]
    head = (
        tag("title", title),
        tag("id", f"{base}{sheet.path}"),
        tag("updated", newest.isoformat()),
        tag("author", tag("name", _name(sheet))),
    )
    return XML + tag("feed", *head, *entries, xmlns="http://www.w3.org/2005/Atom")


def page(sheet: Sheet, title: str, main: Sequence[str], where: str = "", *, about: Sequence[str] = ()) -> str:
    """Write a page; ``where`` is its place below ``sheet.path``, ``about`` stands in its head."""
    words, slug, name = sheet.words, sheet.brand.slug, _name(sheet)
    other = "en" if words.locale == "zh-CN" else "zh-CN"
    around = frame.Frame(
        locale=words.locale,
        name=name,
        home=(name, f"/help/{slug}/{words.locale}"),
        other=(words.text("announcement.language"), f"/announcements/{slug}/{other}{where}"),
        tongue=other,
        styles=("/styles/help.css", f"/official/{slug}/colours.css"),
        feed=f"{sheet.path}/feed.xml",
    )
    notice = sheet.brand.notice.of(words.locale)
    foot = tag(
        "footer",
        tag("p", tag("a", words.text("announcement.subscribe"), href=f"{sheet.path}/subscribe")),
        tag("p", tag("a", words.text("announcement.feed"), href=around.feed)),
        tag("p", notice) if notice else "",
    )
    return frame.page(around, title, (tag("main", *main, id="main"), foot), about=about)


def _told(sheet: Sheet, one: PublicAnnouncement) -> str:
    kind = sheet.words.text(f"announcement.kind.{one.kind}")
    told = sheet.words.text("announcement.since", kind=kind, at=sheet.moment(one.since))
    if one.updated_at > one.since:
        told += sheet.words.text("announcement.changed", at=sheet.moment(one.updated_at))
    return told


def _lines(part: str) -> list[str]:
    lines = part.strip().split("\n")
    return [one for line in lines for one in (tag("br"), line)][1:]


def _name(sheet: Sheet) -> str:
    return sheet.brand.name.of(sheet.words.locale)
