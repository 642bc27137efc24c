"""A hash of the body with a shared secret, in a header: Facebook, X, GitHub and most others."""

import base64
import hmac
from typing import Literal

import msgspec


class Scheme(msgspec.Struct, frozen=True):
    """How it is written: by which hash, as hex or base64, and what stands before it (``sha256=``)."""

    algorithm: Literal["sha256", "sha1"] = "sha256"
    form: Literal["hex", "base64"] = "hex"
    prefix: str = ""


def signed(secret: str, body: bytes, scheme: Scheme) -> str:
    """Make the signature of a body."""
    made = hmac.digest(secret.encode(), body, scheme.algorithm)
    return scheme.prefix + (made.hex() if scheme.form == "hex" else base64.b64encode(made).decode())


def genuine(secret: str, body: bytes, given: str, scheme: Scheme) -> bool:
    """Tell whether ``given`` is the body's signature. Without a secret nothing is."""
    expected = signed(secret, body, scheme)
    wanted = given.lower() if scheme.form == "hex" else given
    return bool(secret) and hmac.compare_digest(wanted.encode(), expected.encode())


def crc_answer(secret: str, crc_token: str) -> str:
    """Answer the question by which X makes sure, every hour, that we hold the secret."""
    return signed(secret, crc_token.encode(), Scheme(form="base64", prefix="sha256="))
