"""What a reported mail, link, handle or number is: held against the registry and against itself. Pure."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from trustdesk.exchange import Account
from trustdesk.official import Judged, Verdict, split_host
from trustdesk.procedures.model.originals import Inspected, Original
from trustdesk.procedures.rules import theft

Standing = Literal["known_impostor", "look_alike", "not_official", "forged", "official", "nothing_named"]
# What gives a mail away, whoever it says it is from.
Sign = Literal[
    "reply_elsewhere",
    "return_elsewhere",
    "name_borrowed",
    "not_authentic",
    "link_hides",
    "asks_secret",
    "hurries",
]
HOST = re.compile(r"(?:https?://)?((?:[\w-]{1,63}\.){1,8}[a-z]{2,24})(?=[/:?#\s]|$)", re.IGNORECASE)
SECRETS = re.compile(
    r"recovery phrase|seed phrase|mnemonic|private key|verification code|confirm your password|enter your password|"
    r"助记词|私钥|验证码|输入.{0,6}密码|资金密码",
    re.IGNORECASE,
)
HURRY = re.compile(
    r"within \d+ (hours|minutes)|immediately|suspended|will be closed|\d+\s*小时内|立即|将被(冻结|注销|关闭)",
    re.IGNORECASE,
)
GAVE_IN = re.compile(
    r"\b(i|we) (have |had )?(entered|typed|gave|given|logged in|signed in|clicked|sent|scanned|confirmed|installed)\b|"
    r"(我|已|已经|刚才?)[^。，,]{0,6}(输入|填写|填了|登录|点了|点击|点开|提供|给了|发给|扫了|扫码|安装|下载)",
    re.IGNORECASE,
)  # fmt: skip
LONGEST = 400
RECENT = timedelta(days=2)
BAD = (Verdict.NOT_OFFICIAL, Verdict.LOOKS_LIKE, Verdict.KNOWN_IMPOSTOR)
WORST = tuple(Verdict)


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What a report comes to: the worst thing in it, what gave a mail away, whether harm may be done already."""

    standing: Standing
    worst: Judged | None = None
    signs: Sequence[Sign] = ()
    exposed: bool = False


def report(seen: Inspected, said: str, account: Account | None, now: datetime) -> Report:
    """Judge a report. A matching sender may be forged: official is only what nothing speaks against."""
    worst = max(seen.judged, key=lambda one: WORST.index(one.verdict), default=None)
    found: list[Sign] = [sign for one in seen.originals for sign in signs_of(one, seen.judged)]
    signs: list[Sign] = list(dict.fromkeys(found))
    return Report(
        standing=_standing(worst, signs),
        worst=worst,
        signs=signs,
        exposed=gave_in(said) or (account is not None and _touched(account, now)),
    )


def heard(text: str) -> str | None:
    """Keep what is reported in the customer's words, cut to what is kept as evidence."""
    return " ".join(text.split())[:LONGEST] or None


def gave_in(text: str) -> bool:
    """Whether somebody writes that they entered, opened or gave something there."""
    return GAVE_IN.search(text) is not None


def signs_of(mail: Original, judged: Sequence[Judged]) -> Iterator[Sign]:
    """Name what gives a mail away."""
    home = _domain(mail.sender)
    if mail.reply_to and _domain(mail.reply_to) != home:
        yield "reply_elsewhere"
    if mail.return_path and _domain(mail.return_path) != home:
        yield "return_elsewhere"
    official = any(one.verdict is Verdict.OFFICIAL and one.found.value == mail.sender for one in judged)
    borrowed = {one.imitates for one in judged if one.imitates} | {"support", "official", "客服", "官方"}
    if not official and any(name.lower() in mail.sender_name.lower() for name in borrowed):
        yield "name_borrowed"
    if mail.authentic == "fail":
        yield "not_authentic"
    if any(hides(one.shown, one.target) for one in mail.links):
        yield "link_hides"
    if SECRETS.search(mail.text):
        yield "asks_secret"
    if HURRY.search(f"{mail.subject} {mail.text}"):
        yield "hurries"


def hides(shown: str, target: str) -> bool:
    """Whether a link shows one address and leads to another."""
    named, leads = HOST.match(shown.strip()), HOST.match(target.strip())
    if named is None or leads is None:
        return False
    return _registered(named[1]) != _registered(leads[1])


def _standing(worst: Judged | None, signs: Sequence[Sign]) -> Standing:
    if worst is not None and worst.verdict in BAD:
        named: dict[Verdict, Standing] = {
            Verdict.KNOWN_IMPOSTOR: "known_impostor",
            Verdict.LOOKS_LIKE: "look_alike",
            Verdict.NOT_OFFICIAL: "not_official",
        }
        return named[worst.verdict]
    if {"not_authentic", "link_hides", "reply_elsewhere"} & set(signs):
        return "forged"
    return "official" if worst is not None and worst.verdict is Verdict.OFFICIAL else "nothing_named"


def _touched(account: Account, now: datetime) -> bool:
    """Whether a device that was not trusted has done something lately."""
    return any(
        not one.known and one.outcome == "done" and now - one.at <= RECENT
        for one in theft.timeline(account, now)
    )


def _domain(address: str) -> str:
    return _registered(address.rpartition("@")[2])


def _registered(host: str) -> str:
    """Give the part of a host that somebody registered."""
    _, bought, ending = split_host(host.lower().strip("."))
    return f"{bought}.{ending}" if bought else ending
