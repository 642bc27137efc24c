"""A deposit that cannot arrive by itself: wrong network, wrong address, missing memo, unlisted token.

Whoever wants it back proves who they are and that they sent it; one person examines it, another approves it.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import get_args

from trustdesk.brands import Label
from trustdesk.exchange import Deposit, Looked, Network
from trustdesk.procedures.checks import DEPOSITS, NETWORKS, POLICIES, TRANSACTION, WALLETS
from trustdesk.procedures.model.checks import Facts
from trustdesk.procedures.model.diagnosis import Claim, Diagnosis, Proof
from trustdesk.procedures.model.evidence import Evidence
from trustdesk.procedures.model.policy import Policies, RecoveryKind, Terms
from trustdesk.procedures.model.procedure import Cues, Machine, Procedure, State, Step
from trustdesk.procedures.rules import (
    asking,
    deposits,
    machine,
    missing,
    recoveries,
    recovery,
    said,
    transfers,
)
from trustdesk.procedures.rules.machine import DAY, MINUTE
from trustdesk.procedures.rules.transfers import Transfer

KINDS: tuple[RecoveryKind, ...] = get_args(RecoveryKind)
CREDITED = frozenset({"credited", "unlocked"})


def diagnose(facts: Facts, evidence: Evidence, now: datetime) -> Diagnosis:
    """Find what happened to a transfer, and what the exchange's rules make of it."""
    looked = facts.of(TRANSACTION) or Looked("", None, (), {}, {})
    proofs = (*transfers.chain_proofs(looked),)
    if (trouble := facts.trouble(DEPOSITS, NETWORKS, WALLETS)) is not None:
        return asking.not_read(trouble, proofs)
    networks, txid = facts.of(NETWORKS) or [], evidence.get("txid")
    if txid is None:
        return missing.ask_for_transaction(evidence.bad("txid"))
    record = transfers.record_of(facts.of(DEPOSITS) or [], txid)
    if record is not None:
        if transfers.taken_back(looked, record):
            return deposits.rolled_back(record, (*deposits.record_proofs(record), *proofs))
        return _recorded(record, networks, proofs)
    known = transfers.known(looked)
    if not known:
        return missing.nowhere(transfers.silent(looked), proofs)
    if (early := missing.not_settled(known, proofs)) is not None:
        return early
    moved = transfers.transfers(looked)
    if not moved:
        return missing.nothing_moved(proofs)
    coin = recovery.named(facts.of(POLICIES), moved[0])
    return _of_transfer(moved[0], facts, evidence, (*proofs, *deposits.transfer_proofs(moved[0], coin)), now)


def _recorded(record: Deposit, networks: Sequence[Network], proofs: tuple[Proof, ...]) -> Diagnosis:
    """Say how it stands once the exchange has a record, and the chain holds it still."""
    if record.state in CREDITED:
        what = f"{record.amount} {record.asset}"
        return recoveries.recovered(what, (*deposits.record_proofs(record), *proofs))
    return deposits.of_record(record, networks, (), proofs)


def _of_transfer(
    moved: Transfer, facts: Facts, evidence: Evidence, proofs: tuple[Proof, ...], now: datetime
) -> Diagnosis:
    networks, wallets = facts.of(NETWORKS) or [], facts.of(WALLETS) or []
    policies = facts.of(POLICIES)
    what = recovery.what_happened(moved, networks, wallets, evidence.get("asset"))
    network = transfers.named(moved.network)
    if what == "unknown":
        return asking.not_read("unreachable", proofs)
    if what == "own_address":
        return recoveries.by_itself(network, proofs)
    if what == "suspended":
        runs = next(one for one in networks if (one.asset, one.network) == (moved.asset, moved.network))
        return deposits.suspended(runs, proofs)
    kind: RecoveryKind | None = next((one for one in KINDS if one == what), None)
    if kind is None:
        return recoveries.final(what, network, proofs)
    return _by_the_rules(kind, moved, networks, policies, (proofs, now))


def _by_the_rules(
    kind: RecoveryKind,
    moved: Transfer,
    networks: Sequence[Network],
    policies: Policies | None,
    shown: tuple[tuple[Proof, ...], datetime],
) -> Diagnosis:
    proofs, now = shown
    network, asset = transfers.named(moved.network), recovery.named(policies, moved)
    if policies is None or asset is None or moved.amount is None or asset != policies.asset:
        return recoveries.by_hand(kind, network, proofs)
    proofs = (*proofs, recoveries.policy_proof(policies))
    policy = policies.of(kind)
    runs = next((one for one in networks if one.asset == asset and one.withdrawals), None)
    found = recovery.terms(policy, moved.amount, runs, (moved.network, moved.fact.at), now)
    if policy is None or found is None:
        return recoveries.by_hand(kind, network, proofs)
    if isinstance(found, str):
        return recoveries.turned_down(kind, found, network, f"{policy.minimum} {asset}", proofs)
    claim = _claim(moved, asset, moved.amount, found)
    return recoveries.offered(kind, found, claim, network, (*proofs, recoveries.terms_proof(found, asset)))


def _claim(moved: Transfer, asset: str, amount: Decimal, found: Terms) -> Claim:
    return Claim(
        network=moved.network,
        txid=moved.txid,
        log_index=moved.moved.log_index,
        contract=moved.moved.contract,
        asset=asset,
        amount=said.digits(amount),
        fee=said.digits(found.fee),
    )


