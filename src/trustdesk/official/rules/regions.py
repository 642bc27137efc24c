"""Which hotline is the visitor's own: by the region their browser speaks of."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

AREAS = {
    "europe": "AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LV MT NL NO PL PT RO SE SI SK",
    "asia pacific": "AU BD CN HK ID IN JP KH KR LK MM MN MO MY NP NZ PH PK SG TH TW VN",
    "middle east": "AE BH IL IQ JO KW LB OM QA SA TR YE",
    "north america": "CA MX US",
    "latin america": "AR BO BR CL CO CR DO EC GT MX PA PE PY UY VE",
    "africa": "DZ EG ET GH KE MA NG TN TZ UG ZA",
    "china": "CN HK MO",
}
# A language without a region: where most of its speakers are.
HOMES = {
    "zh": "CN",
    "ja": "JP",
    "ko": "KR",
    "de": "DE",
    "fr": "FR",
    "it": "IT",
    "vi": "VN",
    "tr": "TR",
    "ru": "RU",
}


class Regional(Protocol):
    """What has a region, as the brand's file calls it."""

    @property
    def region(self) -> str: ...


R = TypeVar("R", bound=Regional)


def country_of(accept_language: str) -> str:
    """Read the likeliest country off an Accept-Language header; empty when it says none."""
    for part in accept_language.split(","):
        pieces = part.partition(";")[0].strip().replace("_", "-").split("-")
        regions = [piece.upper() for piece in pieces[1:] if len(piece) == 2 and piece.isalpha()]  # noqa: PLR2004
        if regions:
            return regions[0]
        if pieces[0].lower() in HOMES:
            return HOMES[pieces[0].lower()]
    return ""


def likely_first(numbers: Sequence[R], country: str) -> list[R]:
    """Order hotlines: the country's own, its area's, the international one, then the rest as listed."""
    return sorted(numbers, key=lambda one: -fits(one.region, country))


def fits(region: str, country: str) -> int:
    """How well a region is the visitor's: 3 its country, 2 its area, 1 everybody's, 0 another's."""
    low = region.lower().strip()
    if country and low.upper() == country:
        return 3
    if country in AREAS.get(low, "").split():
        return 2
    return 1 if low in {"international", "global", "worldwide"} else 0
