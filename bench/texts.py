"""What customers and agents of an exchange write, in Chinese and English, invented here."""

from random import Random

COINS = ("USDT", "BTC", "ETH", "USDC", "SOL", "TRX", "XRP", "DOGE", "TON", "BNB")
NETWORKS = ("TRC20", "ERC20", "BEP20", "Polygon", "Arbitrum One", "Solana", "Optimism")
THINGS_EN = (
    "deposit", "withdrawal", "transfer", "order", "verification", "card payment", "futures position",
    "copy trade", "referral bonus", "launchpool reward", "address whitelist", "P2P order",
)  # fmt: skip
THINGS_ZH = (
    "充值", "提现", "划转", "订单", "身份认证", "银行卡付款", "合约仓位", "跟单", "邀请奖励", "理财收益",
    "地址白名单", "场外交易订单",
)  # fmt: skip
STATES_EN = (
    "has not arrived", "is still pending", "was rejected", "shows a wrong amount", "is stuck", "was cancelled",
    "needs a second confirmation", "is missing from my history", "has been reviewed for {n} days",
)  # fmt: skip
STATES_ZH = (
    "没有到账", "一直在处理中", "被拒绝了", "金额不对", "卡住了", "被取消了", "需要再次确认", "在记录里找不到",
    "审核了{n}天还没有结果",
)  # fmt: skip
OPENINGS_EN = ("Hello", "Hi team", "Good morning", "Please help", "Excuse me", "Urgent", "Still waiting")
OPENINGS_ZH = ("您好", "你好", "请问", "麻烦看一下", "客服在吗", "急", "还在等")
MIDDLES_EN = (
    "I sent {amount} {coin} over {network} at {time}",
    "my {thing} of {amount} {coin} {state}",
    "the {thing} {state} since {time}",
    "I changed my phone and cannot sign in, and the {thing} {state}",
    "the transaction {txid} is confirmed on chain but my {thing} {state}",
    "why was the fee {amount} {coin} on {network}",
    "I entered a wrong memo for my {coin} {thing}",
)
MIDDLES_ZH = (
    "我在{time}通过{network}转了{amount}个{coin}",
    "我的{amount} {coin}{thing}{state}",
    "{thing}从{time}开始{state}",
    "换了手机登录不上，{thing}也{state}",
    "链上交易{txid}已经确认，但是{thing}{state}",
    "为什么{network}的手续费是{amount} {coin}",
    "{coin}{thing}的时候标签填错了",
)
ENDINGS_EN = (
    "",
    "Can you check?",
    "What should I do now?",
    "How long will it take?",
    "Thanks",
    "My order is {order}",
)
ENDINGS_ZH = ("", "能帮我查一下吗？", "现在应该怎么办？", "大概要多久？", "谢谢", "订单号是{order}")
ANSWERS_EN = (
    "Thank you for waiting, {name}. Your {thing} is being checked; we will write as soon as {network} confirms.",
    "I can see the {thing} of {amount} {coin}. It needs one more confirmation, usually within {n} minutes.",
    "Please send us the transaction hash and a picture of the {thing} page, so that we can trace it.",
    "Your {thing} has been credited. Is there anything else we can do for you?",
)
ANSWERS_ZH = (
    "感谢您的耐心等待，{name}。您的{thing}正在核实，{network}确认后会马上通知您。",
    "已经看到这笔{amount} {coin}的{thing}，还需要一次确认，通常{n}分钟内完成。",
    "请提供交易哈希和{thing}页面的截图，方便我们查询。",
    "您的{thing}已经入账，还有什么可以帮您的吗？",
)
NAMES = ("Wang Wei", "Li Na", "张敏", "陈杰", "Alex Kim", "Maria Silva", "Ivan Petrov", "刘洋", "Sara Haddad")


def message(draw: Random, language: str) -> str:
    """What a customer writes."""
    if language == "zh":
        parts = (draw.choice(OPENINGS_ZH), draw.choice(MIDDLES_ZH), draw.choice(ENDINGS_ZH))
        return _filled(draw, "，".join(part for part in parts if part), language)
    opening, middle, ending = draw.choice(OPENINGS_EN), draw.choice(MIDDLES_EN), draw.choice(ENDINGS_EN)
    return _filled(draw, f"{opening}, {middle}. {ending}".strip(), language)


def reply(draw: Random, language: str) -> str:
    """What an agent answers."""
    return _filled(draw, draw.choice(ANSWERS_ZH if language == "zh" else ANSWERS_EN), language)


def messages(draw: Random, count: int) -> list[str]:
    return [message(draw, "zh" if number % 2 else "en") for number in range(count)]


def replies(draw: Random, count: int) -> list[str]:
    return [reply(draw, "zh" if number % 2 else "en") for number in range(count)]


def _filled(draw: Random, text: str, language: str) -> str:
    zh = language == "zh"
    state = draw.choice(STATES_ZH if zh else STATES_EN)
    return text.replace("{state}", state).format(
        n=draw.randint(2, 30),
        amount=f"{draw.lognormvariate(5, 2):.2f}",
        coin=draw.choice(COINS),
        network=draw.choice(NETWORKS),
        thing=draw.choice(THINGS_ZH if zh else THINGS_EN),
        time=f"{draw.randint(0, 23):02d}:{draw.randint(0, 59):02d}",
        txid=f"{draw.getrandbits(256):064x}",
        order=draw.randint(10**11, 10**12),
        name=draw.choice(NAMES),
    )
