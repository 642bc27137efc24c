"""Which DKIM signatures of a mail hold (RFC 6376), by keys that were fetched before: pure, run confined.

It stands here, beside what else a child does, so that a child loads nothing of the desk.
"""

from collections.abc import Callable, Sequence

import msgspec

CONFINED = "trustdesk.channels.email.parsing.vouching:checked"
_SMALLEST_KEY = 1024


class Work(msgspec.Struct):
    """The mail, and for each of its signatures the key, none when it is hopeless."""

    raw: bytes
    keys: list[str]


def asked(raw: bytes, keys: Sequence[str]) -> bytes:
    """Write down what the child is asked."""
    return msgspec.msgpack.encode(Work(raw, list(keys)))


def verdicts(answer: bytes) -> list[bool]:
    """Read what the child answered, in the order of the keys."""
    return msgspec.msgpack.decode(answer, type=list[bool])


def checked(payload: bytes) -> bytes:
    """Check signatures in a confined child: what ``asked`` wrote in, what ``verdicts`` reads out."""
    import dkim  # noqa: PLC0415 - only the child needs it

    work = msgspec.msgpack.decode(payload, type=Work)
    held: list[bool] = []
    for place, key in enumerate(work.keys):
        held.append(bool(key) and _holds(dkim.DKIM, work.raw, place, key))
    return msgspec.msgpack.encode(held)


def _holds(signer: type, raw: bytes, place: int, key: str) -> bool:
    try:
        opened = signer(raw, minkey=_SMALLEST_KEY)
        return bool(opened.verify(idx=place, dnsfunc=_answering(key)))
    except Exception:  # noqa: BLE001 - somebody else's parser on hostile bytes; what does not verify is false
        return False


def _answering(key: str) -> Callable[..., bytes]:
    def answer(_name: bytes, timeout: int = 0) -> bytes:  # noqa: ARG001 - what dkimpy calls
        return key.encode()

    return answer
