"""A hint of the language of a text, from its letters; the desk asks elsewhere when it has to be sure."""

from trustdesk.channels.email.parsing.headers import Headers

_LOOKED_AT = 4000
_SCRIPTS = (
    ("ja", 0x3041, 0x30FF),
    ("ko", 0xAC00, 0xD7A3),
    ("zh", 0x4E00, 0x9FFF),
    ("ru", 0x0400, 0x04FF),
    ("th", 0x0E01, 0x0E4E),
    ("ar", 0x0621, 0x064A),
    ("he", 0x05D0, 0x05EA),
    ("el", 0x0391, 0x03C9),
    ("hi", 0x0904, 0x0939),
)
_TRADITIONAL = frozenset(
    "這個們來對時說會後過還沒請謝問題帳戶幣驗證碼訊轉錢為與應該將無東車長門開關電話網絡國學實現點樣麼錄發"
)
_SIMPLIFIED = frozenset(
    "这个们来对时说会后过还没请谢问题账户币验证码讯转钱为与应该将无东车长门开关电话网络国学实现点样么录发"
)
_VIETNAMESE = frozenset("ơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđ")
_UKRAINIAN = frozenset("іїєґІЇЄҐ")
_LEAST = 0.1


def hint(headers: Headers, text: str) -> str:
    """Give a BCP 47 tag, or nothing when the letters do not tell (or are Latin)."""
    declared = headers.word("content-language").split(",")[0].strip()
    sample = text[:_LOOKED_AT]
    letters = [c for c in sample if c.isalpha()]
    if letters:
        found = _by_script(letters)
        if found:
            return found
        if len(_VIETNAMESE & set(letters)) > 2:  # noqa: PLR2004 - one or two are borrowed
            return "vi"
    return declared[:35] if declared and declared.replace("-", "").isalnum() else ""


def _by_script(letters: list[str]) -> str:
    counts = {tag: sum(low <= ord(c) <= high for c in letters) for tag, low, high in _SCRIPTS}
    if counts["ja"] > counts["zh"] * _LEAST and counts["ja"] > 1:
        return "ja"
    tag = max(counts, key=lambda name: counts[name])
    if counts[tag] < len(letters) * _LEAST * 2:
        return ""
    if tag == "zh":
        traditional = sum(c in _TRADITIONAL - _SIMPLIFIED for c in letters)
        simplified = sum(c in _SIMPLIFIED - _TRADITIONAL for c in letters)
        return "zh-TW" if traditional > simplified else "zh-CN"
    if tag == "ru" and _UKRAINIAN & set(letters):
        return "uk"
    return tag
