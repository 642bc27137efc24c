"""What was typed after a command, read: whoever typed something else is told what will do."""

import re
from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from trustdesk import guard

EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)*")
LONGEST_EMAIL, LONGEST_NAME, MOST_CAPACITY = 254, 80, 50
SHORTEST_PROOF, LONGEST_PROOF = 12, 500
LONGEST_BREAKGLASS = timedelta(hours=72)

T = TypeVar("T")


class WillNotDo(Exception):
    """An argument will not do; the text names it and says why."""


def email(given: str) -> str:
    """Read an e-mail address."""
    address = given.strip().lower()
    if len(address) > LONGEST_EMAIL or not EMAIL.fullmatch(address):
        raise WillNotDo(f"--email {given!r}: is not an e-mail address")
    return address


def proof(given: str) -> str:
    """Read how somebody's identity was proved; it goes on record without secrets."""
    proved = guard.clean(given.strip()).text
    if len(proved) < SHORTEST_PROOF:
        raise WillNotDo(
            f"--proved {given!r}: say who saw which document, or called back on which number, and when"
        )
    return proved[:LONGEST_PROOF]


def name(option: str, given: str) -> str:
    """Read what somebody or something is called."""
    called = given.strip()
    if not 0 < len(called) <= LONGEST_NAME or not called.isprintable():
        raise WillNotDo(f"{option} {given!r}: a name has 1 to {LONGEST_NAME} letters")
    return called


def until(role: str, given: str | None, now: datetime) -> datetime | None:
    """Read when break-glass access ends; nobody else's does, and it must."""
    if role != "breakglass":
        if given is not None:
            raise WillNotDo(f"--until {given!r}: only breakglass ends by itself")
        return None
    try:
        until = datetime.fromisoformat(given or "")
    except ValueError as error:
        raise WillNotDo(f"--until {given!r}: breakglass needs a time like 2026-01-31T18:00Z") from error
    if until.tzinfo is None or not now < until <= now + LONGEST_BREAKGLASS:
        raise WillNotDo(f"--until {given!r}: must name its zone and lie within the next 72 hours")
    return until.astimezone(UTC)


def capacity(given: int) -> int:
    """Read how many conversations an agent holds at once."""
    if not 0 <= given <= MOST_CAPACITY:
        raise WillNotDo(f"--capacity {given}: must be 0 to {MOST_CAPACITY}")
    return given


def chosen(option: str, given: Sequence[str], allowed: Sequence[T]) -> list[T]:
    """Return what was given as the values they are, each once; refuse what is not among them."""
    known = {str(one): one for one in allowed}
    return [known[one_of(option, one, known)] for one in dict.fromkeys(given)]


def one_of(option: str, given: str, allowed: Collection[str], hint: str = "") -> str:
    """Read a value of those that are allowed; ``hint`` says how there are more."""
    if given not in allowed:
        there = f"is not one of {', '.join(sorted(allowed))}" if allowed else "there is none"
        raise WillNotDo(f"{option} {given!r}: {there}{hint}")
    return given
