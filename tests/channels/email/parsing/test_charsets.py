"""Every charset that still arrives, as it is labelled and as it is mislabelled."""

import pytest

from tests.channels.email.parsing.letters import head, part, word
from trustdesk.channels.email.parsing import parse

ZH = "您好，我的提币已经超过两个小时没有到账，请帮我查询一下订单，谢谢。"
ZHT = "您好，我的提幣已經超過兩個小時沒有到帳，請幫我查詢一下訂單，謝謝。"
JA = "こんにちは。昨日の出金がまだ届いていません。ご確認をお願いします。"
KO = "안녕하세요. 어제 출금한 금액이 아직 입금되지 않았습니다. 확인 부탁드립니다."
RU = "Здравствуйте, вчерашний вывод средств до сих пор не поступил на кошелёк."
UK = "Вітаю, вчорашній вивід коштів досі не надійшов на мій гаманець."
DE = "Grüße aus Köln, die Überweisung ist noch nicht eingegangen, können Sie prüfen?"
FR = "Bonjour, le retrait effectué hier n'est toujours pas arrivé à mon adresse."
PL = "Dzień dobry, wczorajsza wypłata wciąż nie dotarła, proszę o sprawdzenie źródła."
TR = "Merhaba, dünkü çekim işlemi hâlâ ulaşmadı, lütfen kontrol eder misiniz? Teşekkürler."
EL = "Καλημέρα, η χθεσινή ανάληψη δεν έχει φτάσει ακόμη, παρακαλώ ελέγξτε."
HE = "שלום, המשיכה של אתמול עדיין לא הגיעה, אנא בדקו."
AR = "مرحبا، لم يصل سحب الأمس بعد، يرجى التحقق."
TH = "สวัสดีครับ รายการถอนเงินเมื่อวานยังไม่เข้า รบกวนตรวจสอบด้วย"
LT = "Laba diena, vakarykštis išėmimas dar neatėjo, prašau patikrinti žinutę."
VI = "Xin chào, lệnh rút tiền hôm qua vẫn chưa tới, vui lòng kiểm tra giúp tôi."

# (text, codec that really wrote it, what it is labelled)
LABELLED = [
    (ZH, "gb18030", "gb2312"),
    (ZH, "gb18030", "GBK"),
    (ZH, "gb18030", "GB18030"),
    (ZH, "gb18030", "x-gbk"),
    (ZH, "hz", "HZ-GB-2312"),
    (ZH + "镕囍", "gb18030", "gb2312"),
    (ZHT, "big5", "big5"),
    (ZHT, "big5hkscs", "Big5-HKSCS"),
    (ZHT + "嘅咗", "big5hkscs", "big5"),
    (JA, "iso2022_jp", "ISO-2022-JP"),
    (JA, "cp932", "Shift_JIS"),
    (JA + "①髙", "cp932", "shift_jis"),
    (JA, "euc_jp", "EUC-JP"),
    (KO, "euc_kr", "EUC-KR"),
    (KO + "똠방각하", "cp949", "ks_c_5601-1987"),
    (KO, "iso2022_kr", "ISO-2022-KR"),
    (RU, "koi8_r", "KOI8-R"),
    (RU, "cp1251", "windows-1251"),
    (RU, "iso8859_5", "ISO-8859-5"),
    (RU, "cp866", "ibm866"),
    (UK, "koi8_u", "koi8-u"),
    (UK, "cp1251", "cp1251"),
    (DE, "latin_1", "iso-8859-1"),
    (DE + " 500 €", "cp1252", "iso-8859-1"),
    (FR + " 10 €", "iso8859_15", "ISO-8859-15"),
    (PL, "iso8859_2", "iso-8859-2"),
    (PL, "cp1250", "windows-1250"),
    (TR, "iso8859_9", "iso-8859-9"),
    (TR, "cp1254", "windows-1254"),
    (EL, "iso8859_7", "iso-8859-7"),
    (EL, "cp1253", "windows-1253"),
    (HE, "iso8859_8", "iso-8859-8-i"),
    (HE, "cp1255", "windows-1255"),
    (AR, "cp1256", "windows-1256"),
    (TH, "cp874", "tis-620"),
    (TH, "cp874", "windows-874"),
    (LT, "cp1257", "windows-1257"),
    (VI, "utf_8", "utf-8"),
    (DE, "mac_roman", "macintosh"),
    (ZH, "utf_16", "utf-16"),
    (ZH, "utf_8", '"UTF8"'),
]
# What a label says that is not so, or not at all.
MISLABELLED = [
    (ZH, "utf_8", "us-ascii"),
    (ZH, "utf_8", "iso-8859-1"),
    (ZH, "utf_8", "gb2312"),
    (ZH, "gb18030", "us-ascii"),
    (ZH, "gb18030", "utf-8"),
    (ZH, "gb18030", "iso-8859-1"),
    (ZH, "gb18030", "x-unknown"),
    (JA, "cp932", "us-ascii"),
    (KO, "cp949", "unknown-8bit"),
    (RU, "cp1251", "iso-8859-1"),
    (RU, "koi8_r", "us-ascii"),
    (DE, "latin_1", "utf-8"),
    ("Meine Auszahlung ist nicht da, bitte prüfen.", "latin_1", "utf-8"),  # a single letter tells
    (ZHT, "big5", "gb2312"),
]
UNLABELLED = [
    (ZH, "utf_8"),
    (ZH, "gb18030"),
    (ZHT, "big5"),
    (JA, "cp932"),
    (JA, "euc_jp"),
    (JA, "iso2022_jp"),
    (KO, "cp949"),
    (RU, "cp1251"),
    (RU, "koi8_r"),
    (UK, "cp1251"),
    (DE, "latin_1"),
    (FR, "latin_1"),
    (PL, "cp1250"),
    (EL, "cp1253"),
    (HE, "cp1255"),
    (AR, "cp1256"),
    (TH, "cp874"),
    (ZH, "hz"),
]


