"""Who the mail says it is from, read so strictly that two programs could not read two senders out of it."""

import re

from trustdesk.channels.email.parsing import Parsed

# A domain as it stands in zones; anything else is for people who want to be misread.
DOMAIN = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){1,8}\.?")
_LOCAL = re.compile(r"[^\s\"(),:;<>@\[\]\\\x00-\x20\x7f]{1,64}")
_FROM_FIELD = re.compile(rb"(?im)^(?:from|sender)([ \t\x00-\x1f\x7f-\xff]*):")
_ODD_VALUE = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ENCODED = re.compile(rb"=\?[^?]*\?[bq]\?", re.IGNORECASE)
_BLOCK = 128 * 1024


def domain_of(address: str) -> str:
    """Give the domain of an address in lower case, or nothing when it is no plain address."""
    local, at, domain = address.rpartition("@")
    domain = domain.lower()
    if not at or not _LOCAL.fullmatch(local) or not DOMAIN.fullmatch(domain):
        return ""
    return domain.rstrip(".")


def doubts(raw: bytes, parsed: Parsed) -> list[str]:
    """Give every reason, as a code, why From is not one plain sender."""
    found = [
        w
        for w in ("several_from", "several_senders", "null_bytes", "name_is_address", "several_subjects")
        if w in parsed.warnings
    ]
    if not domain_of(parsed.sender.address):
        found.append("sender_unreadable")
    block = _header_block(raw)
    found += ["odd_from_field"] if _is_odd_field(block) else []
    value = _from_value(block)
    found += ["odd_from_value"] if _is_odd(value) else []
    return found


def _header_block(raw: bytes) -> bytes:
    head = raw[:_BLOCK]
    ends = [at for at in (head.find(b"\n\n"), head.find(b"\n\r\n")) if at >= 0]
    return (head[: min(ends)] if ends else head).rstrip(b"\r")


def _is_odd_field(block: bytes) -> bool:
    """Blanks before the colon, bare returns: different programs see different senders."""
    names = _FROM_FIELD.findall(block)
    return any(names) or b"\r" in block.replace(b"\r\n", b"")


def _from_value(block: bytes) -> bytes:
    start = re.search(rb"(?im)^from[ \t]*:", block)
    if start is None:
        return b""
    lines = block[start.end() :].split(b"\n")
    value = [lines[0]]
    for line in lines[1:]:
        if line[:1] not in b" \t" or not line:
            break
        value.append(line)
    return b"\n".join(value)


def _is_odd(value: bytes) -> bool:
    """Whether anything but a name and one address in brackets (or one bare address) stands there."""
    if _ODD_VALUE.search(value.replace(b"\r\n", b"").replace(b"\n", b"")):
        return True
    outside_quotes = re.sub(rb"\"(?:[^\"\\]|\\.)*\"", b"", value)
    if outside_quotes.count(b"<") > 1 or outside_quotes.count(b">") > 1:
        return True
    if outside_quotes.count(b"@") > 1:
        return True
    angle = outside_quotes.partition(b"<")[2].partition(b">")
    return bool(angle[2].strip() and b"<" in outside_quotes) or bool(_ENCODED.search(angle[0]))
