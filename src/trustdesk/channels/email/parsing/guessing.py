"""Which charset bytes without a (true) label are in: the one in which they read like a language.

Each candidate has the characters its languages use most. Read under the right charset a good half of
the characters is among them; under a wrong one, few.
"""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

from trustdesk.channels.email.parsing import jis

SAMPLE = 8192
_ENOUGH = 0.25
_NOT_LATIN, _CHINESE = "\u0370", "\u2e80"
_MANY_LETTERS = 8  # German has seven beyond ASCII
_PLENTY = 0.4  # of characters of two bytes: chance does not make so many usual ones

_HANS = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事"
    "成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此"
    "已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代"
    "内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安"
    "少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光"
    "放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运您请谢"
    "账户提币充值邮件客服帮助验证码钱包转账登录密码附订单收款银行卡截图订查询链址"
)
_HANT = (
    "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作里用道行所然家種事"
    "成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把機十民第公此"
    "已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代"
    "內信表化老給世位次度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平係氣題活爾更別打女變四神總何電數安"
    "少報才結反受目太量再感建務做接必場件計管期市直德資命山金指克許統區保至隊形社便空決治展馬科司五基眼書非則聽白卻界達光"
    "您請謝帳戶幣儲值郵客服幫助驗證碼錢包轉登錄密附訂單收款銀行卡截圖查詢鏈址"
)
_KANJI = (
    "日本人年大国会中出入金送信様者私今行見時間分上前後所内部手問合口座認証登録確認返信取引円月方法御願致"
)
_KANA = "".join(map(chr, (*range(0x3041, 0x3094), *range(0x30A1, 0x30FB)))) + "ー。、「」"
_HANGUL = (
    "이다는을에고가의하은로니습지사한도를어아서시나기요해있안자그리것수들게대부정인보만일스주여해라오제전과면었았던려합세주"
    "계입금출확인요청감녕문드립거래메용신번호비십"
)
_CYRILLIC = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэіїєґ"
_WESTERN = "éèàùâêîôûçëïüöäßñáíóúãõÉÀÄÖÜæøåÅØ£€–—‘’“”…°«»¿¡·§©®ÑÇ"
_CENTRAL = "ąćęłńóśźżáčďéěíňřšťúůýžőűăâîșțşţŁŚŻŹČŠŽŘ–—“”„’…"
_GREEK = "αειουηωντσρκπλμγδθςάέήίόύώ"
_TURKISH = "ıİşŞğĞçÇöÖüÜ"
_THAI = "".join(map(chr, range(0x0E01, 0x0E4F)))
_HEBREW = "".join(map(chr, range(0x05D0, 0x05EB)))
_ARABIC = "".join(map(chr, range(0x0621, 0x064B))) + "،؟"
_PUNCTUATION = "，。、！？：；（）“”《》～　"


class _Candidate(NamedTuple):
    codec: str
    usual: frozenset[str]
    alone: bool = False  # its letters stand between Latin ones, never in rows


_CANDIDATES = (
    _Candidate("gb18030", frozenset(_HANS + _PUNCTUATION)),
    _Candidate("big5hkscs", frozenset(_HANT + _PUNCTUATION)),
    _Candidate("cp932", frozenset(_KANA + _KANJI)),
    _Candidate("euc_jp", frozenset(_KANA + _KANJI)),
    _Candidate("cp949", frozenset(_HANGUL)),
    _Candidate("cp1251", frozenset(_CYRILLIC)),
    _Candidate("koi8_u", frozenset(_CYRILLIC)),
    _Candidate("cp866", frozenset(_CYRILLIC)),
    _Candidate("cp1252", frozenset(_WESTERN), alone=True),
    _Candidate("cp1250", frozenset(_CENTRAL), alone=True),
    _Candidate("cp1254", frozenset(_TURKISH), alone=True),
    _Candidate("cp1253", frozenset(_GREEK)),
    _Candidate("cp874", frozenset(_THAI)),
    _Candidate("cp1255", frozenset(_HEBREW)),
    _Candidate("cp1256", frozenset(_ARABIC)),
)
_WIDE = _CANDIDATES[:5]
_STRANGE = re.compile(r"[\x80-\x9f\ue000-\uf8ff]")
_MARKS: tuple[tuple[Callable[[bytes], bool], str], ...] = (
    (lambda data: data.startswith(b"\xef\xbb\xbf"), "utf_8_sig"),
    (lambda data: data.startswith((b"\xff\xfe", b"\xfe\xff")), "utf_16"),
    (lambda data: b"\x1b$)C" in data, "iso2022_kr"),
    (lambda data: b"\x1b$" in data or b"\x1b(" in data, "iso2022_jp_ext"),
    (lambda data: b"~{" in data and b"~}" in data, "hz"),
)


