"""Bank accounts and papers of people: what carries a check of its own, and what is called by its name.

In a chat none of them is needed; there is a page for papers. Without a check a number is taken for one
only right behind the word for it.
"""

import re
from collections.abc import Iterator

from trustdesk.guard.model import Kind, Span
from trustdesk.guard.rules.hints import SECRETS, Mark

IBAN = re.compile(
    r"(?<![0-9A-Za-z])[A-Z]{2}\d{2}(?:[ -]?[0-9A-Z]{4}){2,7}(?:[ -]?[0-9A-Z]{1,3})?(?![0-9A-Za-z])"
)
IBAN_CUE = re.compile(r"(?:iban|IBAN|Iban)\W{0,3}(?:is |number )?\Z")
SPACE = re.compile(r"[ -]")
SHORTEST_IBAN, LONGEST_IBAN = 15, 34
JOINT = (
    r"(?:\s?(?:number|no\.?|num|#|号码?|號碼?|字号|字號))?[\"'”’]?"
    r"(?:\s{0,2}(?:(?:is|was)(?=\s)|[:：=(（#-]|就?是|为|為|係)){0,2}\s{0,3}[\"'“‘]?"
)
# The three or four figures of a card.
CARD_CODE = re.compile(
    r"(?:cv[vc]2?(?![a-z])|cvn(?![a-z])|card (?:security|verification) code|(?:code|number|digits) on the back(?: of (?:the |my )?card)?"
    r"|安全[码碼]|卡(?:片|的)?(?:背面|背后|背後|后面|後面)的?(?:三位|3位|四位)?(?:数字?|數字?|码|碼)?)"
    + JOINT
    + r"(?P<value>\d{3,4})(?![0-9A-Za-z_%.])"
)
# An exchange has accounts, too: only what stands beside a bank is a bank's.
ACCOUNT = re.compile(
    r"(?:account|acct|acc(?= no)|a/c|[账帐賬帳](?:号|户|號|戶))"
    + JOINT
    + r"(?P<value>\d(?:[ -]?\d){7,22})(?![0-9A-Za-z_%]|[.,]\d)"
)
BANK = re.compile(
    r"bank|checking|saving|beneficiary|routing|swift|sort code|\bbic\b|银行|銀行|开户|開戶|收款|对公|支行|[工农農建中招交邮郵]行|户名|戶名|\bsepa\b"
)
SSN = re.compile(
    r"(?:(?<![a-z])(?:ssn|itin|tin)(?![a-z])|social security|tax id)"
    + JOINT
    + r"(?P<value>\d{3}[- ]?\d{2}[- ]?\d{4})(?![0-9A-Za-z_%]|[.,]\d)"
)
VALUE = r"(?P<value>(?=(?:[^\s\d]{0,5}\d[ ./-]?){4})(?:\d{1,8}(?:[ ./-]\d{1,7}){1,4}x?|[0-9a-z]{5,18}(?:\([0-9a]\))?))(?![0-9a-z%])"
PAPER = re.compile(
    r"(?:passport|national insurance|driv(?:er'?s?|ing) licen[cs]e|national id(?:entity)?(?: card)?|(?<![a-z])id ?card|identity card|(?<![a-z])my id(?= (?:number|no|card))(?: card)?|resident(?:ial)? (?:id|permit)"
    r"|(?<![a-z])(?:hkid(?: card)?|nric|aadhaa?r|pan card|pan(?= (?:no|number|is))|cpf|cnpj|curp|dni|nie|nin|bvn|kra pin|pesel|tc kimlik(?: no)?|inn)(?![a-z]))"
    + JOINT
    + VALUE
)
PAPER_ELSEWHERE = re.compile(
    r"(?:护照|護照|通行[证證]|身份[证證](?:[后後](?:六|6|四|4)位)?|身分[證证]|駕照|驾驶?证|证件号?|證件號?|台胞证|回乡证|居留证"
    r"|주민등록(?:번호)?|여권(?: ?번호)?|運転免許証|パスポート|マイナンバー|паспорт)" + JOINT + VALUE
)
SOME_FIGURES = re.compile(r"\d{3}")
FEWEST_FIGURES = 4
LEAD, WINDOW = 16, 40
# Each with words one of which is in every text it may find anything in.
CALLED = (
    (CARD_CODE, Kind.BANK_CARD, SECRETS.any_of(("cv", "on the back", "card", "安全", "卡"))),
    (ACCOUNT, Kind.BANK_ACCOUNT, SECRETS.any_of(("account", "acct", "acc no", "a/c", "账", "帐", "帳", "賬"))),
    (SSN, Kind.IDENTITY_NUMBER, SECRETS.any_of(("ssn", "social sec", "tax id", "tin"))),
    (
        PAPER,
        Kind.IDENTITY_NUMBER,
        SECRETS.any_of((
            "passport", "licen", "national", "card", "my id", "resident", "hkid", "nric", "aadha", "pan ", "cpf", "cnpj", "curp",
            "dni", "nie", "nin", "bvn", "kra ", "pesel", "kimlik", "inn",
        )),
    ),
    (PAPER_ELSEWHERE, Kind.IDENTITY_NUMBER, SECRETS.any_of(("护照", "護照", "证", "證", "駕照", "주민", "여권", "免許", "パスポ", "マイナ", "паспорт"))),
)  # fmt: skip


def papers(text: str, low: str, marks: Mark) -> Iterator[Span]:
    """Find bank accounts and papers in a folded text; ``low`` is the same in lower case."""
    if not (marks & SECRETS.figures and SOME_FIGURES.search(text)):
        return
    for match in IBAN.finditer(text):
        certain = is_iban(SPACE.sub("", match[0]))
        if certain or IBAN_CUE.search(text[max(0, match.start() - LEAD) : match.start()]):
            yield Span(match.start(), match.end(), Kind.BANK_ACCOUNT, certain)
    for pattern, kind, hinted in CALLED:
        found = _values(pattern, low, kind) if marks & hinted else ()
        yield from (one for one in found if kind is not Kind.BANK_ACCOUNT or _of_a_bank(low, one))


def _values(pattern: re.Pattern[str], low: str, kind: Kind) -> Iterator[Span]:
    for match in pattern.finditer(low):
        if kind is Kind.BANK_CARD or sum(map(str.isdecimal, match["value"])) >= FEWEST_FIGURES:
            yield Span(match.start("value"), match.end("value"), kind)


def _of_a_bank(low: str, span: Span) -> bool:
    # What the next line speaks of has a number of its own.
    line = low.find("\n", span.end, span.end + WINDOW)
    end = span.end + WINDOW if line < 0 else line
    return BANK.search(low, max(0, span.start - WINDOW), end) is not None


def is_iban(number: str) -> bool:
    """Whether a number carries the check of ISO 13616: the country moved behind, letters as figures, mod 97."""
    if not SHORTEST_IBAN <= len(number) <= LONGEST_IBAN:
        return False
    turned = number[4:] + number[:4]
    return int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1
