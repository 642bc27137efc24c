"""Whether a label, a handle or the part before an ``@`` plays with the brand's name."""

import re

from trustdesk.official.model import Reason
from trustdesk.official.rules.confusables import plain, skeleton
from trustdesk.official.rules.nearness import slip

# What impostors put around a name.
_AFFIXES = """
access account accounts admin agent aid airdrop alert api app apps assist asia auth bonus care case
center centre chain chat client clients cn cloud coin coins com contact cs crypto customer dao defi desk
download earn en escalate eu event exchange ex fi finance free fund funds fx gift global go group help
helpdesk hk home hotline id info int io invest jp kefu kr kyc link live log login market me mobile my
mail net new news nft now official online org p2p pay platform portal pro promo real recover recovery
refund register reset resolve review reward rewards room safe safety secure security service services sg
sign signin site sms space spot staff status support team tech ticket tickets token tools top trade
trader trading transfer true trust tw uid uk unlock update us usdt user users valid verification
verified verify vip wallet wallets web withdraw withdrawal wap world www
"""
AFFIXES = frozenset(_AFFIXES.split())
SHAPES = frozenset(map(skeleton, AFFIXES))
SHORT = 5
CUT = re.compile(r"[-_.]+")
NUMBERS = re.compile(r"\d+")


def play(label: str, marks: tuple[str, ...]) -> tuple[Reason, ...] | None:
    """Tell how ``label`` plays with a mark; ``()`` when it *is* the mark, None when it has nothing of it."""
    low = label.lower()
    if low in marks:
        return ()
    for mark in marks:
        if len(low) + 1 >= len(mark) and (reasons := _play(low, mark)):
            return reasons
    return None


def _play(low: str, mark: str) -> tuple[Reason, ...]:
    if _joins(low, mark):
        return (Reason.ADDITION,)
    seen, shape = skeleton(low), skeleton(mark)
    if seen == shape:
        return (Reason.CONFUSABLE,)
    if _joins(seen, shape, SHAPES):
        return (Reason.CONFUSABLE, Reason.ADDITION)
    return _slips(plain(low), mark)


def _slips(letters: str, mark: str) -> tuple[Reason, ...]:
    if slip(letters, mark):
        return (Reason.MISSPELT,)
    words = [word for word in CUT.split(letters) if word]
    if len(words) > 1 and any(slip(word, mark) for word in words):
        return (Reason.MISSPELT, Reason.ADDITION)
    rests = {letters.removeprefix(word) for word in AFFIXES if letters.startswith(word)}
    rests |= {letters.removesuffix(word) for word in AFFIXES if letters.endswith(word)}
    if any(slip(rest, mark) and len(rest) >= len(mark) >= SHORT for rest in rests):
        return (Reason.MISSPELT, Reason.ADDITION)
    return ()


def _joins(label: str, mark: str, affixes: frozenset[str] = AFFIXES) -> bool:
    """Whether the mark stands in ``label`` as a word of its own, or with words around it."""
    words = [word for word in CUT.split(label) if word]
    if mark in words or (len(words) > 1 and "".join(words) == mark):
        return True
    return any(_around(word, mark, affixes) for word in words)


def _around(word: str, mark: str, affixes: frozenset[str]) -> bool:
    place = word.find(mark)
    if place < 0:
        return False
    before, after = NUMBERS.sub("", word[:place]), NUMBERS.sub("", word[place + len(mark) :])
    if _known(before, affixes) and _known(after, affixes):
        return True
    return len(mark) >= SHORT and (not word[:place] or not word[place + len(mark) :])


def _known(rest: str, affixes: frozenset[str]) -> bool:
    return not rest or rest in affixes
