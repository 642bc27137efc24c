"""Where the words end and the signature begins. In doubt it is words: nothing a customer said may hide."""

from trustdesk.channels.email.parsing.marks import bare
from trustdesk.channels.email.parsing.phrases import CLOSERS, MOBILE

_LOOSE_TAIL = 12  # lines that may follow two dashes without their blank
_MOBILE_LAST = 3
_MOBILE_LONGEST = 120
_CLOSER_TAIL = 5
_CLOSER_LONGEST = 60


def split(lines: list[str]) -> tuple[list[str], list[str]]:
    """Split new words into words and signature."""
    for find in (_dashes, _mobile, _closer):
        at = find(lines)
        if at is not None:
            head, more = split(lines[:at]) if find is _mobile else (lines[:at], [])
            return head, [*more, *lines[at:]]
    return lines, []


def _dashes(lines: list[str]) -> int | None:
    for place, line in enumerate(lines):
        if line == "-- " or (line.rstrip() in {"--", "—", "– –"} and len(lines) - place <= _LOOSE_TAIL):
            return place
    return None


def is_mobile(line: str) -> bool:
    """Whether an app signed in its own name."""
    text = bare(line).strip("[]()<>-—~ ").casefold()
    return (0 < len(text) <= _MOBILE_LONGEST and text.startswith(MOBILE)) or (
        text.endswith(("から送信", "에서 보냄", "gönderildi", "傳送", "发送", "發送"))
        and len(text) < _CLOSER_LONGEST // 2
        and any(d in text for d in ("iphone", "ipad", "android", "手机", "手機"))
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
        if text in CLOSERS and place != written[0] and all(len(lines[p]) <= _CLOSER_LONGEST for p in after):
            return place
    return None
