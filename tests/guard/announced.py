"""Secrets that only the words around them give away, and numbers that carry their own check; to plant."""

import base64
import random
import string
from collections.abc import Callable
from datetime import date, timedelta

from phonenumbers import is_valid_number, parse

from trustdesk.guard.rules.cards import CHECKS, WEIGHTS, luhn

Announced = tuple[str, str]  # the sentence, and the value that must not be kept

LETTERS = string.ascii_letters
PASSWORDS = (
    "my password is {}",
    "Password: {}",
    "password={}",
    "The pwd is {}, please log in for me",
    "my login password for the app is {}",
    "I changed my password to {} yesterday",
    "user john / pass: {}",
    "passcode: {}",
    "我的密码是{}",
    "密码：{}",
    "登录密码是 {}，麻烦您帮我看看",
    "资金密码为{}",
    "我把密码改成了{}",
    "交易密码 {}",
)
CODES = (
    "my verification code is {}",
    "The code is {}",
    "code: {}",
    "I just got the SMS code {}",
    "Google Authenticator code {}",
    "2FA code: {}",
    "OTP {}",
    "{} is my verification code",
    "验证码是{}",
    "验证码：{}",
    "短信验证码 {}",
    "我收到的验证码是{}，请帮我输入",
    "谷歌验证码为{}",
    "{}是我的验证码",
)
SECRETS = (
    "api secret: {}",
    "API Key: {}",
    "secretKey={}",
    '{{"apiSecret": "{}"}}',
    "my api key is {}",
    "API密钥：{}",
    "我的 API Secret 是 {}",
    "Authorization: Bearer {}",
)
AUTHENTICATORS = (
    "my 2FA setup key is {}",
    "Google Authenticator secret: {}",
    "TOTP key {}",
    "谷歌验证器密钥：{}",
    "二次验证的密钥是 {}",
)
CARDS = ("my card {} was charged twice", "card number: {}", "{}", "银行卡号 {}", "我用尾号这张卡{}付的款")
RESIDENTS = ("身份证号：{}", "我的身份证是{}", "id card {}", "{}", "证件号码 {}，请核对")
PHONES = (
    "my phone number is {}",
    "call me at {}",
    "手机号：{}",
    "我的手机是{}",
    "电话 {}",
    "WhatsApp: {}",
    "phone {} please",
)
EMAILS = ("my email is {}", "email me at {}", "我的邮箱是{}", "注册邮箱：{}", "My registered e-mail: {}")
# Digits are drawn for each 0.
PLANS = (
    "+86 13800000000",
    "13900000000",
    "186-0000-0000",
    "+1 415 200 0000",
    "(415) 867-0000",
    "+44 7400 000000",
    "+852 9100 0000",
    "+65 9100 0000",
)


def drawn(rnd: random.Random, letters: str, length: int) -> str:
    return "".join(rnd.choice(letters) for _ in range(length))


def password(rnd: random.Random) -> Announced:
    signs = drawn(rnd, "!@#$%^&*_-+", rnd.randrange(3))
    value = (
        rnd.choice(LETTERS)
        + drawn(rnd, LETTERS + string.digits, rnd.randrange(5, 12))
        + rnd.choice(string.digits)
    )
    value += signs + rnd.choice(LETTERS)
    return rnd.choice(PASSWORDS).format(value), value


def code(rnd: random.Random) -> Announced:
    value = drawn(rnd, string.digits, rnd.choice((6, 6, 6, 8)))
    return rnd.choice(CODES).format(value), value


def api_secret(rnd: random.Random) -> Announced:
    length = rnd.choice((18, 24, 32, 36, 48, 64))
    value = rnd.choice(LETTERS) + drawn(rnd, LETTERS + string.digits, length - 2) + rnd.choice(string.digits)
    return rnd.choice(SECRETS).format(value), value


def authenticator_key(rnd: random.Random) -> Announced:
    if rnd.randrange(4) == 0:
        value = base64.b32encode(rnd.randbytes(20)).decode()
        uri = f"otpauth://totp/Exchange:me?secret={value}&issuer=Exchange"
        return f"{rnd.choice(('scan this', '二维码内容'))} {uri}", value
    value = base64.b32encode(rnd.randbytes(rnd.choice((10, 20)))).decode()
    if len(value) == 32 and rnd.randrange(2) == 0:
        value = " ".join(value[place : place + 4] for place in range(0, len(value), 4)).lower()
    return rnd.choice(AUTHENTICATORS).format(value), value


def card(rnd: random.Random) -> Announced:
    prefix, length = rnd.choice(
        (
            ("4", 16),
            ("51", 16),
            ("55", 16),
            ("2720", 16),
            ("37", 15),
            ("62", 16),
            ("62", 17),
            ("62", 18),
            ("62", 19),
        )
    )
    body = prefix + drawn(rnd, string.digits, length - len(prefix) - 1)
    digits = next(body + last for last in string.digits if luhn(body + last))
    sign = rnd.choice(("", "", " ", "-"))
    value = sign.join(digits[place : place + 4] for place in range(0, length, 4))
    return rnd.choice(CARDS).format(value), value


def resident_id(rnd: random.Random) -> Announced:
    born = date(1950, 1, 1) + timedelta(days=rnd.randrange(20_000))
    body = f"{rnd.choice(('110105', '310104', '440305', '510107'))}{born:%Y%m%d}{rnd.randrange(1000):03d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True))
    value = body + CHECKS[total % 11]
    return rnd.choice(RESIDENTS).format(value), value


def phone(rnd: random.Random) -> Announced:
    while True:
        value = "".join(
            rnd.choice(string.digits) if letter == "0" else letter for letter in rnd.choice(PLANS)
        )
        if is_valid_number(parse(value, "US" if value.startswith("(") else "CN")):
            return rnd.choice(PHONES).format(value), value


def email(rnd: random.Random) -> Announced:
    value = f"{drawn(rnd, string.ascii_lowercase, 6)}.{rnd.randrange(99)}@{rnd.choice(('mail.example', 'post.example.com'))}"
    return rnd.choice(EMAILS).format(value), value


def undecided(rnd: random.Random) -> Announced:
    value = rnd.choice(("", "0x")) + rnd.randbytes(32).hex()
    return rnd.choice(("{}", "please look at {}", "这个 {} 帮我看看")).format(value), value


# By the code of their kind.
ANNOUNCED: dict[str, Callable[[random.Random], Announced]] = {
    "password": password,
    "one_time_code": code,
    "api_secret": api_secret,
    "authenticator_key": authenticator_key,
    "bank_card": card,
    "identity_number": resident_id,
    "phone_number": phone,
    "email_address": email,
    "undecided": undecided,
}
