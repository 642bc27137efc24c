"""Bytes into text: by what the mail says, if that can be true, else by what the bytes look like."""

import codecs
from typing import NamedTuple

from trustdesk.channels.email.parsing import jis
from trustdesk.channels.email.parsing.guessing import guess, in_rows, strange

# What senders write, and the wider charset that is really meant. Only these and what Python knows
# under one of the families below is decoded: "charset" must never name a codec that computes.
_MEANT = {
    "gb18030": "gb2312 gb_2312_80 gb2312_80 gbk x_gbk cp936 ms936 windows_936 gb18030 euc_cn chinese csgb2312"
    " x_euc_cn gb_1988_80 gb231280 gb1988 gb",
    "big5hkscs": "big5 big5_hkscs big5hkscs cp950 x_x_big5 big5_tw csbig5 cn_big5 big_5 windows_950",
    "cp932": "shift_jis shiftjis sjis x_sjis ms_kanji cp932 windows_31j csshiftjis ms932 s_jis",
    "cp949": "euc_kr euckr ks_c_5601_1987 ksc5601 ks_c_5601 ksc_5601 cp949 korean windows_949 uhc",
    "euc_jp": "euc_jp eucjp x_euc_jp ujis",
    "iso2022_jp_ext": "iso_2022_jp iso2022_jp iso2022jp csiso2022jp iso_2022_jp_1 iso_2022_jp_2"
    " iso_2022_jp_ms cp50220 cp50221 cp50222",
    "iso2022_kr": "iso_2022_kr iso2022_kr csiso2022kr",
    "hz": "hz hz_gb_2312 hz_gb2312",
    "cp1252": "iso_8859_1 iso8859_1 latin1 latin_1 l1 iso_ir_100 ibm819 cp819 windows_1252 cp1252 x_ansi"
    " iso88591 ansi western iso_8859_1_1987 8859_1",
    "cp1254": "iso_8859_9 iso8859_9 latin5 windows_1254 cp1254 iso88599",
    "cp874": "iso_8859_11 tis_620 tis620 windows_874 cp874",
    "iso8859_8": "iso_8859_8 iso_8859_8_i iso_8859_8_e hebrew",
    "utf_8": "utf_8 utf8 u8 unicode_1_1_utf_8 utf8mb4 utf_8_sig cp65001 utf utf_8_mac unicode x_utf_8",
    "utf_16": "utf_16 utf16 ucs_2 iso_10646_ucs_2",
    "utf_16_le": "utf_16le utf_16_le utf16le",
    "utf_16_be": "utf_16be utf_16_be utf16be",
    "utf_32": "utf_32 utf32",
    "mac_roman": "macintosh mac x_mac_roman mac_roman",
    "koi8_u": "koi8_r koi8r koi8_u koi8u koi8_ru cskoi8r",
    "cp850": "cp850 ibm850 cp_850",
    "cp437": "cp437 ibm437",
    "cp866": "cp866 ibm866 866",
    "iso8859_15": "iso_8859_15 latin9 latin_9",
}
_ALIASES = {alias: codec for codec, names in _MEANT.items() for alias in names.split()}
_FAMILIES = (
    {f"windows_{n}": f"cp{n}" for n in range(1250, 1259)}
    | {f"cp{n}": f"cp{n}" for n in range(1250, 1259)}
    | {f"iso_8859_{n}": f"iso8859_{n}" for n in (*range(2, 12), *range(13, 17))}
    | {f"iso8859_{n}": f"iso8859_{n}" for n in (*range(2, 12), *range(13, 17))}
)
_KNOWN = _FAMILIES | _ALIASES
_SEVEN_BIT = {"us_ascii", "ascii", "ansi_x3.4_1968", "us", "iso646_us", "7bit"}
UTF_7 = {"utf_7", "utf7", "unicode_1_1_utf_7", "x_unicode_2_0_utf_7", "csunicode11utf7"}
_JIS = "jis"  # no codec of Python's
_SECOND = {"big5hkscs": ("cp950",), "cp932": ("euc_jp",), "iso2022_jp_ext": ("iso2022_jp_2004", _JIS)}
_MOSTLY = 50  # one unreadable character in so many does not make a label false
_EUC_KR = 4
_NAME_BYTES = 4  # two signs; twice as many at most
_FAMILIES_NAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
    "钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)


