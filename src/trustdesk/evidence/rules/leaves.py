"""What a leaf holds: for each field of a row a salted hash, so that each can be shown or withheld alone.

    digest(field) = SHA-256(canonical JSON of [salt of the field in hex, name, value])
    leaf          = canonical JSON of {"fields": {name: digest in hex …}, "source": name}

The salt of a field comes from the salt of the leaf; showing one says nothing about another.
"""

import hashlib
from collections.abc import Iterator, Mapping
from typing import cast

import msgspec

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


def hash_of(source: str, hashed: Mapping[str, str]) -> bytes:
    """Hash the leaf that these digests make."""
    return leaf_hash(canonical({"fields": hashed, "source": source}))


def flattened(name: str, value: object) -> Iterator[tuple[str, object]]:
    """Take a value apart into fields by dotted names, as deep as it goes."""
    if isinstance(value, Mapping) and value:
        for part, inner in cast("Mapping[str, object]", value).items():
            yield from flattened(f"{name}.{part}", inner)
    else:
        yield name, value
