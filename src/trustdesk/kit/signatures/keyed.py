"""A signature by the other side's own key: Discord."""

from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from trustdesk.kit.signatures.times import timely


def from_discord(public_key: str, stamp: str, body: bytes, signature: str, now: datetime) -> bool:
    """Tell whether the time and the body together were signed by this key (both as hex), just now."""
    return timely(stamp, now) and by_key(public_key, stamp.encode() + body, signature)


def by_key(public_key: str, message: bytes, signature: str) -> bool:
    """Tell whether Ed25519 holds, of key and signature as hex."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
        key.verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True
