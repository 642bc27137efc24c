"""A deposit the exchange has no record of: not there yet, not there at all, or somebody else's question."""

from collections.abc import Sequence

from trustdesk.brands import Label
from trustdesk.exchange import ChainFact, Network
from trustdesk.procedures.model.diagnosis import Diagnosis, Expected, Proof
from trustdesk.procedures.rules.said import digits, filled
from trustdesk.procedures.rules.transfers import Transfer, named

Proofs = tuple[Proof, ...]


def ask_for_transaction(bad: str | None) -> Diagnosis:
    """Ask which transaction it is; with ``bad``, what was given cannot be one."""
    wrong = (
        (
            Proof(
                label=Label("TxID as stated", "客户所述 TxID"),
                value=bad,
                source="customer",
                verdict="bad",
                private=True,
            ),
        )
        if bad
        else ()
    )
    return Diagnosis(
        code="transaction_unreadable" if bad else "transaction_needed",
        confidence="certain",
        move="ask",
        evidence=wrong,
        next_step=Label("Ask for the TxID, as text", "请客户以文字提供 TxID"),
        wording=Label(
            "Please send the TxID of the transfer as text: 64 letters and digits, often beginning with 0x. You find it in the "
            "wallet or at the exchange you sent from, beside the transfer. No screenshot is needed.",
            "请以文字发送该笔转账的 TxID（64 位字母和数字，常以 0x 开头），可在转出钱包或交易所的转账记录中找到，无需截图。",
        ),
    )  # fmt: skip


def nowhere(silent: Sequence[ChainFact], proofs: Proofs) -> Diagnosis:
    """Say that no chain knows a transaction; unsure as long as one of them did not answer."""
    if silent:
        return Diagnosis(
            code="chain_silent",
            confidence="unsure",
            move="wait",
            evidence=proofs,
            next_step=Label("A chain did not answer: look again before concluding anything", "有链未响应：重查后再下结论"),
            wording=Label(
                "The chain cannot be read at this moment. Nothing is lost by that; we look again by ourselves and tell you.",
                "目前暂时无法读取链上数据，您的资产不会因此受影响。系统会自动再次核查并告知您。",
            ),
            expected=Expected(15, 60),
        )  # fmt: skip
    return Diagnosis(
        code="not_broadcast",
        confidence="likely",
        move="ask",
        evidence=proofs,
        next_step=Label("No chain knows it: ask the customer to check with the sender", "各链均无此交易：请客户向转出方核实"),
        wording=Label(
            "No chain that we watch knows this TxID. Most often the sending side has not really sent it yet, whatever it shows. "
            "Please ask there whether it was broadcast and over which network, and compare the TxID letter by letter.",
            "我们监测的各条链上均查不到该 TxID。常见原因是转出方尚未真正广播（即使其页面显示“已完成”）。请向转出方核实是否已广播、使用的网络，并逐位核对 TxID。",
        ),
    )  # fmt: skip


def not_settled(facts: Sequence[ChainFact], proofs: Proofs) -> Diagnosis | None:
    """Say that a transaction failed, waits, or was taken back; None when one of the chains confirms it."""
    states = {one.state: one for one in facts}
    if "confirmed" in states:
        return None
    if "pending" in states:
        return _pending(states["pending"], proofs)
    if "reorganised" in states:
        return _reorganised(states["reorganised"], proofs)
    return _failed(states["failed"], proofs)


def _pending(fact: ChainFact, proofs: Proofs) -> Diagnosis:
    return Diagnosis(
        code="pending_on_chain",
        confidence="certain",
        move="wait",
        evidence=proofs,
        next_step=Label("Wait: it is not in a block yet", "等待：尚未打包"),
        wording=filled(
            Label(
                "Your transfer is known on {network} and waits to be put into a block. That is up to the network and to the "
                "fee that was paid; we look again by ourselves.",
                "您的转账已被 {network} 接收，正在等待打包，时间取决于网络状况和所付手续费。我们会自动再次核查。",
            ),
            network=named(fact.network),
        ),
        expected=Expected(5, 60),
    )  # fmt: skip