class Text(NamedTuple):
    """What was read, and what was odd about it: ``charset_unknown``, ``charset_wrong``, ``utf7_refused``."""

    text: str
    warning: str = ""


def normal(label: str) -> str:
    """Write a charset's name one way: lower case, underscores."""
    return label.strip().strip("\"'").lower().replace("-", "_").replace(" ", "_").replace(":", "_")


def decode(data: bytes, label: str) -> Text:
    """Read bytes under a label that may be missing, unknown or false."""
    name = normal(label)
    if name in UTF_7:
        # UTF-7 hides markup from everybody who does not expect it, and no living client needs it.
        return Text(data.decode("ascii", "replace"), "utf7_refused")
    if (
        data.isascii()
        and b"\x1b" not in data
        and b"~{" not in data
        and not name.startswith(("utf_16", "utf_32"))
    ):
        return Text(data.decode("ascii"), "" if not name or _is_known(name) else "charset_unknown")
    codec = _KNOWN.get(name)
    if codec is None:
        return Text(
            guess(data), "" if not name else "charset_wrong" if _is_known(name) else "charset_unknown"
        )
    return _declared(data, codec)


def _is_known(name: str) -> bool:
    return name in _KNOWN or name in _SEVEN_BIT


def _declared(data: bytes, codec: str) -> Text:
    for tried in (codec, *_SECOND.get(codec, ())):
        text = _strict(data, tried)
        if text is not None:
            return _doubtful(data, text, codec)
    if codec != "utf_8" and (meant := _strict(data, "utf_8")) is not None:
        return Text(meant, "charset_wrong")
    lenient = data.decode(codec, "replace")
    lost = lenient.count("\ufffd")
    # Where nothing beyond ASCII could be read at all, the label is false, however little that is.
    if lost * _MOSTLY <= len(lenient) and any("\x7f" < c != "\ufffd" for c in lenient):
        return Text(lenient, "charset_wrong")
    return Text(guess(data), "charset_wrong")


def _doubtful(data: bytes, text: str, codec: str) -> Text:
    """A one-byte or Chinese label takes nearly anything: what is valid UTF-8 beyond chance is UTF-8."""
    if codec in {"utf_8", "utf_16", "utf_32"} or codec.startswith("iso2022"):
        return Text(text.removeprefix("\ufeff"))
    meant = _strict(data, "utf_8")
    if meant is not None and (sum(1 for c in meant if c > "\x7f") >= _EUC_KR or _no_name(data, meant, codec)):
        return Text(meant, "charset_wrong")
    if strange(text) and strange(likelier := guess(data)) * 2 < strange(text):
        return Text(likelier, "charset_wrong")
    if codec == "cp1252" and (likelier := in_rows(data) or _name(data)) is not None:
        return Text(likelier, "charset_wrong")
    return Text(text)


def _name(data: bytes) -> str | None:
    """Read a name called Latin that has no Latin letter, and is a family's and a given name in Chinese."""
    if not _NAME_BYTES <= len(data) <= 2 * _NAME_BYTES or any(byte < 0x80 for byte in data):  # noqa: PLR2004
        return None
    text = _strict(data, "gb2312")
    return text if text and text[0] in _FAMILIES_NAMES and min(text) >= "\u4e00" else None


def _no_name(data: bytes, meant: str, codec: str) -> bool:
    """Whether a word or two under a Chinese label are none in it: UTF-8 mostly needs signs nobody uses."""
    wide = [c for c in meant if c > "\x7f"]
    return codec == "gb18030" and len(wide) > 1 and min(wide) > "\u2e80" and _strict(data, "gb2312") is None


def _strict(data: bytes, codec: str) -> str | None:
    if codec == _JIS:
        return jis.read(data)
    try:
        return codecs.decode(data, codec)
    except (UnicodeError, ValueError):
        return None
