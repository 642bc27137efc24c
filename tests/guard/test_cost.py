"""No text, however it is made, may hold up a node: the longest allowed never costs seconds."""

import time

import pytest

from trustdesk import guard

LONGEST = 20_000
ALLOWED_SECONDS = 1.0  # of processor time, on whatever machine; each of these once cost up to ten seconds
PIECES = [
    "a1-", "a ", "x", "af", "0x", "abandon ", "abandon", "1 ", "é ", "a\u200b", "e\u0301", "助记词", "私钥 ",
    "private key ", "QUJD", "word: ", "a\n", "5K", "xprv", "S", "nsec1", "abandon\n1. ", "⟦secret: ",
    "please send me your ", "seed phrase? ", "请发私钥", "助记词是", "恢复短语：你好", "-----BEGIN ", '{"', "1", "1-", "+1 ", "(", "password is ", "password to my a ", "code is 1", "密码是a",
    "验证码1", "api key: ", "2fa ", "ABCD ", "otpauth://", "a@b.", "phone 12345678 ", "13812345678 ", "4111111111111111 ", "pin 12345 ",
    "please transfer ", "please pay the ", "you need to ", "please ", "100 usdt ", "请转账", "请先", "一", "fee must be ", "to unlock a ",
    "cannot ", "unless you ", "，", "482913 is my ",
]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_no_text_holds_up_a_node(piece: str) -> None:
    text = (piece * LONGEST)[:LONGEST]
    began = time.process_time()
    guard.clean(text)
    guard.check_reply(text)
    assert time.process_time() - began < ALLOWED_SECONDS
