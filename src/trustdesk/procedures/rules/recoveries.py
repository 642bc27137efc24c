"""The words of a recovery: each thing that can have happened has an answer of its own, for both sides."""

from collections.abc import Mapping
from decimal import Decimal

from trustdesk.brands import Label
from trustdesk.procedures.model.diagnosis import Claim, Diagnosis, Expected, Money, Proof
from trustdesk.procedures.model.policy import Policies, RecoveryKind, Terms
from trustdesk.procedures.rules.recovery import What, Why
from trustdesk.procedures.rules.said import digits, filled, money, span

Proofs = tuple[Proof, ...]
DAY = 24 * 60
HAPPENED: Mapping[RecoveryKind, Label] = {
    "same_key_other_chain": Label(
        "Your transfer went to your own address, but over {network}, where this exchange does not take deposits. The same key "
        "holds the address there, so that it can be recovered by hand.",
        "您的转账进入了您本人的地址，但使用的是 {network}，本平台不支持该网络充值。该地址在此链上由同一把私钥控制，可以人工找回。",
    ),
    "retired_address": Label(
        "Your transfer on {network} went to a deposit address of ours that is no longer in use. We still hold its key, so that it "
        "can be recovered by hand.",
        "您在 {network} 上的转账进入了本平台已停用的充值地址。我们仍持有该地址的私钥，可以人工找回。",
    ),
    "memo_missing": Label(
        "Your transfer on {network} came to us without the memo or tag that says whose it is. It can be matched by hand.",
        "您在 {network} 上的转账已到达本平台，但缺少用于识别账户的 memo 或标签，可以人工匹配。",
    ),
    "unlisted_token": Label(
        "You sent a token on {network} that this exchange does not list. It lies at your own address; whether it can be given back "
        "is decided by its rules.",
        "您在 {network} 上转入的代币未在本平台上架，目前位于您本人的地址，能否退回按平台规则决定。",
    ),
    "tron_key_on_evm": Label(
        "A wallet has written your TRON address the other way and sent over {network}. The same key holds it there; such a recovery "
        "is rare and done by hand.",
        "有钱包将您的 TRON 地址转换成了另一种写法，并通过 {network} 转出。该地址由同一把私钥控制；这种情况少见，需人工找回。",
    ),
}  # fmt: skip
OFFER = Label(
    " It takes {span} and costs {fee}; {rest} would be {how}. We need you to prove who you are and that the sending account is "
    "yours, over a safe page, never in this chat. Nothing has to be paid in advance. No result is promised before it is examined.",
    "预计需要 {span}，费用 {fee}，{how} {rest}。需您通过安全页面（而非聊天）证明本人身份及转出账户归属，无需预付任何费用。审核完成前不承诺结果。",
)  # fmt: skip
HOW = {
    "credit": Label("credited to you", "将入账"),
    "refund": Label("sent back to the sender", "将退回原地址"),
}
FINAL: Mapping[What, tuple[Label, Label]] = {
    "sent_to_contract": (
        Label("Explain: it went to a token contract, nobody can move it", "说明：转入代币合约，任何人都无法转出"),
        Label(
            "Your transfer on {network} went to the contract of a token itself. Nobody holds a key to such an address: neither we nor "
            "anybody else can move it again. We are sorry; whoever offers to recover it for a fee is a fraud.",
            "您在 {network} 上的转账进入了代币合约地址本身。该类地址没有私钥，包括我们在内，任何人都无法再次转出。非常抱歉；凡声称付费可找回的，均为诈骗。",
        ),
    ),
    "foreign_address": (
        Label("Explain: the address is not ours; only its owner can send it back", "说明：收款地址不属于本平台，仅其持有人可退回"),
        Label(
            "Your transfer on {network} went to an address that does not belong to this exchange. We hold no key to it and cannot move "
            "it; only who holds it can send it back. If it is a wallet of yours, you find the coins there. Whoever offers to recover it "
            "for a fee is a fraud.",
            "您在 {network} 上的转账进入了不属于本平台的地址。我们没有该地址的私钥，无法转出，只有其持有人可以退回。如果那是您自己的钱包，请在其中查看。凡声称付费可找回的，均为诈骗。",
        ),
    ),
    "fake_token": (
        Label("Explain: a lookalike token, not the listed coin; warn of the scam", "说明：仿冒代币，并提醒防范诈骗"),
        Label(
            "What was sent on {network} is not the coin that this exchange lists but another token that uses its name: its contract is a "
            "different one. It cannot be credited. If somebody paid you with it, that is a known scam; please keep what they wrote.",
            "您在 {network} 上收到的并非本平台上架的币种，而是冒用其名称的另一代币（合约地址不同），无法入账。如果是他人以此向您付款，属于常见骗局，请保留相关聊天记录。",
        ),
    ),
    "not_own_address": (
        Label("Not this customer's own address: say no more, pass on by hand", "非该客户专属地址：不透露更多，转人工"),
        Label(
            "Your transfer on {network} did not go to the deposit address of your account. For the protection of all customers we cannot "
            "say anything about other addresses here. A colleague looks at what can be done from your side.",
            "您在 {network} 上的转账并未进入您账户的充值地址。为保护所有客户，我们无法在此透露其他地址的任何信息。客服将核查您这边可采取的办法。",
        ),
    ),
}  # fmt: skip
REFUSED: Mapping[Why, Label] = {
    "policy": Label("this exchange does not do such recoveries", "本平台不办理此类找回"),
    "excluded": Label("this network is left out by the exchange's rules", "平台规则不支持该网络的找回"),
    "too_old": Label("it was sent longer ago than the exchange's rules allow", "转账时间已超过平台规定的期限"),
    "too_little": Label("the amount is below the minimum of {minimum}", "金额低于最低要求 {minimum}"),
    "nothing_left": Label("the fee would be as much as the amount", "手续费将不低于转账金额"),
}  # fmt: skip


