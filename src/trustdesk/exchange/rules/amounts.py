"""Amounts: smallest units of a chain as the digits people read; never a float."""

from decimal import Decimal


def written(units: str, decimals: int | None) -> str | None:
    """Write smallest units as an amount; None when nobody knows how many places the coin has."""
    if decimals is None:
        return None
    amount = Decimal(units).scaleb(-decimals) if len(units) <= 28 else _long(units, decimals)  # noqa: PLR2004
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _long(units: str, decimals: int) -> Decimal:
    """Move the point by hand where the usual context of 28 digits would round."""
    whole = units.zfill(decimals + 1)
    cut = len(whole) - decimals
    return Decimal(f"{whole[:cut]}.{whole[cut:]}" if decimals else whole)
