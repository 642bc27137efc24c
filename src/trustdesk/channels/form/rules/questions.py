"""What the form asks about each topic, in both languages, and how the answers become a letter.

It asks what triage says is needed, which whoever answers would have to ask first: what, when, which steps,
the words of the error, and the marks by which a transaction, an order or an account is found. A screenshot
is a file below. Never a password, a code, a key.
"""

from collections.abc import Collection, Mapping

from trustdesk.brands import Label
from trustdesk.channels.form.model import LONGEST_LINE, LONGEST_TEXT, Field, Questions


def _line(code: str, en: str, zh: str, hint: Label | None = None, *, required: bool = False) -> Field:
    return Field(code=code, label=Label(en, zh), hint=hint, required=required)


WHAT = Field(
    code="what",
    label=Label("What happened?", "发生了什么？"),
    hint=Label(
        "In your own words. What did you expect, and what happened instead?",
        "用您自己的话描述：您预期的结果是什么，实际发生了什么？",
    ),
    kind="text",
    required=True,
)
WHEN = _line(
    "when",
    "When was that?",
    "发生时间",
    Label("Date, time and your time zone, as well as you know.", "请尽量写明日期、时间和您所在的时区。"),
)
STEPS = Field(
    code="steps",
    label=Label(
        "What did you do just before, and what have you tried?", "之前做了哪些操作，之后尝试过什么？"
    ),
    kind="text",
)
ERROR = _line(
    "error",
    "Words of the error message",
    "错误提示原文",
    Label("Exactly as shown, or add a screenshot below.", "请照原样填写，或在下方附上截图。"),
)
UID = _line(
    "uid",
    "Account UID",
    "账户 UID",
    Label(
        "The number in your profile. Never a password or a code.",
        "个人中心里的数字编号。请不要填写密码或验证码。",
    ),
)
COIN = _line("coin", "Coin", "币种", Label("For example USDT", "例如 USDT"), required=True)
NETWORK = _line(
    "network",
    "Network",
    "网络",
    Label("For example TRC-20; for money from a bank, which bank", "例如 TRC-20；法币请写明银行"),
    required=True,
)
AMOUNT = _line("amount", "Amount", "数量")
TXID = _line(
    "txid",
    "TxID (transaction hash)",
    "交易哈希（TxID）",
    Label(
        "From the wallet or exchange you sent from. It is not a private key.",
        "可在转出的钱包或平台查到。它不是私钥。",
    ),
)
ADDRESS = _line("to_address", "Address it was sent to", "收款地址")
ORDER = _line("order", "Order number", "订单号")
PAIR = _line("pair", "Pair or contract", "交易对或合约", Label("For example BTC/USDT", "例如 BTC/USDT"))
DEVICE = _line(
    "device",
    "Device and app version",
    "设备和应用版本",
    Label("For example iPhone 15, 2.41", "例如 iPhone 15，2.41"),
)
COUNTRY = _line("country", "Country or region", "国家或地区")
MEANS = _line(
    "means",
    "Where should the code have arrived?",
    "验证码应发送到哪里？",
    Label(
        "Text message, e-mail or authenticator; not the number itself.",
        "短信、邮箱或身份验证器；不必写出号码。",
    ),
)
PAID = _line(
    "means",
    "By which means did you pay?",
    "付款方式",
    Label("For example bank transfer, card, P2P", "例如银行转账、银行卡、P2P"),
)
ANY_COIN = _line("coin", "Coin", "币种", Label("If it is about one, for example USDT", "如涉及，例如 USDT"))
ANY_NETWORK = _line(
    "network", "Network", "网络", Label("If it is about one, for example TRC-20", "如涉及，例如 TRC-20")
)
CASE = _line(
    "case",
    "Number of an earlier conversation",
    "之前的会话编号",
    Label("If this is about one. It stands in our mails.", "如涉及，可在我们的邮件中找到。"),
)
STAGE = _line("stage", "At which step does it stop?", "停在哪一步？")
SEEN = _line(
    "seen",
    "Where did you meet it?",
    "在哪里遇到的？",
    Label("Mail, chat, call, search, a site …", "邮件、聊天、电话、搜索、网站……"),
)
SHOWN = Field(
    code="shown",
    label=Label("The link, address or message", "链接、地址或消息原文"),
    hint=Label("Copied as it is. Do not open it again.", "请原样复制，不要再次打开。"),
    kind="text",
)
PROMOTION = _line("promotion", "Which promotion?", "哪个活动？")

