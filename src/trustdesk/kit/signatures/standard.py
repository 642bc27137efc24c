"""Standard Webhooks, as those who send to us sign: id, time and body by a shared secret."""

import base64
import binascii
import hmac
from collections.abc import Mapping
from datetime import datetime

from trustdesk.kit.signatures.times import timely

PREFIX = "whsec_"
VERSION = "v1,"


def from_standard_webhook(secret: str, headers: Mapping[str, str], body: bytes, now: datetime) -> str | None:
    """Give the id of a genuine message of now, or None. ``headers`` are in lower case; no key: no message."""
    id, stamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except binascii.Error:
        return None
    if not (key and id and timely(stamp, now)):
        return None
    made = hmac.digest(key, f"{id}.{stamp}.".encode() + body, "sha256")
    expected = (VERSION + base64.b64encode(made).decode()).encode()
    # A sender who is changing keys signs with both.
    given = headers.get("webhook-signature", "").split(" ")
    return id if any(hmac.compare_digest(one.encode(), expected) for one in given) else None
