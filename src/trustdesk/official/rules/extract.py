"""What a folded text names: sites, addresses, handles, numbers; each once, in order."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from trustdesk.official.model import Found
from trustdesk.official.rules import numbers, places
from trustdesk.official.rules.confusables import TABLE
from trustdesk.official.rules.folding import SLASHES, STOP
from trustdesk.official.rules.names import play
from trustdesk.official.rules.suffixes import ends_well

MOST, MOST_READ = 20, 60
LONGEST = 253  # no host, and nothing else that is told apart, is longer
# Letters of all scripts that are written in a row; Chinese, Japanese and Korean stand without spaces
# around names, so they end one; but not the zero \u3007, which passes for an o.
HAN = "\u2e80-\u3006\u3008-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
# Signs that pass for a letter or a slash in a name, though none may stand there.
SIGNS = SLASHES + "".join(chr(sign) for sign in TABLE if not chr(sign).isalnum())
LETTER = rf"[^\W{HAN}]"
LABEL = rf"(?:[^\W{HAN}]|[{SIGNS}])(?:[^\W{HAN}]|[-{SIGNS}]){{0,62}}"
HOST = rf"{LABEL}(?:[.{STOP}]{LABEL}){{1,9}}"
END = rf"\s<>\"'`{HAN}\u3000-\u3006\u3008-\u303f\u27e6\u27e7"
URL = rf"(?P<scheme>[a-z][a-z0-9+.-]{{1,20}}):[/\\]{{2,}}(?P<rest>[^{END}]+)"
MAIL = rf"(?P<mail>(?:{LETTER}|[.+%'-]){{1,64}}(?:@{HOST})?@(?P<mailhost>{HOST}))"
BARE = (
    rf"(?P<bare>(?:(?P<user>{HOST}:[^\s@/]{{0,64}})@)?(?P<host>{HOST})"
    rf"(?P<port>:\d{{2,5}})?(?P<path>[/?#][^{END}]*)?)"
)
AT = rf"(?P<at>@(?P<name>{LETTER}(?:{LETTER}|[.-])+))"
THING = re.compile(
    rf"{URL}|(?<!{LETTER})(?<!@){MAIL}(?!{LETTER}|@)|(?<!{LETTER})(?<![@.]){BARE}|(?<!{LETTER})(?<![@.]){AT}",
    re.IGNORECASE,
)
AUTHORITY = re.compile(r"[/\\?#]")
CLOSING = ".,;:!?)]}>'\"…"
DISPLAY = re.compile(
    rf"(?m)^(?P<head>[^\S\n]*(?:from|发件人|寄件人)?\s*:?\s*)?(?P<shown>[^<>\n]{{2,120}}?)\s*<\s*(?P<real>[^<>\s]+@{HOST})\s*>",
    re.IGNORECASE,
)
WORD = re.compile(r"[a-z0-9][\w.-]{2,63}", re.IGNORECASE)


def extract(text: str, marks: tuple[str, ...]) -> list[Found]:
    """Find what ``text`` (folded) names; ``marks`` make hosts with odd endings count, too."""
    shown: dict[tuple[int, int], str] = {}
    for header in DISPLAY.finditer(text):
        shown[header.span("real")] = header["shown"].strip(" \t\"'")
        text = _blank(text, *header.span("shown"))
    found: dict[int, Found] = {}
    rest = text
    place = 0
    while len(found) < MOST_READ and (match := THING.search(text, place)):
        end = match.end()
        for one in _read(match, marks):
            before = next((name for span, name in shown.items() if span[0] <= match.start() < span[1]), "")
            found[match.start()] = _shown(one, before)
            end = match.start() + len(one.written)
            rest = _blank(rest, match.start(), end)
        place = max(end, match.start() + 1)
    for announced in places.ANNOUNCED.finditer(rest):
        handle = announced["handle"].rstrip(".-").lower()
        network = places.place_of(announced["name"])
        if network != "whatsapp" and _is_handle(handle, network, marks, told=bool(announced["sign"])):
            found[announced.start("handle")] = Found("handle", handle, handle, network)
            rest = _blank(rest, *announced.span("handle"))
    found |= dict(numbers.phones(rest))
    each = {
        (one.kind, one.value, one.place): one
        for _, one in sorted(found.items(), reverse=True)
        if len(one.value) <= LONGEST
    }
    return list(each.values())[::-1][:MOST]


def lone_word(text: str) -> Found | None:
    """Take a text that is one word for a handle without its sign."""
    word = text.strip().strip("\"'“”").lower()
    return Found("handle", word, word) if WORD.fullmatch(word) else None


def _is_handle(handle: str, network: str, marks: tuple[str, ...], *, told: bool) -> bool:
    """Whether the word after a network's name is a handle: it is announced as one, or made like one."""
    if not handle.isascii():
        return play(handle, marks) is not None
    if handle.isdigit():
        return network == "qq" and len(handle) > 4  # noqa: PLR2004 - the shortest that are given out
    return told or bool(re.search(r"[\d_-]", handle)) or play(handle, marks) is not None


