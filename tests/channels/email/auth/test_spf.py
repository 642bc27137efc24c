"""SPF by RFC 7208: mechanisms, macros, and the limits that keep a record from asking the world."""

import asyncio

import pytest

from tests.channels.email.auth.places import BANK, FROM_BANK, here, signed, zones
from trustdesk.channels.email.auth import Envelope, Judge, Zones
from trustdesk.channels.email.auth.dmarc import aligned, owner
from trustdesk.channels.email.auth.spf import check
from trustdesk.channels.email.parsing import parse

D = "sender.example"
OTHERS = {
    ("txt", "inc.example"): ["v=spf1 ip4:192.0.2.1 -all"],
    ("txt", "red.example"): ["v=spf1 a:host.example -all"],
    ("txt", "loop.example"): ["v=spf1 include:loop.example -all"],
    ("txt", "two.example"): ["v=spf1 -all", "v=spf1 +all"],
    ("a", "host.example"): ["192.0.2.1", "2001:db8::1"],
    ("a", D): ["192.0.2.9"],
    ("mx", D): ["host.example"],
    ("a", "1.2.0.192.in.example"): ["127.0.0.2"],
    ("a", "ann.sender.example"): ["127.0.0.2"],
}


@pytest.mark.parametrize(
    ("record", "ip", "result"),
    [
        ("v=spf1 -all", "192.0.2.1", "fail"),
        ("v=spf1 ~all", "192.0.2.1", "softfail"),
        ("v=spf1 ?all", "192.0.2.1", "neutral"),
        ("v=spf1 +all", "192.0.2.1", "pass"),
        ("v=spf1", "192.0.2.1", "neutral"),
        ("v=spf1 ip4:192.0.2.0/24 -all", "192.0.2.1", "pass"),
        ("v=spf1 ip4:192.0.2.0/24 -all", "198.51.100.1", "fail"),
        ("v=spf1 ip4:192.0.2.0/24 -all", "::ffff:192.0.2.1", "pass"),
        ("v=spf1 ip6:2001:db8::/32 -all", "2001:db8::5", "pass"),
        ("v=spf1 a -all", "192.0.2.9", "pass"),
        ("v=spf1 a/24 -all", "192.0.2.200", "pass"),
        ("v=spf1 a:host.example//64 -all", "2001:db8::99", "pass"),
        ("v=spf1 mx -all", "192.0.2.1", "pass"),
        ("v=spf1 include:inc.example -all", "192.0.2.1", "pass"),
        ("v=spf1 include:inc.example ?all", "192.0.2.2", "neutral"),
        ("v=spf1 redirect=red.example", "192.0.2.1", "pass"),
        ("v=spf1 redirect=red.example", "192.0.2.2", "fail"),
        ("v=spf1 exists:%{ir}.in.example -all", "192.0.2.1", "pass"),
        ("v=spf1 exists:%{l}.%{d} -all", "192.0.2.1", "pass"),
        ("v=spf1 ptr -all", "192.0.2.1", "fail"),
        ("v=spf1 exp=why.example -all", "192.0.2.1", "fail"),
        ("v=spf1 include:nowhere.example -all", "192.0.2.1", "permerror"),
        ("v=spf1 include:loop.example -all", "192.0.2.1", "permerror"),
        ("v=spf1 include:two.example -all", "192.0.2.1", "permerror"),
        ("v=spf1 a:x1.example a:x2.example a:x3.example -all", "192.0.2.1", "permerror"),
        ("v=spf1 ip4:nonsense -all", "192.0.2.1", "permerror"),
        ("v=spf1 wish:x -all", "192.0.2.1", "permerror"),
        ("v=spf1 redirect=nowhere.example", "192.0.2.1", "permerror"),
        ("v=spf1 include:silent.example -all", "192.0.2.1", "temperror"),
        ("v=spf10 +all", "192.0.2.1", "none"),
        ("v=spf1 +all", "no address", "none"),
    ],
)
async def test_a_record(record: str, ip: str, result: str) -> None:
    at = Zones({**OTHERS, ("txt", D): [record]}, frozenset({"silent.example"}))
    assert await check(at, Envelope(ip, "helo.example", f"ann@{D}")) == (result, D)


async def test_an_empty_sender_is_checked_by_what_the_server_calls_itself() -> None:
    at = Zones({("txt", D): ["v=spf1 ip4:192.0.2.1 -all"]})
    assert await check(at, Envelope("192.0.2.1", D, "")) == ("pass", D)


@pytest.mark.parametrize(
    ("domain", "proved", "relaxed", "strict"),
    [
        ("bank.example", "bank.example", True, True),
        ("mail.bank.example", "bank.example", True, False),
        ("bank.example", "mail.bank.example", True, False),
        ("bank.example", "notbank.example", False, False),
        ("bank.co.uk", "evil.co.uk", False, False),
        ("a.github.io", "b.github.io", False, False),
        ("bank.example", "", False, False),
        ("example", "bank.example", False, False),
    ],
)
def test_alignment(domain: str, proved: str, *, relaxed: bool, strict: bool) -> None:
    assert aligned(domain, proved, strict=False) is relaxed
    assert aligned(domain, proved, strict=True) is strict


def test_the_owner_of_a_domain() -> None:
    assert [owner(d) for d in ("a.b.bank.com", "x.bank.co.uk", "bank.com.sg")] == [
        "bank.com",
        "bank.co.uk",
        "bank.com.sg",
    ]


RAW = signed(f"From: ann@{BANK}\r\nTo: a@b.example\r\nSubject: x\r\n\r\nbody\r\n".encode(), BANK)


async def test_a_strict_policy_wants_the_very_domain() -> None:
    at = Zones(
        {
            ("txt", f"_dmarc.{BANK}"): ["v=DMARC1; p=reject; aspf=s"],
            ("txt", f"mail.{BANK}"): ["v=spf1 ip4:192.0.2.1 -all"],
        }
    )
    raw = f"From: ann@{BANK}\n\nx".encode()
    found = await Judge(at, run=here).judge(raw, parse(raw), Envelope("192.0.2.1", "x", f"a@mail.{BANK}"))
    assert (found.spf, found.dmarc, found.verified) == ("pass", "fail", False)


async def test_names_that_cannot_be_reached_verify_nothing() -> None:
    silent = frozenset({BANK, f"_dmarc.{BANK}", f"k1._domainkey.{BANK}"})
    found = await Judge(Zones({}, silent), run=here).judge(RAW, parse(RAW), FROM_BANK)
    assert (found.verified, found.spf, found.dkim) == (False, "temperror", "temperror")
    assert "policy_unreachable" in found.reasons


class Endless(Zones):
    async def txt(self, name: str) -> list[str]:
        await asyncio.Event().wait()
        return []


async def test_a_resolver_that_never_answers_is_given_up() -> None:
    found = await Judge(Endless({}), seconds=0.05, run=here).judge(RAW, parse(RAW), FROM_BANK)
    assert (found.verified, found.reasons) == (False, ["took_too_long"])


async def test_the_check_runs_in_a_child_of_its_own() -> None:
    found = await Judge(zones()).judge(RAW, parse(RAW), Envelope())
    assert (found.verified, found.dkim_domains) == (True, [BANK])
