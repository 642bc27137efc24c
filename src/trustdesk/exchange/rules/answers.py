"""Judging what an exchange answers: the right shape, and nothing that cannot be."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar, cast

import msgspec

T = TypeVar("T")

SKEW = timedelta(minutes=5)
FIRST = datetime(2009, 1, 3, tzinfo=UTC)  # before the first block there was nothing to record
AHEAD = frozenset({"until"})  # fields that may lie in the future


class Nonsense(Exception):
    """What was answered cannot be true; the text says where."""


def decoded(body: bytes, kind: type[T], now: datetime) -> T:
    """Decode an answer; raises ``Nonsense`` for another shape, and for times that cannot be."""
    try:
        answer = msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Nonsense(str(error)[:200]) from error
    for path, at in moments(answer, "$"):
        if not FIRST <= at <= now + SKEW:
            raise Nonsense(f"{path} is at a time that cannot be")
    return answer


def moments(value: object, path: str) -> Iterator[tuple[str, datetime]]:
    """Give every time in an answer that must lie in the past, and where it stands."""
    if isinstance(value, datetime):
        yield path, value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            if name not in AHEAD:
                yield from moments(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, Sequence) and not isinstance(value, str | bytes):
        for place, part in enumerate(cast("Sequence[object]", value)):
            yield from moments(part, f"{path}[{place}]")
