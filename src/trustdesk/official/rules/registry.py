"""The registry arranged for comparing: from a brand's profile to what the checker asks."""

import phonenumbers

from trustdesk.brands import Brand
from trustdesk.official.model import Hotline, Registry
from trustdesk.official.rules.suffixes import split


def registry(
    brand: Brand, agents: tuple[str, ...] = (), impostors: frozenset[tuple[str, str]] = frozenset()
) -> Registry:
    """Arrange what belongs to ``brand``; unpublished numbers stay out."""
    official = brand.official
    domains = tuple(domain.lower() for domain in official.domains)
    bought = [split(domain)[1] for domain in domains]
    names = [brand.slug, *bought, brand.name.en.lower().replace(" ", "")]
    published = brand.hotlines.numbers if brand.hotlines.published else ()
    return Registry(
        marks=tuple(dict.fromkeys(name for name in names if len(name) > 2 and name.isascii())),  # noqa: PLR2004
        domains=domains,
        mail=tuple(address.lower() for address in official.mail),
        handles={place: handle.lower().removeprefix("@") for place, handle in official.handles.items()},
        hotlines=tuple(hotline(one.number) for one in published),
        agents=tuple(dict.fromkeys(name.strip() for name in agents if name.strip())),
        impostors=impostors,
    )


def hotline(number: str) -> Hotline:
    """Take a number written with ``+`` apart."""
    digits = "".join(sign for sign in number if sign.isdigit())
    try:
        national = str(phonenumbers.parse(number, None).national_number)
    except phonenumbers.NumberParseException:
        national = digits
    return Hotline(number, digits, national)


def belongs(kind: str, thing: str, brand: Brand) -> bool:
    """Whether a thing is the brand's own, published or not."""
    place, _, handle = thing.rpartition(":")
    official = brand.official
    if kind == "phone":
        digits = thing.removeprefix("+")
        own = [hotline(one.number) for one in brand.hotlines.numbers]
        return any(digits in {one.digits, one.national, f"0{one.national}"} for one in own)
    if kind == "handle":
        own_handles: dict[str, str] = {
            name: one.lower().removeprefix("@") for name, one in official.handles.items()
        }
        return handle in own_handles.values() if not place else own_handles.get(place) == handle
    if kind == "mail":
        return thing.rpartition("@")[2] in official.domains
    return kind == "site" and any(thing == one or thing.endswith(f".{one}") for one in official.domains)
