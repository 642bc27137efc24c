"""Repeats: the same write sent again is known by its client id and by what it asks."""

import hashlib

import msgspec

from trustdesk.kit.errors import ClientIdReused


def fingerprint(body: msgspec.Struct) -> bytes:
    """Hash what a body asks, its ``client_id`` aside."""
    asked = {name: getattr(body, name) for name in body.__struct_fields__ if name != "client_id"}
    return hashlib.blake2b(msgspec.json.encode(asked, order="deterministic"), digest_size=16).digest()


def check_same(stored: bytes, asked: bytes) -> None:
    """Raise ``ClientIdReused`` unless what is asked now is what was stored under the client id."""
    if stored != asked:
        raise ClientIdReused
