"""A reply as its reader understands it: without disguise, cut into clauses, with what forbids told apart.

"Never send anyone your password" and "don't worry, send your password" differ in what the
"not" belongs to, which is why each clause is judged alone.
"""

import re
import unicodedata
from collections.abc import Iterator

from trustdesk.guard.rules.folding import fold

# Letters of other alphabets, digits and signs that pass for Latin ones.
LOOKALIKES = str.maketrans("аеорсухіјѕԁһкмтнвгαοερτινκυ", "aeopcyxijsdhkmthbraoeptivku")
LEET = str.maketrans("0134578@$!|", "oieastbasii")
LEET_WORD = re.compile(r"(?<![\w@$])(?=[\w@$!|]*[a-z])(?=[\w@$!|]*[0134578@$!|])[\w@$!|]{2,20}[\w@$|]")
SPELLED_OUT = re.compile(r"(?<![a-z])(?:[a-z][ .\-_*]{1,2}){3,}[a-z](?![a-z])")
RUN_TOGETHER = re.compile(
    r"(please|send|your|my|the|pass|private|secret|seed|recovery|mnemonic|backup|keys?|phrase|codes?|pins?|transfer|pay|remit|usdt|money|funds|fee)"
)
STARRED = re.compile(r"(?<=[a-z])\*(?=[a-z])")
BETWEEN_HAN = re.compile(
    r"(?<=[\u4e00-\u9fff])(?:[ \u3000]|[^\w\s,，。．.！!？?；;：:、()（）\"“”‘’《》「」【】⟦⟧]|[.\-_*·・~+|/\\]){1,3}(?=[\u4e00-\u9fff])"
)
PARTS = re.compile(
    r"\n+|[!?;。！？；]+|[.:：]+(?=\s|$|[\u4e00-\u9fff])|[,，](?!\s*(?:and|or)\b)|\b(?:but|however|instead)\b|但是?|而是|只需|只要"
)
TRADITIONAL = str.maketrans(
    "記詞鑰碼傳發給請訴輸寫證資驗構匯報機動態絕會對別為將說複製貼圖訊個們恢復轉賬帳繳納費錢幣須額稅滙餘壞戶鎖凍",
    "记词钥码传发给请诉输写证资验构汇报机动态绝会对别为将说复制贴图讯个们恢复转账账缴纳费钱币须额税汇余坏户锁冻",
)

FORBIDS = re.compile(
    r"\b(?:never|not|no one|nobody|don'?t|do not|won'?t|will not|cannot|can'?t|shouldn'?t|must not|without|avoid|refuse|nor|neither"
    r"|no need|instead of|rather than|stop|beware|if (?:someone|anyone|anybody)|anyone who|whoever|scam\w*|phish\w*)\b"
    r"|不[会要能得可必应需用许]|勿|切莫|绝不|从不|别(?!担心|着急|忘|急)|无需|无须|没有人|任何人|谨防|警惕|禁止|避免|拒绝|骗子|诈骗|冒充"
)
# Not a "not": what sounds like forbidding and urges.
URGES = re.compile(
    r"(?:do not|don'?t|never|not) (?:worry|hesitate|forget|be afraid|panic|be shy|fail|delay)\b"
    r"|why (?:not|don'?t you)|(?:can'?t|cannot|can not|won'?t) you|(?:not|n'?t) (?:just |simply |only )"
    r"|不要(?:担心|着急|忘记|犹豫|怕)|不用(?:担心|怕)|别(?:担心|着急|忘了?|急|怕)|能不能|可不可以|会不会|要不要|不妨|是不是|不得不"
)


# "You cannot go on unless you send …": two of them that make one request.
DOUBLED = re.compile(
    r"(?:cannot|can'?t|can not|won'?t|will not|unable to|not able to|impossible to|not be [a-z]{2,12})\b[^.;!?\n]{0,60}?\b(?:unless|until|without)\b(?P<you> you)?(?: (?P<verb>send|giv|shar|provid|tell|pay|transferr|remitt|deposit|wir)ing\b)?"
)
BASE = {
    "giv": "give",
    "shar": "share",
    "provid": "provide",
    "transferr": "transfer",
    "remitt": "remit",
    "wir": "wire",
}


def undisguised(text: str) -> str:
    """Undo what a reader does not notice: other alphabets, invisible signs, letters spelled out."""
    low = unicodedata.normalize("NFKC", fold(text).text).lower().replace("’", "'")
    low = low.translate(LOOKALIKES).translate(TRADITIONAL)
    return SPELLED_OUT.sub(_joined, BETWEEN_HAN.sub("", low))


def with_letters(plain: str) -> str:
    """Read digits and signs inside words as the letters they stand for: "pr1vate"."""
    return LEET_WORD.sub(lambda match: match[0].translate(LEET), STARRED.sub("o", plain))


def _joined(spelled: re.Match[str]) -> str:
    """Read "y o u r p a s s w o r d" as "your password"."""
    return RUN_TOGETHER.sub(r" \1", re.sub(r"[^a-z]", "", spelled[0]))


def clauses(plain: str) -> Iterator[str]:
    """Cut a text into clauses; what only sounds like forbidding is left out."""
    plain = URGES.sub(" ", DOUBLED.sub(_single, plain))
    yield from (part for part in PARTS.split(plain) if part.strip())


def _single(doubled: re.Match[str]) -> str:
    verb = doubled["verb"]
    if verb:
        return f". please {BASE.get(verb, verb)} "
    return ". please " if doubled["you"] else ". "


def forbidden(part: str) -> bool:
    """Whether something in this clause forbids what it names."""
    return bool(FORBIDS.search(part))
