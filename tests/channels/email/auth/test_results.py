"""Authentication-Results: whom to believe, and what a sender can write into them."""

import pytest

from tests.channels.email.auth.places import BANK, EVIL, judged
from trustdesk.channels.email.auth import Envelope

MX = "mx.desk.example"
GOOD = f"Authentication-Results: {MX}; spf=pass smtp.mailfrom=ann@{BANK}; dkim=pass header.d={BANK}; dmarc=pass header.from={BANK}"
REST = f"From: ann@{BANK}\nTo: help@desk.example\nSubject: x\n\nbody"
RECEIVED = "Received: from a by b; Fri, 5 Jan 2024 10:30:00 +0800"


def mail(*lines: str) -> bytes:
    return ("\n".join(lines) + "\n" + REST).encode()


@pytest.mark.parametrize(
    ("lines", "trusted"),
    [
        ([GOOD], MX),
        ([GOOD.replace(MX, MX.upper())], MX),
        ([RECEIVED, GOOD], MX),
        ([GOOD.replace(f"; dkim=pass header.d={BANK}", "")], MX),
        ([GOOD.replace(f"{MX};", f"{MX} 1;")], MX),
        (
            [
                f"Authentication-Results: {MX};\n dkim=pass (2048-bit key) header.d={BANK} header.i=@{BANK} header.b=abc"
            ],
            MX,
        ),
    ],
)
async def test_a_trusted_server_is_believed(lines: list[str], trusted: str) -> None:
    found = await judged(mail(*lines), Envelope(), trusted)
    assert (found.verified, found.source, found.dmarc) == (True, MX, "pass")


@pytest.mark.parametrize(
    ("lines", "trusted"),
    [
        ([GOOD], "other.example"),
        ([GOOD.replace(MX, f"{EVIL} {MX}")], MX),
        ([RECEIVED, RECEIVED, GOOD], MX),
        ([GOOD.replace("pass", "fail")], MX),
        ([GOOD.replace(BANK, EVIL)], MX),
        (
            [
                f"Authentication-Results: {MX}; spf=fail (spf=pass smtp.mailfrom={BANK}) smtp.mailfrom=x@{EVIL}"
            ],
            MX,
        ),
        ([f'Authentication-Results: {MX}; spf=none smtp.mailfrom="; dkim=pass header.d={BANK}"'], MX),
        ([f"Authentication-Results: {MX}; dkim=pass header.d=(x){EVIL}"], MX),
        ([f"Authentication-Results: {MX}; none"], MX),
        (
            [
                f"Authentication-Results: {MX}; spf=fail (by =?utf-8?q?=29=3B_dkim=3Dpass_header.d=3D{BANK}=3B_x=28?=)"
            ],
            MX,
        ),
        ([f"Authentication-Results: {MX}; dkim=none; spf=none; dmarc=none", GOOD], MX),
        ([f"Authentication-Results: {MX}"], MX),
        ([GOOD.replace("Results", "Result")], MX),
    ],
)
async def test_everything_else_is_not(lines: list[str], trusted: str) -> None:
    found = await judged(mail(*lines), Envelope(), trusted)
    assert (found.verified, found.reasons != []) == (False, True)


async def test_a_second_from_spoils_even_a_trusted_word() -> None:
    found = await judged(mail(GOOD, f"From: x@{EVIL}"), Envelope(), MX)
    assert found.verified is False
    assert "several_from" in found.reasons
