"""Transfer encodings undone: strictly where the sender was strict, leniently where not."""

import binascii
import re

_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_OTHERS = bytes(set(range(256)) - set(_ALPHABET) - {ord("=")})
_URL_SAFE = bytes.maketrans(b"-_", b"+/")
_BLANKS = b" \t\r\n\f\v\x00"
_SOFT_BREAK = re.compile(rb"=[ \t]+(\r?\n)")
_UU_BEGIN = re.compile(rb"(?<![^\n])begin(?:-base64)? [0-7]{3,4} ([^\r\n]{1,200})\r?\n")
_UU_MOST = 50
_PADDINGS = 10_000
_WORDS_SAMPLE, _WORDS_LONGEST, _FEW_WORDS = 4096, 12, 8


def undo(body: bytes, encoding: str) -> bytes:
    """Undo the transfer encoding named (see ``Part.encoding``); what is unknown is left as it is."""
    if encoding == "base64":
        return base64_of(body)
    if encoding == "quotedprintable":
        return binascii.a2b_qp(_SOFT_BREAK.sub(rb"=\1", body))
    if encoding in {"xuuencode", "uuencode", "xuue", "uue"}:
        files, _ = uuencoded(body)
        return files[0][1] if files else body
    return body


def base64_of(data: bytes) -> bytes:
    """Decode base64; what follows the padding counts only if it is base64 again."""
    if _words(data):
        return data
    packed = data.translate(None, _BLANKS)
    try:
        return binascii.a2b_base64(packed, strict_mode=True)
    except binascii.Error:
        return _lenient(data)


def _words(data: bytes) -> bool:
    """Whether what is called base64 was never encoded: base64 has no blanks within its lines."""
    start = data[:_WORDS_SAMPLE]
    blanks = sum(line.strip().count(b" ") for line in start.split(b"\n"))
    return blanks >= _FEW_WORDS and blanks * _WORDS_LONGEST > len(start)


def _lenient(data: bytes) -> bytes:
    """Line by line: skip lines that are not base64, begin anew after each padding."""
    out: list[bytes] = []
    pending: list[bytes] = []
    for line in data.split(b"\n"):
        packed = line.translate(None, _BLANKS)
        drawn = line.strip(b"-_ \r") == b""
        if len(out) > _PADDINGS or (drawn and (out or (pending and packed))):
            break
        if b" " in line.strip() and not _is_base64(packed, least=40):
            if out or pending:
                break  # words after the end: a list's footer
            continue
        cleaned = packed.translate(_URL_SAFE).translate(None, _OTHERS)
        pending.append(cleaned.rstrip(b"="))
        if cleaned.endswith(b"="):
            out.append(_chunk(b"".join(pending)))
            pending = []
    out.append(_chunk(b"".join(pending)))
    return b"".join(out)


def _is_base64(packed: bytes, *, least: int) -> bool:
    return len(packed) >= least and not packed.strip(b"=").translate(None, _ALPHABET)


def _chunk(text: bytes) -> bytes:
    text = text.translate(None, b"=")
    usable = text[: len(text) - 1] if len(text) % 4 == 1 else text
    return binascii.a2b_base64(usable + b"=" * (-len(usable) % 4))


def uuencoded(body: bytes) -> tuple[list[tuple[bytes, bytes]], bytes]:
    """Take files written into a text by uuencode out of it: (name, bytes) each, and the text without."""
    files: list[tuple[bytes, bytes]] = []
    rest: list[bytes] = []
    last = 0
    for begin in _UU_BEGIN.finditer(body):
        if begin.start() < last or len(files) >= _UU_MOST:
            continue
        end = body.find(b"\nend", begin.end() - 1)
        if end < 0:
            break
        content = _uu_lines(body[begin.end() : max(end, begin.end())])
        if content is None:
            continue
        files.append((begin[1].strip(), content))
        rest.append(body[last : begin.start()])
        line_end = body.find(b"\n", end + 1)
        last = len(body) if line_end < 0 else line_end + 1
    rest.append(body[last:])
    return files, b"".join(rest)


def _uu_lines(block: bytes) -> bytes | None:
    out: list[bytes] = []
    for line in block.split(b"\n"):
        stripped = line.rstrip(b"\r")
        if not stripped:
            continue
        length = (stripped[0] - 32) & 63
        try:
            out.append(binascii.a2b_uu(stripped[: 1 + (length * 4 + 5) // 3]))
        except binascii.Error:
            return None
    return b"".join(out) if out else None
