"""Mails that want to pass for the bank's. Each is sent from a place its sender really owns, and none is verified."""

import pytest

from tests.channels.email.auth.places import BANK, EVIL, FROM_BANK, FROM_EVIL, PLAIN, judged, signed
from trustdesk.channels.email.auth import Envelope

REST = "To: help@desk.example\r\nSubject: Withdraw everything\r\n\r\nNow.\r\n"
EVIL_SIGNS = "evil signs"


def mail(*headers: str | bytes) -> bytes:
    lines = [h if isinstance(h, bytes) else h.encode() for h in headers]
    return b"".join(line + b"\r\n" for line in lines) + REST.encode()


FORGERIES = {
    "nothing proved": (mail(f"From: ann@{BANK}"), FROM_EVIL),
    "from of another": (mail(f"From: Ann <ann@{BANK}>", f"Sender: x@{EVIL}"), EVIL_SIGNS),
    "helo passes, from of another": (
        mail(f"From: ann@{BANK}"),
        Envelope(ip=FROM_EVIL.ip, helo=FROM_EVIL.helo),
    ),
    "mail from that is no address": (
        mail(f"From: ann@{BANK}"),
        Envelope(FROM_EVIL.ip, FROM_EVIL.helo, f"(x@{EVIL}"),
    ),
    "two from, evil first": (mail(f"From: x@{EVIL}", f"From: ann@{BANK}"), EVIL_SIGNS),
    "two from, bank first": (mail(f"From: ann@{BANK}", f"From: x@{EVIL}"), EVIL_SIGNS),
    "two addresses in from": (mail(f"From: <x@{EVIL}>, <ann@{BANK}>"), EVIL_SIGNS),
    "two addresses, bank first": (mail(f"From: ann@{BANK}, x@{EVIL}"), EVIL_SIGNS),
    "blank before the colon": (mail(f"From : ann@{BANK}", f"From: x@{EVIL}"), EVIL_SIGNS),
    "blank before the only colon": (mail(f"From : x@{EVIL}"), EVIL_SIGNS),
    "null byte in from": (mail(f"From: x@{EVIL}\0, ann@{BANK}".encode()), EVIL_SIGNS),
    "null byte within the address": (mail(f"From: <ann@{BANK}\0@{EVIL}>".encode()), EVIL_SIGNS),
    "bare return in from": (mail(f"From: x@{EVIL}\rFrom: ann@{BANK}".encode()), EVIL_SIGNS),
    "encoded address": (mail(f"From: =?utf-8?Q?ann=40{BANK}?= <x@{EVIL}>"), EVIL_SIGNS),
    "encoded word in the brackets": (mail(f"From: <=?utf-8?Q?ann=40{BANK}=3E?=@{EVIL}>"), EVIL_SIGNS),
    "name that is an address": (mail(f'From: "ann@{BANK}" <x@{EVIL}>'), EVIL_SIGNS),
    "address before the address": (mail(f"From: ann@{BANK}<x@{EVIL}>"), EVIL_SIGNS),
    "address after the address": (mail(f"From: <x@{EVIL}>ann@{BANK}"), EVIL_SIGNS),
    "brackets in brackets": (mail(f"From: <<ann@{BANK}>x@{EVIL}>"), EVIL_SIGNS),
    "a route": (mail(f"From: <@{EVIL},@any.example:ann@{BANK}>"), EVIL_SIGNS),
    "a quoted local part": (mail(f'From: "ann@{BANK}"@{EVIL}'), EVIL_SIGNS),
    "escaped at": (mail(f"From: ann\\@{BANK}@{EVIL}"), EVIL_SIGNS),
    "a group": (mail(f"From: bank:ann@{BANK};x@{EVIL}"), EVIL_SIGNS),
    "subdomain of the bank": (mail(f"From: ann@any.{BANK}"), FROM_EVIL),
    "look-alike below evil": (
        mail(f"From: ann@{BANK}.{EVIL}"),
        Envelope("203.0.113.9", "x", f"a@{BANK}.{EVIL}"),
    ),
    "domain in letters that only look so": (mail("From: ann@b\u0430nk.example"), FROM_EVIL),
    "folded from": (mail(f"From: Ann\r\n <ann@{BANK}>,\r\n <x@{EVIL}>"), EVIL_SIGNS),
    "empty from": (mail("From: "), EVIL_SIGNS),
    "no from": (mail("X-From: nobody"), EVIL_SIGNS),
}


