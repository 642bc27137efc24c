"""Cards, papers, numbers and addresses of people."""

from collections.abc import Callable
from random import Random

import phonenumbers

COUNTRIES = (
    "CN",
    "HK",
    "TW",
    "MO",
    "SG",
    "MY",
    "TH",
    "VN",
    "PH",
    "ID",
    "IN",
    "PK",
    "BD",
    "LK",
    "JP",
    "KR",
    "AU",
    "NZ",
    "US",
    "CA",
    "MX",
    "BR",
    "AR",
    "CL",
    "CO",
    "PE",
    "VE",
    "GB",
    "IE",
    "FR",
    "DE",
    "ES",
    "IT",
    "PT",
    "NL",
    "BE",
    "CH",
    "AT",
    "SE",
    "NO",
    "DK",
    "FI",
    "PL",
    "CZ",
    "SK",
    "HU",
    "RO",
    "BG",
    "GR",
    "TR",
    "UA",
    "RU",
    "KZ",
    "UZ",
    "GE",
    "IL",
    "AE",
    "SA",
    "EG",
    "NG",
    "KE",
    "ZA",
    "GH",
    "MA",
    "KW",
    "QA",
)
PREFIXES = (("4", 16), ("51", 16), ("55", 16), ("2221", 16), ("62", 16), ("622848", 19), ("6217", 19), ("3528", 16), ("37", 15), ("34", 15), ("6011", 16))  # fmt: skip


def _luhn(body: str) -> str:
    total = 0
    for at, one in enumerate(reversed(body)):
        twice = int(one) * (2 - at % 2)
        total += twice - 9 * (twice > 9)
    return body + str(-total % 10)


def card(chance: Random) -> str:
    prefix, length = chance.choice(PREFIXES)
    body = prefix + "".join(chance.choice("0123456789") for _ in range(length - 1 - len(prefix)))
    return chance.choice(CARD_FORMS)(_luhn(body))


def _groups(sign: str, size: int = 4) -> Callable[[str], str]:
    return lambda number: sign.join(number[at : at + size] for at in range(0, len(number), size))


def _wide(number: str) -> str:
    return "".join(chr(ord(one) + 0xFEE0) for one in number)


def _arabic(number: str) -> str:
    return "".join(chr(0x660 + int(one)) for one in number)


def _bold(number: str) -> str:
    return "".join(chr(0x1D7CE + int(one)) for one in number)


CARD_FORMS: tuple[Callable[[str], str], ...] = (
    str, _groups(" "), _groups("-"), _groups("."), _groups("  "), _groups("\n"), _groups("\u00a0"), _groups(" ", 6),
    _wide, _arabic, _bold, _groups(" - "), _groups("_"), _groups("\u200b"), _groups(" ", 5),
)  # fmt: skip


def resident(chance: Random) -> str:
    region = chance.choice(("110105", "310115", "440305", "330106", "510104", "420111", "350203", "610113"))
    born = f"{chance.randrange(1955, 2006)}{chance.randrange(1, 13):02d}{chance.randrange(1, 29):02d}"
    body = f"{region}{born}{chance.randrange(1000):03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    last = "10X98765432"[sum(int(one) * weight for one, weight in zip(body, weights, strict=True)) % 11]
    whole = body + last
    forms = (
        whole,
        whole.lower(),
        f"{whole[:6]} {whole[6:14]} {whole[14:]}",
        _wide_x(whole),
        f"{whole[:6]}-{whole[6:14]}-{whole[14:]}",
    )
    return chance.choice(forms)


def _wide_x(whole: str) -> str:
    return "".join(chr(ord(one) + 0xFEE0) for one in whole)


