"""What may have become of a deposit, each with its own words. Sources: the exchange's record, then the chain."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from trustdesk.brands import Label
from trustdesk.exchange import Deposit, Network
from trustdesk.exchange import Transfer as Moving
from trustdesk.procedures.model.diagnosis import Diagnosis, Expected, Proof
from trustdesk.procedures.rules import transfers
from trustdesk.procedures.rules.said import digits, filled, span
from trustdesk.procedures.rules.transfers import Transfer, named

Proofs = tuple[Proof, ...]
REASONS = {
    "aml": Label("a compliance review", "合规审查"),
    "compliance": Label("a compliance review", "合规审查"),
    "daily_limit": Label("a daily limit; it is released in parts", "当日限额，将分批入账"),
    "below_minimum": Label("below the minimum of this network", "低于该网络最小充值额"),
    "missing_memo": Label("no memo or tag", "缺少 memo 或标签"),
}
UNNAMED = Label("a review", "审核")


def decimal(text: str) -> Decimal:
    """Read an amount of the contract: digits, never a float."""
    return Decimal(text)


def minimum(runs: Network) -> Decimal:
    """Give the least that is credited on a network."""
    return Decimal(runs.minimum)


def of_record(
    record: Deposit, networks: Sequence[Network], moves: Sequence[Moving], proofs: Proofs
) -> Diagnosis:
    """Say how a deposit stands that the exchange has a record of."""
    shown = (*record_proofs(record), *proofs)
    runs = transfers.network_of(networks, record.asset, record.network)
    if record.state == "rolled_back" or any(one.value == transfers.STATES["reorganised"] for one in proofs):
        return rolled_back(record, shown)
    if record.state in {"seen", "confirming"}:
        if runs is not None and not runs.deposits:
            return suspended(runs, shown)
        left = max(record.credit_at - record.confirmations, 1)
        return confirming(record.network, record.confirmations, (record.credit_at, left), shown)
    if record.state == "held":
        return held(record, shown)
    if record.state == "refused":
        return turned_away(record, shown)
    return credited(record, moves, shown)


def credited(record: Deposit, moves: Sequence[Moving], proofs: Proofs) -> Diagnosis:
    """Say where the money is that has been credited."""
    moved = next((one for one in moves if one.asset == record.asset and one.at >= record.at), None)
    place = moved.target if moved else record.wallet
    proofs = (
        *proofs,
        Proof(label=Label("Where it is", "所在账户"), value=place, source="exchange", verdict="good"),
    )
    if record.state == "credited" and record.confirmations < record.unlock_at:
        return not_withdrawable(record, proofs)
    elsewhere = place != "spot"
    return Diagnosis(
        code="credited_elsewhere" if elsewhere else "credited",
        confidence="certain",
        move="tell",
        evidence=proofs,
        next_step=Label("Show the customer in which wallet it is", "告知客户资产所在的账户"),
        wording=filled(
            Label(
                "Your deposit of {amount} {asset} was credited on {at:%Y-%m-%d %H:%M} UTC. It is now in your {place} wallet"
                "{how}; nothing is missing.",
                "您的 {amount} {asset} 充值已于 {at:%Y-%m-%d %H:%M}（UTC）入账，目前位于您的{place}账户{how}，资产没有丢失。",
            ),
            amount=record.amount, asset=record.asset, at=record.credited_at or record.at, place=PLACES.get(place, Label(place, place)),
            how=Label(", where it was moved from your own account", "（由您的账户划转）") if moved else "",
        ),
    )  # fmt: skip


def not_withdrawable(record: Deposit, proofs: Proofs) -> Diagnosis:
    """Say that a deposit can be traded with and not be withdrawn yet: two thresholds."""
    left = record.unlock_at - record.confirmations
    takes = transfers.remaining(record.network, left)
    return Diagnosis(
        code="credited_not_withdrawable",
        confidence="certain",
        move="tell",
        evidence=proofs,
        next_step=Label("Explain the two thresholds: trading now, withdrawing later", "说明两个确认门槛：现可交易，稍后可提现"),
        wording=filled(
            Label(
                "Your deposit of {amount} {asset} is credited and you can trade with it. It can be withdrawn after "
                "{unlock} confirmations; {have} have come, the rest takes about {span}.",
                "您的 {amount} {asset} 充值已入账，现在即可交易。提现需满 {unlock} 次确认，目前为 {have} 次，预计还需约 {span}。",
            ),
            amount=record.amount, asset=record.asset, unlock=record.unlock_at, have=record.confirmations,
            span=span(takes),
        ),
        expected=takes,
    )  # fmt: skip


PLACES = {
    "spot": Label("spot", "现货"),
    "contract": Label("contract", "合约"),
    "funding": Label("funding", "资金"),
    "margin": Label("margin", "杠杆"),
}


def confirming(network: str, have: int, needed: tuple[int, int], proofs: Proofs) -> Diagnosis:
    """Say how many confirmations are there and how long the rest takes; ``needed`` is all and what is left."""
    takes = transfers.remaining(network, needed[1])
    return Diagnosis(
        code="confirming",
        confidence="certain",
        move="wait",
        evidence=proofs,
        next_step=Label("Nothing to do: it is credited by itself; we look again", "无需处理：将自动入账，系统会再次核查"),
        wording=filled(
            Label(
                "Your transfer is on {network} and has {have} of {all} confirmations. It is credited by itself, in about {span}.",
                "您的转账已在 {network} 上链，目前 {have}/{all} 次确认，达到后自动入账，预计约 {span}。",
            ),
            network=named(network), have=have, all=needed[0], span=span(takes),
        ),
        expected=takes,
    )  # fmt: skip


def suspended(runs: Network, proofs: Proofs) -> Diagnosis:
    """Say that a network is suspended here: credited once it runs again."""
    return Diagnosis(
        code="network_suspended",
        confidence="certain",
        move="wait",
        evidence=(*proofs, Proof(label=Label("Deposits on this network", "该网络充值"), value=Label("suspended", "已暂停"),
            source="exchange", verdict="bad", read_at=runs.at)),
        next_step=Label("Tell that it is credited once the network is back; follow the notice", "告知恢复后自动入账，并关注公告"),
        wording=filled(
            Label(
                "Deposits over {network} are suspended at the moment. Your transfer is safe on the chain and is credited by "
                "itself once they are open again. We watch it and tell you.",
                "{network} 网络的充值目前暂停。您的转账已安全上链，恢复后会自动入账。我们会持续关注并告知您。",
            ),
            network=named(runs.network),
        ),
    )  # fmt: skip


def held(record: Deposit, proofs: Proofs) -> Diagnosis:
    """Say that a deposit is held, and no more of why than may be said."""
    return Diagnosis(
        code="held",
        confidence="certain",
        move="hand",
        evidence=proofs,
        next_step=Label("Pass to compliance; promise no date and name no rule", "转合规处理；不承诺时间、不透露规则"),
        wording=filled(
            Label(
                "Your deposit of {amount} {asset} has arrived and is in {reason}. We cannot speed this up or say more about it "
                "here; you are told when it is decided and if anything is needed from you.",
                "您的 {amount} {asset} 充值已到达，正在进行{reason}。我们无法加快或透露更多细节；有结果或需要您补充材料时会通知您。",
            ),
            amount=record.amount, asset=record.asset, reason=REASONS.get(record.reason or "", UNNAMED),
        ),
        expected=Expected(24 * 60, 5 * 24 * 60),
    )  # fmt: skip


def turned_away(record: Deposit, proofs: Proofs) -> Diagnosis:
    """Say that the exchange did not take a deposit, with its reason."""
    return Diagnosis(
        code=f"refused_{record.reason or 'unknown'}",
        confidence="certain",
        move="tell",
        evidence=proofs,
        next_step=Label("Explain the reason from the record", "按记录说明原因"),
        wording=filled(
            Label(
                "Your transfer of {amount} {asset} reached the exchange and was not credited: {reason}.",
                "您的 {amount} {asset} 转账已到达交易所，但未能入账，原因：{reason}。",
            ),
            amount=record.amount, asset=record.asset, reason=REASONS.get(record.reason or "", UNNAMED),
        ),
    )  # fmt: skip


def rolled_back(record: Deposit, proofs: Proofs) -> Diagnosis:
    """Say that the chain took back the block in which a deposit stood: nothing is credited on its word."""
    return Diagnosis(
        code="reorganised",
        confidence="certain",
        move="hand",
        evidence=proofs,
        next_step=Label(
            "The chain reorganised: credit nothing; tell the exchange's wallet team",
            "链上发生重组：不得入账；请通知交易所钱包团队",
        ),
        wording=filled(
            Label(
                "The block that held your transfer of {amount} {asset} was taken back by {network} itself. Your sending wallet may "
                "show the coins again or send them anew; we follow it and tell you. Please do not send a second time yet.",
                "包含您 {amount} {asset} 转账的区块已被 {network} 链本身回滚。转出钱包可能会重新显示该资产或自动重发；我们会持续跟进。请暂时不要重复转账。",
            ),
            amount=record.amount, asset=record.asset, network=named(record.network),
        ),
    )  # fmt: skip


def record_proofs(record: Deposit) -> Iterator[Proof]:
    """Tell what the exchange's record says."""
    yield Proof(
        label=Label("The exchange's record", "交易所记录"),
        value=f"{record.amount} {record.asset}, {named(record.network)}, {record.state}",
        source="exchange",
        verdict="good" if record.state in {"credited", "unlocked"} else "open",
    )
    yield Proof(
        label=Label("Confirmations: have, to credit, to withdraw", "确认数：当前 / 入账 / 提现"),
        value=f"{record.confirmations} / {record.credit_at} / {record.unlock_at}",
        source="exchange",
        verdict="plain",
    )


