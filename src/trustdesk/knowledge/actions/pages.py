"""The pages of the help centre: whole without a script, quick to draw, the same in both languages."""

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from trustdesk.kit.markup import Markup, tag
from trustdesk.knowledge.actions.read import Reading
from trustdesk.knowledge.actions.sheets import Sheet, page
from trustdesk.knowledge.model import CATEGORIES, Entry, Hit, Shown
from trustdesk.knowledge.rules import render


def home(sheet: Sheet, entries: Sequence[Entry], asked: Sequence[str] = ()) -> str:
    """Write the first page: the search box, what others ask now (by slug), everything by subject."""
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
        _asked_now(sheet, [one for slug in asked for one in entries if one.slug == slug]),
        tag("div", *parts, class_="subjects") if parts else empty,
    )
    return page(sheet, title, main)


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
    return page(sheet, said, main)


def article(sheet: Sheet, reading: Reading, shown: Mapping[str, Shown], voted: str = "") -> str:
    """Write an article, whether it helped, and what to read next."""
    one = reading.article
    title = sheet.fill(one.title)
    words = sheet.words
    foreign = one.locale != words.locale
    text = Markup(render.html(sheet.fill(one.body), sheet.path, shown))
    main = (
        _crumbs(sheet, one.category),
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
    return page(sheet, title, main, f"/{one.slug}", reading)


def missing(sheet: Sheet) -> str:
    """Write that an article is not here, with the way on."""
    said = sheet.words.text("knowledge.missing")
    return page(
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
        data_brand=sheet.brand.slug,
        data_told=words.text("knowledge.typed", count="#"),
        data_nothing=words.text("knowledge.typed.none"),
        action=f"{sheet.path}/search",
        class_="search",
    )


def _asked_now(sheet: Sheet, entries: Sequence[Entry]) -> Markup | str:
    if not entries:
        return ""
    links = [tag("li", tag("a", sheet.fill(one.title), href=f"{sheet.path}/{one.slug}")) for one in entries]
    title = sheet.words.text("knowledge.asked_now")
    return tag("section", tag("h2", title), tag("ul", *links), class_="asked", data_test="asked-now")


def _category(sheet: Sheet, name: str, entries: Sequence[Entry]) -> Markup:
    links = [tag("li", tag("a", sheet.fill(one.title), href=f"{sheet.path}/{one.slug}")) for one in entries]
    title = sheet.words.text(f"knowledge.category.{name}")
    return tag("section", tag("h2", title), tag("ul", *links), id=name)


def _crumbs(sheet: Sheet, category: str) -> Markup:
    words = sheet.words
    subject = words.text(f"knowledge.category.{category}")
    return tag(
        "nav",
        tag("a", words.text("knowledge.home"), href=sheet.path),
        tag("span", "›", aria_hidden="true"),
        tag("a", subject, href=f"{sheet.path}#{category}"),
        class_="crumbs",
        aria_label=words.text("knowledge.crumbs"),
    )


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
