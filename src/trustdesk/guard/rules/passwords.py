"""Passwords given in prose: a word that announces one, and a value that people would choose as one."""

import re
from collections.abc import Iterator
from itertools import pairwise

from trustdesk.guard.model import Kind, Span
from trustdesk.guard.rules.codes import UNIT
from trustdesk.guard.rules.hints import SECRETS, Mark
from trustdesk.guard.rules.values import made_up, named, within_a_word

QUOTE = r"[\"'“”‘’「『`]?"
VALUE = r"(?P<value>[!-~]{4,64})"
JOINT = r"(?:['’]s(?: always been)?(?=\s)|(?:should|must|would|might|may|could|can|will|has|have|had) (?:always |only )?(?:be|been)(?=\s)|is|was|are|ist|es|est|é|это|就?是|为|為|equals?|, ?(?:it|that|which)(?: is| was|['’]s)(?=\s)|[:：=>]|=>|->|→|[\u2013\u2014(（]|-(?=\s))[:：]?"
# "Password (fund): …": which one it is.
WHICH = r"(?:\s?[(（][\w \u4e00-\u9fff-]{1,24}[)）])?"
JOINED = rf"{WHICH}(?P<joint>[\"'”’]?\s{{0,3}}{JOINT}\s{{0,3}}(?:now |currently |still |just |actually )?(?:set to |this[:：]? |as follows[:：]? |the following[:：]? )?)"
DID = (
    r"(?:use[d]?|set|have|had|entered|typed|type|enter|chose|created?|put|made|remember|wrote|know|tried|try)"
)
OF_WHAT = (
    r"(?: (?:for|to|of|on|in) (?:my |the |this |your )?(?:[\w.@]+ ?){1,3}?)?"
    rf"(?: (?:that |which )?(?:i|we)(?:'ve| have| am|'m)?(?: just| always)? (?:{DID}|using)(?: (?:here|now|there|in|is))?)?"
)
# Written as people write it in a hurry, too.
SAID = r"(?:p[a@4]s[s$5] ?w[o0]rds?|p[ ._-]a[ ._-]s[ ._-]s[ ._-]w[ ._-]o[ ._-]r[ ._-]d|passw(?:or|r|o)?d|pword|pass?wrod|pasw(?:or)?d|psswo?r?d|pwd|psw|psd|pass ?codes?|pass ?phrase|p/w|pw|contrase[nñ]a|senha|passwort|mot de passe|mdp|пароль|mima|pin(?: code| number)?)(?![a-z0-9_])"
PASSWORD = re.compile(rf"(?:{SAID}{OF_WHAT}{JOINED}|pass{OF_WHAT}\s{{0,2}}[:：=]\s{{0,2}}){QUOTE}{VALUE}")
# Without a joint the value itself must look made up.
PASSWORD_BESIDE = re.compile(
    rf"(?:{SAID}|pass(?= \S*\d))(?:\s(?:from [!-~]{{1,32}} )?(?:to|as|be|use[sd]?))?\s{{1,3}}{QUOTE}{VALUE}"
)
# "My login pass is …": a pass that opens something.
PASS = re.compile(rf"pass(?P<joint>['’]s|\s(?:is|was))[:：]?\s{{1,2}}{QUOTE}{VALUE}")
# "Log in with wang@x.com / …": a name and what opens it.
PAIR = re.compile(
    rf"(?:(?:log(?:ged)?|sign(?:ed)?)[ -]?in (?:with|using|as)|credentials?(?: are| is)?|log[ -]?in(?: (?:details|data|info(?:rmation)?))?(?: is| are)?)[:：]?\s{{1,3}}[\w.+@-]{{2,64}}\s?(?P<joint>[/|,:]|and|with|pass(?:word)?)\s?{QUOTE}{VALUE}"
)
# "I use Trg!8841 to sign in": only what has a sign within it is no device and no address.
OPENS = re.compile(
    rf"(?:use[ds]?|using|type|enter|put)\s{QUOTE}{VALUE}[\"'”’]? (?:to|when|for) (?:i )?(?:sign|log)(?:ging|ing)?[ -]?in(?![a-z])"
)
# "me@mail.example:Sunny77", as lists of stolen accounts have it, and who copies from one.
COMBINED = re.compile(rf"@[a-z0-9-]{{1,63}}(?:\.[a-z0-9-]{{2,63}}){{1,3}}\s?[:|/]\s?{VALUE}")
OTHER_ONE = re.compile(
    rf"(?:new|old|current|correct|right|other|previous|first|second|last) (?:one )?(?:is|was)(?P<joint>[:：]?)\s{{1,2}}{QUOTE}{VALUE}"
)
ANNOUNCED_AFTER = re.compile(rf"{SAID}|密[码碼]")
VALUE_BEFORE = re.compile(
    r"(?:^|[\s\"'“‘「『（(:：，,。；;\u4e00-\u9fff])(?P<value>[!-~]{6,64}?)[\"'”’」』]?"
    r"(?:[ \t](?:is|was|as|were)[ \t](?:my|the|our|a|your|his|her)[ \t](?:[a-z]+[ \t]){0,2}|[ \t](?:as|for)[ \t](?:(?:my|the|our)[ \t])?|\s?[(（](?:my |the )?|\s?(?:就?是|作为|作為|当|這是|这是)(?:我|您|你)?的?(?:[\u4e00-\u9fff]{0,3}))\Z"
)
PASSWORD_ZH = re.compile(
    r"(?:密码|密碼|口令|pin码?|mima)(?P<joint>[\"'”’]?\s{0,3}(?:(?:一直|应该|應該|现在|現在|还|還|都|明明|确实|确定|是不|记得|记得应该|我记得|好像|可能|大概|设置?的?|設置?的?|用的|输入?的?)?就?是|係|如下|发?给你|为|為|叫做?|(?:改|设|設|换|換|变|设置|重置|修改|更改)(?:成|为|為)了?|[:：=（(「『【“])?)[\s:：]{0,3}"
    + QUOTE
    + VALUE
)
PASSWORD_JA_KO = re.compile(
    r"(?:パスワード|暗証番号|비밀 ?번호|패스워드)(?P<joint>\s{0,2}(?:は|が|を|는|은|가|이|를|을)?[\s:：=]{0,3})"
    + QUOTE
    + VALUE
)
PASSWORD_ZH_LATER = re.compile(
    r"(?:密码|密碼|口令)(?P<joint>[告诉訴他她它们們对對方骗騙子說说一直应該该现現在还還都就设設置我您你输輸入用填的改成换換变變了是为為叫做给給发發如下呢吧啊,，]{1,10}[:：]?)\s{0,2}"
    + QUOTE
    + VALUE
)

