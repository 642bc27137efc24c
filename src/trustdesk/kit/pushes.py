"""Pushes: a message for one browser, sealed for it alone (RFC 8291) and signed as ours (RFC 8292).

The push service between us sees where it goes, how urgent it is and how long; not what it says.
"""

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta
from typing import Annotated

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from trustdesk.kit.fields import CONTACT

CURVE = ec.SECP256R1()
RECORD = 4_096  # a push service need not take more (RFC 8291, 4)
HEAD = 16 + 4 + 1 + 65
LARGEST = RECORD - HEAD - 16 - 1  # of what is said, beside the head, the tag and the mark of the end
POINT_BYTES, SECRET_BYTES, NUMBER_BYTES = 65, 16, 32
LASTS = timedelta(hours=12)  # a signature; RFC 8292 allows a day


class Browser(msgspec.Struct, frozen=True):
    """Where a browser takes pushes, and what they are sealed with; all of it is the browser's own making."""

    endpoint: Annotated[str, CONTACT]
    p256dh: Annotated[str, CONTACT]
    auth: Annotated[str, CONTACT]


class Push(msgspec.Struct, frozen=True, kw_only=True):
    """What is pushed; ``topic`` replaces an earlier push of the same, ``lasts`` are the seconds it waits."""

    body: bytes
    topic: str
    urgency: str
    lasts: int


def sound(browser: Browser) -> bool:
    """Tell whether this is what browsers give: a point of the curve and sixteen bytes."""
    try:
        _point(browser.p256dh)
        return len(_bytes(browser.auth)) == SECRET_BYTES
    except ValueError:
        return False


def headers(
    push: Push, aud: str, contact: str, key: ec.EllipticCurvePrivateKey, now: datetime
) -> dict[str, str]:
    """Write the header lines of a push to a service at the origin ``aud``; ``contact`` answers for us."""
    claims = {"aud": aud, "exp": int((now + LASTS).timestamp()), "sub": contact}
    said = ".".join(_text(msgspec.json.encode(part)) for part in ({"typ": "JWT", "alg": "ES256"}, claims))
    r, s = decode_dss_signature(key.sign(said.encode(), ec.ECDSA(SHA256())))
    signature = _text(r.to_bytes(NUMBER_BYTES) + s.to_bytes(NUMBER_BYTES))
    return {
        "authorization": f"vapid t={said}.{signature}, k={public(key)}",
        "content-type": "application/octet-stream",
        "content-encoding": "aes128gcm",
        "ttl": str(push.lasts),
        "topic": push.topic,
        "urgency": push.urgency,
    }


def sealed(browser: Browser, body: bytes) -> bytes:
    """Seal what is said for one browser; raises ``ValueError`` for more than ``LARGEST`` bytes."""
    return sealed_by(browser, body, ec.generate_private_key(CURVE), os.urandom(16))


def sealed_by(browser: Browser, body: bytes, own: ec.EllipticCurvePrivateKey, salt: bytes) -> bytes:
    """Seal by a key of this one push and a salt: ``sealed`` draws both."""
    if len(body) > LARGEST:
        raise ValueError("more than a push holds")
    theirs, ours = _bytes(browser.p256dh), _raw(own)
    shared = own.exchange(ec.ECDH(), _point(browser.p256dh))
    secret = _derived(shared, _bytes(browser.auth), b"WebPush: info\0" + theirs + ours, 32)
    key = _derived(secret, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(secret, salt, b"Content-Encoding: nonce\0", 12)
    head = salt + RECORD.to_bytes(4) + bytes([len(ours)]) + ours
    return head + AESGCM(key).encrypt(nonce, body + b"\x02", None)


def fresh_key() -> bytes:
    """Draw a key by which push services know us."""
    return ec.generate_private_key(CURVE).private_numbers().private_value.to_bytes(NUMBER_BYTES)


def opened_key(number: bytes) -> ec.EllipticCurvePrivateKey:
    """Make the key of its number again."""
    return ec.derive_private_key(int.from_bytes(number), CURVE)


def public(key: ec.EllipticCurvePrivateKey) -> str:
    """Write the public half as browsers and push services take it."""
    return _text(_raw(key))


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt=salt, info=info).derive(secret)


def _point(written: str) -> ec.EllipticCurvePublicKey:
    raw = _bytes(written)
    if len(raw) != POINT_BYTES:
        raise ValueError("not an uncompressed point")
    return ec.EllipticCurvePublicKey.from_encoded_point(CURVE, raw)


def _raw(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _bytes(written: str) -> bytes:
    return urlsafe_b64decode(written + "=" * (-len(written) % 4))


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
