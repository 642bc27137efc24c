"""Parts of a recovery phrase, and phrases of other lists: what is announced or numbered need not be twelve words.

Who sends a phrase in two messages sends six words twice. Monero, Electrum and SLIP-39 have lists of their
own; a dozen words without one of the small words that no sentence does without are told by that.
"""

import re
from collections.abc import Iterator

from trustdesk.guard.model import Kind, Span
from trustdesk.guard.rules.hints import SECRETS, Mark
from trustdesk.guard.rules.words import CHINESE, MASKS

WORD = r"[a-z\u00df-\u00f6\u00f8-\u024f\u0430-\u045f\uac00-\ud7a3\u3041-\u309f]{2,14}"
HINTED = SECRETS.any_of(("seed", "mnemonic", "phrase", "words", "word ", "wallet word", "secret word", "backup word", "recovery word", "srp", "slip39", "slip-39", "助记", "助記", "种子", "種子", "备份", "備份", "个词", "個詞", "个詞", "個词", "恢复词"))  # fmt: skip
CUE = re.compile(
    r"seed(?: (?:phrase|words?|is|was|index(?:es)?(?: numbers?)?))?|mnemonics?(?: (?:phrase|words?))?|(?:recovery|secret|backup|wallet) (?:recovery )?(?:phrase|words?|seed)|\bsrp\b|slip-?39(?: share)?"
    r"|(?:first|last|next|other|remaining|second|these|my|the) (?:six|6|12|twelve|half|\d{1,2}|four|4|three|eight)? ?words(?: of (?:it|my wallet|the phrase))?|\bwords? \d{1,2} ?(?:-|–|to|~) ?\d{1,2}"
    r"|助[记記][词詞语語](?:[前后後]?[一二三四五六七八九十\d]{1,2}[个個])?|(?:种子|種子)(?:词|詞|短语)?|[备備]份[词詞]?|[前后後](?:面)?[一二三四五六七八九十\d]{1,3}[个個][词詞]|恢复词"
)
JOINT = re.compile(
    r"(?:\s?(?:is|are|was|were|index numbers?|就?是|为|為|分别是|如下|在这里|这几个|我发你)|\s?[:：=>(（\[-]){0,3}[\s\"'“‘`(\[]{0,4}"
)
SEPARATED = rf"{WORD}(?:(?:[ ,，、;|/-]|\n){{1,3}}{WORD})"
ROW = re.compile(rf"{SEPARATED}{{3,30}}")
SPLIT = re.compile(r"[ ,，、;|/\n-]+")
ITEM = re.compile(
    rf"(?:(?:word|no\.?|第)\s?)?#?(?P<count>\d{{1,2}})(?:[个個](?:[词詞字])?)?(?:[.):、：\]\s=-]|(?: is)|是){{1,3}}(?P<word>{WORD}|[\u4e00-\u9fff])(?![\w])[,，;。\s]{{0,4}}"
)
COUNT = re.compile(r"(?<!\d)\d{1,2}(?=[.):、：\]\s=个個-])")
NUMBERS = re.compile(r"\d{1,4}(?:[ ,，\n]{1,2}\d{1,4}){11,23}(?!\d)")
LARGEST = 2048
FEW, FEW_ALONE, UNKNOWN = 4, 6, 11
WHOLE = frozenset({12, 13, 15, 18, 20, 21, 24, 25, 33})  # with the lists of Electrum, SLIP-39 and Monero
SMALL_WORDS = frozenset(
    [
        "a",
        "about",
        "after",
        "all",
        "also",
        "am",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "because",
        "been",
        "but",
        "by",
        "can",
        "could",
        "did",
        "do",
        "does",
        "for",
        "from",
        "get",
        "got",
        "had",
        "has",
        "have",
        "he",
        "help",
        "her",
        "him",
        "his",
        "how",
        "i",
        "if",
        "in",
        "is",
        "it",
        "its",
        "just",
        "me",
        "my",
        "need",
        "no",
        "not",
        "now",
        "of",
        "on",
        "one",
        "or",
        "our",
        "out",
        "please",
        "she",
        "should",
        "so",
        "some",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "they",
        "this",
        "to",
        "too",
        "up",
        "us",
        "want",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "which",
        "who",
        "why",
        "will",
        "with",
        "would",
        "you",
        "your",
    ]
)
# Words of the list that a customer's headline is made of.
OF_THE_TRADE = frozenset(
    [
        "access",
        "account",
        "address",
        "app",
        "balance",
        "bonus",
        "buy",
        "card",
        "cash",
        "change",
        "code",
        "coin",
        "correct",
        "credit",
        "day",
        "error",
        "exchange",
        "fee",
        "finish",
        "fix",
        "gift",
        "hour",
        "identify",
        "image",
        "issue",
        "limit",
        "link",
        "loan",
        "market",
        "message",
        "money",
        "month",
        "network",
        "notice",
        "open",
        "order",
        "payment",
        "phone",
        "price",
        "problem",
        "profit",
        "proof",
        "receive",
        "resolve",
        "reward",
        "risk",
        "sell",
        "service",
        "support",
        "ticket",
        "token",
        "trade",
        "transfer",
        "update",
        "wallet",
        "week",
        "withdraw",
        "wrong",
    ]
)
LONGEST_LONE = 140
LONE = re.compile(rf"\s*{WORD}(?:[ ,]{{1,2}}{WORD}){{5,11}}[\s.]*")


