"""What is told about a pasted text, about the directory, and about what was reported."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Struct

from trustdesk.brands import Brand
from trustdesk.kit.fields import ACCOUNT, CONTACT
from trustdesk.kit.i18n import Words
from trustdesk.official.model import (
    Impostor,
    ImpostorState,
    Judged,
    Kind,
    Piece,
    Report,
    Seen,
    Stored,
    Verdict,
)
from trustdesk.official.rules.check import thing, verdict
from trustdesk.official.rules.regions import fits, likely_first

REPORTABLE = frozenset({Verdict.NOT_OFFICIAL, Verdict.LOOKS_LIKE, Verdict.KNOWN_IMPOSTOR})


class WhyView(Struct, frozen=True):
    """Why, as a stable code and in the reader's language."""

    code: str
    text: str


class ItemView(Struct, frozen=True):
    """One thing found in the text. ``thing`` names it in a report; empty where there is nothing to report."""

    kind: Kind
    place: str
    written: str
    value: str
    verdict: Verdict
    title: str
    reasons: Sequence[WhyView]
    imitates: str
    difference: Sequence[Piece]
    thing: str


class CheckView(Struct, frozen=True):
    """The answer: the worst verdict speaks for the whole text; ``advice`` holds whatever the verdict."""

    brand: str
    verdict: Verdict
    title: str
    text: str
    items: Sequence[ItemView]
    advice: Sequence[str]


class ChannelView(Struct, frozen=True):
    """One official contact; ``url`` is empty where nothing can be opened."""

    kind: str
    label: str
    value: str
    url: str


class HotlineView(Struct, frozen=True):
    """A published number; ``likely`` is the visitor's own region."""

    region: str
    number: str
    likely: bool


class HotlinesView(Struct, frozen=True):
    """The numbers by region, the visitor's first, and what is to be known of them."""

    published: bool
    text: str
    numbers: Sequence[HotlineView]


class DirectoryView(Struct, frozen=True):
    """Everything official of a brand, from its one registry."""

    brand: str
    name: str
    notice: str
    channels: Sequence[ChannelView]
    hotlines: HotlinesView


class ReportedView(Struct, frozen=True):
    """A report that was stored: what was reported, and what to do now."""

    id: UUID
    thing: str
    text: str
    advice: Sequence[str]


class ReportView(Struct, frozen=True):
    """One report, to those who judge; ``mail`` tells that the original mail came with it."""

    id: UUID
    seen: Seen
    pasted: Annotated[str, ACCOUNT]
    note: Annotated[str, ACCOUNT]
    contact: Annotated[str, CONTACT]
    conversation: str
    mail: bool
    at: datetime


class ImpostorDetail(Struct, frozen=True):
    """A reported thing with its reports."""

    impostor: Impostor
    reports: Sequence[ReportView]


class Impostors(Struct, frozen=True):
    """A part of what was reported, the latest first, and how many there are in each state."""

    items: Sequence[Impostor]
    cursor: str | None
    counts: dict[ImpostorState, int]


def check_view(brand: Brand, judged: Sequence[Judged], words: Words) -> CheckView:
    """Word what was found."""
    worst = verdict(judged)
    said = "name" if worst is Verdict.OFFICIAL and all(one.found.kind == "agent" for one in judged) else worst
    named = {"brand": brand.name.of(words.locale), "host": brand.official.host}
    codes = ["official.advice.never", "official.advice.padlock"]
    if worst in REPORTABLE:
        codes.append("official.advice.police")
    if worst is Verdict.OFFICIAL:
        codes.insert(0, "official.advice.forged")
    return CheckView(
        brand=brand.slug,
        verdict=worst,
        title=words.text(f"official.verdict.{said}.title", **named),
        text=words.text(f"official.verdict.{said}.text", **named),
        items=[_item(brand, one, words) for one in judged],
        advice=[words.text(code, **named) for code in codes],
    )


