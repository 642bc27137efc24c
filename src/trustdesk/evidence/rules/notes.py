"""Checkpoints: a tree's size and root at one moment, signed, as the C2SP notes do (tlog-checkpoint).

<origin>
<size>
<root, base64>
previous <SHA-256 of the checkpoint before, base64>
sealed <time>

— <origin> <base64 of key id and Ed25519 signature>
"""

import base64
import binascii
import hashlib
from datetime import UTC, datetime

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"
ID_BYTES = 4
DASH = "\u2014 "


class Forged(Exception):
    """No checkpoint, or not one that this key has signed; the text says what is wrong."""


class Checkpoint(msgspec.Struct, frozen=True):
    """What a checkpoint says."""

    origin: str
    size: int
    root: bytes
    previous: bytes
    at: datetime


def write(checkpoint: Checkpoint, key: Ed25519PrivateKey) -> str:
    """Write and sign a checkpoint."""
    text = _body(checkpoint)
    signed = key_id(checkpoint.origin, raw(key.public_key())) + key.sign(text.encode())
    return f"{text}\n{DASH}{checkpoint.origin} {_base64(signed)}\n"


def read(note: str, public: bytes) -> Checkpoint:
    """Read a checkpoint that the Ed25519 key ``public`` has signed; raises ``Forged``."""
    text, gap, signatures = note.partition("\n\n")
    lines = text.split("\n")
    if not gap or len(lines) != len(msgspec.structs.fields(Checkpoint)):
        raise Forged("it is not a checkpoint")
    try:
        checkpoint = Checkpoint(
            lines[0],
            int(lines[1]),
            base64.b64decode(lines[2], validate=True),
            base64.b64decode(lines[3].removeprefix("previous "), validate=True),
            datetime.fromisoformat(lines[4].removeprefix("sealed ")),
        )
        signed = base64.b64decode(
            signatures.removeprefix(f"{DASH}{checkpoint.origin} ").removesuffix("\n"), validate=True
        )
    except (ValueError, binascii.Error) as error:
        raise Forged("it is not a checkpoint") from error
    _check(f"{text}\n", signed, checkpoint.origin, public)
    # Written otherwise than we write, though the signature holds: not one of ours.
    if f"{text}\n" != _body(checkpoint) or signatures != f"{DASH}{checkpoint.origin} {_base64(signed)}\n":
        raise Forged("it is not a checkpoint")
    return checkpoint


def digest(note: str) -> bytes:
    """Hash a checkpoint, for the one after it to name."""
    return hashlib.sha256(note.encode()).digest()


def key_id(origin: str, public: bytes) -> bytes:
    """Name a key in four bytes, as notes do."""
    return hashlib.sha256(origin.encode() + b"\n" + ED25519 + public).digest()[:ID_BYTES]


def key_text(origin: str, public: bytes) -> str:
    """Write a public key as verifiers of such notes take it: name, id, base64."""
    return f"{origin}+{key_id(origin, public).hex()}+{_base64(ED25519 + public)}"


def key_of(text: str) -> bytes:
    """Read a public key from ``key_text``, or from its bare 64 hex digits; raises ``Forged``."""
    try:
        if "+" not in text:
            public = bytes.fromhex(text.strip())
        else:
            kind, public = _split_key(base64.b64decode(text.strip().split("+", 2)[2], validate=True))
            if kind != ED25519:
                raise Forged("it is not an Ed25519 key")
        Ed25519PublicKey.from_public_bytes(public)
    except (ValueError, IndexError, binascii.Error) as error:
        raise Forged("it is not a public key") from error
    return public


def signed(content: bytes, signature: str, public: bytes) -> bool:
    """Tell whether this key made this signature (hex) over the content."""
    try:
        given = bytes.fromhex(signature)
        Ed25519PublicKey.from_public_bytes(public).verify(given, content)
    except (InvalidSignature, ValueError):
        return False
    return given.hex() == signature  # one way to write it, so that no other byte can be another copy


def raw(public: Ed25519PublicKey) -> bytes:
    """Give the 32 bytes of a public key."""
    return public.public_bytes_raw()


def _split_key(both: bytes) -> tuple[bytes, bytes]:
    return both[:1], both[1:]


def _check(text: str, signed: bytes, origin: str, public: bytes) -> None:
    if signed[:ID_BYTES] != key_id(origin, public):
        raise Forged("it was signed with another key")
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signed[ID_BYTES:], text.encode())
    except InvalidSignature as error:
        raise Forged("its signature does not fit") from error


def _body(checkpoint: Checkpoint) -> str:
    at = checkpoint.at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return (
        f"{checkpoint.origin}\n{checkpoint.size}\n{_base64(checkpoint.root)}\n"
        f"previous {_base64(checkpoint.previous)}\nsealed {at}\n"
    )


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()