NOT_VALUES = re.compile(
    r"wrong|incorrect|invalid|expired|correct|right|okay|fine|weak|strong|safe|secure|unsafe|locked|blocked|reset|changed|changing|needed"
    r"|required|missing|empty|blank|null|none|unknown|forgotten|lost|hacked|stolen|leaked|compromised|exposed|different|same"
    r"|case-sensitive|mandatory|optional|important|hidden|visible|saved|stored|encrypted|hashed|accepted|rejected|working|failing|please"
    r"|help|sorry|thanks|what|when|where|which|whose|while|with|your|this|that|there|then|they|them|the|and|but|because|always|never"
    r"|still|also|already|only|just|very|really|must|should|would|could|have|been|being|does|doesn't|didn't|isn't|can't|cannot|won't"
    r"|asked|asking|same-as|error|failed|success"
)
OF_THE_TRADE = re.compile(
    r"(?:trc|erc|bep|web|usd[tc]|btc|eth|kyc|2fa|sha|aes|md5|ios|android|v)-?\d{1,4}|https?:.*|www\..*|\d{1,2}[-~]\d{1,3}|.*@[a-z0-9-]+\.[a-z.]+|.*\.(?:com|net|org|io|cn)(?:/.*)?",
    re.IGNORECASE,
)
# "My password is secure": endings of words that say something about it.
DESCRIBES = re.compile(
    r"(?:ed|ing|able|ible|ful|less|ive|ous|ant|ent|ic|al|ly|en|ary|ory|ish|ete|ect|ure|ult|ock|ong|ogether|here|ways?|self|code|phrase|pin|digits?)$"
)
# Without one of these no word of the Latin patterns is there.
LATIN_HINTED = SECRETS.any_of(
    (
        "pas",
        "p@s",
        "p4s",
        "pa$",
        "pa5",
        "p a",
        "p.a",
        "p-a",
        "p_a",
        "pw",
        "psw",
        "psd",
        "pss",
        "p/w",
        "pin",
        "contrase",
        "senha",
        "mot de",
        "mdp",
        "пароль",
        "mima",
    )
)
SIGNS = frozenset("!@#$%^&*_+=~?<>|\\")
INNER_SIGN = re.compile(r"[A-Za-z0-9][@#$%^&*!_+=~][A-Za-z0-9]")
CLOSING = ".,;:)]}\"'`>"
SHORTEST, SHORTEST_BESIDE, LONGEST_PIN = 4, 6, 12
LEAD = 80


