"""Checkpoints: read back as written, refused when anything differs."""

import base64
import hashlib
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from trustdesk.evidence.rules import notes
from trustdesk.evidence.rules.notes import Checkpoint, Forged

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = notes.raw(KEY.public_key())
AT = datetime(2026, 11, 25, 12, 0, 0, 250_000, tzinfo=UTC)
SAID = Checkpoint("desk.example/bitget", 17, b"r" * 32, b"p" * 32, AT)
NOTE = notes.write(SAID, KEY)


def test_its_form() -> None:
    text, _, signature = NOTE.partition("\n\n")
    root, previous = base64.b64encode(b"r" * 32).decode(), base64.b64encode(b"p" * 32).decode()
    assert text.split("\n") == [
        "desk.example/bitget",
        "17",
        root,
        f"previous {previous}",
        "sealed 2026-11-25T12:00:00.250000Z",
    ]
    dash, origin, signed = signature.removesuffix("\n").split(" ")
    assert (dash, origin) == ("\u2014", "desk.example/bitget")
    both = base64.b64decode(signed)
    assert both[:4] == hashlib.sha256(b"desk.example/bitget\n\x01" + PUBLIC).digest()[:4]
    Ed25519PublicKey.from_public_bytes(PUBLIC).verify(both[4:], f"{text}\n".encode())


def test_it_is_read_back() -> None:
    assert notes.read(NOTE, PUBLIC) == SAID


@given(st.integers(0, len(NOTE) - 1), st.characters(codec="utf-8"))
def test_one_other_letter_and_it_is_refused(at: int, letter: str) -> None:
    if NOTE[at] == letter:
        return
    with pytest.raises(Forged):
        notes.read(NOTE[:at] + letter + NOTE[at + 1 :], PUBLIC)


def test_another_key_is_named_as_such() -> None:
    other = notes.raw(Ed25519PrivateKey.generate().public_key())
    with pytest.raises(Forged, match="another key"):
        notes.read(NOTE, other)


@pytest.mark.parametrize("note", ["", "\n\n", "a\nb\nc\nprevious d\nsealed e\n\n", NOTE + NOTE])
def test_what_is_no_checkpoint(note: str) -> None:
    with pytest.raises(Forged):
        notes.read(note, PUBLIC)


def test_keys_are_read_in_both_forms() -> None:
    text = notes.key_text(SAID.origin, PUBLIC)
    assert text.startswith("desk.example/bitget+")
    assert notes.key_of(text) == notes.key_of(PUBLIC.hex()) == PUBLIC
    for wrong in ("", "abc", "a+b", "a+b+AAAA", PUBLIC.hex()[:-2]):
        with pytest.raises(Forged):
            notes.key_of(wrong)
