"""Reading mail: bytes of anybody's making into what they say, within bounds that hold for any input.

Pure and linear. What is too much is refused before anything is parsed (``Refusal`` with its code);
what is merely broken is read as well as possible and leaves a warning. Run it confined:
``kit.confined.run("trustdesk.channels.email.parsing:confined", raw)``.
"""

import msgspec

from trustdesk.channels.email.parsing.limits import Refusal
from trustdesk.channels.email.parsing.model import (
    Address,
    Attachment,
    Bounce,
    Calendar,
    Header,
    Kind,
    Parsed,
)
from trustdesk.channels.email.parsing.reading import parse

__all__ = [
    "Address",
    "Attachment",
    "Bounce",
    "Calendar",
    "Header",
    "Kind",
    "Outcome",
    "Parsed",
    "Refusal",
    "confined",
    "confined_many",
    "parse",
    "parsed",
    "parsed_many",
]


class Outcome(msgspec.Struct, frozen=True):
    """What came of one mail of several: what it says, or the code of its refusal."""

    parsed: Parsed | None = None
    refused: str = ""


def confined(raw: bytes) -> bytes:
    """Read a mail in a confined child; ``parsed`` reads the answer."""
    return msgspec.msgpack.encode(parse(raw))


def parsed(answer: bytes) -> Parsed:
    """Read what ``confined`` answered."""
    return msgspec.msgpack.decode(answer, type=Parsed)


def confined_many(payload: bytes) -> bytes:
    """Read several mails in one child: msgpack of a list of bytes in.

    One that is refused does not stop the others. One that exhausts the child takes the rest along:
    then each is tried in a child of its own.
    """
    return msgspec.msgpack.encode(
        [_outcome(raw) for raw in msgspec.msgpack.decode(payload, type=list[bytes])]
    )


def parsed_many(answer: bytes) -> list[Outcome]:
    """Read what ``confined_many`` answered, in the order of the mails."""
    return msgspec.msgpack.decode(answer, type=list[Outcome])


def _outcome(raw: bytes) -> Outcome:
    try:
        return Outcome(parsed=parse(raw))
    except Refusal as refusal:
        return Outcome(refused=refusal.code)
