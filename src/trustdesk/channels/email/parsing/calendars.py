"""An invitation (RFC 5545) in few words: what a person has to know. The file itself is kept as it came."""

from trustdesk.channels.email.parsing.charsets import decode
from trustdesk.channels.email.parsing.model import Calendar

_MOST = 256 * 1024
_LONGEST = 2000
_ESCAPES = (("\\n", "\n"), ("\\N", "\n"), ("\\,", ","), ("\\;", ";"), ("\\\\", "\\"))
_EDGES = {"BEG": "VALARM", "END": "VEVENT"}
_TIMES = {"DTSTART", "DTEND"}


def read(body: bytes, charset: str) -> Calendar | None:
    """Read the first event of a calendar; None when there is none."""
    text = decode(body[:_MOST], charset or "utf-8").text.replace("\r\n", "\n")
    lines = text.replace("\n ", "").replace("\n\t", "").split("\n")
    method, event = "", dict[str, str]()
    inside = ""
    for line in lines:
        name, params, value = _line(line)
        if name == "METHOD":
            method = value.lower()
        elif (name, value.upper()) == ("END", "VEVENT"):
            break
        elif name[:3] in _EDGES:
            # An alarm inside an event has words of its own.
            inside = {"VEVENT": "VEVENT", "VALARM": _EDGES[name[:3]]}.get(value.upper(), inside)
        elif inside == "VEVENT" and name:
            event.setdefault(name, _time(value, params) if name in _TIMES else value)
    if not event:
        return None
    return Calendar(
        method=method,
        summary=_plain(event.get("SUMMARY", "")),
        place=_plain(event.get("LOCATION", "")),
        organiser=_plain(event.get("ORGANIZER", "")).removeprefix("mailto:").removeprefix("MAILTO:"),
        starts=event.get("DTSTART", ""),
        ends=event.get("DTEND", ""),
    )


def _line(line: str) -> tuple[str, dict[str, str], str]:
    """NAME;PARAM="a:b":value, with quotes that may hold a colon."""
    quoted, cut = False, -1
    for place, c in enumerate(line[:_LONGEST]):
        if c == '"':
            quoted = not quoted
        elif c == ":" and not quoted:
            cut = place
            break
    if cut < 0:
        return "", {}, ""
    name, *params = line[:cut].split(";")
    pairs = [param.partition("=") for param in params]
    return name.strip().upper(), {k.upper(): v.strip('"') for k, _, v in pairs}, line[cut + 1 :].strip()


def _plain(value: str) -> str:
    for written, meant in _ESCAPES:
        value = value.replace(written, meant)
    return value[:_LONGEST]


def _time(value: str, params: dict[str, str]) -> str:
    digits = value.rstrip("Z")
    if len(digits) < 8 or not digits[:8].isdecimal():  # noqa: PLR2004 - yyyymmdd
        return value[:40]
    written = f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}"
    if len(digits) >= 13 and digits[8] == "T":  # noqa: PLR2004 - yyyymmddThhmm
        written += f" {digits[9:11]}:{digits[11:13]}"
    zone = "UTC" if value.endswith("Z") else params.get("TZID", "")
    return f"{written} {zone}".strip()[:80]