@pytest.mark.parametrize(("text", "codec", "label"), LABELLED)
@pytest.mark.parametrize("encoding", ["8bit", "quoted-printable", "base64"])
def test_a_labelled_charset_is_read(text: str, codec: str, label: str, encoding: str) -> None:
    encoding = "base64" if codec == "utf_16" else encoding  # its line breaks are no bytes of their own
    bare = label.strip('"')
    subject = f"{word(text[:10], codec, bare)} {word(text[10:18], codec, bare, 'Q')}"
    sender = f"{word(text[:4], codec, bare)} <ann@mail.example>"
    found = parse(
        head(subject, sender=sender) + part(text.encode(codec), f"text/plain; charset={label}", encoding)
    )
    assert found.text == text
    assert found.subject == " ".join(text[:18].split())
    assert (found.sender.name, found.sender.address) == (text[:4].strip(), "ann@mail.example")
    assert found.warnings == []


@pytest.mark.parametrize(("text", "codec", "label"), MISLABELLED)
def test_a_false_label_is_seen_through(text: str, codec: str, label: str) -> None:
    found = parse(head() + part(text.encode(codec), f"text/plain; charset={label}"))
    assert found.text == text


@pytest.mark.parametrize(("text", "codec"), UNLABELLED)
def test_without_a_label_the_language_tells(text: str, codec: str) -> None:
    found = parse(head(text.encode(codec)) + part(text.encode(codec), "text/plain"))
    assert (found.text, found.subject) == (text, text)


def test_raw_bytes_in_a_header_are_in_the_charset_of_the_letter() -> None:
    short = "提现".encode("gb18030")  # too short to be guessed from
    found = parse(head(short) + part(ZH.encode("gb18030"), "text/plain; charset=gb2312"))
    assert found.subject == "提现"


def test_utf_7_is_refused() -> None:
    found = parse(head() + part("+ADw-script+AD4-", "text/plain; charset=utf-7"))
    assert (found.text, found.warnings) == ("+ADw-script+AD4-", ["utf7_refused"])


@pytest.mark.parametrize(
    "label", ["base64", "zip", "unicode_escape", "punycode", "rot13", "idna", "undefined"]
)
def test_a_charset_names_no_codec_that_computes(label: str) -> None:
    found = parse(head() + part("caf\u00e9 \\u0041", f"text/plain; charset={label}"))
    assert (found.text, found.warnings) == ("caf\u00e9 \\u0041", ["charset_unknown"])


def test_a_letter_that_was_cut_in_the_middle_of_a_character_is_read() -> None:
    assert parse(head() + part(ZH.encode()[:-1], "text/plain; charset=utf-8")).text == ZH[:-1] + "\ufffd"


def test_a_broken_byte_makes_no_other_charset_of_a_letter() -> None:
    data = "¡Está bien!".encode() + b" \xa1Gracias!"
    assert parse(head() + part(data, "text/plain; charset=utf-8")).text == "¡Está bien! \ufffdGracias!"


@pytest.mark.parametrize("text", ["ohne öäü", "ÄÖÜ und äöüß", "éèà"])
def test_a_few_accents_in_a_row_are_what_their_label_says(text: str) -> None:
    found = parse(
        head(word(text, "latin_1", "iso-8859-1"))
        + part(text.encode("latin_1"), "text/plain; charset=iso-8859-1")
    )
    assert (found.text, found.subject, found.warnings) == (text, text, [])


@pytest.mark.parametrize(
    ("name", "codec", "label"),
    [
        ("王芳", "gb18030", "iso-8859-1"),
        ("李小龙", "gb18030", "windows-1252"),
        ("刘洋", "utf_8", "gb2312"),
        ("Иван", "cp1251", "windows-1251"),
        ("Åström", "latin_1", "iso-8859-1"),
        ("éèàé", "latin_1", "iso-8859-1"),
    ],
)
def test_a_name_under_a_false_label_is_a_name(name: str, codec: str, label: str) -> None:
    found = parse(head(sender=f"{word(name, codec, label)} <a@mail.example>") + b"\nx")
    assert (found.sender.name, found.sender.address) == (name, "a@mail.example")


def test_words_cut_in_the_middle_of_a_character_are_joined() -> None:
    data = "提币没有到账".encode()
    halves = [f"=?utf-8?q?{''.join(f'={b:02X}' for b in half)}?=" for half in (data[:7], data[7:])]
    assert parse(head("\n ".join(halves)) + b"\nx").subject == "提币没有到账"
