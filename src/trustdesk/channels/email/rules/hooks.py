"""How providers that post mails prove that it is them: as Standard Webhooks, as Mailgun, by password."""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping

PREFIX = "whsec_"
WINDOW_SECONDS = 300
SHORTEST_SECRET = 24  # bytes, by the specification
SHORTEST_WORD = 20  # letters of a key or password that is no base64
LONGEST_ID = 200
LONGEST_PROOF = 2_000


def secret_of(written: str) -> bytes | None:
    """Read a secret as it is written; None when it is none, or too short to guard anything."""
    try:
        secret = base64.b64decode(written.strip().removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        return None
    return secret if len(secret) >= SHORTEST_SECRET else None


def usable(way: str, written: str) -> bool:
    """Tell whether a secret guards anything, for the way in which a provider proves itself."""
    return secret_of(written) is not None if way == "signed" else len(written.strip()) >= SHORTEST_WORD


def signed_id(headers: Mapping[str, str], body: bytes, written: str, now: float) -> str | None:
    """Give the id of a genuine and fresh call, else None; compared in constant time."""
    id, at = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    secret = secret_of(written)
    if secret is None or not 0 < len(id) <= LONGEST_ID or not _is_fresh(at, now):
        return None
    made = hmac.digest(secret, f"{id}.{at}.".encode() + body, hashlib.sha256)
    wanted = f"v1,{base64.b64encode(made).decode()}".encode()
    given = headers.get("webhook-signature", "").encode().split()
    # Each is compared, so that the time tells nothing of which one it was.
    genuine = [hmac.compare_digest(one, wanted) for one in given[:10]]
    return id if any(genuine) else None


def mailgun_id(fields: Mapping[str, bytes], written: str, now: float) -> str | None:
    """Give the token of a genuine and fresh call of Mailgun, which signs time and token, not the mail.

    A token is worth one mail: it is what the mail is kept under.
    """
    key = written.strip().encode()
    at, token = (fields.get(name, b"").decode("latin-1") for name in ("timestamp", "token"))
    if len(key) < SHORTEST_WORD or not 0 < len(token) <= LONGEST_ID or not _is_fresh(at, now):
        return None
    made = hmac.digest(key, f"{at}{token}".encode("latin-1"), hashlib.sha256).hex().encode()
    return token if hmac.compare_digest(fields.get("signature", b""), made) else None


def password_id(headers: Mapping[str, str], mail: bytes, written: str) -> str | None:
    """Give the id of a call that brought the password (Basic, any user name): its mail and nothing else.

    Who sends the same again, as providers do that were not thanked in time, sends nothing new.
    """
    word = written.strip().encode()
    scheme, _, proof = headers.get("authorization", "").partition(" ")
    if len(word) < SHORTEST_WORD or scheme.lower() != "basic" or len(proof) > LONGEST_PROOF:
        return None
    try:
        given = base64.b64decode(proof.strip(), validate=True).partition(b":")[2]
    except (binascii.Error, ValueError):
        return None
    return hashlib.sha256(mail).hexdigest() if hmac.compare_digest(given, word) else None


def _is_fresh(at: str, now: float) -> bool:
    digits = at.isascii() and at.isdigit() and len(at) <= 12  # noqa: PLR2004
    return digits and abs(now - int(at)) <= WINDOW_SECONDS
