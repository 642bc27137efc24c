"""No text, however it is made, may hold up a node: the longest allowed costs milliseconds, not seconds."""

import time

import pytest

from trustdesk import guard

LONGEST = 20_000
ALLOWED_SECONDS = 0.15  # of processor time; each of these once cost up to ten seconds
PIECES = [
    "a1-", "a ", "x", "af", "0x", "abandon ", "abandon", "1 ", "é ", "a\u200b", "e\u0301", "助记词", "私钥 ",
    "private key ", "QUJD", "word: ", "a\n", "5K", "xprv", "S", "nsec1", "abandon\n1. ", "⟦secret: ",
    "please send me your ", "seed phrase? ", "请发私钥", "助记词是", "恢复短语：你好", "-----BEGIN ", '{"',
]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_no_text_holds_up_a_node(piece: str) -> None:
    text = (piece * LONGEST)[:LONGEST]
    began = time.process_time()
    guard.clean(text)
    guard.check_reply(text)
    assert time.process_time() - began < ALLOWED_SECONDS