def _blank(text: str, start: int, end: int) -> str:
    return f"{text[:start]}{' ' * (end - start)}{text[end:]}"


def _shown(one: Found, name: str) -> Found:
    if not name or one.kind != "mail":
        return one
    return Found(one.kind, one.written, one.value, before=name, coded=one.coded)


def _read(match: re.Match[str], marks: tuple[str, ...]) -> Iterator[Found]:
    if match["scheme"]:
        yield from _url(match[0], match["scheme"].lower(), match["rest"])
    elif match["mail"]:
        written = _sentence(match["mail"], match["mailhost"], marks)
        local, _, host = written.rpartition("@")
        value, coded = _host(host)
        if _is_host(value, marks):
            yield Found("mail", written, f"{local.lower().strip('.%')}@{value}", coded=coded)
    elif match["at"]:
        name = match["name"].rstrip(".-")
        yield Found("handle", f"@{name}", name.lower())
    elif match["bare"]:
        yield from _bare(match, marks)


def _url(whole: str, scheme: str, rest: str) -> Iterator[Found]:
    rest = rest.rstrip(CLOSING) or rest
    if scheme in places.SCHEMES:
        yield Found(
            "handle", f"{scheme}://{rest}", re.split(r"[/?=]", rest.lower())[-1], places.SCHEMES[scheme]
        )
        return
    cut = AUTHORITY.search(rest)
    authority, path = (rest[: cut.start()], rest[cut.start() :]) if cut else (rest, "")
    before, _, place = unquote(authority).rpartition("@")
    host = re.match(rf"\[[0-9a-f:.]+\]|{HOST}|{LABEL}", place, re.IGNORECASE)
    if host is None:
        return
    value, coded = _host(host[0])
    used = (
        len(rest)
        if host.end() == len(place) or place[host.end()] == ":"
        else len(authority) - len(place) + host.end()
    )
    written = whole[: len(whole) - len(whole.partition("://")[2])] + rest[:used] if "://" in whole else whole
    yield _site(written, value, before, path.replace("\\", "/") if used == len(rest) else "", coded=coded)


def _bare(match: re.Match[str], marks: tuple[str, ...]) -> Iterator[Found]:
    host = _sentence(match["host"], match["host"], marks)
    value, coded = _host(host)
    last = host.rpartition(".")[2]
    # "arrived.It is": a full stop without its space.
    sentence = (
        last[:1].isupper()
        and not host.isupper()
        and not match["path"]
        and "." not in host.removesuffix(f".{last}")
    )
    if not _is_host(value, marks) or (sentence and not _playful(value, marks)):
        return
    whole = host == match["host"]
    path = (match["path"] or "").rstrip(CLOSING) if whole else ""
    user = match["user"] or ""
    written = f"{user}@{host}" if user else host
    yield _site(f"{written}{(match['port'] or '') if whole else ''}{path}", value, user, path, coded=coded)


def _site(written: str, host: str, before: str, path: str, *, coded: bool) -> Found:
    if host.removeprefix("www.") in places.CALLS and (digits := numbers.in_link(path)):
        return Found("phone", written, f"+{digits}")
    place, handle = places.handle_in(host, path)
    if handle:
        return Found("handle", written, handle, place)
    return Found("site", written, host, before=before, path=path, coded=coded)


def _sentence(written: str, host: str, marks: tuple[str, ...]) -> str:
    """Cut at a Chinese full stop that ends a sentence; else it is a dot."""
    if STOP not in written:
        return written
    head = host.partition(STOP)[0]
    if "." in head and _is_host(head.lower(), marks):
        return written[: len(written) - len(host) + len(head)]
    return written.replace(STOP, ".")


def _host(written: str) -> tuple[str, bool]:
    """Give the host in lower case with its coded labels read, and whether it had any."""
    labels = written.lower().replace(STOP, ".").strip(".").split(".")
    coded = any(label.startswith("xn--") for label in labels)
    return ".".join(map(_label, labels)), coded


def _label(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        read = label.removeprefix("xn--").encode("ascii").decode("punycode")
    except UnicodeError:
        return label
    # A code that says plain letters is none: browsers leave it as it is written.
    return label if read.isascii() else read


def _is_host(host: str, marks: tuple[str, ...]) -> bool:
    return "." in host and (ends_well(host) or _playful(host, marks))


def _playful(host: str, marks: tuple[str, ...]) -> bool:
    return any(play(label, marks) is not None for label in host.split("."))
