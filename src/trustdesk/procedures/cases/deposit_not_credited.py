"""A deposit that has not arrived: where it is, why, and when it will be there."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from trustdesk.brands import Label
from trustdesk.exchange import Deposit, Looked, Network
from trustdesk.procedures.checks import DEPOSITS, NETWORKS, TRANSACTION, TRANSFERS, WALLETS
from trustdesk.procedures.model.checks import Facts
from trustdesk.procedures.model.diagnosis import Diagnosis, Proof
from trustdesk.procedures.model.evidence import Evidence
from trustdesk.procedures.model.procedure import Ask, Cues, Procedure
from trustdesk.procedures.rules import asking, deposits, missing, said, transfers
from trustdesk.procedures.rules.machine import explaining
from trustdesk.procedures.rules.transfers import Transfer, named

RECOVERY = "deposit_recovery"
UNFINISHED = frozenset({"seen", "confirming", "held", "refused", "rolled_back"})


def diagnose(facts: Facts, evidence: Evidence, now: datetime) -> Diagnosis:
    """Find where a deposit is: the exchange's own record first, then the chain, then what it runs now."""
    del now
    looked = facts.of(TRANSACTION) or Looked("", None, (), {}, {})
    proofs = (*transfers.chain_proofs(looked),)
    if (trouble := facts.trouble(DEPOSITS, NETWORKS)) is not None:
        return asking.not_read(trouble, proofs)
    found, networks = facts.of(DEPOSITS) or [], facts.of(NETWORKS) or []
    txid = evidence.get("txid")
    record = transfers.record_of(found, txid)
    if txid is None:
        unfinished = [one for one in found if one.state in UNFINISHED]
        if len(unfinished) != 1:
            return missing.ask_for_transaction(evidence.bad("txid"))
        record = unfinished[0]
    if record is not None:
        shown = (*_stated(evidence, record), *proofs)
        if transfers.taken_back(looked, record):
            return deposits.rolled_back(record, (*deposits.record_proofs(record), *shown))
        return deposits.of_record(record, networks, facts.of(TRANSFERS) or [], shown)
    return _on_chain(looked, networks, proofs)


def _on_chain(looked: Looked, networks: Sequence[Network], proofs: tuple[Proof, ...]) -> Diagnosis:
    """Say what the chains show of a transaction the exchange has no record of."""
    facts = transfers.known(looked)
    if not facts:
        return missing.nowhere(transfers.silent(looked), proofs)
    if (early := missing.not_settled(facts, proofs)) is not None:
        return early
    moved = transfers.transfers(looked)
    if not moved:
        return missing.nothing_moved(proofs)
    return _to_whom(moved[0], networks, proofs)


def _to_whom(moved: Transfer, networks: Sequence[Network], proofs: tuple[Proof, ...]) -> Diagnosis:
    shown = (*proofs, *deposits.transfer_proofs(moved))
    runs = transfers.network_of(networks, moved.asset, moved.network)
    if moved.whose == "unknown":
        return asking.not_read("unreachable", shown)
    if moved.whose != "customer" or runs is None:
        return missing.hand_to(RECOVERY, named(moved.network), shown)
    if not runs.deposits:
        return deposits.suspended(runs, shown)
    if moved.amount is None or moved.amount < deposits.minimum(runs):
        return missing.below_minimum(runs, moved, shown)
    if moved.fact.confirmations < runs.credit_at:
        left = runs.credit_at - moved.fact.confirmations
        return deposits.confirming(moved.network, moved.fact.confirmations, (runs.credit_at, left), shown)
    return missing.overdue(moved, shown)


def _stated(evidence: Evidence, record: Deposit) -> Iterator[Proof]:
    """Hold what the customer said against the record."""
    amount, network = evidence.amount("amount"), evidence.get("network")
    if amount is not None:
        agrees = amount == deposits.decimal(record.amount)
        yield Proof(
            label=Label("Amount as stated", "客户所述金额"),
            value=said.digits(amount),
            source="customer",
            verdict="good" if agrees else "bad",
        )
    if network is not None:
        yield Proof(
            label=Label("Network as stated", "客户所述网络"),
            value=named(network),
            source="customer",
            verdict="good" if network == record.network else "bad",
        )


PROCEDURE = Procedure(
    slug="deposit_not_credited",
    title=Label("Deposit not credited", "充值未到账"),
    asks=(
        asking.SENT_TXID,
        asking.SENT_AMOUNT,
        asking.SENT_ASSET,
        Ask(
            name="network",
            kind="network",
            label=Label("Network", "网络"),
            question=Label("Over which network did you send it?", "您选择的是哪个网络？"),
        ),
    ),
    never_ask=asking.NEVER,
    checks=(TRANSACTION, DEPOSITS, NETWORKS, WALLETS, TRANSFERS),
    diagnose=diagnose,
    machine=explaining(),
    cues=Cues(
        words=(
            re.compile(r"deposit.{0,40}(not|n't|never|missing|where|pending|late)"),
            re.compile(r"(not|n't|never|missing|where).{0,40}deposit"),
            re.compile(r"(not|n't|never) (been )?(credited|arrived|received)"),
            re.compile(r"充值.{0,20}(没|未|不|还没).{0,4}到"),
            re.compile(r"(没|未|还没)到账"),
            re.compile(r"充值?.{0,12}(不见|丢|消失|在哪)"),
            re.compile(r"没有?收到.{0,8}充"),
        ),
        topics=("deposit",),
        transaction=True,
    ),
)  # fmt: skip
