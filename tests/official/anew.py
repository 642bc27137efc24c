"""Impostors and honest spellings, made without a look at the other cases: an exchange of an ordinary name."""

from collections.abc import Iterator
from itertools import product

import msgspec

from trustdesk.brands import Brand

HOSTS = ("coinhaven.com", "www.coinhaven.com", "support.coinhaven.com", "api.coinhaven.com")
MAILS = ("support@coinhaven.com", "security@coinhaven.com")
HANDLES = {
    "telegram": "@coinhaven_help",
    "x": "@CoinHaven",
    "discord": "coinhaven-official",
    "facebook": "coinhavenofficial",
    "wechat": "coinhaven_cn",
}
NUMBER = "+852 5801 2345"
WIDE = {ord(one): ord(one) + 0xFEE0 for one in "abcdefghijklmnopqrstuvwxyz"}
SWAPPED = (
    ("o", "0"), ("i", "1"), ("i", "l"), ("i", "j"), ("v", "w"), ("v", "u"), ("n", "m"), ("h", "b"), ("c", "k"), ("e", "a"), ("a", "e"), ("n", "rn"),
    ("c", "e"), ("o", "q"), ("a", "4"), ("e", "3"), ("v", "vv"), ("h", "hh"), ("n", "nn"), ("o", "oo"),
)  # fmt: skip
ENDINGS = "co net org io app xyz vip top cc info support exchange cn com.co com.cn co.uk cm om finance online site live pro club me us eu hk sg biz".split()  # fmt: skip # noqa: SIM905
LURES = "support help login secure verify wallet airdrop bonus vip kf service app pro global official recovery claim service-center customer unlock".split()  # fmt: skip # noqa: SIM905
FOREIGN_HOSTS = "evil.com secure-login.top x7.cc com-verify.net account-check.io kefu.vip web.app pages.dev github.io vercel.app".split()  # fmt: skip # noqa: SIM905
SITES = (
    "https://coinhaven.com@evil.com", "https://support.coinhaven.com:443@evil.com/x", "https://coinhaven.com%40evil.com", "http://coinhaven.com:pw@1.2.3.4/",
    "https://www.coinhaven.com\\@evil.com/", "//coinhaven.com@evil.com", "xn--conhaven-b2a.com", "https://xn--coinhven-3za.com", "https://xn--cinhaven-8xd.com/login",
    "XN--OINHAVEN-Q3A.COM", "coinhaven.com-login.net", "coinhavencom.net", "wwwcoinhaven.com", "www-coinhaven.com", "coin-haven.com", "coinhaven.com.com", "coin.haven.com",
    "supportcoinhaven.com", "support-coinhaven.com", "support.coinhaven.co", "coinhaven。net", "ｃｏｉｎｈａｖｅｎ．net", "coinhaven[.]net", "hxxps://coinhaven-login[.]com",
    "coinhaven dot net", "ⓒoinhaven.net", "➡ coinhaven.net", "🔒coinhaven-secure.com🔒",
)  # fmt: skip
BENT_HANDLES = (
    "coinhaven_heIp", "coinhaven_helpp", "coinhaven_support", "coinhavenhelp", "coinhaven__help", "c0inhaven_help", "coinhaven_help_", "coinhaven_help1", "coinhaven_helpdesk",
    "coinhaven_he1p", "coinhaven_heip", "coinhvaen_help", "coinhaven_help_bot", "real_coinhaven_help", "сoinhaven_help", "coinhaven-help", "coinhaven.help",
)  # fmt: skip
LINKS = (
    "https://t.me/joinchat/coinhaven_help", "https://t.me/+coinhaven_help", "t.me/coinhaven_help@evil", "https://t.me.evil.com/coinhaven_help", "https://telegram.me.cc/coinhaven_help",
    "https://teleqram.me/coinhaven_help", "https://x.com/CoinHavenn", "https://x.com/Coin_Haven", "https://x.com/CoinHaven_", "https://twitter.com/C0inHaven",
    "https://facebook.com/coinhavenofficlal", "https://facebook.com/coinhaven.official1", "https://x.com.evil.io/CoinHaven", "https://discord.gg/coinhaven-officiaI",
)  # fmt: skip
BENT_HOSTS = ("coinhaven.co", "c0inhaven.com", "coinhaven-support.com", "support-coinhaven.com", "coinhaven.com.mail-center.net", "cоinhaven.com")  # fmt: skip
BENT_MAILS = (
    "coinhaven@gmail.com", "coinhaven.support@outlook.com", "support.coinhaven.com@gmail.com", "support@coinhaven.corn", "support@coinhaven.con", "CoinHaven Support <agent77@evil.com>",
    '"support@coinhaven.com" <x@evil.net>', "suppport@coinhaven.co", "coinhavensupport@proton.me", "support＠coinhaven.net",
)  # fmt: skip
# A number or a mailbox that is none of ours; whether it resembles one, it is never ours.
FOREIGN = (
    "+852 5801 2346", "+852 5801 23456", "+852 58012435", "852-5801-2354", "+1 852 5801 2345", "+86 5801 2345", "0085258012346", "call +44 20 7946 0958", "help@other.com",
    "https://other-exchange.com", "t.me/some_trader", "@some_trader", "billing@coinhaven.com", "agent.lin@coinhaven.com",
)  # fmt: skip
OWN_HANDLES = (
    "@coinhaven_help", "@CoinHaven_Help", "t.me/coinhaven_help", "https://t.me/coinhaven_help", "http://telegram.me/coinhaven_help", "tg://resolve?domain=coinhaven_help",
    "https://t.me/coinhaven_help?start=1", "https://t.me/s/coinhaven_help", "Telegram：@coinhaven_help", "telegram: coinhaven_help", "coinhaven_help", "https://www.t.me/coinhaven_help/",
    "https://t.me/coinhaven_help/123", "@coinhaven_help?", "https://x.com/CoinHaven", "https://twitter.com/coinhaven", "https://mobile.twitter.com/CoinHaven",
    "https://x.com/coinhaven/status/178899", "X: @CoinHaven", "https://www.facebook.com/coinhavenofficial", "https://m.facebook.com/coinhavenofficial/", "fb.com/coinhavenofficial",
    "facebook: coinhavenofficial", "微信：coinhaven_cn", "微信号 coinhaven_cn", "wechat coinhaven_cn", "coinhaven_cn",
)  # fmt: skip
OWN_NUMBERS = (
    "+852 5801 2345", "+85258012345", "0085258012345", "+852-5801-2345", "(+852) 5801 2345", "+852 58 01 23 45", "tel:+85258012345", "+852.5801.2345", "＋852 5801 2345",
    "电话 +852 5801 2345", "+8 5 2 5 8 0 1 2 3 4 5", "call +852 5801 2345 now", "00 852 5801 2345", "＋８５２ ５８０１ ２３４５", "+852/5801/2345",
)  # fmt: skip


