"""Words that mean the same in the trade, and words that mean nothing in a question."""

# Words of the trade that mean the same; the first stands for all of them.
SAME: tuple[tuple[str, ...], ...] = (
    ("liquidation", "liquidated", "liquidate", "liquidations", "爆仓", "强平", "强制平仓", "穿仓"),
    (
        "withdrawal",
        "withdraw",
        "withdrawals",
        "withdrawing",
        "withdrew",
        "cash out",
        "提币",
        "提现",
        "取款",
        "出金",
    ),
    ("deposit", "deposits", "deposited", "depositing", "top up", "充值", "充币", "入金", "存款"),
    ("usdt", "tether", "泰达币", "泰达"),
    ("2fa", "authenticator", "two-factor", "谷歌验证", "谷歌验证器", "身份验证器", "双重验证", "二次验证"),
    ("kyc", "identity", "verification", "实名", "实名认证", "身份认证", "身份验证", "认证"),
    ("fee", "fees", "commission", "手续费", "费率", "费用"),
    ("frozen", "freeze", "frozen account", "冻结"),
    ("locked", "lock", "锁定", "被锁"),
    ("stolen", "hacked", "compromised", "盗", "被盗", "盗号"),
    ("network", "chain", "网络", "链", "主网"),
    ("order", "orders", "订单", "委托", "挂单"),
    ("filled", "fill", "executed", "成交"),
    ("password", "passcode", "密码"),
    ("phishing", "phish", "scam", "fraud", "钓鱼", "诈骗", "骗局", "假冒"),
    ("txid", "hash", "transaction hash", "交易哈希", "哈希", "交易号"),
    ("promotion", "bonus", "campaign", "reward", "rewards", "活动", "奖励", "体验金", "福利"),
    ("register", "registration", "sign up", "signup", "注册", "开户"),
    ("leverage", "margin", "杠杆", "保证金"),
    ("complaint", "complain", "投诉"),
    ("limit", "limits", "限额", "额度"),
    ("stop-loss", "stop loss", "止损"),
    ("memo", "tag", "标签", "备注"),
    ("confirmations", "confirmation", "确认数", "区块确认"),
    ("address", "addresses", "地址"),
    ("arrive", "arrived", "credited", "credit", "received", "missing", "到账", "未到账", "没到账", "没到"),
    ("suspended", "maintenance", "paused", "维护", "暂停"),
)
ENGLISH = (
    "a an and are at be by can do does for from how i in is it my me not of on or our please should that "
    "the this to was what when where which why will with you your"
)
CHINESE = (
    "的 了 吗 呢 我 你 您 是 在 有 怎么 如何 什么 为什么 请 请问 和 与 及 或 被 把 到 吧 啊 我的 一下 怎么办"
)
STOP = frozenset(ENGLISH.split()) | frozenset(CHINESE.split())
