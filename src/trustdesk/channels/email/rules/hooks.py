"""Signatures of providers that post mails to us, as Standard Webhooks has them."""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping

PREFIX = "whsec_"
WINDOW_SECONDS = 300
SHORTEST_SECRET = 24  # bytes, by the specification
LONGEST_ID = 200


def secret_of(written: str) -> bytes | None:
    """Read a secret as it is written; None when it is none, or too short to guard anything."""
    try:
        secret = base64.b64decode(written.strip().removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        return None
    return secret if len(secret) >= SHORTEST_SECRET else None


def signed_id(headers: Mapping[str, str], body: bytes, secret: bytes, now: float) -> str | None:
    """Give the id of a genuine and fresh call, else None; compared in constant time."""
    id, at = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not 0 < len(id) <= LONGEST_ID or not (at.isascii() and at.isdigit() and len(at) <= 12):  # noqa: PLR2004
        return None
    if abs(now - int(at)) > WINDOW_SECONDS:
        return None
    made = hmac.digest(secret, f"{id}.{at}.".encode() + body, hashlib.sha256)
    wanted = f"v1,{base64.b64encode(made).decode()}".encode()
    given = headers.get("webhook-signature", "").encode().split()
    # Each is compared, so that the time tells nothing of which one it was.
    genuine = [hmac.compare_digest(one, wanted) for one in given[:10]]
    return id if any(genuine) else None