def like(brand: Brand) -> Brand:
    """Give a brand these channels instead of its own."""
    official = msgspec.structs.replace(
        brand.official, host=HOSTS[2], domains=HOSTS, mail=MAILS, handles=HANDLES
    )
    number = msgspec.structs.replace(brand.hotlines.numbers[0], number=NUMBER)
    hotlines = msgspec.structs.replace(brand.hotlines, published=True, numbers=(number,))
    return msgspec.structs.replace(brand, official=official, hotlines=hotlines)


def impostors() -> tuple[str, ...]:
    return tuple(dict.fromkeys((*_squats(), *_letters(), *_dressed(), *_people())))


def honest() -> tuple[str, ...]:
    hosts = (spelling for host in HOSTS for spelling in _spellings(host))
    mails = (spelling for mail in MAILS for spelling in _addresses(mail))
    return tuple(dict.fromkeys((*hosts, *mails, *OWN_HANDLES, *OWN_NUMBERS)))


def _squats() -> Iterator[str]:
    name = "coinhaven"
    for at in range(1, len(name)):
        yield name[:at] + name[at + 1 :] + ".com"
        yield name[:at] + name[at] + name[at:] + ".com"
    for at in range(len(name) - 1):
        yield name[:at] + name[at + 1] + name[at] + name[at + 2 :] + ".com"
    yield from (name.replace(old, new, 1) + ".com" for old, new in SWAPPED)


def _letters() -> Iterator[str]:
    yield from (f"coinh{letter}ven.com" for letter in "áàâäãåạảăą")
    yield from (f"c{letter}inhaven.com" for letter in "óòôöõøọỏơō")
    yield from (f"coinhav{letter}n.com" for letter in "éèêëẹẻęēėě")
    yield from (f"co{letter}nhaven.com" for letter in "íìîïịỉįıīɩ")
    yield from (f"coinhave{letter}.com" for letter in "ñńņňṇղпη")
    yield from (f"{letter}oinhaven.com" for letter in "çćĉċčсϲᴄ")


def _dressed() -> Iterator[str]:
    yield from (f"coinhaven.{ending}" for ending in ENDINGS)
    for word in LURES:
        yield from (f"coinhaven-{word}.com", f"{word}-coinhaven.com", f"{word}coinhaven.net")
    for host in FOREIGN_HOSTS:
        yield from (
            f"coinhaven.com.{host}",
            f"support.coinhaven.com.{host}",
            f"https://coinhaven.{host}/login",
        )
    for path in ("coinhaven.com", "https://coinhaven.com/login", "www.coinhaven.com/verify"):
        yield from (f"https://evil.example/{path}", f"http://203.0.113.7/{path}")
    yield from SITES


def _people() -> Iterator[str]:
    for handle in BENT_HANDLES:
        yield from (f"@{handle}", f"https://t.me/{handle}", f"telegram: {handle}")
    locals_ = ("support", "security", "help", "service", "noreply")
    yield from (f"{local}@{host}" for local, host in product(locals_, BENT_HOSTS))
    yield from LINKS + BENT_MAILS


def _spellings(host: str) -> tuple[str, ...]:
    return (
        host, host.upper(), host.title(), f"https://{host}", f"HTTPS://{host}/", f"http://{host}:80/", f"https://{host}:443/login?next=%2F", f"{host}.", f"<{host}>", f"“{host}”",
        f"({host})", f"【{host}】", f"https://{host}/a/b?c=d&e=f#g", f"看看{host}是真的吗", f"is {host} yours?", f"➡️ {host} ⬅️", f"✅{host}", f"{host}\u200b",
        "".join(f"{one}\u200b" for one in host), host.replace(".", "[.]"), host.replace(".", "。"), host.replace(".", "．"), f"hxxps://{host}", host.translate(WIDE),
    )  # fmt: skip


def _addresses(mail: str) -> tuple[str, ...]:
    return (
        mail, mail.upper(), f"<{mail}>", f"mailto:{mail}", f"CoinHaven <{mail}>", mail.replace("@", " @ "), mail.replace("@", "＠"), mail.replace("@", "[at]"),
        mail.replace("@", "(at)").replace(".", "(dot)"), f"发件人：{mail}", f"{mail}, is it you?", f"「{mail}」", mail.replace(".", "。"),
    )  # fmt: skip
