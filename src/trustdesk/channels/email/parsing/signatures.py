"""Where the words end and the signature begins. In doubt it is words: nothing a customer said may hide."""

import re

from trustdesk.channels.email.parsing.marks import bare
from trustdesk.channels.email.parsing.phrases import CLOSERS, MOBILE, SIGNING, THANKS

_LOOSE_TAIL = 12  # lines that may follow two dashes without their blank
_MOBILE_LAST = 3
_MOBILE_LONGEST, _MOBILE_SHORT = 120, 30
_ADVERTISED = ("outlook for ios", "outlook for android", "outlook für ", "aka.ms/o0ukef", "aka.ms/aab9ysg")
_MOBILE_ENDS = ("から送信", "에서 보냄", "gönderildi", "傳送", "发送", "發送")
_CARD_LINES, _APART = 12, 3
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,190}")
_CLOSER_TAIL = 5
_CLOSER_LONGEST = 60
_NAME_WORDS = 3


def split(lines: list[str], *, above_history: bool = False) -> tuple[list[str], list[str]]:
    """Split new words into words and signature."""
    for find in (_dashes, *([_card] if above_history else []), _mobile, _closer):
        at = find(lines)
        if at is not None:
            head, more = split(lines[:at]) if find is _mobile else (lines[:at], [])
            return head, [*more, *lines[at:]]
    return lines, []


def _dashes(lines: list[str]) -> int | None:
    loose = [place for place, line in enumerate(lines) if line.rstrip() in {"--", "—", "– –"}]
    if "-- " in lines:
        return lines.index("-- ")
    return loose[0] if len(loose) == 1 and len(lines) - loose[0] <= _LOOSE_TAIL else None


def _card(lines: list[str]) -> int | None:
    """What apps put above the history by themselves: cells drawn with bars, one's own address far below."""
    written = [place for place, line in enumerate(lines) if line.strip()]
    tail = written[1:][-_CARD_LINES:]
    bars = [place for place in tail if set(lines[place].strip()) <= {"|", " "}]
    if len(bars) > 1 and not any("|" in lines[place] for place in tail if place not in bars):
        return bars[0]
    alone = tail and tail[-1] - written[-2] >= _APART and _ADDRESS.fullmatch(lines[tail[-1]].strip())
    return tail[-1] if alone else None


def is_mobile(line: str) -> bool:
    """Whether an app signed in its own name."""
    text = bare(line).strip("[]()<>-—~ ").casefold()
    if any(name in text for name in _ADVERTISED):
        return len(text) <= _MOBILE_LONGEST
    return any(name in text for name in SIGNING) and (
        (len(text) <= _MOBILE_LONGEST and text.startswith(MOBILE))
        or (len(text) < _MOBILE_SHORT and text.endswith(_MOBILE_ENDS))
    )


def _mobile(lines: list[str]) -> int | None:
    written = [place for place, line in enumerate(lines) if line.strip()]
    for place in written[-_MOBILE_LAST:]:
        if is_mobile(lines[place]):
            return place
    return None


def _closer(lines: list[str]) -> int | None:
    written = [place for place, line in enumerate(lines) if line.strip()]
    for rank, place in enumerate(written[-_CLOSER_TAIL - 1 :]):
        after = written[-_CLOSER_TAIL - 1 :][rank + 1 :]
        text = bare(lines[place]).rstrip(",.!，。！、 ").casefold()
        closes = text in CLOSERS or (not after and _signed(lines[place]))
        closes = closes or (text in THANKS and len(after) == 1 and _thanked(lines[place], lines[after[0]]))
        if closes and place != written[0] and all(len(lines[p]) <= _CLOSER_LONGEST for p in after):
            return place
    return None


def _signed(line: str) -> bool:
    """Whether a line is a closing and a name: Kind regards, Ann Lee."""
    closer, comma, name = bare(line).partition(",")
    return bool(comma) and closer.casefold() in CLOSERS and _is_name(name)


def _thanked(line: str, name: str) -> bool:
    return bare(line).endswith((",", "，")) and _is_name(name)


def _is_name(text: str) -> bool:
    words = text.split()
    return 0 < len(words) <= _NAME_WORDS and all(
        word[0].isupper() and word.strip(".").isalpha() for word in words
    )