def _item(brand: Brand, one: Judged, words: Words) -> ItemView:
    named = {
        "brand": brand.name.of(words.locale),
        "official": one.imitates,
        "value": one.found.value,
        "host": brand.official.host,
        "place": _places(brand, one, words),
    }
    said = "name" if one.verdict is Verdict.OFFICIAL and one.found.kind == "agent" else one.verdict
    reasons = [WhyView(code, words.text(f"official.reason.{code}", **named)) for code in one.reasons]
    return ItemView(
        kind=one.found.kind,
        place=one.found.place,
        written=one.found.written,
        value=one.found.value,
        verdict=one.verdict,
        title=words.text(f"official.verdict.{said}.title", **named),
        reasons=reasons,
        imitates=one.imitates,
        difference=one.difference,
        thing=f"{one.found.kind}:{thing(one.found)}" if one.verdict in REPORTABLE else "",
    )


def _places(brand: Brand, one: Judged, words: Words) -> str:
    """Name the networks on which the imitated handle is genuine."""
    own = [
        place
        for place, name in brand.official.handles.items()
        if name.lower().removeprefix("@") == one.imitates
    ]
    return words.text("official.and").join(words.text(f"official.kind.{place}") for place in own)


def directory_view(brand: Brand, country: str, words: Words) -> DirectoryView:
    """List every official contact; unpublished hotlines stay inside."""
    official = brand.official
    channels = [_channel("site", domain, f"https://{domain}", words) for domain in official.domains]
    if "webchat" in brand.lines:
        channels.append(_channel("chat", official.host, f"https://{official.host}", words))
    if {"form"} & {*brand.lines, *brand.described}:
        channels.append(_channel("form", official.host, f"https://{official.host}", words))
    channels += [_channel("mail", address, f"mailto:{address}", words) for address in official.mail]
    channels += [
        _channel(place, handle, _link(place, handle), words) for place, handle in official.handles.items()
    ]
    return DirectoryView(
        brand=brand.slug,
        name=brand.name.of(words.locale),
        notice=brand.notice.of(words.locale),
        channels=channels,
        hotlines=hotlines_view(brand, country, words),
    )


def hotlines_view(brand: Brand, country: str, words: Words) -> HotlinesView:
    """Show the numbers, the visitor's region first, or say that there are none and why."""
    published = brand.hotlines.published and bool(brand.hotlines.numbers)
    numbers = likely_first(brand.hotlines.numbers, country) if published else []
    text = words.text(
        f"official.hotline.{'published' if published else 'none'}", brand=brand.name.of(words.locale)
    )
    best = max((fits(one.region, country) for one in numbers), default=0)
    return HotlinesView(
        published=published,
        text=text,
        numbers=[
            HotlineView(
                _region(one.region, words), one.number, bool(best) and fits(one.region, country) == best
            )
            for one in numbers
        ],
    )


def reported_view(brand: Brand, stored: Stored, words: Words) -> ReportedView:
    """Thank, and say what to do now."""
    named = {"brand": brand.name.of(words.locale), "host": brand.official.host}
    codes = ("official.reported.leave", "official.reported.secure", "official.advice.police")
    return ReportedView(
        id=stored.id,
        thing=stored.judged.found.value,
        text=words.text("official.reported.text", **named),
        advice=[words.text(code, **named) for code in codes],
    )


def report_view(report: Report) -> ReportView:
    """Show a report to those who judge."""
    return ReportView(
        id=report.id,
        seen=report.seen,
        pasted=report.pasted,
        note=report.note,
        contact=report.contact,
        conversation=report.conversation,
        mail=report.mail_sealed is not None,
        at=report.at,
    )


def _channel(kind: str, value: str, url: str, words: Words) -> ChannelView:
    known = words.catalogue.get(f"official.kind.{kind}", kind)
    return ChannelView(kind=kind, label=known, value=value, url=url)


def _link(place: str, handle: str) -> str:
    name = handle.removeprefix("@")
    links = {"telegram": "https://t.me/", "x": "https://x.com/", "facebook": "https://www.facebook.com/"}
    links |= {"discord": "https://discord.gg/"}
    return f"{links[place]}{name}" if place in links else ""


def _region(region: str, words: Words) -> str:
    return words.catalogue.get(f"official.region.{region.lower().replace(' ', '_')}", region)
