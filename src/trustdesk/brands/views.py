"""What browsers may know about a brand."""

from datetime import datetime

from msgspec import Struct

from trustdesk.brands.model import Brand, Colours, Hotline, Hours, Line, Need, Topic
from trustdesk.brands.rules import next_opening, open_at
from trustdesk.kit.i18n import Locale


class HoursView(Struct, frozen=True):
    """Whether the team is on duty and, if not, when it next is (UTC); ``time_zone`` is the brand's own."""

    open: bool
    opens_at: datetime | None
    time_zone: str
    always: bool


class OfficialView(Struct, frozen=True):
    """The one host on which this support is genuine."""

    host: str


class BrandView(Struct, frozen=True):
    """A brand as widget and console draw it, in the reader's language where it is one sentence."""

    slug: str
    name: str
    notice: str
    locales: tuple[Locale, ...]
    colours: Colours
    needs: tuple[Need, ...]
    topics: tuple[Topic, ...]
    lines: tuple[Line, ...]
    hours: HoursView
    hotlines: tuple[Hotline, ...]
    official: OfficialView
    winding_down: bool


def brand_view(brand: Brand, now: datetime, locale: Locale) -> BrandView:
    """The public face of ``brand``; unpublished hotlines stay inside."""
    return BrandView(
        slug=brand.slug,
        name=brand.name.of(locale),
        notice=brand.notice.of(locale),
        locales=brand.locales,
        colours=brand.colours,
        needs=brand.needs,
        topics=brand.topics,
        lines=brand.lines,
        hours=hours_view(brand.hours, now),
        hotlines=brand.hotlines.numbers if brand.hotlines.published else (),
        official=OfficialView(host=brand.official.host),
        winding_down=brand.winding_down,
    )


def hours_view(hours: Hours, now: datetime) -> HoursView:
    """The service hours as they stand at ``now``."""
    is_open = open_at(hours, now)
    return HoursView(
        open=is_open,
        opens_at=None if is_open else next_opening(hours, now),
        time_zone=hours.time_zone,
        always=hours.always,
    )