def transfer_proofs(moved: Transfer) -> Iterator[Proof]:
    """Tell what moved, to whom, on which chain."""
    coin = moved.asset or Label("a token that is not listed", "未上架代币")
    amount = "?" if moved.amount is None else digits(moved.amount)
    yield Proof(
        label=Label("Moved on the chain", "链上转账"),
        value=filled(Label("{amount} {coin}", "{amount} {coin}"), amount=amount, coin=coin),
        source="chain",
        verdict="plain" if moved.asset else "bad",
        read_at=moved.fact.read_at,
    )
    yield Proof(
        label=Label("Receiving address belongs to", "收款地址归属"),
        value=WHOSE[moved.whose],
        source="exchange",
        verdict="good" if moved.whose == "customer" else "bad",
    )
    yield Proof(
        label=Label("Receiving address", "收款地址"), value=moved.moved.target, source="chain", private=True
    )


WHOSE: dict[str, Label] = {
    "customer": Label("this customer", "该客户"),
    "exchange": Label("the exchange, not this customer's own", "交易所，但非该客户专属"),
    "retired": Label("the exchange; no longer in use", "交易所，已停用"),
    "contract": Label("a token contract: nobody holds a key to it", "代币合约：无人持有私钥"),
    "nobody": Label("nobody here", "与本交易所无关"),
    "unknown": Label("not known: the exchange did not answer", "未知：交易所未响应"),
}
