"""How amounts, spans and money are written in words for people."""

from decimal import Decimal

from trustdesk.brands import Label
from trustdesk.procedures.model.diagnosis import Expected, Money

HOUR, DAY = 60, 60 * 24


def digits(amount: Decimal) -> str:
    """Write an amount without an exponent and without zeros that say nothing."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(one: Money) -> str:
    """Write an amount with its asset."""
    return f"{digits(one.value)} {one.asset}"


def span(expected: Expected) -> Label:
    """Write how long something takes, in the largest unit that fits both ends."""
    unit, size = next(
        ((name, size) for name, size in (("day", DAY), ("hour", HOUR)) if expected.least >= size),
        ("minute", 1),
    )
    least, most = expected.least // size, -(-expected.most // size)
    between = str(most) if least == most else f"{least}-{most}"
    zh = {"day": "天", "hour": "小时", "minute": "分钟"}[unit]
    return Label(f"{between} {unit}{'' if between == '1' else 's'}", f"{between} {zh}")


def filled(label: Label, **values: object) -> Label:
    """Fill the places of a text in both languages; a value that is itself a text is taken by language."""
    en = {name: one.en if isinstance(one, Label) else one for name, one in values.items()}
    zh = {name: one.zh if isinstance(one, Label) else one for name, one in values.items()}
    return Label(label.en.format(**en), label.zh.format(**zh))