def _reorganised(fact: ChainFact, proofs: Proofs) -> Diagnosis:
    return Diagnosis(
        code="reorganised",
        confidence="certain",
        move="hand",
        evidence=proofs,
        next_step=Label("The chain reorganised: credit nothing, watch it", "链上发生重组：不得入账，持续观察"),
        wording=filled(
            Label(
                "The block that held your transfer was taken back by {network} itself. It may come into another block by "
                "itself; we watch it. Please do not send a second time yet.",
                "包含您转账的区块已被 {network} 链本身回滚，该交易可能会自动进入新的区块。我们会持续关注，请暂时不要重复转账。",
            ),
            network=named(fact.network),
        ),
    )  # fmt: skip


def _failed(fact: ChainFact, proofs: Proofs) -> Diagnosis:
    return Diagnosis(
        code="failed_on_chain",
        confidence="certain",
        move="tell",
        evidence=proofs,
        next_step=Label("Explain: it failed on the chain, the coins never left", "说明：链上执行失败，资产未转出"),
        wording=filled(
            Label(
                "This transaction failed on {network}: the coins never left the sending wallet; only the network's fee was paid.",
                "该交易在 {network} 上执行失败：资产并未离开转出钱包，仅消耗了网络手续费。",
            ),
            network=named(fact.network),
        ),
    )  # fmt: skip


def nothing_moved(proofs: Proofs) -> Diagnosis:
    """Say that a transaction moved nothing that can be read."""
    return Diagnosis(
        code="nothing_moved",
        confidence="likely",
        move="hand",
        evidence=proofs,
        next_step=Label(
            "Look at the transaction in person: no transfer can be read in it", "人工查看：该交易中未读到转账"
        ),
        wording=Label(
            "The transaction exists, but no transfer can be read in it. A colleague looks at it in person.",
            "该交易存在，但其中未读到转账记录。客服将人工核查。",
        ),
    )


def hand_to(slug: str, network: str, proofs: Proofs) -> Diagnosis:
    """Hand over: what was sent did not come to where this exchange credits by itself."""
    return Diagnosis(
        code="not_by_itself",
        confidence="certain",
        move="hand_over",
        hands_to=slug,
        evidence=proofs,
        next_step=Label("Goes on as a recovery", "转入找回流程"),
        wording=filled(
            Label(
                "Your transfer is on {network}, where this exchange does not credit it by itself. We look at what can be done.",
                "您的转账位于 {network}，该处不会自动入账。我们正在核查可行的处理方式。",
            ),
            network=network,
        ),
    )


def below_minimum(runs: Network, moved: Transfer, proofs: Proofs) -> Diagnosis:
    """Say that a deposit is below what is credited on its network."""
    amount = "?" if moved.amount is None else digits(moved.amount)
    return Diagnosis(
        code="below_minimum",
        confidence="certain",
        move="tell",
        evidence=(*proofs, Proof(label=Label("Minimum", "最小充值额"), value=f"{runs.minimum} {runs.asset}", source="exchange",
            verdict="bad", read_at=runs.at)),
        next_step=Label("Explain the minimum of this network", "说明该网络的最小充值额"),
        wording=filled(
            Label(
                "{amount} {asset} arrived over {network}, below the minimum of {minimum} {asset} that the deposit page shows. By "
                "this exchange's rules such an amount is not credited.",
                "{network} 上收到 {amount} {asset}，低于充值页面所示的最小充值额 {minimum} {asset}。按照本平台规则，该金额无法入账。",
            ),
            amount=amount, asset=runs.asset, network=named(runs.network), minimum=runs.minimum,
        ),
    )  # fmt: skip


def overdue(moved: Transfer, proofs: Proofs) -> Diagnosis:
    """Say that everything is right and the exchange still has no record: a case for its wallet team."""
    return Diagnosis(
        code="not_seen_by_exchange",
        confidence="likely",
        move="hand",
        evidence=proofs,
        next_step=Label("Everything is right and no record: pass to the exchange's wallet team", "信息均正确但无记录：转交易所钱包团队"),
        wording=filled(
            Label(
                "Your transfer on {network} went to your own address and is confirmed, but the exchange has not taken it up. That "
                "is for us to set right: a colleague passes it on. You need not do anything.",
                "您在 {network} 上的转账已确认，且转入了您本人的充值地址，但交易所尚未记录。这需要由我们处理，客服已转交，您无需任何操作。",
            ),
            network=named(moved.network),
        ),
        expected=Expected(60, 24 * 60),
    )  # fmt: skip
