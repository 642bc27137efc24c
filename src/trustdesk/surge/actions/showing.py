"""Show a surge: to everybody, to the lead, and as one line above the help centre."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from trustdesk import announcements, incidents, knowledge, routing, triage
from trustdesk.brands import Brand, Label, hours_view
from trustdesk.kit import i18n
from trustdesk.kit.db import Tx
from trustdesk.surge import store
from trustdesk.surge.actions.switching import WITHIN, Parts
from trustdesk.surge.model import CardRef
from trustdesk.surge.rules import hours as rules
from trustdesk.surge.views import Calm, SurgeCard, SurgeDesk, SurgeRule, SurgeView, UsualWeek

OFF = SurgeView(on=False)
MOST_CARDS = 3  # a frightened customer reads no list
MOST_PAST = 20


async def view(tx: Tx, parts: Parts, now: datetime) -> SurgeView:
    """Show what everybody may know now."""
    brand, on = parts.brands[tx.tenant], await store.now_on(tx)
    if on is None:
        return OFF
    wanted = on.cards or (await _helpful(tx))[:MOST_CARDS]
    return SurgeView(
        on=True,
        since=on.began_at,
        words=on.words,
        waiting=on.waiting,
        estimate_s=on.estimate_s,
        told_at=on.told_at,
        cards=await _cards(tx, brand, wanted, now),
        calm=(await hours(tx, parts, now)).calm,
    )


async def desk(tx: Tx, parts: Parts, now: datetime) -> SurgeDesk:
    """Show all the lead decides by."""
    brand, on, rule = parts.brands[tx.tenant], await store.now_on(tx), await parts.settled(tx)
    pressure = await store.pressure(tx, now - WITHIN)
    now_wrong = [CardRef("incident", str(one.id)) for one in await incidents.public(tx, "en")]
    now_said = [CardRef("announcement", str(one.id)) for one in await announcements.pinned(tx, "en", now)]
    helps = [*(on.cards if on else ()), *await _helpful(tx)]
    articles = dict.fromkeys(one for one in helps if one.kind == "article")
    return SurgeDesk(
        now=await view(tx, parts, now),
        chosen=on.cards if on else [],
        offered=await _cards(tx, brand, [*now_wrong, *now_said, *articles], now),
        waiting=pressure.waiting,
        estimate_s=await routing.newcomers_wait(tx, pressure.waiting),
        rule=SurgeRule(**{name: getattr(rule, name) for name in SurgeRule.__struct_fields__}),
        past=await store.past(tx, MOST_PAST),
    )


async def hours(tx: Tx, parts: Parts, now: datetime) -> UsualWeek:
    """Show a usual week of the desk, and the calm stretch of the coming day if there is one."""
    brand, settings = parts.brands[tx.tenant], await parts.settled(tx)
    zone = brand.hours.time_zone
    counted = await store.hours(tx, now - timedelta(weeks=settings.weeks))
    cells = rules.cells(counted, zone)

    def on_duty(at: datetime) -> bool:
        last = at + rules.ONE - timedelta(seconds=1)
        return hours_view(brand.hours, at).open and hours_view(brand.hours, last).open

    calm = rules.calm(cells, zone, on_duty, now)
    return UsualWeek(
        time_zone=zone,
        weeks=rules.known_weeks(cells),
        needed=rules.FEWEST_WEEKS,
        since=counted[0].at if counted else None,
        cells=cells,
        calm=Calm(*calm) if calm else None,
    )


async def _helpful(tx: Tx) -> list[CardRef]:
    """Name what would help most of the waiting: incidents they may have met, then what they ask about."""
    met = [CardRef("incident", str(one)) for one in await store.incidents_met(tx, MOST_CARDS)]
    asked = [
        triage.TOPICS[one].article for one in await store.asked_most(tx, MOST_CARDS) if one in triage.TOPICS
    ]
    return [*met, *(CardRef("article", one) for one in dict.fromkeys(asked))]


async def _cards(tx: Tx, brand: Brand, wanted: Sequence[CardRef], now: datetime) -> list[SurgeCard]:
    """Name and link what is public of these; what is not any more is left out."""
    here: dict[CardRef, SurgeCard] = {}
    wrong = [await incidents.public(tx, locale) for locale in i18n.LOCALES]
    home = Label(*(f"/help/{tx.tenant}/{locale}" for locale in i18n.LOCALES))
    for en, zh in zip(*wrong, strict=True):
        here[CardRef("incident", str(en.id))] = SurgeCard(
            "incident", str(en.id), Label(en.title, zh.title), home
        )
    said = [await announcements.pinned(tx, locale, now) for locale in i18n.LOCALES]
    for en, zh in zip(*said, strict=True):
        ref = CardRef("announcement", str(en.id))
        here[ref] = SurgeCard("announcement", ref.id, Label(en.title, zh.title), Label(en.url, zh.url))
    for ref in wanted:
        if ref.kind == "article":
            quotes = [await knowledge.quote(tx, brand, ref.id, locale, "") for locale in i18n.LOCALES]
            found = [one for one in quotes if one is not None]
            if len(found) == len(quotes):
                titles, paths = [one.title for one in found], [one.path for one in found]
                here[ref] = SurgeCard("article", ref.id, Label(*titles), Label(*paths))
    return [here[one] for one in wanted if one in here]


def headline(words: i18n.Words, brand: Brand, shown: SurgeView) -> str:
    """Say it in one line, as it stands above a page: how long it takes, and when it is calmer."""
    own = shown.words.zh or shown.words.en if words.locale == "zh-CN" else shown.words.en or shown.words.zh
    said = [words.text("surge.banner"), own, waits(words, shown.estimate_s)]
    if shown.calm is not None:
        zone = brand.hours.time_zone
        begins, ends = (at.astimezone(ZoneInfo(zone)) for at in (shown.calm.begins, shown.calm.ends))
        said.append(words.text("surge.calm", begins=f"{begins:%H:%M}", ends=f"{ends:%H:%M}", zone=zone))
    gap = "" if words.locale == "zh-CN" else " "
    return gap.join(one for one in said if one)


def waits(words: i18n.Words, estimate_s: int | None) -> str:
    """Say how long it takes for who writes now; that nobody can tell, where nobody can."""
    if estimate_s is None:
        return words.text("surge.wait.unknown")
    minutes = max(1, round(estimate_s / 60))
    return words.text("surge.wait", count=minutes)
