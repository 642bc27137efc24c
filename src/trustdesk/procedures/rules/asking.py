"""What every procedure says alike: what is never asked for, and that something could not be read."""

from trustdesk.brands import Label
from trustdesk.procedures.model.checks import Trouble
from trustdesk.procedures.model.diagnosis import Diagnosis, Expected, Proof
from trustdesk.procedures.model.procedure import Ask
from trustdesk.procedures.rules.said import filled

NEVER = (
    Label("A recovery phrase, a private key, a password or a code: never, for nothing", "助记词、私钥、密码、验证码：任何情况下都不得索取"),
    Label("A screenshot of what the exchange already knows", "交易所系统中已有的信息，不要让客户截图"),
    Label("Another deposit, a fee in advance or a payment to unlock anything", "再次充值、预付费用或任何“解冻”付款"),
)  # fmt: skip
SAID: dict[Trouble, Label] = {
    "no_connector": Label("No exchange is connected here", "尚未连接交易所系统"),
    "no_account": Label("The customer has not signed in at the exchange", "客户尚未登录交易所账户"),
    "unknown": Label("The exchange does not know this account", "交易所查无此账户"),
    "unreachable": Label("The exchange did not answer", "交易所系统未响应"),
    "nonsense": Label("The exchange's answer cannot be true", "交易所返回的内容不可信"),
}
SENT_TXID = Ask(
    name="txid",
    kind="transaction",
    label=Label("TxID", "交易哈希（TxID）"),
    question=Label(
        "Which transaction is it? You find the TxID in the wallet or at the exchange you sent from.",
        "请提供该笔转账的交易哈希（TxID），可在转出方钱包或交易所的记录中查到。",
    ),
)
SENT_AMOUNT = Ask(
    name="amount",
    kind="amount",
    label=Label("Amount", "金额"),
    question=Label("How much did you send?", "您转出的金额是多少？"),
)
SENT_ASSET = Ask(
    name="asset",
    kind="asset",
    label=Label("Coin", "币种"),
    question=Label("Which coin did you send?", "您转出的是哪个币种？"),
)
SIGN_IN = Label(
    "So that we can look at your records, please open this chat once more from inside the app or the website, "
    "signed in. You need not send anything else.",
    "请您登录 App 或官网后，从账户内再次进入本对话，我们即可核对您的记录，无需提供其他材料。",
)  # fmt: skip
LATER = Label(
    "We cannot read the records at this moment. Nothing is lost by that; we look again by ourselves and tell you.",
    "目前暂时无法读取记录，您的资产不会因此受影响。系统会自动再次核查，并第一时间告知您。",
)  # fmt: skip


def declined(before: Diagnosis, reason: str) -> Diagnosis:
    """Say that the exchange has declined what it was asked for, with its reason."""
    shown = Proof(
        label=Label("The exchange's answer", "交易所答复"), value=reason, source="exchange", verdict="bad"
    )
    return Diagnosis(
        code="declined_by_exchange",
        confidence="certain",
        move="hand",
        evidence=(shown, *before.evidence),
        next_step=filled(Label("The exchange has declined ({reason}): tell the customer why", "交易所未通过（{reason}）：请向客户说明原因"), reason=reason),
        wording=Label(
            "The exchange has examined the case and declined it. A colleague tells you why and what else there is.",
            "交易所审核后未能通过。客服将向您说明原因及其他可行办法。",
        ),
    )  # fmt: skip


def not_read(trouble: Trouble, proofs: tuple[Proof, ...] = ()) -> Diagnosis:
    """Say that the records could not be read, and what is done about it; nothing is concluded."""
    shown = Proof(label=Label("Records", "账户记录"), value=SAID[trouble], source="exchange", verdict="bad")
    if trouble == "no_account":
        return Diagnosis(
            code="not_signed_in",
            confidence="certain",
            move="ask",
            evidence=(shown, *proofs),
            next_step=Label(
                "Ask the customer to sign in and come back to this chat", "请客户登录账户后返回本对话"
            ),
            wording=SIGN_IN,
        )
    retried = trouble in {"unreachable", "nonsense"}
    return Diagnosis(
        code=f"records_{trouble}",
        confidence="unsure",
        move="wait" if retried else "hand",
        evidence=(shown, *proofs),
        next_step=filled(
            Label("{what}: look again shortly, by hand if it lasts", "{what}：稍后重查，持续异常请人工处理"),
            what=SAID[trouble],
        ),
        wording=LATER,
        expected=Expected(15, 60) if retried else None,
    )