def offered(kind: RecoveryKind, found: Terms, claim: Claim, network: str, proofs: Proofs) -> Diagnosis:
    """Say that something can be recovered, how long it takes, what it costs and what has to be proved."""
    amount = Money(Decimal(claim.amount), claim.asset)
    fee, rest = Money(found.fee, claim.asset), Money(amount.value - found.fee, claim.asset)
    takes = Expected(found.days[0] * DAY, found.days[1] * DAY)
    happened = filled(HAPPENED[kind], network=network)
    offer = filled(OFFER, span=span(takes), fee=money(fee), rest=money(rest), how=HOW[found.outcome])
    return Diagnosis(
        code=kind,
        confidence="certain",
        move="recoverable",
        evidence=proofs,
        next_step=Label("Explain fee and time; if the customer agrees, ask for the proofs", "说明费用与时间；客户同意后索取证明"),
        wording=Label(happened.en + offer.en, happened.zh + offer.zh),
        expected=takes,
        fee=fee,
        actions=("open_recovery",),
        subject=subject(claim),
        claim=claim,
        papers=found.papers,
    )  # fmt: skip


def subject(claim: Claim) -> str:
    """Write what an approval is bound to: this amount of this coin out of this movement, and no other."""
    log = "native" if claim.log_index is None else f"log {claim.log_index}"
    return f"{claim.amount} {claim.asset} · {claim.network} · {claim.txid[:10]}…{claim.txid[-8:]} · {log}"


def turned_down(kind: RecoveryKind, why: Why, network: str, minimum: str, proofs: Proofs) -> Diagnosis:
    """Say that the exchange's own rules leave no recovery, and which of them."""
    reason = filled(REFUSED[why], minimum=minimum)
    happened = filled(HAPPENED[kind], network=network)
    return Diagnosis(
        code=f"{kind}_{why}",
        confidence="certain",
        move="tell",
        evidence=proofs,
        next_step=filled(Label("Decline: {reason}", "婉拒：{reason}"), reason=reason),
        wording=filled(
            Label(
                "{happened} By its rules it is not done here: {reason}.",
                "{happened}但按平台规则无法办理：{reason}。",
            ),
            happened=happened,
            reason=reason,
        ),
    )


