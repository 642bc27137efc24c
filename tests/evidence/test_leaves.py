"""What leaves hold: canonical bytes, and fields that can be shown one by one."""

import hashlib
import json

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from trustdesk.evidence.rules.leaves import (
    body_of,
    canonical,
    digests,
    field_digest,
    field_salt,
    flattened,
    hash_of,
)

TEXT = st.text(st.characters(codec="utf-8"))
NAMES = st.text("abcdefghijklmnopqrstuvwxyz_.", min_size=1)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_the_fast_encoder_writes_what_the_rfc_asks_for(value: object) -> None:
    assert canonical(value) == rfc8785.dumps(value)  # pyright: ignore[reportArgumentType]


def test_a_leaf_by_hand() -> None:
    salt = b"s" * 16
    own = hashlib.sha256(salt + b"text").hexdigest()[:32]
    assert field_salt(salt, "text") == own
    said = hashlib.sha256(json.dumps([own, "text", "hello"], separators=(",", ":")).encode()).hexdigest()
    assert digests(salt, {"text": "hello"}) == {"text": said}
    body = hashlib.sha256(f'{{"text":"{said}"}}'.encode()).hexdigest()
    assert body_of({"text": said}) == body
    leaf = f'{{"body":"{body}","head":{{"seq":"{said}"}},"source":"messages"}}'
    assert hash_of("messages", {"seq": said}, body) == hashlib.sha256(b"\x00" + leaf.encode()).digest()


@given(TEXT, TEXT)
def test_without_the_salt_a_guess_is_not_confirmed(value: str, guess: str) -> None:
    shown = field_digest(field_salt(b"a" * 16, "text"), "text", value)
    assert field_digest(field_salt(b"b" * 16, "text"), "text", guess) != shown


@pytest.mark.parametrize(
    ("value", "fields"),
    [
        ("x", {"event": "x"}),
        ({"what": "assigned", "assignee": {"id": "1", "name": "A"}}, {
            "event.what": "assigned", "event.assignee.id": "1", "event.assignee.name": "A"}),
        ({"assignee": None, "tags": ["a"], "more": {}}, {
            "event.assignee": None, "event.tags": ["a"], "event.more": {}}),
    ],
)  # fmt: skip
def test_events_are_taken_apart(value: object, fields: dict[str, object]) -> None:
    assert dict(flattened("event", value)) == fields