def guess(data: bytes) -> str:
    """Read bytes whose charset nobody (truthfully) told."""
    for marked, codec in _MARKS:
        if marked(data) and (data.isascii() or codec.startswith("utf")):
            if codec.startswith("iso2022_jp") and (japanese := jis.read(data)) is not None:
                return japanese
            return data.decode(codec, "replace")
    try:
        return data.decode("utf_8")
    except UnicodeDecodeError:
        return _likeliest(data)


def in_rows(data: bytes) -> str | None:
    """Read bytes called Latin whose wide letters stand in rows, as they do nowhere in Latin scripts."""
    western = next(candidate for candidate in _CANDIDATES if candidate.codec == "cp1252")
    if _score(_sample(data), western) >= 0:
        return None
    guessed = _likeliest(data)
    letters = {c for c in guessed if c > _NOT_LATIN and c.isalpha()}
    # Few different ones may as well be umlauts and accents in a row: then the label stands.
    return guessed if len(letters) >= _MANY_LETTERS or any(c > _CHINESE for c in letters) else None


def _likeliest(data: bytes) -> str:
    lenient = data.decode("utf_8", "replace")
    wide, lost = sum(1 for c in lenient if c > "\x7f"), lenient.count("\ufffd")
    if lost * 10 < wide:
        return lenient  # UTF-8, cut or damaged in a place or two
    sample = _sample(data)
    best, codec = max((_score(sample, candidate), candidate.codec) for candidate in _WIDE)
    if best < _PLENTY:
        if lost * 2 <= wide:
            return lenient  # in one-byte charsets hardly anything looks like UTF-8 by chance
        best, codec = max((_score(sample, candidate), candidate.codec) for candidate in _CANDIDATES)
    return data.decode(codec if best >= _ENOUGH else "cp1252", "replace")


def _sample(data: bytes) -> bytes:
    """The lines that tell something: those that are not plain ASCII."""
    taken, size = list[bytes](), 0
    for line in data[: 64 * SAMPLE].split(b"\n"):
        if not line.isascii():
            taken.append(line)
            size += len(line)
        if size > SAMPLE:
            break
    return b"\n".join(taken)


def _score(sample: bytes, candidate: _Candidate) -> float:
    text = sample.decode(candidate.codec, "replace")
    wide = [place for place, c in enumerate(text) if c > "\x7f"]
    if not wide:
        return 0.0
    good = sum(1 for place in wide if text[place] in candidate.usual)
    if candidate.alone:
        good -= 2 * sum(1 for a, b in pairwise(wide) if b == a + 1 and _letters(text[a : b + 1]))
    else:
        good -= sum(1 for place in wide if _beside_latin(text, place))
    return (good - 3 * (text.count("\ufffd") + strange(text))) / len(wide)


def strange(text: str) -> int:
    """Count what nobody writes: control characters and those of private use."""
    return len(_STRANGE.findall(text))


def _letters(pair: str) -> bool:
    """Whether two neighbours are letters of a word, not a drawn line."""
    return pair.isalpha() and pair[0] != pair[1]


def _beside_latin(text: str, place: int) -> bool:
    """Whether a plain Latin letter stands right beside: other scripts do not mix with it inside words."""
    around = text[max(place - 1, 0) : place + 2]
    return any(c.isascii() and c.isalpha() for c in around)