FREEZE_FIRST = Label(
    "If somebody may be in your account, do not wait for a mail: write in the chat, where it is read first."
    " Change the password of your mailbox as well.",
    "如果账户可能被他人登录，请不要等待邮件回复：请在在线聊天中联系，会优先处理。同时请修改您邮箱的密码。",
)
NOTHING_MORE = Label(
    "Do not answer the sender, send nothing, and type no code anywhere they point you to.",
    "请不要回复对方，不要转账，也不要在对方提供的任何页面输入验证码。",
)

GENERAL = Questions((WHAT, WHEN, STEPS, ERROR, CASE, UID))
TOPICS: Mapping[str, Questions] = {
    "register": Questions((WHAT, WHEN, STAGE, ERROR, COUNTRY, DEVICE)),
    "identity": Questions((WHAT, WHEN, STAGE, ERROR, COUNTRY, UID)),
    "code_missing": Questions((WHAT, WHEN, MEANS, COUNTRY, ERROR, UID)),
    "sign_in": Questions((WHAT, WHEN, STAGE, STEPS, ERROR, DEVICE, UID)),
    "two_factor": Questions((WHAT, WHEN, STAGE, ERROR, UID)),
    "locked": Questions((WHAT, WHEN, STEPS, ERROR, UID)),
    "stolen": Questions((WHAT, WHEN, STEPS, UID), FREEZE_FIRST),
    "deposit": Questions((WHAT, COIN, NETWORK, TXID, AMOUNT, ADDRESS, PAID, WHEN, UID)),
    "wrong_network": Questions((WHAT, COIN, NETWORK, TXID, AMOUNT, ADDRESS, WHEN, UID)),
    "withdrawal": Questions((WHAT, COIN, NETWORK, AMOUNT, TXID, ORDER, WHEN, ERROR, UID)),
    "order": Questions((WHAT, PAIR, ORDER, WHEN, STEPS, ERROR, UID)),
    "liquidation": Questions((WHAT, PAIR, ORDER, WHEN, UID)),
    "fees": Questions((WHAT, ANY_COIN, ANY_NETWORK, PAIR, ORDER, WHEN, AMOUNT, UID)),
    "promotion": Questions((WHAT, PROMOTION, WHEN, UID)),
    "phishing": Questions((WHAT, SHOWN, SEEN, WHEN, UID), NOTHING_MORE),
}


def questions(topic: str) -> Questions:
    """Tell what is asked about a topic; one that a brand made up is asked the general things."""
    return TOPICS.get(topic, GENERAL)


def missing(asked: Questions, answers: Mapping[str, str], named: Collection[str] = ()) -> list[str]:
    """Name the fields that must be filled in and are not, and that the story does not hold: ``named``."""
    needed = [field.code for field in asked.fields if field.required and not answers.get(field.code)]
    return [code for code in needed if not {code, "transaction"} & set(named) or code == WHAT.code]


def too_long(asked: Questions, answers: Mapping[str, str]) -> list[str]:
    """Name the fields in which more stands than is taken."""
    most = {"line": LONGEST_LINE, "text": LONGEST_TEXT}
    return [field.code for field in asked.fields if len(answers.get(field.code, "")) > most[field.kind]]


def letter(asked: Questions, answers: Mapping[str, str], language: str) -> str:
    """Write the letter: the story first, then what was filled in, each by its name, one in a line."""
    locale = "zh-CN" if language == "zh-CN" else "en"
    colon = "：" if locale == "zh-CN" else ": "
    story = answers.get(WHAT.code, "")
    told = [
        f"{field.label.of(locale)}{colon}{answers[field.code]}"
        for field in asked.fields
        if field is not WHAT and answers.get(field.code)
    ]
    return "\n".join([story, *([""] if told else []), *told])


def begun(asked: Questions, said: str) -> dict[str, str]:
    """Begin the first long answer with words that are known before, if there is one."""
    field = next((one for one in asked.fields if one.kind == "text"), None)
    return {field.code: said} if field and said else {}
