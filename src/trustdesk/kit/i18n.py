"""Texts for people, in English and Chinese, by stable code.

Each room keeps its own texts beside its code, in ``words/en.json`` and ``words/zh-CN.json``; they are
gathered here once. A code that is missing in one language is a bug, and a test says so.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Literal, get_args
from zoneinfo import ZoneInfo

import msgspec

Locale = Literal["en", "zh-CN"]
LOCALES: tuple[Locale, ...] = get_args(Locale)
DEFAULT: Locale = "en"

_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WEEKDAYS_ZH = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Words:
    """The texts of one language."""

    def __init__(self, locale: Locale, catalogue: Mapping[str, str]) -> None:
        self.locale: Locale = locale
        self.catalogue = catalogue

    def text(self, code: str, **values: object) -> str:
        """The sentence for ``code``, ``values`` filled in; ``count=1`` picks ``code.one`` if it exists."""
        if values.get("count") == 1 and f"{code}.one" in self.catalogue:
            code = f"{code}.one"
        return self.catalogue[code].format(**values)

    def moment(self, at: datetime, zone: str) -> str:
        """An absolute time with its zone, the way people of this language write it."""
        local = at.astimezone(ZoneInfo(zone))
        clock = f"{local:%H:%M}"
        where = f"{zone}, {offset_of(local)}"
        if self.locale == "zh-CN":
            return f"{local.month}月{local.day}日（{_WEEKDAYS_ZH[local.weekday()]}）{clock}（{where}）"
        return f"{_WEEKDAYS_EN[local.weekday()]} {local.day} {_MONTHS_EN[local.month - 1]}, {clock} ({where})"


@cache
def words(locale: Locale) -> Words:
    """The texts of ``locale``, read once from every room."""
    catalogue: dict[str, str] = {}
    for room in _rooms():
        source = room / "words" / f"{locale}.json"
        if source.is_file():
            catalogue |= msgspec.json.decode(source.read_bytes(), type=dict[str, str])
    return Words(locale, catalogue)


def spoken(wanted: str | None, offered: tuple[Locale, ...] = LOCALES) -> Locale:
    """The language to answer in: ``wanted`` is an Accept-Language header or a single tag.

    Every kind of Chinese (zh, zh-Hans, zh-TW…) is answered in simplified Chinese, the only one written.
    """
    for tag in _by_preference(wanted or ""):
        locale: Locale | None = "zh-CN" if _is(tag, "zh") else "en" if _is(tag, "en") else None
        if locale in offered:
            return locale
    return DEFAULT if DEFAULT in offered else offered[0]


def offset_of(local: datetime) -> str:
    """The distance from UTC at that moment, as ``UTC+8`` or ``UTC-3:30``."""
    minutes = (local.utcoffset() or timedelta()) // timedelta(minutes=1)
    sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    return "UTC" if minutes == 0 else f"UTC{sign}{hours}{f':{rest:02}' if rest else ''}"


def _rooms() -> list[Traversable]:
    house = files("trustdesk")
    rooms = [room for room in house.iterdir() if room.is_dir()]
    lines = [line for room in rooms if room.name == "channels" for line in room.iterdir() if line.is_dir()]
    return sorted(rooms + lines, key=lambda room: room.name)


def _is(tag: str, language: str) -> bool:
    return tag == language or tag.startswith(f"{language}-")


def _by_preference(header: str) -> list[str]:
    weighed: list[tuple[float, str]] = []
    for part in header.lower().replace("_", "-").split(","):
        tag, _, quality = part.strip().partition(";")
        weight = _weight(quality)
        if weight > 0:
            weighed.append((-weight, tag.strip()))
    return [tag for _, tag in sorted(weighed, key=lambda pair: pair[0])]


def _weight(quality: str) -> float:
    """The ``q=`` of one part: 1 when absent, 0 (never) when it cannot be read."""
    try:
        return float(quality.strip().removeprefix("q=") or 1)
    except ValueError:
        return 0.0