def final(what: What, network: str, proofs: Proofs) -> Diagnosis:
    """Say what cannot be undone by anybody here, and why."""
    next_step, wording = FINAL[what]
    return Diagnosis(
        code=what,
        confidence="certain" if what != "fake_token" else "likely",
        move="hand" if what == "not_own_address" else "tell",
        evidence=proofs,
        next_step=next_step,
        wording=filled(wording, network=network),
    )


def by_hand(kind: RecoveryKind, network: str, proofs: Proofs) -> Diagnosis:
    """Say that no rule covers a case, so that a person decides."""
    return Diagnosis(
        code=f"{kind}_by_hand",
        confidence="likely",
        move="hand",
        evidence=proofs,
        next_step=Label(
            "No rule of the brand covers it: a person decides", "品牌规则未覆盖此情况：请人工决定"
        ),
        wording=filled(
            Label(
                "{happened} A colleague looks at what can be done.", "{happened}客服正在核查可行的处理方式。"
            ),
            happened=filled(HAPPENED[kind], network=network),
        ),
    )


def by_itself(network: str, proofs: Proofs) -> Diagnosis:
    """Say that nothing is wrong: it went to the own address on a network that is taken."""
    return Diagnosis(
        code="own_address",
        confidence="certain",
        move="hand_over",
        hands_to="deposit_not_credited",
        evidence=proofs,
        next_step=Label("Nothing to recover: it is credited by itself", "无需找回：将自动入账"),
        wording=filled(
            Label(
                "Your transfer went to your own address over {network}, which this exchange takes: nothing has to be recovered. We look "
                "at how far it has got.",
                "您的转账通过 {network} 进入了您本人的地址，本平台支持该网络，无需找回。我们正在查看入账进度。",
            ),
            network=network,
        ),
    )  # fmt: skip


def recovered(claim: str, proofs: Proofs) -> Diagnosis:
    """Say that it has been credited."""
    return Diagnosis(
        code="recovered",
        confidence="certain",
        move="credited",
        evidence=proofs,
        next_step=Label("Tell the customer that it is there", "告知客户已入账"),
        wording=filled(
            Label("{what} has been credited to your account.", "{what} 已入账到您的账户。"), what=claim
        ),
    )


def claimed_twice(proofs: Proofs) -> Diagnosis:
    """Say no more than that it is examined: somebody else has claimed the same movement."""
    return Diagnosis(
        code="claimed_before",
        confidence="certain",
        move="hand",
        evidence=(*proofs, Proof(label=Label("Same transaction", "同一笔交易"), value=Label("claimed before by another customer", "已有其他客户主张"),
            source="desk", verdict="bad")),
        next_step=Label("Fraud check: two claims of one transaction; compliance has been told", "风险核查：同一笔交易被重复主张，已通知合规"),
        wording=Label(
            "Your case needs a closer look before anything can be done. A colleague goes through it in person and tells you the result.",
            "您的情况需要进一步核查后才能处理。客服将人工审核并告知您结果。",
        ),
    )  # fmt: skip


def under_way(proofs: Proofs) -> Diagnosis:
    """Say that the same customer's recovery of the same movement is under way, or done."""
    return Diagnosis(
        code="under_way",
        confidence="certain",
        move="tell",
        evidence=proofs,
        next_step=Label("It is being recovered in another case of this customer", "该客户的另一会话已在处理此笔找回"),
        wording=Label(
            "This very transfer is being recovered in another case of yours already. Please follow it there; nothing more is needed.",
            "该笔转账已在您的另一会话中办理找回，请在那里查看进度，无需重复提交。",
        ),
    )  # fmt: skip


def policy_proof(policies: Policies) -> Proof:
    """Tell which rules were applied, from which day."""
    return Proof(
        label=Label("Rules of the exchange", "平台规则"),
        value=f"{policies.at.isoformat()}: {policies.source}",
        source="policy",
    )


def terms_proof(found: Terms, asset: str) -> Proof:
    """Tell what the rules come to."""
    return Proof(
        label=Label("By the rules", "按规则"),
        value=filled(
            Label("{how}, fee {fee} {asset}", "{how}，费用 {fee} {asset}"),
            how=HOW[found.outcome],
            fee=digits(found.fee),
            asset=asset,
        ),
        source="policy",
        verdict="good",
    )
