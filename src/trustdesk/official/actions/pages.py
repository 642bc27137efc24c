"""The public page: one box, the answer with the difference drawn, and the directory. No script anywhere."""

from msgspec import Struct

from trustdesk.brands import Brand
from trustdesk.kit.i18n import Words
from trustdesk.kit.markup import Markup, joined, tag
from trustdesk.official.actions.reporting import report_form
from trustdesk.official.model import Piece, Verdict
from trustdesk.official.views.shapes import (
    ChannelView,
    CheckView,
    DirectoryView,
    HotlinesView,
    ItemView,
    ReportedView,
)

ICONS = {
    Verdict.OFFICIAL: "M12 3.5l7 2.5v5.4c0 4.3-2.9 7.6-7 9.1-4.1-1.5-7-4.8-7-9.1V6zM8.8 12l2.3 2.3 4.2-4.5",
    Verdict.UNKNOWN: "M9.3 9a2.8 2.8 0 1 1 4 2.6c-.9.5-1.3 1-1.3 2.1M12 17v.01",
    Verdict.NOT_OFFICIAL: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8.5 8.5l7 7M15.5 8.5l-7 7",
    Verdict.LOOKS_LIKE: "M12 4l9 16H3zM12 10v4.5M12 17.3v.01",
    Verdict.KNOWN_IMPOSTOR: "M12 4l9 16H3zM12 10v4.5M12 17.3v.01",
}


class Sheet(Struct, frozen=True):
    """What the page is written from; ``text`` is what was pasted, ``fault`` why it could not be answered."""

    brand: Brand
    words: Words
    directory: DirectoryView
    client_id: str
    text: str = ""
    answer: CheckView | None = None
    reported: ReportedView | None = None
    fault: str = ""


def page(sheet: Sheet) -> str:
    """Write the page in the reader's language."""
    words, name = sheet.words, sheet.directory.name
    other = "en" if words.locale == "zh-CN" else "zh-CN"
    path = f"/official/{sheet.brand.slug}"
    top = tag(
        "header",
        tag("span", name[:1].upper(), class_="mark", aria_hidden="true"),
        tag("span", name, class_="brand"),
        tag(
            "a",
            words.text("official.page.language"),
            class_="other",
            href=f"{path}?lang={other}",
            lang=other,
            hreflang=other,
        ),
    )
    main = tag(
        "main",
        tag("p", sheet.directory.notice, class_="notice") if sheet.directory.notice else "",
        tag("h1", words.text("official.page.question")),
        tag("p", words.text("official.page.lead", brand=name), class_="lead"),
        _fault(sheet),
        _reported(sheet),
        _form(sheet, path),
        _answer(sheet),
        _directory(sheet),
        _hotlines(sheet.directory.hotlines, words),
        _know(sheet),
    )
    body = tag("body", top, main, tag("footer", tag("p", words.text("official.page.kept"))))
    return f"<!doctype html>{tag('html', _head(words, name, path), body, lang=words.locale)}\n"


def _head(words: Words, name: str, path: str) -> Markup:
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width,initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", words.text("official.page.title", brand=name)),
        tag("link", rel="icon", href="/console/icon.svg"),
        tag("link", rel="stylesheet", href="/styles/official.css"),
        tag("link", rel="stylesheet", href=f"{path}/colours.css"),
    )


def icon(path: str) -> Markup:
    """Draw an icon of 24 by 24."""
    return Markup(f'<svg viewBox="0 0 24 24" aria-hidden="true" class="icon"><path d="{path}"/></svg>')


def _form(sheet: Sheet, path: str) -> Markup:
    words = sheet.words
    return tag(
        "form",
        tag("label", words.text("official.page.label"), for_="text"),
        tag(
            "textarea",
            sheet.text,
            id="text",
            name="text",
            rows="3",
            maxlength="5000",
            required=True,
            dir="auto",
            autocapitalize="off",
            autocomplete="off",
            spellcheck="false",
            placeholder=words.text("official.page.hint", host=sheet.brand.official.host),
            aria_describedby="kept",
            data_test="text",
        ),
        tag(
            "p",
            tag("span", words.text("official.page.private"), id="kept"),
            tag("button", words.text("official.page.check"), type="submit", data_test="check"),
            class_="row",
        ),
        method="post",
        action=f"{path}?lang={words.locale}#answer",
        class_="ask",
    )


def _fault(sheet: Sheet) -> Markup | str:
    return tag("p", sheet.fault, class_="fault", role="alert", data_test="fault") if sheet.fault else ""


def _reported(sheet: Sheet) -> Markup | str:
    if sheet.reported is None:
        return ""
    told = sheet.reported
    steps = joined(*(tag("li", line) for line in told.advice))
    title = tag("h2", sheet.words.text("official.reported.title"))
    return tag(
        "section",
        title,
        tag("p", tag("bdi", told.thing, class_="thing")),
        tag("p", told.text),
        tag("ul", steps),
        class_="reported",
        role="status",
        data_test="reported",
    )


