"""The child that reads pictures: PP-OCR through rapidocr on one thread, in a process of its own.

It takes frames on its input and answers each in order: four bytes of length, then a picture that we have
encoded ourselves; back comes its text in the order of reading, UTF-8. Nothing is written to disk, and what
it may take of memory is bounded; how long it may think is its parent's business.
"""

import logging
import os
import resource
import struct
import sys
from typing import Any, BinaryIO, cast

MEMORY_BYTES = 3 * 1024**3  # of address space: libraries and models are mapped; in use are some 400 MB
LONGEST_SIDE = 1_600
DETECTED_AT = 1_280
SAME_LINE = 0.6  # of a line's height


def pack(payload: bytes) -> bytes:
    """Put the length before a payload."""
    return struct.pack(">I", len(payload)) + payload


def main() -> None:
    """Answer until the input ends."""
    logging.disable(logging.CRITICAL)
    os.environ["OMP_NUM_THREADS"] = "1"
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    read = _reader()
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    while picture := _frame(asked):
        answers.write(pack(_text(read(picture, use_cls=False)).encode()))
        answers.flush()


def _reader() -> Any:
    from rapidocr import RapidOCR  # noqa: PLC0415 - the models are loaded here and nowhere else

    return cast("Any", RapidOCR)(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Global.max_side_len": LONGEST_SIDE,
            "Det.limit_type": "max",
            "Det.limit_side_len": DETECTED_AT,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def _text(found: Any) -> str:
    """Put what was found in the order of reading: what stands side by side is one line."""
    if not found.txts:
        return ""
    pieces = [
        (min(y for _, y in box), max(y for _, y in box), min(x for x, _ in box), str(text))
        for box, text in zip(found.boxes, found.txts, strict=True)
    ]
    lines: list[list[tuple[float, float, float, str]]] = []
    for piece in sorted(pieces, key=lambda one: one[0] + one[1]):
        middle, height = (piece[0] + piece[1]) / 2, piece[1] - piece[0]
        if lines and abs(middle - (lines[-1][0][0] + lines[-1][0][1]) / 2) < SAME_LINE * height:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return "\n".join("  ".join(one[3] for one in sorted(line, key=lambda one: one[2])) for line in lines)


def _frame(source: BinaryIO) -> bytes:
    head = source.read(4)
    return source.read(struct.unpack(">I", head)[0]) if len(head) == 4 else b""  # noqa: PLR2004 - as packed


if __name__ == "__main__":
    main()
