"""New words apart from history and signature, line by line, in linear time.

Nothing is thrown away: text, quoted and signature together are the whole body. Answers written between
quotations stay with what they answer. A mail that only passes something on has nothing to fold.
"""

from collections.abc import Iterator
from typing import NamedTuple

from trustdesk.channels.email.parsing import marks, signatures
from trustdesk.channels.email.parsing.plaintext import Line

_WRAPPED = 68  # a quoted line this long may have lost its end to the next
_ATTRIBUTION_LINES = 4
_ABOVE = "…"  # stands for the words above a quotation: what is below may be how they are signed


class Folded(NamedTuple):
    """The body in three."""

    text: str
    quoted: str
    signature: str


class _Marked(NamedTuple):
    old: list[bool]
    announces: list[bool]  # lines that only say who wrote what follows
    passed_on: bool  # what is old was passed on, or may have been


def fold(lines: list[Line]) -> Folded:
    """Fold a body."""
    lines = list(_apart(lines))
    marked = _mark(lines)
    written = [place for place, line in enumerate(lines) if line.text.strip()]
    new = [place for place in written if not marked.old[place]]
    if not new and marked.passed_on:
        return _folded([line.text for line in lines], [], [])
    if not new:
        return Folded("", _joined([line.text for line in lines]), "")
    first, last = _stretch(lines, marked, new)
    kept = [_shown(lines[place], marked.old[place]) for place in range(first, last + 1)]
    around = (*range(first), *range(last + 1, len(lines)))
    # What is neither words nor history stands below both: a signature, a list's footer.
    below = [lines[p].text for p in around if not marked.old[p] and lines[p].text.strip()]
    rest = [lines[p].text for p in around if marked.old[p] or not lines[p].text.strip()]
    return _folded(kept, rest, below, above_history=any(marked.old[last + 1 :]))


def _apart(lines: list[Line]) -> Iterator[Line]:
    """Words and an attribution that share a line are taken apart."""
    for line in lines:
        place = 0 if line.old else marks.shared(line.text)
        if place:
            yield Line(line.text[:place].rstrip("- "))
        yield Line(line.text[place:], line.old) if place else line


def _stretch(lines: list[Line], marked: _Marked, new: list[int]) -> tuple[int, int]:
    """From where to where the words go: history before and after is folded, between answers it stays."""
    old_places = [p for p in range(len(lines)) if marked.old[p] and lines[p].text.strip()]
    if not old_places:
        return 0, len(lines) - 1
    before = [p for p in new if p < old_places[0]]
    after = [p for p in new if p > old_places[0]]
    if before and after and not _is_answer(lines, after):
        return before[0], before[-1]
    between = not before and any(new[0] < p < new[-1] for p in old_places)
    asked = [p for p in old_places if not marked.announces[p]]
    return (asked[0] if between and asked else new[0]), new[-1]


def _is_answer(lines: list[Line], places: list[int]) -> bool:
    """Whether what follows the first quotation is more than a signature or a list's footer."""
    texts = [lines[place].text for place in places]
    if marks.is_rule(texts[0]):
        return False  # a list's footer is drawn apart
    words, _ = signatures.split([_ABOVE, *texts])
    return any(
        text.strip() and text != _ABOVE and not signatures.is_mobile(text) and not marks.is_rule(text)
        for text in words
    )


def _shown(line: Line, old: bool) -> str:  # noqa: FBT001
    return f"> {line.text}" if old and line.old and line.text.strip() else line.text


def _folded(kept: list[str], rest: list[str], below: list[str], *, above_history: bool = False) -> Folded:
    text, signature = signatures.split(kept, above_history=above_history)
    return Folded(_joined(text), _joined(rest), _joined([*signature, *below]))


def _joined(lines: list[str]) -> str:
    return "\n".join(line.rstrip() for line in lines).strip("\n").rstrip()


def _mark(lines: list[Line]) -> _Marked:
    texts = [line.text for line in lines]
    old = [line.old or text.lstrip().startswith(">") for line, text in zip(lines, texts, strict=True)]
    announces = [False] * len(lines)
    follows_old = _next_old(texts, old)
    place, passed_on = 0, False
    while place < len(lines):
        span, sure, forward = (0, False, False) if old[place] else _begins(texts, place)
        quoted_next = span > 0 and follows_old[place + span - 1]
        if span and (sure or quoted_next):
            passed_on = passed_on or forward
            stop = place + span if quoted_next else len(lines)
            old[place:stop] = [True] * (stop - place)
            announces[place : place + span] = [True] * span
        place += max(span, 1)
    _drawn(texts, old, announces)
    _wrapped(texts, old)
    return _Marked(old, announces, passed_on)


def _next_old(texts: list[str], old: list[bool]) -> list[bool]:
    """For each line: whether the next line with words is old already."""
    out, after = [False] * len(texts), False
    for place in range(len(texts) - 1, -1, -1):
        out[place] = after
        if texts[place].strip():
            after = old[place]
    return out


def _begins(texts: list[str], place: int) -> tuple[int, bool, bool]:
    """How many lines from here announce history, whether surely, and whether it was passed on."""
    line = texts[place]
    if not line.strip():
        return 0, False, False
    announced = marks.announced(line)
    if announced:
        return 1, True, True
    if marks.is_header_block(texts[place : place + 8]):
        return 1, True, True
    return *_attribution(texts, place), False


def _attribution(texts: list[str], place: int) -> tuple[int, bool]:
    first = marks.attribution(texts[place])
    if first:
        return 1, first == "sure"
    if len(texts[place]) > marks.LONGEST or not marks.may_begin_attribution(texts[place]):
        return 0, False
    for more in range(1, _ATTRIBUTION_LINES):
        following = texts[place + 1 : place + 1 + more]
        if len(following) < more or not following[-1].strip() or following[-1].lstrip().startswith(">"):
            return 0, False
        if marks.attribution(following[-1]) == "sure" and not marks.goes_on(texts[place], following[-1]):
            return 0, False  # it stands by itself, what is here does not belong to it
        sure = marks.attribution(" ".join([texts[place], *following]))
        if sure:
            return more + 1, sure == "sure"
    return 0, False


def _drawn(texts: list[str], old: list[bool], announces: list[bool]) -> None:
    """A line that is drawn right above history belongs to it."""
    below_old = False
    for place in range(len(texts) - 1, -1, -1):
        if below_old and not old[place] and marks.is_drawn(texts[place]):
            old[place] = announces[place] = True
        if texts[place].strip():
            below_old = old[place]


def _wrapped(texts: list[str], old: list[bool]) -> None:
    """The end of a quoted line that was broken on its way, between two quoted lines, is no answer."""
    for place in range(1, len(texts) - 1):
        before, after = texts[place - 1].lstrip(), texts[place + 1].lstrip()
        if old[place] or not texts[place].strip() or not before.startswith(">") or not after.startswith(">"):
            continue
        if len(before) >= _WRAPPED and len(texts[place]) < _WRAPPED and texts[place][:1].islower():
            old[place] = True
