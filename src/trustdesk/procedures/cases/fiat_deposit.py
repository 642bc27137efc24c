"""Paying in by card, bank or Alipay: how it is done, and where a payment is."""

import re
from collections.abc import Mapping
from datetime import datetime

from trustdesk.brands import Label
from trustdesk.procedures.checks import ACCOUNT, DEPOSITS
from trustdesk.procedures.model.checks import Facts
from trustdesk.procedures.model.diagnosis import Diagnosis, Expected, Proof
from trustdesk.procedures.model.evidence import Evidence
from trustdesk.procedures.model.procedure import Ask, Choice, Cues, Procedure
from trustdesk.procedures.rules import asking, fiat
from trustdesk.procedures.rules.machine import AT_EXCHANGE, explaining
from trustdesk.procedures.rules.said import filled, moment

STEPS = Label("Explain the steps", "说明步骤")
HOW = Label(
    "Open Buy, choose the currency, then card, bank transfer or Alipay; enter the amount; compare the rate, the fee and what you receive; pay from an account in your own name, and only on the page that opens; then look under Assets. A card is credited within minutes, a bank transfer in 1 to 3 working days.",
    "进入“买币”，选择法币，再选银行卡、银行转账或支付宝；填写金额，核对汇率、手续费和可得数量；仅在弹出的官方页面用本人名下账户付款；完成后在“资产”中查看。银行卡数分钟内到账，银行转账需 1 至 3 个工作日。",
)  # fmt: skip
WORDS: Mapping[fiat.Standing, tuple[str, Label, Label]] = {
    "how_to": ("tell", STEPS, HOW),
    "not_verified": (
        "tell",
        Label("Explain: identity first, then the steps", "说明：需先完成身份认证"),
        Label(
            "Paying in money needs a verified identity: Account, then Verification. After that: " + HOW.en,
            "法币入金需先完成身份认证：进入“账户”—“身份认证”。完成后：" + HOW.zh,
        ),
    ),
    "pending": (
        "wait",
        Label("Wait: the payment is with the bank", "等待：付款处理中"),
        Label(
            "Your payment of {amount} {asset} of {at} is recorded and waits for the bank. A card takes minutes, a transfer up to 3 working days. Please do not pay a second time.",
            "您于 {at} 支付的 {amount} {asset} 已有记录，正在等待银行处理。银行卡一般数分钟，转账最长 3 个工作日。请勿重复付款。",
        ),
    ),
    "refused": (
        "tell",
        Label("Explain: the bank refused it; what is only reserved comes back by itself", "说明：银行拒付，预授权会自动退回"),
        Label(
            "Your payment of {amount} {asset} of {at} was refused by the bank or the card's issuer, so nothing was bought. If your statement shows it, that is a reservation, which the bank releases, as a rule within 10 working days; ask there with the date and the amount. Use a card in your own name that allows such payments.",
            "您于 {at} 支付的 {amount} {asset} 被银行或发卡方拒绝，并未成交。如账单上有该笔，属预授权，一般 10 个工作日内由银行释放，请凭日期和金额向银行查询。请使用本人名下且支持此类付款的卡。",
        ),
    ),
    "credited": (
        "tell",
        Label("Explain: it is credited; show where", "说明：已到账，并告知查看位置"),
        Label(
            "Your payment of {amount} {asset} of {at} was credited: see Assets, wallet {wallet}.",
            "您于 {at} 支付的 {amount} {asset} 已到账，请在“资产”—{wallet} 账户中查看。",
        ),
    ),
    "credited_locked": (
        "tell",
        Label("Explain: credited and tradable; it may leave later", "说明：已到账可交易，暂不可提现"),
        Label(
            "Your payment of {amount} {asset} was credited and can be traded. What is bought by card may leave from {until} on, as card payments can be taken back.",
            "您支付的 {amount} {asset} 已到账，可以交易。因卡付款可能被撤销，买入的资产自 {until} 起可提现。",
        ),
    ),
}  # fmt: skip


def diagnose(facts: Facts, evidence: Evidence, now: datetime) -> Diagnosis:
    """Tell how it is done to anybody, and where a payment is from the record."""
    topic = evidence.get("topic") or "how_to"
    trouble = facts.trouble(ACCOUNT) or facts.trouble(DEPOSITS)
    account = facts.of(ACCOUNT)
    if trouble is not None or account is None:
        return _told("how_to", HOW) if topic == "how_to" else asking.not_read(trouble or "unknown")
    found = fiat.payment(account, facts.of(DEPOSITS) or [], topic, now)
    one = found.payment
    wording = WORDS[found.standing][2]
    if one is None:
        return _told(found.standing, wording)
    proof = Proof(
        label=Label("Payment", "付款记录"),
        value=f"{one.amount} {one.asset} · {one.network} · {one.state} · {moment(one.at)}",
        source="exchange",
        verdict="bad" if found.standing == "refused" else "plain",
    )
    until = moment(found.until) if found.until else ""
    said = filled(
        wording, amount=one.amount, asset=one.asset, at=moment(one.at), wallet=one.wallet, until=until
    )
    return _told(found.standing, said, proof)


def _told(standing: fiat.Standing, wording: Label, *proofs: Proof) -> Diagnosis:
    move, step, _ = WORDS[standing]
    expected = Expected(5, 3 * 24 * 60) if standing == "pending" else None
    return Diagnosis(
        code=standing,
        confidence="certain",
        move=move,
        evidence=proofs,
        next_step=step,
        wording=wording,
        expected=expected,
    )


PROCEDURE = Procedure(
    slug="fiat_deposit",
    title=Label("Paying in money", "法币充值"),
    asks=(
        Ask(
            name="topic",
            kind="choice",
            hears=fiat.heard,
            label=Label("Question", "问题"),
            question=Label("How is it done, or where is a payment?", "想了解如何操作，还是查询某笔付款？"),
            choices=(
                Choice("how_to", Label("How it is done", "如何操作")),
                Choice("pending", Label("Where a payment is", "查询付款")),
            ),
        ),
    ),
    never_ask=(
        *asking.NEVER,
        Label("A card number, its code, or a picture of the card", "银行卡号、安全码或卡片照片"),
    ),
    checks=(ACCOUNT, DEPOSITS),
    diagnose=diagnose,
    machine=explaining(AT_EXCHANGE),
    cues=Cues(
        words=(
            re.compile(r"alipay"),
            re.compile(r"(credit|debit|bank) card"),
            re.compile(r"bank transfer"),
            re.compile(r"\bfiat\b"),
            re.compile(r"buy (crypto|usdt|bitcoin|coins)"),
            re.compile(r"支付宝"),
            re.compile(r"银行卡"),
            re.compile(r"银行转账"),
            re.compile(r"法币"),
            re.compile(r"(快捷)?买币"),
        ),
        topics=("fiat",),
        weight=1,
    ),
)  # fmt: skip
