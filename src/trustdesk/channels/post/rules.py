"""How often and how long something is tried before it waits for a person."""

FIRST_WAIT = 5.0
LONGEST_WAIT = 3_600.0
MOST_ATTEMPTS_IN = 8  # 5 s, 10 s … about ten minutes in all: then a person looks at it
LONGEST_TRIED = 3 * 24 * 3_600.0  # seconds: whoever waits three days for an answer should be called
LONGEST_REASON = 300
# Where an answer goes that has no place of its own: a form is answered by e-mail.
ANSWERED_ON = {"form": "email"}


def is_answer(kind: str, author_kind: str) -> bool:
    """Tell whether an entry is what staff have answered."""
    return kind == "message" and author_kind in {"agent", "api"}


def wait_in(attempts: int) -> float | None:
    """Tell after how many seconds a failed arrival is read again, or None when it waits for a person."""
    if attempts >= MOST_ATTEMPTS_IN:
        return None
    return min(FIRST_WAIT * 2 ** (attempts - 1), LONGEST_WAIT)


def wait_out(attempts: int, age: float, asked: float | None, dice: float) -> float | None:
    """Tell after how many seconds a delivery is tried again, or None to give up.

    The provider's own word (``asked``) is never undercut; otherwise twice longer each time, spread
    by a fifth (``dice`` from 0 to 1). ``age`` is how long it has been tried, in seconds.
    """
    if age >= LONGEST_TRIED:
        return None
    planned = min(FIRST_WAIT * 2 ** min(attempts - 1, 10), LONGEST_WAIT) * (0.8 + 0.4 * dice)
    return planned if asked is None else max(asked, 0.0)


def reason_of(error: Exception) -> str:
    """Say what went wrong, for whoever decides what to do about it; a bug says only of which kind it is."""
    said = f"{type(error).__name__}: {error}" if f"{error}" else type(error).__name__
    return " ".join(said.replace("\0", "").split())[:LONGEST_REASON]
