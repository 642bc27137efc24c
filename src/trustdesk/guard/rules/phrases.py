"""Recovery phrases (BIP-39) in every language of the standard, however they are set out.

Twelve list words in a row are a phrase: in 10,003 questions put to a bank the longest
such row is ten. The checksum decides nothing, as a phrase with a typing error, a phrase
of 24 words from TON or one from Electrum fails it; it only makes a finding certain.
"""

import hashlib
import re
from collections.abc import Iterator
from functools import reduce
from itertools import pairwise, repeat

import msgspec

from trustdesk.guard.model import Kind, Span
from trustdesk.guard.rules.words import CHINESE, LANGUAGES, LENGTHS, MASKS, RANKS

SHORTEST = 12
ASCII_WORD = re.compile(r"[a-z]+")
# One script at a time: in "助记词abandon" the first word begins after the cue.
WORD = re.compile(
    r"[a-z\u00df-\u00f6\u00f8-\u024f\u1e00-\u1eff]+|[\u0430-\u045f\ufffd]+|[\uac00-\ud7a3]+|[\u3041-\u309f]+|[\u4e00-\u9fff]+"
)
# Between two words of a phrase these neither count nor end it: "and", the tags and
# entities of a pasted page, "1st", "b)" and 第三.
GLUE = frozenset({"and", "br", "li", "nbsp", "td", "tr"})
ORDINAL = frozenset({"st", "nd", "rd", "th", "er", "e", "o", "a"})
# "word 1: abandon": what numbers the words of a list.
LABELS = frozenset(
    {
        "word",
        "words",
        "mot",
        "palabra",
        "parola",
        "palavra",
        "slovo",
        "kelime",
        "wort",
        "слово",
        "단어",
        "たんご",
        "w",
        "n",
        "no",
        "nr",
    }
)
NUMBERED = re.compile(r"[ \u3000.°]{0,2}#?\d{1,2}(?!\d)")
LETTERED = frozenset({")", ".", ":", "]"})
CHINESE_NUMBER = re.compile(
    r"第?[一二三四五六七八九十]{1,3}[个個]?[词詞字]?|第|[单單个個]?[词詞字][是为為]?|[个個号號]|[和与與及]"
)
# "Word 1 is abandon", 第1个词：abandon: what joins the number to its word.
JOINS = frozenset({"is", "es", "est", "é", "ist", "je"})
NUMBER_BEFORE = re.compile(r"\d[ \t]\Z")
STOP = re.compile(r"[^\w\s]|\n")
DIGITS = re.compile(r"\d+")
FEW = SHORTEST // 2
LONGEST_WORD = 11
SWAPPED = 2
GLUED_LETTERS = 24
MOST_GLUED_LETTERS = 600  # two of the longest phrases; a longer run is none, and would cost a node's time


class Word(msgspec.Struct, frozen=True):
    """A word of the text, with the languages whose list it is on (bits)."""

    text: str
    start: int
    end: int
    languages: int


def phrases(low: str) -> list[Span]:
    """Find the recovery phrases in ``low``, a folded text in lower case."""
    pattern = ASCII_WORD if low.isascii() else WORD
    low = low.replace("ı", "i")  # in capitals the two cannot be told apart
    tokens: list[str] = pattern.findall(low)
    found: list[Span] = []
    if len(tokens) >= SHORTEST - 1 and (spoken := _in_a_row(list(map(_on_lists, tokens, repeat(0))))):
        words = list(_words(low, pattern))
        if spoken & CHINESE:
            found += _rows(low, words, CHINESE)
        others = [word for word in words if not CHINESE_NUMBER.fullmatch(word.text)]
        for language in (1 << bit for bit in range(len(LANGUAGES) - 2) if spoken >> bit & 1):
            found += _rows(low, others, language)
    if tokens and max(map(len, tokens)) >= GLUED_LETTERS:
        found += _run_together(low, pattern)
    return found


_NAMED_ZH = {
    f"{count}{word}{joint}" for count in "个個" for word in "词詞字" for joint in ("", "是", "为", "為")
}
BETWEEN_WORDS = -1
# The languages of each word; what may stand between two words belongs to all, and Chinese is one in both its lists.
_LISTED = {word: mask | CHINESE if mask & CHINESE else mask for word, mask in MASKS.items()} | dict.fromkeys(
    GLUE | LABELS | JOINS | _NAMED_ZH | {"第", *"bcdefghjklmnopqrstuvwxyz"}, BETWEEN_WORDS
)
_on_lists = _LISTED.get


def _in_a_row(languages: list[int]) -> int:
    """Give the languages of which six words stand in a row, as bits.

    One word in twelve may be a typing error, so a phrase holds six right ones in a row.
    """
    two = [one & other for one, other in pairwise(languages)]
    six = {first & second & third for first, second, third in zip(two, two[2:], two[4:], strict=False)}
    return reduce(lambda found, one: found | one, six - {BETWEEN_WORDS}, 0)


def proves(words: list[str], language: int) -> bool:
    """Whether ``words`` carry the checksum of BIP-39 in one of the languages of the bits."""
    for bit, rank in enumerate(RANKS):
        if language >> bit & 1 and all(word in rank for word in words):
            bits = "".join(f"{rank[word]:011b}" for word in words)
            check = len(bits) // 33
            entropy = int(bits[:-check], 2).to_bytes(check * 4, "big")
            if f"{hashlib.sha256(entropy).digest()[0]:08b}"[:check] == bits[-check:]:
                return True
    return False


