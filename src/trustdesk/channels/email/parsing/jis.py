"""ISO-2022-JP as Japanese clients really write it: with Microsoft's signs (①, ㈱, 髙) and halfwidth kana."""

import re

# What follows an escape is in the set it names, up to the next one.
_SWITCH = re.compile(rb"\x1b(\$\([@-D]|\$[@AB]|\([A-Z])")
_WIDE, _KANA = {b"$@", b"$B", b"$(B"}, b"(I"
_PLAIN = {b"(B", b"(J", b"(H"}


def read(data: bytes) -> str | None:
    """Read it, or None where it is something else."""
    out: list[str] = []
    pieces = _SWITCH.split(data)
    for switch, piece in zip([b"(B", *pieces[1::2]], pieces[::2], strict=True):
        try:
            out.append(_piece(switch, piece))
        except ValueError:
            return None
    return "".join(out)


def _piece(switch: bytes, piece: bytes) -> str:
    """Read what stands in one set; a line ends it, whatever the writer forgot."""
    if switch in _PLAIN:
        return piece.decode("ascii")
    inside, ending, rest = piece.partition(b"\n")
    if switch == _KANA:
        read_as = bytes(byte | 0x80 if byte > 0x20 else byte for byte in inside).decode("cp932")  # noqa: PLR2004
    elif switch in _WIDE:
        read_as = _shifted(inside.rstrip(b"\r")).decode("cp932")
    else:
        raise ValueError(switch)
    return read_as + (ending + rest).decode("ascii")


def _shifted(pairs: bytes) -> bytes:
    """The same signs where Microsoft's code page has them; raises ``ValueError`` for half a sign."""
    out = bytearray()
    for row, cell in zip(pairs[::2], pairs[1::2], strict=True):
        if not (0x21 <= row <= 0x7E and 0x21 <= cell <= 0x7E):  # noqa: PLR2004 - all there is
            raise ValueError(row)
        lead = (row - 0x21 >> 1) + 0x81
        trail = cell + (0x7E if row % 2 == 0 else 0x20 if cell >= 0x60 else 0x1F)  # noqa: PLR2004
        out += bytes((lead + 0x40 if lead > 0x9F else lead, trail))  # noqa: PLR2004
    return bytes(out)