PROOFS = Label("Customer agrees: ask for the next proof", "客户同意：索取下一项证明")
REVIEW = Label("Proofs accepted: on to the technical review", "证明已核实：提交技术审核")
PASS = Label("Technical review passed", "技术审核通过")
BACK = Label("Back: something is missing", "退回：材料不足")
STATES = (
    State(
        name="possible", owner="agent", lasts=DAY,
        label=Label("It can be recovered; we explain what is needed", "可以找回，我们将说明所需材料"),
    ),
    State(
        name="proofs", owner="customer", lasts=7 * DAY,
        label=Label("We wait for your proofs, over the safe page", "等待您通过安全页面提交证明"),
    ),
    State(name="review", owner="reviewer", lasts=3 * DAY, label=Label("It is examined technically", "正在进行技术审核")),
    State(name="approval", owner="approver", lasts=DAY, label=Label("A second person approves it", "等待第二人审批")),
    State(
        name="requested", owner="exchange", lasts=14 * DAY,
        label=Label("The exchange moves the coins", "交易所正在处理资产"),
    ),
    State(
        name="verifying", owner="desk", lasts=5 * MINUTE, checks=True,
        label=Label("We check that it has been credited", "正在确认是否入账"),
    ),
    State(
        name="settling", owner="exchange", lasts=30 * MINUTE, late="look",
        label=Label("The exchange has said yes; it is being credited", "交易所已同意，正在入账"),
    ),
    State(name="credited", owner="nobody", ending="solved", label=Label("Credited", "已入账")),
)  # fmt: skip


def _ends(source: str) -> tuple[Step, ...]:
    return (
        Step(source=source, event="refuse", target="refused", label=machine.DECLINED),
        Step(source=source, event="close", target="closed", label=machine.CLOSE),
    )


STEPS = (
    Step(source="checking", event="recoverable", target="possible"),
    Step(source="checking", event="credited", target="found"),
    Step(source="possible", event="given", target="checking"),
    Step(source="possible", event="proofs", target="proofs", label=PROOFS, asks_paper=True),
    Step(source="possible", event="look", target="checking", label=machine.AGAIN),
    Step(source="possible", event="late", target="possible"),
    *_ends("possible"),
    Step(source="proofs", event="review", target="review", label=REVIEW, papers=True),
    Step(source="proofs", event="proofs", target="proofs", label=PROOFS, asks_paper=True),
    Step(source="proofs", event="late", target="lapsed"),
    *_ends("proofs"),
    Step(source="review", event="pass", target="approval", label=PASS),
    Step(source="review", event="back", target="proofs", label=BACK),
    Step(source="review", event="late", target="review"),
    *_ends("review"),
    Step(source="approval", event="request", target="requested"),
    Step(source="approval", event="back", target="review", label=BACK),
    Step(source="approval", event="late", target="review"),
    *_ends("approval"),
    Step(source="requested", event="done", target="verifying"),
    Step(source="requested", event="denied", target="by_hand"),
    Step(source="requested", event="late", target="by_hand"),
    Step(source="verifying", event="credited", target="credited"),
    Step(source="verifying", event="recoverable", target="settling"),
    Step(source="verifying", event="wait", target="settling"),
    Step(source="verifying", event="hand", target="by_hand"),
    Step(source="verifying", event="late", target="by_hand"),
    Step(source="settling", event="look", target="verifying", label=machine.AGAIN),
    Step(source="settling", event="late", target="verifying"),
)
# What explains asks nothing of the exchange by itself: here only the approval leads there.
EXPLAINS = tuple(
    one for one in machine.STEPS if one.event != "request" and "acting" not in {one.source, one.target}
)
PROCEDURE = Procedure(
    slug="deposit_recovery",
    title=Label("Recovery of a deposit", "充值找回"),
    asks=(
        asking.SENT_TXID,
        asking.SENT_ASSET,
        asking.SENT_AMOUNT,
    ),
    never_ask=(
        *asking.NEVER,
        Label(
            "Whose the receiving address is, or anything of another account",
            "收款地址属于谁，或其他账户的任何信息",
        ),
    ),
    checks=(TRANSACTION, DEPOSITS, NETWORKS, WALLETS, POLICIES),
    diagnose=diagnose,
    machine=Machine(
        first="collecting",
        states=(*(one for one in machine.STATES if one.name != "acting"), *STATES),
        steps=(*EXPLAINS, *STEPS),
    ),
    actions=("open_recovery",),
    reviewed=True,
    cues=Cues(
        words=(
            re.compile(r"wrong (network|chain|address|memo)"),
            re.compile(r"(forgot|without|missing|no) (the )?(memo|tag|comment)"),
            re.compile(r"(错|错误)(的)?(网络|链|地址)"),
            re.compile(r"(网络|链|地址).{0,4}(选错|转错|发错|填错|搞错|错了)"),
            re.compile(r"(转|发|充|选)错.{0,6}(网络|链|地址)"),
            re.compile(r"(没|未|忘).{0,4}(填|写|加).{0,4}(memo|tag|标签|备注)"),
            re.compile(r"(bep-?20|bsc|币安智能链|polygon).{0,30}(erc-?20|trc-?20|以太坊|波场)"),
        ),
        topics=("wrong_network",),
        weight=2,
    ),
)
