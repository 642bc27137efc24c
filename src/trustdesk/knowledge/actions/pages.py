"""The pages of the help centre: whole without a script, quick to draw, the same in both languages."""

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from msgspec import Struct

from trustdesk.brands import Brand
from trustdesk.kit import frame
from trustdesk.kit.i18n import Words
from trustdesk.kit.markup import Markup, tag
from trustdesk.knowledge.actions.read import Reading
from trustdesk.knowledge.model import CATEGORIES, Entry, Hit, Shown
from trustdesk.knowledge.rules import render
from trustdesk.knowledge.rules.filling import filled


class Notice(Struct, frozen=True):
    """What stands above every page: a title, and where the rest of it is, if there is more."""

    title: str
    url: str
    locale: str


class Sheet(Struct, frozen=True):
    """What every page is written from: whose it is, in which language, what the brand fills in."""

    brand: Brand
    words: Words
    facts: Mapping[str, str]
    asked: str = ""
    policy: str = ""
    notices: Sequence[Notice] = ()

    @property
    def path(self) -> str:
        return f"/help/{self.brand.slug}/{self.words.locale}"

    def fill(self, text: str) -> str:
        return filled(text, self.facts)


def home(sheet: Sheet, entries: Sequence[Entry]) -> str:
    """Write the first page: the search box and everything by subject."""
    parts = [
        _category(sheet, name, [one for one in entries if one.category == name])
        for name in CATEGORIES
        if any(one.category == name for one in entries)
    ]
    empty = tag("p", sheet.words.text("knowledge.empty"), class_="empty")
    title = sheet.words.text("knowledge.title", brand=sheet.facts["brand"])
    main = (
        tag("h1", title),
        tag("p", sheet.words.text("knowledge.lead"), class_="lead"),
        search_box(sheet),
        tag("div", *parts, class_="subjects") if parts else empty,
    )
    return _page(sheet, title, main)


def results(sheet: Sheet, hits: Sequence[Hit]) -> str:
    """Write what was found, or that nothing was and what to do then."""
    words, count = sheet.words, len(hits)
    told = "knowledge.results" if hits else "knowledge.nothing"
    said = words.text(told, count=count, asked=sheet.asked)
    rows = [
        tag(
            "li",
            tag("a", sheet.fill(hit.title), href=f"{sheet.path}/{hit.slug}?q={quote(sheet.asked)}"),
            tag("p", sheet.fill(hit.summary)),
            lang=hit.locale,
        )
        for hit in hits
    ]
    main = (
        tag("h1", said, data_test="results"),
        search_box(sheet),
        tag("ol", *rows, class_="hits")
        if rows
        else tag("p", words.text("knowledge.nothing_hint"), class_="lead"),
        _person(sheet, ""),
    )
    return _page(sheet, said, main)


def article(sheet: Sheet, reading: Reading, shown: Mapping[str, Shown], voted: str = "") -> str:
    """Write an article, whether it helped, and what to read next."""
    one = reading.article
    title = sheet.fill(one.title)
    words = sheet.words
    foreign = one.locale != words.locale
    text = Markup(render.html(sheet.fill(one.body), sheet.path, shown))
    main = (
        tag("nav", tag("a", words.text("knowledge.home"), href=sheet.path), class_="crumbs"),
        tag("p", words.text("knowledge.only_in"), class_="notice") if foreign else "",
        tag(
            "article",
            tag("h1", title),
            tag("p", sheet.fill(one.summary), class_="lead"),
            tag("div", text, class_="text"),
            tag(
                "p", words.text("knowledge.updated", day=one.published_at.date().isoformat()), class_="quiet"
            ),
            lang=one.locale,
            id="text",
        ),
        _vote(sheet, one.slug, voted),
        _person(sheet, one.slug, title),
        _related(sheet, reading.related),
    )
    return _page(sheet, title, main, f"/{one.slug}", reading)


def missing(sheet: Sheet) -> str:
    """Write that an article is not here, with the way on."""
    said = sheet.words.text("knowledge.missing")
    return _page(
        sheet,
        said,
        (
            tag("h1", sheet.words.text("knowledge.home")),
            tag("p", said),
            search_box(sheet),
            _person(sheet, ""),
        ),
    )


def search_box(sheet: Sheet) -> Markup:
    """Write the form that asks; it works by its own address."""
    words = sheet.words
    return tag(
        "form",
        tag("label", words.text("knowledge.search"), for_="q", class_="unseen"),
        tag(
            "input",
            id="q",
            name="q",
            type="search",
            value=sheet.asked,
            maxlength="400",
            required=True,
            placeholder=words.text("knowledge.placeholder"),
            autocomplete="off",
            data_test="question",
        ),
        tag("button", words.text("knowledge.do_search"), type="submit", data_test="search"),
        role="search",
        method="get",
        action=f"{sheet.path}/search",
        class_="search",
    )


