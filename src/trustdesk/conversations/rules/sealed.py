"""What of an entry is sealed: each field that readers of a transcript see, and the rest together."""

from collections.abc import Mapping
from typing import Any

import msgspec

from trustdesk.conversations.model import Entry
from trustdesk.evidence import flattened

# Shown to nobody outside; one hash over all of it.
REST = ("conversation", "author_id", "attachments", "mentions", "actor", "client_id")


def head_of(entry: Entry, number: str) -> Mapping[str, object]:
    """Say where an entry belongs: the head of its leaf."""
    return {"number": number, "seq": entry.seq}


def body_of(entry: Entry, body_hash: bytes) -> Mapping[str, object]:
    """Say all the rest of an entry: the body of its leaf."""
    plain: dict[str, Any] = msgspec.to_builtins(entry)
    told = msgspec.json.decode(entry.event) if entry.event else None
    return {
        "id": plain["id"],
        "kind": entry.kind,
        "at": plain["at"],
        "line": entry.line,
        "author_kind": entry.author_kind,
        "author_name": entry.author_name,
        "text": entry.text,
        **dict(flattened("event", told)),
        "rest": [body_hash.hex(), *(plain[name] for name in REST)],
    }