def _answer(sheet: Sheet) -> Markup | str:
    answer = sheet.answer
    if answer is None:
        return ""
    items = joined(*(_item(sheet, item, place) for place, item in enumerate(answer.items)))
    advice = joined(*(tag("li", line) for line in answer.advice))
    return tag(
        "section",
        tag(
            "div",
            icon(ICONS[answer.verdict]),
            tag("div", tag("h2", answer.title), tag("p", answer.text)),
            class_="verdict",
        ),
        tag("ul", items, class_="items") if answer.items else "",
        tag("ul", advice, class_="advice"),
        id="answer",
        class_=f"answer {answer.verdict}{_only_names(answer)}",
        data_test="answer",
        data_verdict=answer.verdict,
    )


def _only_names(answer: CheckView) -> str:
    """A name is not green: anybody can use it."""
    return " name" if answer.items and all(item.kind == "agent" for item in answer.items) else ""


def _item(sheet: Sheet, item: ItemView, place: int) -> Markup:
    words = sheet.words
    reasons = joined(*(tag("li", reason.text) for reason in item.reasons))
    id = f"{sheet.client_id}-{place}"
    named = words.catalogue.get(f"official.kind.{item.place}") or words.text(f"official.kind.{item.kind}")
    return tag(
        "li",
        tag("p", tag("span", named, class_="kind"), tag("strong", item.title, class_="says"), class_="head"),
        tag("p", tag("bdi", item.value, class_="thing"), data_test="thing"),
        _drawn(item, words),
        tag("ul", reasons, class_="reasons"),
        report_form(item, sheet.text, id, sheet.brand.slug, words) if item.thing else "",
        class_=f"item {item.verdict}",
        data_test="item",
    )


def _drawn(item: ItemView, words: Words) -> Markup | str:
    """Set the two writings above each other, letter by letter where they differ."""
    if not item.difference:
        return ""
    rows = [
        tag("dt", words.text("official.drawn.given")),
        tag("dd", *(_side(piece, piece.given) for piece in item.difference)),
        tag("dt", words.text("official.drawn.official")),
        tag("dd", *(_side(piece, piece.official) for piece in item.difference)),
    ]
    names = [name for piece in item.difference for name in piece.names]
    spelt = (
        tag("p", words.text("official.drawn.letters", letters="; ".join(names)), class_="letters")
        if names
        else ""
    )
    return tag("div", tag("dl", *rows), spelt, class_="drawn", data_test="difference")


def _side(piece: Piece, text: str) -> Markup:
    if not text:
        return Markup("")
    return joined(text) if piece.mark == "same" else tag("mark", text)


def _directory(sheet: Sheet) -> Markup:
    words = sheet.words
    rows: list[Markup] = []
    kinds = dict.fromkeys(channel.kind for channel in sheet.directory.channels)
    for kind in kinds:
        own = [channel for channel in sheet.directory.channels if channel.kind == kind]
        rows += [tag("dt", own[0].label), tag("dd", tag("ul", *(tag("li", _channel(one)) for one in own)))]
    return tag(
        "section",
        tag("h2", words.text("official.directory.title")),
        tag("p", words.text("official.directory.lead", brand=sheet.directory.name)),
        tag("dl", *rows, class_="directory", data_test="directory"),
    )


def _channel(channel: ChannelView) -> Markup:
    if not channel.url:
        return tag("bdi", channel.value)
    return tag("a", tag("bdi", channel.value), href=channel.url, rel="noopener noreferrer")


def _hotlines(hotlines: HotlinesView, words: Words) -> Markup:
    table: Markup | str = ""
    if hotlines.numbers:
        heads = [
            tag("th", words.text(f"official.hotline.{one}"), scope="col") for one in ("region", "number")
        ]
        lines = [
            tag(
                "tr",
                tag(
                    "td",
                    one.region,
                    *(
                        (" ", tag("span", words.text("official.hotline.likely"), class_="chip"))
                        if one.likely
                        else ()
                    ),
                ),
                tag("td", tag("a", one.number, href=f"tel:{one.number.replace(' ', '')}", dir="ltr")),
            )
            for one in hotlines.numbers
        ]
        table = tag("table", tag("thead", tag("tr", *heads)), tag("tbody", *lines), data_test="hotlines")
    return tag("section", tag("h2", words.text("official.hotline.title")), tag("p", hotlines.text), table)


def _know(sheet: Sheet) -> Markup:
    """Say what holds always, unless the answer has just said it."""
    words, said = sheet.words, sheet.answer.advice if sheet.answer else ()
    codes = (f"official.advice.{one}" for one in ("forged", "padlock", "never", "third", "police"))
    lines = [words.text(code, brand=sheet.directory.name) for code in codes]
    told = [tag("li", line) for line in lines if line not in said]
    return tag("section", tag("h2", words.text("official.know.title")), tag("ul", *told, class_="know"))
