"""Who a canary is: a plausible customer with a plausible case, the same for the same seed."""

import hashlib

import msgspec

NAMES = {
    "en": (
        "Elena Marchetti",
        "Tomas Lindqvist",
        "Priya Raman",
        "Joao Teixeira",
        "Nora Halvorsen",
        "Adam Weiss",
    ),
    "zh-CN": ("沈嘉怡", "郭子轩", "黎美玲", "罗宇航", "邓佳宁", "傅天佑"),
}
CASES = {
    "en": (
        "{name} here, UID {uid}. My withdrawal of 18,400 USDT is still in review since Tuesday.",
        "Please raise the limit of my account {uid}, I am moving a larger amount this week. {name}",
        "I changed my phone, {name}, account {uid}. Which proof do you need for the new authenticator?",
    ),
    "zh-CN": (
        "我是{name}，UID {uid}，18,400 USDT 的提现从周二开始一直在审核。",
        "请帮我提高账户 {uid} 的额度，这周要转一笔较大的资金。{name}",
        "我换了手机，{name}，账户 {uid}，重新绑定验证器需要提供什么证明？",
    ),
}


class Persona(msgspec.Struct, frozen=True):
    """A customer who does not exist."""

    name: str
    external_id: str
    text: str


def persona(seed: str, locale: str, name: str) -> Persona:
    """Make up somebody; an empty ``name`` is made up, too."""
    dice = hashlib.sha256(f"canary:{seed}".encode()).digest()
    language = "zh-CN" if locale.startswith("zh") else "en"
    called = name or NAMES[language][dice[0] % len(NAMES[language])]
    uid = str(100_000_000 + int.from_bytes(dice[2:8], "big") % 800_000_000)
    case = CASES[language][dice[1] % len(CASES[language])]
    return Persona(called, uid, case.format(name=called, uid=uid))
