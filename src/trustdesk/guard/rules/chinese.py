"""Chinese recovery phrases written without spaces, as Chinese is.

The 2,048 characters of the list are the most common of the language, so every sentence
is made of them. What tells a phrase is that its characters do not form words: cut by a
dictionary, 12 drawn at random fall into single characters, a sentence does not.
"""

import re
from collections.abc import Iterator
from itertools import islice

import rjieba

from trustdesk.guard.model import Kind, Span
from trustdesk.guard.rules.hints import SECRETS, Mark
from trustdesk.guard.rules.phrases import proves
from trustdesk.guard.rules.words import CHINESE, LENGTHS, MASKS

CUE = re.compile(
    r"(?:助记[词語语]|助記[詞语語]|注记词|恢复(?:短语|词|词组)|恢復(?:短語|詞)|种子(?:词|短语)|種子(?:詞|短語)"
    r"|备份词|備份詞|mnemonic|(?:seed|recovery|secret)[ _-]?phrase|seed[ _-]?words?)[^\u4e00-\u9fff。！？!?]{0,12}"
)
# Every cue holds one of these: looking for them first costs a tenth.
HINTED = SECRETS.any_of(("助", "记词", "恢", "种子", "種子", "备份", "備份", "phrase", "mnemonic", "seed"))
# What stands between the cue and the phrase, in this order at most.
LEAD = re.compile(r"(?:一共|总共)?(?:是|为|為|如下|分别是|就是|有|的|在这里|在下面|给你)?")
RUN = re.compile(r"[\u4e00-\u9fff](?:[\W\d_]{0,4}[\u4e00-\u9fff]){11,40}")
ALONE = re.compile(r"[\u4e00-\u9fff]{12,}")
HAN = re.compile(r"[\u4e00-\u9fff]")
SHORTEST = LENGTHS[-1]
LONGEST = LENGTHS[0]
SINGLES = 0.75
MOST_CUES = 64  # nobody announces more phrases in one message; each costs a tenth of a millisecond


def unspaced_phrases(low: str, marks: Mark) -> Iterator[Span]:
    """Find Chinese phrases after a cue, and those that stand alone and carry the checksum."""
    for cue in islice(CUE.finditer(low), MOST_CUES) if marks & HINTED else ():
        if run := RUN.match(low, cue.end()):
            yield from _after_cue(low, run)
    for run in ALONE.finditer(low):
        text = run[0]
        if len(text) in LENGTHS and _on_list(text) and proves(list(text), CHINESE) and _loose(text):
            yield Span(run.start(), run.end(), Kind.RECOVERY_PHRASE, certain=True)


def _after_cue(low: str, run: re.Match[str]) -> Iterator[Span]:
    places = [run.start() + match.start() for match in HAN.finditer(run[0])]
    letters = "".join(low[place] for place in places)
    # Where something other than a character follows, a phrase may end.
    stops = {end for end in range(1, len(places)) if places[end] - places[end - 1] > 1} | {len(places)}
    lead = LEAD.match(letters)
    for first in range(lead.end() if lead else 0, -1, -1):
        if (length := _length(letters, first, stops)) is not None:
            yield Span(places[first], places[first + length - 1] + 1, Kind.RECOVERY_PHRASE)
            return


def _length(letters: str, first: int, stops: set[int]) -> int | None:
    """Give the length of the phrase that begins at ``first``: up to a stop, by checksum, or all there is."""
    listed = next((end for end in range(first, len(letters)) if not _on_list(letters[end])), len(letters))
    most = min(listed - first, LONGEST)
    if most < SHORTEST or not _loose(letters[first : first + SHORTEST]):
        return None
    whole = [length for length in LENGTHS if length <= most]
    proven = [length for length in whole if proves(list(letters[first : first + length]), CHINESE)]
    ended = [length for length in whole if _ends(letters, first + length, stops)]
    both = [length for length in proven if length in ended]
    return next(iter([*both, *ended, *proven, most]))


def _ends(letters: str, end: int, stops: set[int]) -> bool:
    """Whether a part between stops ends here that is no piece of the sentence around."""
    before = max((stop for stop in stops if stop < end), default=0)
    return len(stops) < SHORTEST and end in stops and _loose(letters[before:end])


def _on_list(text: str) -> bool:
    return all(MASKS.get(letter, 0) & CHINESE for letter in text)


def _loose(text: str) -> bool:
    """Whether the dictionary finds hardly a word in it."""
    words = rjieba.cut(text, False)  # noqa: FBT003 - hmm, as its signature has it
    return sum(len(word) == 1 for word in words) >= SINGLES * len(words)
