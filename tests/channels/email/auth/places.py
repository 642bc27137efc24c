"""Zones, keys and signed mails: a bank that guards its domain, and somebody who wants to be it."""

import base64
from functools import cache

import dkim
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from trustdesk.channels.email.auth import Envelope, Judge, Verdicts, Zones
from trustdesk.channels.email.parsing import parse
from trustdesk.channels.email.parsing.vouching import checked

BANK, EVIL, PLAIN = "bank.example", "evil.example", "plain.example"
BANK_IP, EVIL_IP = "192.0.2.10", "198.51.100.66"
FROM_BANK = Envelope(ip=BANK_IP, helo=f"mx.{BANK}", mail_from=f"ann@{BANK}")
FROM_EVIL = Envelope(ip=EVIL_IP, helo=f"mx.{EVIL}", mail_from=f"x@{EVIL}")


@cache
def key() -> rsa.RSAPrivateKey:
    """One key for both: what differs is whose zone it stands in."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _public() -> str:
    der = (
        key()
        .public_key()
        .public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    return f"v=DKIM1; k=rsa; p={base64.b64encode(der).decode()}"


@cache
def zones() -> Zones:
    return Zones(
        {
            ("txt", BANK): ["v=spf1 ip4:192.0.2.0/28 -all", "some other text"],
            ("txt", f"_dmarc.{BANK}"): ["v=DMARC1; p=reject; adkim=r; aspf=r"],
            ("txt", f"k1._domainkey.{BANK}"): [_public()],
            ("txt", EVIL): [f"v=spf1 ip4:{EVIL_IP} -all"],
            ("txt", f"mx.{EVIL}"): [f"v=spf1 ip4:{EVIL_IP} -all"],
            ("txt", f"_dmarc.{EVIL}"): ["v=DMARC1; p=none"],
            ("txt", f"k1._domainkey.{EVIL}"): [_public()],
            ("txt", PLAIN): ["v=spf1 ip4:192.0.2.77 ~all"],
        }
    )


async def here(_function: str, payload: bytes) -> bytes:
    """The confined check without its child: what it does is the same, and one test starts the child."""
    return checked(payload)


def signed(
    raw: bytes, domain: str, *, fields: tuple[bytes, ...] = (b"from", b"to", b"subject"), length: bool = False
) -> bytes:
    """Sign a mail as the owner of a domain would."""
    pem = key().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    return dkim.sign(raw, b"k1", domain.encode(), pem, include_headers=list(fields), length=length) + raw


async def judged(raw: bytes, envelope: Envelope, *trusted: str, at: Zones | None = None) -> Verdicts:
    return await Judge(at or zones(), frozenset(trusted), run=here).judge(raw, parse(raw), envelope)
