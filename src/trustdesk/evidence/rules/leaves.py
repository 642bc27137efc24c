"""What a leaf holds: for each field of a row a salted hash, so that each can be shown or withheld alone.

    digest(field) = SHA-256(canonical JSON of [salt of the field in hex, name, value])
    body          = SHA-256(canonical JSON of {name: digest …})
    leaf          = canonical JSON of {"body": body, "head": {name: digest …}, "source": name}

All hashes in hex. The head says where a row belongs, the body what it says: who shows the head
alone proves that there is such a row, and nothing of it. The salt of a field comes from the salt
of the leaf; showing one says nothing about another.
"""

import hashlib
from collections.abc import Iterator, Mapping
from typing import cast

import msgspec

from trustdesk.evidence.model import Sealable
from trustdesk.evidence.rules.tree import leaf_hash

SALT_BYTES = 16


def canonical(value: object) -> bytes:
    """Write canonical JSON (RFC 8785) of texts, whole numbers, booleans, nulls, lists and mappings.

    For these the fast encoder writes the same bytes as RFC 8785 asks for.
    """
    return msgspec.json.encode(value, order="sorted")


def field_salt(salt: bytes, name: str) -> str:
    """Derive the salt of one field, in hex."""
    return hashlib.sha256(salt + name.encode()).hexdigest()[: 2 * SALT_BYTES]


def field_digest(salt: str, name: str, value: object) -> str:
    """Hash one field, in hex."""
    return hashlib.sha256(canonical([salt, name, value])).hexdigest()


def digests(salt: bytes, fields: Mapping[str, object]) -> dict[str, str]:
    """Hash every field of a row."""
    return {name: field_digest(field_salt(salt, name), name, value) for name, value in fields.items()}


def body_of(hashed: Mapping[str, str]) -> str:
    """Hash the digests of a body into one."""
    return hashlib.sha256(canonical(hashed)).hexdigest()


def hash_of(source: str, head: Mapping[str, str], body: str) -> bytes:
    """Hash the leaf that these make."""
    return leaf_hash(canonical({"body": body, "head": head, "source": source}))


def made(source: str, salt: bytes, row: Sealable) -> bytes:
    """Hash the leaf of a row."""
    return hash_of(source, digests(salt, row.head), body_of(digests(salt, row.body)))


def sha256(content: bytes) -> str:
    """Hash bytes, in hex."""
    return hashlib.sha256(content).hexdigest()


def flattened(name: str, value: object) -> Iterator[tuple[str, object]]:
    """Take a value apart into fields by dotted names, as deep as it goes."""
    if isinstance(value, Mapping) and value:
        for part, inner in cast("Mapping[str, object]", value).items():
            yield from flattened(f"{name}.{part}", inner)
    else:
        yield name, value