def parts(low: str, marks: Mark) -> Iterator[Span]:
    """Find parts of phrases in a folded text in lower case."""
    cued = bool(marks & HINTED) and CUE.search(low) is not None
    # Counted upwards means one number after the other, each once.
    if marks & SECRETS.figures and len(set(COUNT.findall(low))) >= (FEW if cued else FEW_ALONE) - 1:
        yield from _numbered(low, 3 if cued else FEW_ALONE)
    if cued:
        yield from _announced(low)
    elif len(low) <= LONGEST_LONE and LONE.fullmatch(low) and _drawn(SPLIT.split(low.strip(" .\n"))):
        yield Span(0, len(low.rstrip()), Kind.RECOVERY_PHRASE)


def _announced(low: str) -> Iterator[Span]:
    for cue in CUE.finditer(low):
        joint = JOINT.match(low, cue.end())
        begin = joint.end() if joint else cue.end()
        if numbers := NUMBERS.match(low, begin):
            if all(0 <= int(one) <= LARGEST for one in re.findall(r"\d+", numbers[0])):
                yield Span(*numbers.span(), Kind.RECOVERY_PHRASE)
        elif row := ROW.match(low, begin):
            yield from _row(row, set_off=joint is not None and bool(joint[0].strip()))


def _row(row: re.Match[str], *, set_off: bool) -> Iterator[Span]:
    """Give a row that is no sentence: whole, or up to the first small word."""
    words = list(re.finditer(WORD, row[0]))
    known = sum(match[0] in MASKS for match in words)
    small = [match for match in words if match[0] in SMALL_WORDS]
    rare = len(small) * 3 <= len(words)
    before = sum(match.end() <= small[0].start() for match in words) if small else len(words)
    if rare and (len(words) in WHOLE or (set_off and FEW <= known == len(words))):
        yield Span(*row.span(), Kind.RECOVERY_PHRASE)
    elif before > UNKNOWN or (set_off and before >= FEW and all(one[0] in MASKS for one in words[:before])):
        yield Span(row.start(), row.start() + words[before - 1].end(), Kind.RECOVERY_PHRASE)


def _numbered(low: str, fewest: int) -> Iterator[Span]:
    """Find items counted upwards, each of one word of a list."""
    run: list[re.Match[str]] = []
    for item in (*ITEM.finditer(low), None):
        if item and run and int(item["count"]) == int(run[-1]["count"]) + 1 and item.start() == run[-1].end():
            run.append(item)
            continue
        words = [one["word"] for one in run]
        # "page 1, page 2": what is numbered again and again is no phrase.
        if len(run) >= fewest and len(set(words)) * 2 > len(words) and _of_one_list(words):
            yield Span(run[0].start("word"), run[-1].end("word"), Kind.RECOVERY_PHRASE)
        run = [item] if item else []


def _of_one_list(words: list[str]) -> bool:
    shared = -1
    for word in words:
        shared &= MASKS.get(word, 0)
    return shared != 0


def _drawn(words: list[str]) -> bool:
    """Whether these may be words drawn from a list: none of them makes a sentence, and few a headline."""
    if SMALL_WORDS & set(words) or len(OF_THE_TRADE & set(words)) > 1:
        return False
    return _of_one_list(words) and not any(MASKS[word] & CHINESE for word in words)