def _category(sheet: Sheet, name: str, entries: Sequence[Entry]) -> Markup:
    links = [tag("li", tag("a", sheet.fill(one.title), href=f"{sheet.path}/{one.slug}")) for one in entries]
    title = sheet.words.text(f"knowledge.category.{name}")
    return tag("section", tag("h2", title), tag("ul", *links), id=name)


def _vote(sheet: Sheet, slug: str, voted: str) -> Markup:
    words = sheet.words
    if voted:
        return tag(
            "p", words.text(f"knowledge.thanks_{voted}"), class_="vote", role="status", data_test="thanks"
        )
    buttons = [
        tag("button", words.text(f"knowledge.{one}"), name="helpful", value=one, type="submit", data_test=one)
        for one in ("yes", "no")
    ]
    return tag(
        "form",
        tag("span", words.text("knowledge.helped")),
        *buttons,
        method="post",
        action=f"{sheet.path}/{slug}/vote" + (f"?q={quote(sheet.asked)}" if sheet.asked else ""),
        class_="vote",
    )


def _person(sheet: Sheet, slug: str, title: str = "") -> Markup:
    """Lead on to a person with what was read and searched: the chat, or a page where no script runs."""
    words = sheet.words
    said = [words.text("knowledge.read", title=title)] if title else []
    said += [words.text("knowledge.asked", asked=sheet.asked)] if sheet.asked else []
    carried = "&".join(
        f"{name}={quote(value)}" for name, value in (("article", slug), ("q", sheet.asked)) if value
    )
    there = f"/{sheet.brand.slug}/form" + (f"?{carried}" if carried else "")
    if "form" not in sheet.brand.lines:
        there = f"/official/{sheet.brand.slug}"  # every way to a person is named there
    return tag(
        "aside",
        tag("p", words.text("knowledge.ask" if sheet.brand.hours.always else "knowledge.ask.hours")),
        tag(
            "a",
            words.text("knowledge.chat"),
            href=there,
            class_="button",
            data_test="chat",
            data_chat="".join(f"{one}\n" for one in said),
        ),
        class_="person",
    )


def _related(sheet: Sheet, related: Sequence[Entry]) -> Markup | str:
    if not related:
        return ""
    links = [tag("li", tag("a", sheet.fill(one.title), href=f"{sheet.path}/{one.slug}")) for one in related]
    return tag(
        "section", tag("h2", sheet.words.text("knowledge.related")), tag("ul", *links), class_="related"
    )


def _page(
    sheet: Sheet, title: str, main: Sequence[str], where: str = "", reading: Reading | None = None
) -> str:
    words, slug = sheet.words, sheet.brand.slug
    other = "en" if words.locale == "zh-CN" else "zh-CN"
    around = frame.Frame(
        locale=words.locale,
        name=sheet.facts["brand"],
        home=(words.text("knowledge.title", brand=sheet.facts["brand"]), sheet.path),
        other=(words.text("knowledge.language"), f"/help/{slug}/{other}{where}"),
        tongue=other,
        styles=("/styles/help.css", f"/official/{slug}/colours.css"),
        feed=f"{sheet.path}/feed.xml",
    )
    notice = sheet.brand.notice.of(words.locale)
    told = f"/announcements/{slug}/{words.locale}/subscribe"
    foot = tag(
        "footer",
        tag("p", tag("a", words.text("knowledge.announcements"), href=told, data_test="get-announcements")),
        tag("p", tag("a", words.text("knowledge.official"), href=f"/official/{slug}")),
        tag("p", notice) if notice else "",
    )
    inside = (_notices(sheet), tag("main", *main, id="main"), foot, *_scripts(sheet))
    skip = tag("a", words.text("knowledge.skip"), href="#main", class_="skip")
    return frame.page(around, title, inside, about=_about(sheet, where, reading), skip=skip)


def _notices(sheet: Sheet) -> Markup | str:
    rows = [
        tag("p", tag("a", one.title, href=one.url) if one.url else one.title, lang=one.locale)
        for one in sheet.notices
    ]
    return tag("aside", *rows, class_="notices", data_test="notices") if rows else ""


def _scripts(sheet: Sheet) -> tuple[Markup, ...]:
    """Put the chat at hand; the page is whole without it."""
    accent, locale = sheet.brand.colours.accent, sheet.words.locale
    widget = tag(
        "script",
        src="/widget.js",
        defer=True,
        data_brand=sheet.brand.slug,
        data_locale=locale,
        data_accent=accent,
    )
    return widget, tag("script", src="/widget/help.js", defer=True)


def _about(sheet: Sheet, where: str, reading: Reading | None) -> list[Markup]:
    locales = reading.locales if reading else ("en", "zh-CN")
    about = sheet.fill(reading.article.summary) if reading else sheet.words.text("knowledge.lead")
    return [
        tag("meta", name="description", content=about),
        *(
            tag("link", rel="alternate", hreflang=one, href=f"/help/{sheet.brand.slug}/{one}{where}")
            for one in locales
        ),
    ]