# Why each is not believed; the others prove a domain that is not the one in From.
REASONS = {
    "two from, evil first": "several_from",
    "two from, bank first": "several_from",
    "two addresses in from": "several_senders",
    "two addresses, bank first": "several_senders",
    "blank before the colon": "odd_from_field",
    "blank before the only colon": "odd_from_field",
    "null byte in from": "null_bytes",
    "null byte within the address": "null_bytes",
    "bare return in from": "odd_from_field",
    "encoded address": "name_is_address",
    "encoded word in the brackets": "odd_from_value",
    "name that is an address": "name_is_address",
    "address before the address": "name_is_address",
    "address after the address": "odd_from_value",
    "brackets in brackets": "odd_from_value",
    "a route": "odd_from_value",
    "a quoted local part": "sender_unreadable",
    "escaped at": "sender_unreadable",
    "a group": "several_senders",
    "look-alike below evil": "nothing_proved",
    "domain in letters that only look so": "sender_unreadable",
    "folded from": "several_senders",
    "empty from": "sender_unreadable",
    "no from": "sender_unreadable",
}


@pytest.mark.parametrize("name", FORGERIES)
async def test_a_forgery_is_not_verified(name: str) -> None:
    raw, how = FORGERIES[name]
    if isinstance(how, str):
        fields = (b"from", b"to", b"subject") if b"\nFrom:" in b"\n" + raw else (b"to", b"subject")
        raw, how = signed_by_evil(raw, fields), FROM_EVIL
    found = await judged(raw, how)
    assert found.verified is False
    assert REASONS.get(name, "not_aligned") in found.reasons


def signed_by_evil(raw: bytes, fields: tuple[bytes, ...]) -> bytes:
    """Evil's own signature over evil's own mail; where it cannot be made, only the address it calls from speaks."""
    return signed(raw, EVIL, fields=fields) if b"from" in fields and b"\0" not in raw else raw


def test_there_are_enough() -> None:
    assert len(FORGERIES) >= 22


HONEST = mail(f"From: Ann <ann@{BANK}>")


async def test_what_the_bank_sends_is_verified() -> None:
    found = await judged(signed(HONEST, BANK), FROM_BANK)
    assert (found.verified, found.domain, found.spf, found.dkim, found.dmarc) == (
        True,
        BANK,
        "pass",
        "pass",
        "pass",
    )
    assert (found.dkim_domains, found.policy, found.source, found.reasons) == ([BANK], "reject", "own", [])


async def test_either_proof_is_enough() -> None:
    by_address = await judged(HONEST, FROM_BANK)
    by_signature = await judged(
        signed(HONEST, BANK), Envelope("203.0.113.1", "relay.example", "list@relay.example")
    )
    assert (by_address.verified, by_address.dkim) == (True, "none")
    assert (by_signature.verified, by_signature.spf) == (True, "none")


async def test_evil_is_verified_as_evil() -> None:
    found = await judged(signed(mail(f"From: x@{EVIL}"), EVIL), FROM_EVIL)
    assert (found.verified, found.domain) == (True, EVIL)


async def test_a_domain_without_a_policy_is_verified_by_its_own_address() -> None:
    found = await judged(mail(f"From: a@{PLAIN}"), Envelope("192.0.2.77", "x", f"a@{PLAIN}"))
    assert (found.verified, found.dmarc, found.policy) == (True, "none", "")


SIGNED = signed(HONEST, BANK)
TAMPERED = {
    "another body": SIGNED.replace(b"Now.", b"Later."),
    "another subject": SIGNED.replace(b"everything", b"nothing"),
    "a second subject above": SIGNED.replace(b"From: Ann", b"Subject: Send all to evil\r\nFrom: Ann"),
    "a second from above": f"From: x@{EVIL}\r\n".encode() + SIGNED,
    "a second to": SIGNED.replace(b"From: Ann", b"To: x@x.example\r\nFrom: Ann"),
    "a key that is not there": SIGNED.replace(b"s=k1", b"s=k2"),
    "a name that reaches elsewhere": SIGNED.replace(b"s=k1", b"s=k1._domainkey.evil.example/"),
    "only its beginning signed": signed(HONEST, BANK, length=True) + b"<p>and more</p>",
    "sha1": SIGNED.replace(b"rsa-sha256", b"rsa-sha1"),
    "signed by evil in the bank's name": signed(HONEST, EVIL),
}


@pytest.mark.parametrize("raw", TAMPERED.values(), ids=TAMPERED)
async def test_a_signature_that_does_not_cover_what_is_read_counts_for_nothing(raw: bytes) -> None:
    found = await judged(raw, FROM_EVIL)
    assert (found.verified, BANK in found.dkim_domains) == (False, False)