def phone(chance: Random, country: str) -> str:
    while True:
        sample = phonenumbers.example_number_for_type(country, phonenumbers.PhoneNumberType.MOBILE)
        assert sample is not None
        digits = str(sample.national_number)
        kept = max(3, len(digits) - 5)
        other = digits[:kept] + "".join(chance.choice("0123456789") for _ in digits[kept:])
        number = phonenumbers.PhoneNumber(country_code=sample.country_code, national_number=int(other))
        if phonenumbers.is_valid_number(number):
            break
    form = chance.choice((phonenumbers.PhoneNumberFormat.E164, phonenumbers.PhoneNumberFormat.INTERNATIONAL))
    written = phonenumbers.format_number(number, form)
    return chance.choice((str, _dialled, _dotted, _bracketed, _wide_plus))(written)


def _dialled(written: str) -> str:
    return "00" + written[1:]


def _dotted(written: str) -> str:
    return written.replace(" ", ".")


def _bracketed(written: str) -> str:
    head, _, rest = written.partition(" ")
    return f"({head}) {rest}" if rest else written


def _wide_plus(written: str) -> str:
    return "".join(chr(ord(one) + 0xFEE0) if one in "+0123456789" else one for one in written)


CARDS = (
    "card {} was charged twice", "i paid with {} and got nothing", "my visa {} declined", "{}", "卡号{}", "银行卡 {} 绑定失败",
    "用这张卡{}买的币没到账", "the number on the front is {} exp 09/28", "信用卡：{}", "bank card number: {} name CARLA P",
    "he wanted a photo of my card {} and I sent it", "我的工行卡 {} 被冻结了",
)  # fmt: skip
RESIDENTS = (
    "身份证号 {}", "我的身份证{}，实名认证不过", "{}", "my id number is {} , kyc rejected", "身份证：{} 姓名：李雷", "証件號 {}",
    "KYC failed for {}", "实名用的是{}这个号", "i sent the chinese ID {} to the agent in telegram",
)  # fmt: skip
PHONES = (
    "call me at {}", "my phone {} please", "手机号{}", "电话 {}", "whatsapp {} he said he is support", "sms does not arrive at {}",
    "{} is my number", "a man called me from {}", "绑定的手机 {} 收不到短信", "tel: {}", "请打给我：{}",
)  # fmt: skip
# Only an address given as one's own is hidden; others are evidence.
MAILS = (
    "my mail is {}", "注册邮箱：{}", "my e-mail: {}", "换绑邮箱 {}", "我的邮箱是{}", "please answer, my old email was {}",
)  # fmt: skip
MAIL = (
    "carla.p77@mail.example.org", "x_y-z+tag@sub.domain.co.uk", "CARLA@PROTON.ME", "ｃａｒｌａ＠ｍａｉｌ．ｃｏｍ", "1234567@qq.com",
    "j.o'neil@firm.io", "müller@bücher.de", "carla@gmail。com", "carla @ gmail.com",
)  # fmt: skip
OTHERS = (
    ("my CVV is {}", "123"), ("cvc {} on the back", "9041"), ("卡背后三位数 {}", "883"), ("IBAN {}", "DE89370400440532013000"),
    ("my iban: {}", "GB82 WEST 1234 5698 7654 32"), ("bank account number {} at Chase", "000123456789"), ("银行账号 {}", "6222 0212 3456 7890 128"),
    ("passport no {}", "E12345678"), ("护照号 {}", "EJ1234567"), ("my SSN is {}", "219-09-9999"), ("HKID {}", "A123456(3)"),
    ("香港身份证 {}", "Z683365(5)"), ("台灣身分證字號 {}", "A123456789"), ("my Aadhaar is {}", "2345 6789 0124"), ("PAN card {}", "ABCPE1234F"),
    ("CPF {}", "529.982.247-25"), ("NRIC {}", "S1234567D"), ("주민등록번호 {}", "900101-1234568"), ("driver's license number {}", "D1234567"),
    ("expiry 09/28 cvv {}", "771"), ("routing 021000021 account number {}", "123456789012"), ("收款账号：{}", "6228480402564890018"),
    ("national id {}", "19900101-1234"), ("tax id {}", "123-45-6789"), ("港澳通行证号 {}", "C12345678"), ("身份证后六位 {}", "31002X"),
)  # fmt: skip
