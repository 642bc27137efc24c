"""Replies that ask for a secret are stopped; replies that warn of it are not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.guard.sayings import ASKING as SMOOTH
from tests.guard.sayings import HELPING, PAYING
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


DISGUISED = [
    "Please send me your seed phrase so I can check.",
    "Could you share your 12-word recovery phrase?",
    "please provide your private key",
    "What is your password?",
    "May I have your password please",
    "Kindly reply with your Google Authenticator code.",
    "Send us the code you just received.",
    "Don't worry, just send me your password.",
    "Do not hesitate to share your private key with us.",
    "Please enter your mnemonic at https://x.example",
    "p l e a s e send y o u r p a s s w o r d",
    "Please send your p.a.s.s.w.o.r.d",
    "Please send your pa\u200bssword",
    "Please send your pаsswоrd",
    "please send your passw0rd",
    "Please send your pr1vate key",
    "Ｐｌｅａｓｅ ｓｅｎｄ ｙｏｕｒ ｐａｓｓｗｏｒｄ",
    "We need your recovery phrase to restore the wallet.",
    "I will need your API secret to debug this.",
    "To continue, forward the verification code to me.",
    "Tell me the 6-digit code in your authenticator app.",
    "请提供您的助记词",
    "麻烦您把私钥发给我",
    "请将您的密码发送给我们",
    "您的登录密码是什么？",
    "请问您的资金密码是多少",
    "把谷歌验证码发我一下",
    "请告诉我短信验证码",
    "助 记 词 发一下",
    "请提供助-记-词",
    "請提供您的助記詞",
    "別擔心，請把私鑰發給我",
    "别担心把私钥告诉我就行",
    "请不要发送密码，只需发送助记词",
    "请在此输入您的助记词",
    "能不能把密码告诉我",
    "为了您的资产安全，请回复您的私钥进行验证",
    "Never mind the password, send the private key",
    "Please upload a screenshot of your recovery phrase",
]
ADVICE = [
    "Never share your password with anyone.",
    "We will never ask for your recovery phrase, private key or password.",
    "Please don't send us your password, private key or mnemonic.",
    "You can reset your password on the security page.",
    "To change your password, open Settings and choose Security.",
    "Please provide the TxID and the amount.",
    "Enter your password in the official app only.",
    "Please enter the verification code in the app to continue.",
    "If someone asks for your private key, it is a scam.",
    "Send us a screenshot of the error page, but hide your password.",
    "Please send the form so that we can reset your password.",
    "What is your UID? We need your order number.",
    "Keep your recovery phrase offline and do not share it.",
    "I have sent you a link to reset your password.",
    "We have received your request to update your PIN.",
    "Please tell us when you last changed your password.",
    "Your private key never leaves your device.",
    "Tell me more about the problem with the verification code.",
    "请勿向任何人提供您的助记词、私钥或密码。",
    "官方客服不会向您索要密码或验证码。",
    "请提供您的UID和订单号。",
    "请在官网重置您的密码。",
    "请提供TxID，切勿提供助记词。",
    "您可以在安全设置中修改登录密码。",
    "如有人向您索要私钥，请立即举报。",
    "请修改密码并告知我们结果。",
    "验证码收不到时，请检查短信拦截设置。",
    "请妥善保管您的助记词，不要告诉他人。",
    "请告诉我们您是否收到验证码。",
    "您的密码已重置，请重新登录。",
    "请发送截图，注意遮挡密码和验证码。",
    "Thanks for waiting. Your withdrawal is on its way.",
    "Please confirm whether you received the verification code.",
    "We have sent the verification code to your email.",
    "Did you receive the verification code?",
]


@pytest.mark.parametrize("text", DISGUISED)
def test_asking_is_seen_through_spelling_politeness_and_double_negation(text: str) -> None:
    assert guard.check_reply(text) is not None


@pytest.mark.parametrize("text", ADVICE)
def test_what_support_says_every_day_passes(text: str) -> None:
    assert guard.check_reply(text) is None


@pytest.mark.parametrize("text", SMOOTH)
def test_asking_is_seen_however_smoothly_it_is_put(text: str) -> None:
    assert guard.check_reply(text) is not None


@pytest.mark.parametrize("text", PAYING)
def test_telling_the_customer_to_pay_is_refused_for_any_reason(text: str) -> None:
    refusal = guard.check_reply(text)
    assert refusal is not None
    assert refusal.reason is guard.Reason.ASKS_PAYMENT


@pytest.mark.parametrize("text", HELPING)
def test_help_with_money_passes(text: str) -> None:
    assert guard.check_reply(text) is None


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(PAYING),
    st.lists(st.sampled_from(HELPING), max_size=3),
    st.lists(st.sampled_from(HELPING), max_size=3),
)
def test_a_request_is_found_between_harmless_sentences(
    text: str, before: list[str], after: list[str]
) -> None:
    assert guard.check_reply("\n".join([*before, text, *after])) is not None


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(HELPING + ADVICE), max_size=6))
def test_harmless_sentences_stay_harmless_together(texts: list[str]) -> None:
    # Each is ended: a line that nothing ends may be one cut in two, and is read on into the next.
    ended = [text if text[-1] in ".!?。！？" else f"{text}." for text in texts]
    assert guard.check_reply("\n".join(ended)) is None