def _words(low: str, pattern: re.Pattern[str]) -> Iterator[Word]:
    for match in pattern.finditer(low):
        text, start, end = match[0], match.start(), match.end()
        glue = text in GLUE or (
            (text in ORDINAL and low[start - 1 : start].isdigit())
            or (text in LABELS and NUMBERED.match(low, end) is not None)
            or (text in JOINS and NUMBER_BEFORE.search(low, max(0, start - 2), start) is not None)
            or (len(text) == 1 and text.isascii() and low[end : end + 1] in LETTERED)
        )
        if not glue:
            yield Word(text, start, end, MASKS.get(text, 0))


def _rows(low: str, words: list[Word], language: int) -> Iterator[Span]:
    """Cut ``words`` into rows of one language and give those long enough."""
    rows = list(_unbroken(words, language))
    place = 0
    while place < len(rows):
        start, end = rows[place]
        while place + 1 < len(rows) and _joins(words, (start, end), rows[place + 1], language):
            place += 1
            end = rows[place][1]
        start, end = _with_slips_at_the_ends(words, start, end, language)
        if end - start >= SHORTEST:
            yield _found(low, words[start:end], language)
        place += 1


def _unbroken(words: list[Word], language: int) -> Iterator[tuple[int, int]]:
    start = None
    for place, word in enumerate(words):
        if word.languages & language:
            start = place if start is None else start
        elif start is not None:
            yield start, place
            start = None
    if start is not None:
        yield start, len(words)


def _joins(words: list[Word], row: tuple[int, int], following: tuple[int, int], language: int) -> bool:
    """Whether one mistyped word is all that stands between two halves of a phrase."""
    (start, end), (other, other_end) = row, following
    if other - end != 1 or other_end - start < SHORTEST:
        return False
    ended = other_end - other < SHORTEST // 2 and _proven(words[start:end], language)
    return not ended and _near_a_list(words[end].text, language)


def _with_slips_at_the_ends(words: list[Word], start: int, end: int, language: int) -> tuple[int, int]:
    if end - start + 1 not in LENGTHS:
        return start, end
    if end < len(words) and _near_a_list(words[end].text, language):
        return start, end + 1
    if start and _near_a_list(words[start - 1].text, language):
        return start - 1, end
    return start, end


def _near_a_list(text: str, language: int) -> bool:
    if language & CHINESE:
        return False
    known = RANKS[language.bit_length() - 1]
    return any(abs(len(text) - len(word)) <= 1 and _near(text, word) for word in known)


def _near(text: str, word: str) -> bool:
    """Whether one slip of the finger lies between the two: a letter more, less, other or swapped."""
    shorter = min(len(text), len(word))
    head = 0
    while head < shorter and text[head] == word[head]:
        head += 1
    tail = 0
    while tail < shorter - head and text[-1 - tail] == word[-1 - tail]:
        tail += 1
    rest, other = text[head : len(text) - tail], word[head : len(word) - tail]
    return max(len(rest), len(other)) <= 1 or (len(rest) == len(other) == SWAPPED and rest == other[::-1])


def _found(low: str, row: list[Word], language: int) -> Span:
    row = _without_words_around(low, row, language)
    return Span(row[0].start, row[-1].end, Kind.RECOVERY_PHRASE, _proven(row, language))


def _proven(row: list[Word], language: int) -> bool:
    return len(row) in LENGTHS and proves([word.text for word in row], language)


def _without_words_around(low: str, row: list[Word], language: int) -> list[Word]:
    """Leave out the list words of a sentence before or after: "help with this: abandon …".

    Only where the cut is beyond doubt: a few words, set apart by other punctuation than
    the words of the phrase, and what remains has the length of a phrase and either one
    separator throughout or the checksum.
    """
    gaps = [DIGITS.sub("", low[word.end : after.start]) for word, after in pairwise(row)]
    usual = max(reversed(gaps), key=gaps.count)  # of those as frequent the last: a greeting stands first
    cuts = [place for place, gap in enumerate(gaps, 1) if gap != usual and STOP.search(gap)]
    parts = [
        (begin, end)
        for begin in (0, *(cut for cut in cuts if cut < FEW))
        for end in (len(row), *(cut for cut in cuts if len(row) - cut < FEW))
        if 0 < len(row) - (end - begin) < FEW and end - begin in LENGTHS
    ]
    even = [(begin, end) for begin, end in parts if set(gaps[begin : end - 1]) == {usual}]
    # One part in sixteen passes the checksum by chance: two that do are no proof.
    sure = even or [(begin, end) for begin, end in parts if _proven(row[begin:end], language)]
    return row[slice(*sure[0])] if len(sure) == 1 and (even or len(row) not in LENGTHS) else row


def _run_together(low: str, pattern: re.Pattern[str]) -> Iterator[Span]:
    """Find phrases written without any space: "abandonabilityable…"."""
    for match in pattern.finditer(low):
        latin = GLUED_LETTERS <= len(match[0]) <= MOST_GLUED_LETTERS and not "一" <= match[0][0] <= "\u9fff"
        if latin and any(_pieces(match[0], words) >= SHORTEST for words in RANKS[:-2]):
            yield Span(match.start(), match.end(), Kind.RECOVERY_PHRASE)


def _pieces(text: str, words: dict[str, int]) -> int:
    """Count the list words ``text`` falls into without a rest (the most there can be), else 0."""
    best = [0] + [-1] * len(text)
    for end in range(1, len(text) + 1):
        for length in range(2, min(LONGEST_WORD, end) + 1):
            if best[end - length] >= 0 and text[end - length : end] in words:
                best[end] = max(best[end], best[end - length] + 1)
    return max(best[-1], 0)
