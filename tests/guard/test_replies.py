"""Replies that ask for a secret are stopped; replies that warn of it are not."""

import pytest

from trustdesk import guard

ASKING = {
    "asks_recovery_phrase": [
        "Please send me your recovery phrase so that I can check the wallet.",
        "could you paste the 12 words of your seed phrase here",
        "What is your mnemonic?",
        "请把您的助记词发给我",
        "麻烦提供一下助记词，谢谢",
    ],
    "asks_private_key": [
        "Please share your private key.",
        "send us the secret key",
        "请提供您的私钥",
        "把私钥发过来",
    ],
    "asks_password": ["What is your password?", "Please tell me your login password", "请告诉我您的登录密码"],
    "asks_code": ["Send me the verification code you just got", "请把短信验证码发给我"],
}
HARMLESS = [
    "Never share your recovery phrase with anyone; we will never ask you for it.",
    "We never ask for your password, private key or recovery phrase.",
    "请勿向任何人提供您的助记词、私钥或密码，客服不会向您索要。",
    "You can reset your password in the app under Security.",
    "您可以在安全中心重置密码。",
    "Please send me the transaction hash and a screenshot.",
    "请提供交易哈希和截图。",
    "The verification code is sent to your e-mail; enter it only in the app.",
]


@pytest.mark.parametrize(("reason", "text"), [(reason, text) for reason in ASKING for text in ASKING[reason]])
def test_asking_is_refused_with_its_reason(reason: str, text: str) -> None:
    refusal = guard.check_reply(text)
    assert refusal is not None, text
    assert str(refusal.reason) == reason


@pytest.mark.parametrize("text", HARMLESS)
def test_warning_and_helping_pass(text: str) -> None:
    assert guard.check_reply(text) is None
