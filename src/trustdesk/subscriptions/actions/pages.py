"""The pages on which people subscribe, say yes, change what they hear of and end it. Mail needs no script."""

from collections.abc import Collection, Mapping
from typing import Literal

import msgspec

from trustdesk import announcements
from trustdesk.announcements import Kind, Sheet
from trustdesk.kit.i18n import Locale
from trustdesk.kit.markup import Markup, tag
from trustdesk.subscriptions.model import Subscriber

KINDS: tuple[Kind, ...] = ("risk", "maintenance", "rules", "listing", "promotion")
AT_FIRST: frozenset[Kind] = frozenset(("risk", "maintenance", "rules", "listing"))  # advertising is asked for
TONGUES: Mapping[Locale, str] = {"en": "English", "zh-CN": "简体中文"}  # each by its own name
NOINDEX = tag("meta", name="robots", content="noindex")
SCRIPT = tag("script", src="/pages/subscribe.js", type="module")
Said = Literal["", "address", "kinds", "often", "saved"]


class Asking(msgspec.Struct, frozen=True, kw_only=True):
    """What the page is written from: whether mail goes out, the key for browsers, what was wrong."""

    mail: bool
    push_key: str
    kinds: Collection[str] = AT_FIRST
    wrong: Said = ""


def subscribe(sheet: Sheet, asking: Asking) -> str:
    """Ask what about, and where to."""
    words = sheet.words
    form = tag(
        "form",
        _kinds(sheet, asking.kinds),
        _mail(sheet) if asking.mail else tag("p", words.text("subscription.no_mail"), class_="quiet"),
        _browser(sheet, asking),
        method="post",
        class_="subscribe",
        data_test="subscribe",
    )
    main = (
        _back(sheet),
        tag("h1", words.text("subscription.title")),
        tag("p", words.text("subscription.lead"), class_="lead"),
        _said(sheet, asking.wrong),
        form,
    )
    return announcements.page(sheet, words.text("subscription.title"), main, "/subscribe", about=(SCRIPT,))


def asked(sheet: Sheet) -> str:
    """Say that a mail is on its way, whoever the address belongs to."""
    words = sheet.words
    main = (
        _back(sheet),
        tag("h1", words.text("subscription.asked")),
        tag("p", words.text("subscription.asked.next"), class_="lead", role="status", data_test="asked"),
    )
    return announcements.page(sheet, words.text("subscription.asked"), main, "/subscribe", about=(NOINDEX,))


def confirm(sheet: Sheet, where: str) -> str:
    """Ask for the one press that says yes: machines follow links, too."""
    words = sheet.words
    main = (
        tag("h1", words.text("subscription.confirm")),
        tag("p", words.text("subscription.confirm.next"), class_="lead"),
        tag(
            "form",
            _press("confirm", words.text("subscription.confirm.press")),
            method="post",
        ),
    )
    return announcements.page(sheet, words.text("subscription.confirm"), main, where, about=(NOINDEX,))


def manage(sheet: Sheet, one: Subscriber, where: str, said: Said = "") -> str:
    """Show what somebody hears of, to be changed or ended."""
    words = sheet.words
    tongues = [
        tag("option", name, value=each, lang=each, selected=each == one.language)
        for each, name in TONGUES.items()
    ]
    wishes = tag(
        "form",
        _kinds(sheet, one.kinds),
        tag("label", words.text("subscription.language"), tag("select", *tongues, name="language")),
        _press("change", words.text("subscription.save")),
        method="post",
        class_="subscribe",
    )
    end = tag(
        "form",
        tag("h2", words.text("subscription.leave")),
        tag("p", words.text("subscription.leave.next")),
        _press("leave", words.text("subscription.leave.press")),
        method="post",
        class_="leave",
    )
    main = (
        tag("h1", words.text("subscription.yours")),
        _said(sheet, said),
        wishes,
        end,
    )
    return announcements.page(sheet, words.text("subscription.yours"), main, where, about=(NOINDEX,))


def left(sheet: Sheet) -> str:
    """Say that nothing comes any more, and nothing is kept."""
    words = sheet.words
    main = (
        tag("h1", words.text("subscription.left")),
        tag("p", words.text("subscription.left.next"), class_="lead", role="status", data_test="left"),
        _back(sheet),
    )
    return announcements.page(sheet, words.text("subscription.left"), main, "/subscribe", about=(NOINDEX,))


def _kinds(sheet: Sheet, ticked: Collection[str]) -> Markup:
    rows = [
        tag(
            "label",
            tag("input", type="checkbox", name="kind", value=kind, checked=kind in ticked),
            tag("span", sheet.words.text(f"announcement.kind.{kind}")),
        )
        for kind in KINDS
    ]
    return tag("fieldset", tag("legend", sheet.words.text("subscription.kinds")), *rows, class_="kinds")


def _mail(sheet: Sheet) -> Markup:
    words = sheet.words
    box = tag(
        "input",
        id="address",
        type="email",
        name="address",
        autocomplete="email",
        required=True,
        maxlength="254",
        aria_describedby="address-why",
        data_test="address",
    )
    return tag(
        "section",
        tag("h2", words.text("subscription.mail")),
        tag("label", words.text("subscription.address"), for_="address"),
        tag("div", box, _press("ask", words.text("subscription.ask")), class_="typed"),
        tag("p", words.text("subscription.address.why"), id="address-why", class_="quiet"),
    )


def _browser(sheet: Sheet, asking: Asking) -> Markup:
    """Write the part for browsers: the script shows what this one can do, and says how it went."""
    words, slug = sheet.words, sheet.brand.slug
    codes = ("on", "off", "denied", "failed", "unable", "kinds")
    texts = {f"data_{code}": words.text(f"subscription.browser.{code}") for code in codes}
    begin = tag(
        "button", words.text("subscription.browser.begin"), type="button", hidden=True, data_test="push-begin"
    )
    end = tag(
        "button",
        words.text("subscription.browser.end"),
        type="button",
        hidden=True,
        class_="quiet-button",
        data_test="push-end",
    )
    return tag(
        "section",
        tag("h2", words.text("subscription.browser")),
        tag("p", words.text("subscription.browser.lead"), class_="quiet"),
        begin,
        end,
        tag("p", words.text("subscription.browser.scripts"), role="status", data_test="push-state"),
        id="push",
        data_brand=slug,
        data_key=asking.push_key,
        **texts,
    )


def _press(name: str, label: str) -> Markup:
    return tag("button", label, type="submit", name="do", value=name, data_test=name)


def _back(sheet: Sheet) -> Markup:
    return tag("nav", tag("a", sheet.words.text("announcement.title"), href=sheet.path), class_="crumbs")


def _said(sheet: Sheet, said: Said) -> Markup | str:
    if not said:
        return ""
    good = said == "saved"
    return tag(
        "p",
        sheet.words.text(f"subscription.said.{said}"),
        class_="notice",
        role="status" if good else "alert",
        data_test="said",
    )