def passwords(text: str, low: str, marks: Mark) -> Iterator[Span]:
    """Find passwords in a folded text; ``low`` is the same in lower case."""
    for pattern in (PASSWORD, PASSWORD_BESIDE, PASS) if marks & LATIN_HINTED else ():
        for match in pattern.finditer(low):
            if not within_a_word(low, match.start()):
                yield from _password(text, match, announced=pattern is PASSWORD, chinese=False)
    if not low.isascii():
        yield from _in_other_scripts(text, low)
    if "@" in low:
        yield from _combined(text, low)
    if "log" in low or "sign" in low or "credential" in low:
        yield from _signing_in(text, low)
    yield from _given_first(text, low)


def _combined(text: str, low: str) -> Iterator[Span]:
    for match in COMBINED.finditer(low):
        if made_up(text, low, match.start("value"), match.end("value")):
            yield Span(match.start("value"), match.end("value"), Kind.PASSWORD)


def _in_other_scripts(text: str, low: str) -> Iterator[Span]:
    for match in PASSWORD_ZH.finditer(low):
        yield from _password(text, match, announced=bool(match["joint"].strip(" \t\n\"'”’")), chinese=True)
    for match in PASSWORD_JA_KO.finditer(low):
        yield from _password(text, match, announced=True, chinese=True)
    for match in PASSWORD_ZH_LATER.finditer(low):
        yield from _password(text, match, announced=False, chinese=True)


def _signing_in(text: str, low: str) -> Iterator[Span]:
    for match in PAIR.finditer(low):
        yield from _password(text, match, announced=False, chinese=False)
    for match in OPENS.finditer(low):
        if INNER_SIGN.search(match["value"]) and any(map(str.isdecimal, match["value"])):
            yield from _password(text, match, announced=False, chinese=False)


def _given_first(text: str, low: str) -> Iterator[Span]:
    """Find the value that stands before the word ("… is my password"), and the second of two."""
    several = False
    for said in ANNOUNCED_AFTER.finditer(low):
        several = True
        offset = max(0, said.start() - LEAD)
        if before := VALUE_BEFORE.search(low[offset : said.start()]):
            start, end = offset + before.start("value"), offset + before.end("value")
            if _chosen(text, low, start, end):
                yield Span(start, end, Kind.PASSWORD)
    for match in OTHER_ONE.finditer(low) if several else ():
        yield from _password(text, match, announced=False, chinese=False)


def _password(text: str, match: re.Match[str], *, announced: bool, chinese: bool) -> Iterator[Span]:
    start = match.start("value")
    value = text[start : match.end("value")].partition("</")[0].rstrip(CLOSING)
    end = start + len(value)
    if (
        len(value) < SHORTEST
        or NOT_VALUES.fullmatch(value.lower().rstrip("!?"))
        or OF_THE_TRADE.fullmatch(value)
    ):
        return
    if value.isdecimal() and (len(value) > LONGEST_PIN or UNIT.match(text, end)):
        return
    if (_made_up(value) if announced else _surely_made_up(value)) or (
        announced and (chinese or _alone(text, match, end))
    ):
        yield Span(start, end, Kind.PASSWORD)


def _made_up(value: str) -> bool:
    """Whether a value that was announced as a password is more than a word of the sentence."""
    core = value.rstrip("!?")
    mixed = any(one.islower() and other.isupper() for one, other in pairwise(core))
    return mixed or any(letter.isdecimal() or letter in SIGNS for letter in core)


def _surely_made_up(value: str) -> bool:
    """Whether a value that merely stands beside the word can be nothing but one."""
    if len(value) < SHORTEST_BESIDE:
        return False
    figures, letters = any(map(str.isdecimal, value)), any(map(str.isalpha, value))
    return value.isdecimal() or (letters and (figures or bool(INNER_SIGN.search(value))))


def _chosen(text: str, low: str, start: int, end: int) -> bool:
    """Whether the value before "is my password" is one, and no number or name the trade gives out."""
    value = low[start:end]
    if NOT_VALUES.fullmatch(value) or named(low, start):
        return False
    if value.isdecimal():
        return len(value) <= LONGEST_PIN
    return made_up(text, low, start, end, fewest=1)


def _alone(text: str, match: re.Match[str], end: int) -> bool:
    """Whether a plain word stands as a value does: filled in, in quotes, or as all there is to say."""
    word, after = text[match.start("value") : end], text[end : end + 2].strip()
    if text[match.start("value") - 1] in "\"'“”‘’「『`" and after:
        return True
    if len(word) < SHORTEST_BESIDE or (after and after[0] not in ".,;!。，；！"):
        return False
    if (match["joint"] or ":").strip(" \t\"'”’") in {":", "：", "="}:
        return True
    return word.isalpha() and word.islower() and not DESCRIBES.search(word)
