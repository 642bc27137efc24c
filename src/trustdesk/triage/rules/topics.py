"""The forty topics: how each is named, under which topic of a brand it falls, and what to ask for."""

from collections.abc import Mapping

import msgspec

from trustdesk.triage.model import EntityKind

OTHER = "other"  # what examples of everything else are filed under; never told as a topic


class Topic(msgspec.Struct, frozen=True):
    """A topic: its names, the brand's topic that conversations get, the article that answers it."""

    en: str
    zh: str
    brand: str
    article: str
    asks: tuple[str, ...] = ("what", "when", "steps", "error", "account")


MONEY_IN = ("asset", "network", "amount", "transaction", "address", "when", "account")
MONEY_OUT = ("asset", "network", "amount", "transaction", "when", "error", "account")
TRADE = ("pair", "order", "when", "steps", "error", "account")
SIGN_IN = ("when", "steps", "error", "device", "screenshot", "account")
NOTHING: tuple[str, ...] = ()

TOPICS: Mapping[str, Topic] = {
    "account.register": Topic("Opening an account", "注册账户", "register", "register", ("error", "screenshot", "country")),
    "account.kyc": Topic("Identity verification", "身份认证", "identity", "verify-identity", ("stage", "error", "screenshot", "account")),
    "account.code_not_received": Topic("Code not received", "收不到验证码", "code_missing", "code-not-received", ("means", "when", "account")),
    "account.login": Topic("Cannot sign in", "无法登录", "sign_in", "sign-in-problem", SIGN_IN),
    "account.password_reset": Topic("Password", "密码", "sign_in", "forgot-password", ("stage", "error", "account")),
    "account.2fa_reset": Topic("Second factor lost", "双重验证丢失", "two_factor", "two-factor-lost", ("stage", "error", "account")),
    "account.change_contact": Topic("Change of mail or telephone", "更换邮箱或手机", "sign_in", "change-contact", ("stage", "error", "account")),
    "account.locked": Topic("Account locked", "账户被锁", "locked", "account-locked", ("when", "error", "screenshot", "account")),
    "account.freeze": Topic("Freeze or unfreeze", "冻结与解冻", "locked", "account-frozen", ("account",)),
    "deposit.how": Topic("How to deposit", "如何充值", "deposit", "deposit-how-to", NOTHING),
    "deposit.fiat": Topic("Bank, card and other means", "法币充值", "deposit", "deposit-fiat", ("means", "amount", "when", "screenshot", "account")),
    "deposit.not_credited": Topic("Deposit not credited", "充值未到账", "deposit", "deposit-not-credited", MONEY_IN),
    "deposit.wrong_network": Topic("Wrong network or address", "充错网络或地址", "wrong_network", "wrong-network", MONEY_IN),
    "deposit.memo": Topic("Memo or tag missing", "备注或标签有误", "wrong_network", "missing-memo", MONEY_IN),
    "withdraw.how": Topic("How to withdraw", "如何提现", "withdrawal", "withdrawal-how-to", NOTHING),
    "withdraw.failed": Topic("Withdrawal failed", "提现失败", "withdrawal", "withdrawal-failed", MONEY_OUT),
    "withdraw.pending": Topic("Withdrawal under way", "提现处理中", "withdrawal", "withdrawal-pending", MONEY_OUT),
    "withdraw.fee": Topic("Withdrawal fee", "提现手续费", "fees", "withdrawal-fee", ("asset", "network")),
    "withdraw.limit": Topic("Limits", "充提限额", "fees", "withdrawal-limits", ("asset", "account")),
    "trade.order_not_filled": Topic("Order not filled", "订单未成交", "order", "order-not-filled", TRADE),
    "trade.failed": Topic("Trade failed", "交易失败", "order", "order-rejected", (*TRADE, "screenshot")),
    "trade.fee": Topic("Trading fees", "交易手续费", "fees", "trading-fee", ("pair", "order")),
    "trade.history": Topic("Transaction records", "交易记录", "order", "transaction-records", ("pair", "when")),
    "trade.how_margin": Topic("Margin and leverage", "杠杆交易", "liquidation", "margin-trading", NOTHING),
    "trade.how_stop": Topic("Setting a stop", "设置止损", "order", "stop-loss", NOTHING),
    "trade.rules": Topic("Trading rules", "交易规则", "order", "leverage-and-risk", ("pair",)),
    "futures.liquidation": Topic("Liquidation", "强平与爆仓", "liquidation", "liquidation", ("pair", "order", "when", "account")),
    "futures.funding": Topic("Funding", "资金费率", "fees", "funding-rate", ("pair", "when")),
    "promo.rules": Topic("Rules of a promotion", "活动规则", "promotion", "promotion-rules", ("promotion",)),
    "promo.reward": Topic("Reward not received", "奖励未到账", "promotion", "promotion-reward", ("promotion", "when", "screenshot", "account")),
    "policy.terms": Topic("Terms and policies", "条款与政策", "other", "terms", NOTHING),
    "security.stolen": Topic("Stolen account, strange sign-in", "账户被盗、异常登录", "stolen", "account-stolen", ("what", "when", "account")),
    "security.phishing": Topic("Phishing", "钓鱼信息", "phishing", "phishing-mail", ("seen", "screenshot")),
    "security.impostor": Topic("Impostor", "冒充官方", "phishing", "report-impostor", ("seen", "when", "screenshot")),
    "security.official": Topic("Is this official?", "官方验证", "phishing", "check-official", NOTHING),
    "security.settings": Topic("Security settings", "安全设置", "two_factor", "two-factor-set-up", NOTHING),
    "security.advice": Topic("Safety advice", "安全建议", "other", "security-advice", NOTHING),
    "status.followup": Topic("Progress of a case", "处理进度", "other", "case-status", ("case",)),
    "service.human": Topic("A person, please", "转人工", "other", "contact-channels", NOTHING),
    "complaint": Topic("Complaint", "投诉", "other", "complaint", ("what", "when", "case")),
}  # fmt: skip

NAMES: Mapping[str, tuple[str, str]] = {
    **{code: (topic.en, topic.zh) for code, topic in TOPICS.items()},
    OTHER: ("None of these", "以上都不是"),
}

# What answers an ask when the message already holds it.
SATISFIED: Mapping[str, EntityKind] = {
    "asset": "coin",
    "network": "network",
    "amount": "amount",
    "transaction": "transaction",
    "address": "address",
    "order": "order",
    "error": "error",
    "when": "time",
    "account": "account",
    "screenshot": "attachment",
}
