"""A reply cut into clauses, with what forbids told apart.

"Never send anyone your password" and "don't worry, send your password" differ in what the
"not" belongs to, which is why each clause is judged alone.
"""

import re
from collections.abc import Callable

from trustdesk.guard.rules.hints import any_of

SENTENCES = re.compile(r"\n+|(?<=[?？])|[!;。！；]+|\.(?=\s|$|[\u4e00-\u9fff])")
PARTS = re.compile(
    r"\n+|[!?;。！？；]+|[.:：]+(?=\s|$|[\u4e00-\u9fff])|[,，](?!\d{3}|\s*(?:and|or)\b)|\b(?:but|however|instead)\b|但是?|而是|只需|只要"
)
FORBIDS = re.compile(
    r"\b(?:never|not|no one|nobody|don'?t|do not|won'?t|will not|cannot|can'?t|shouldn'?t|must not|without|avoid(?! (?:los|further|delay|suspen|freez|any|a )\w*)|refuse|nor|neither"
    r"|no (?:need|fees?|payments?|deposits?|charges?|costs?|tax(?:es)?)\b|instead of|rather than|stop|beware|if (?:someone|anyone|anybody)|anyone who|whoever|scam\w*|phish\w*|fraud\w*)\b"
    r"|不[会要能得可必应需用许]|勿|切莫|绝不|从不|(?<![分特区级类个差识])别(?!担心|着急|忘|急)|无需|无须|没有人|任何人(?!都)|谨防|警惕|禁止|避免(?!损失|风险|被|影响|资产|冻结|不必要|账户)|拒绝|骗子|诈骗|冒充"
)
# Not a "not": what sounds like forbidding and urges.
URGES = re.compile(
    r"(?:do not|don'?t|never|not) (?:worry|hesitate|forget|be afraid|panic|be shy|fail|delay)\b"
    r"|why (?:not|don'?t you)|(?:can'?t|cannot|can not|won'?t) you|(?:not|n'?t) (?:just |simply |only )"
    r"|不要(?:担心|着急|忘记|犹豫|怕)|不用(?:担心|怕)|别(?:担心|着急|忘了?|急|怕)|能不能|可不可以|会不会|要不要|不妨|是不是|不得不"
)


URGING = any_of(("not", "n't", "nt ", "never", "不", "别"))

# "You cannot go on unless you send …": two of them that make one request.
DOUBLED = re.compile(
    r"(?:cannot|can'?t|can not|won'?t|will not|unable to|not able to|impossible to|not be [a-z]{2,12})\b[^.;!?\n]{0,60}?\b(?:unless|until|without)\b(?P<you> you)?(?: (?P<verb>send|giv|shar|provid|tell|pay|transferr|remitt|deposit|wir)ing\b)?"
)
DOUBLING = any_of(("unless", "until", "without"))
BASE = {
    "giv": "give",
    "shar": "share",
    "provid": "provide",
    "transferr": "transfer",
    "remitt": "remit",
    "wir": "wire",
}


def clauses(plain: str) -> tuple[str, ...]:
    """Cut a text into clauses; what only sounds like forbidding is left out."""
    return tuple(part for part in PARTS.split(_straight(plain, _single)) if part.strip())


def sentences(plain: str) -> tuple[str, ...]:
    """Cut a text into sentences, each with its question mark; what only sounds like forbidding is left out."""
    return tuple(one for one in SENTENCES.split(_straight(plain, ". please ")) if one.strip())


def _straight(plain: str, single: str | Callable[[re.Match[str]], str]) -> str:
    once = DOUBLED.sub(single, plain) if DOUBLING(plain) else plain
    return URGES.sub(" ", once) if URGING(once) else once


def _single(doubled: re.Match[str]) -> str:
    verb = doubled["verb"]
    if verb:
        return f". please {BASE.get(verb, verb)} "
    return ". please " if doubled["you"] else ". "


def forbidden(part: str) -> bool:
    """Whether something in this clause forbids what it names."""
    return bool(FORBIDS.search(part))
