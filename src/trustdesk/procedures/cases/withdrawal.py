"""A withdrawal: how it is made, its fee and limit, and why one waits, failed or is refused."""

import re
from datetime import datetime

from trustdesk.brands import Label
from trustdesk.exchange import Asset, Network
from trustdesk.procedures.checks import ACCOUNT, DEPOSITS, WITHDRAWALS, Nothing, records
from trustdesk.procedures.model.checks import Check, Facts, Look
from trustdesk.procedures.model.diagnosis import Diagnosis
from trustdesk.procedures.model.evidence import Evidence
from trustdesk.procedures.model.procedure import Ask, Choice, Cues, Procedure
from trustdesk.procedures.rules import asking, refusals, withdrawals
from trustdesk.procedures.rules import withdrawal_answers as answers
from trustdesk.procedures.rules.machine import AT_EXCHANGE, explaining
from trustdesk.procedures.rules.refusals import Holdings, Wanted

COIN = "USDT"  # where somebody names none


async def _networks(look: Look, _evidence: Evidence) -> list[Network]:
    """Read how coins move now; that is the same for everybody, so nobody need have signed in."""
    connector = look.window.connector(look.tenant)
    if connector is None:
        raise Nothing("no_connector")
    return list(await connector.networks(look.now))


async def _assets(look: Look, _evidence: Evidence) -> list[Asset]:
    return [one for one in await records(look, "assets") if isinstance(one, Asset)]


NETWORKS: Check[list[Network]] = Check("networks_of_all", list[Network], _networks)
ASSETS: Check[list[Asset]] = Check("assets", list[Asset], _assets)


def diagnose(facts: Facts, evidence: Evidence, now: datetime) -> Diagnosis:
    """Answer what is asked: fees for anybody, everything else from the customer's own record."""
    topic = evidence.get("topic") or "how_to"
    networks = facts.of(NETWORKS) or []
    trouble = facts.trouble(NETWORKS) or (None if topic == "fee" else facts.trouble(ACCOUNT, WITHDRAWALS))
    if trouble == "no_account" and topic == "how_to":
        return answers.how_to([], ())
    if trouble is not None:
        return asking.not_read(trouble)
    if topic == "fee":
        return answers.fees(networks, evidence.get("asset") or COIN, evidence.get("network"))
    return _of_account(topic, facts, evidence, now)


def _of_account(topic: str, facts: Facts, evidence: Evidence, now: datetime) -> Diagnosis:
    account, found = facts.of(ACCOUNT), facts.of(WITHDRAWALS) or []
    if account is None:
        return asking.not_read("unknown")
    if topic == "limit":
        return answers.limits(account, now)
    held = Holdings(
        account=account,
        networks=facts.of(NETWORKS) or [],
        assets=facts.of(ASSETS) or [],
        deposits=facts.of(DEPOSITS) or [],
    )
    named = [text for name in ("txid", "amount") if (text := evidence.get(name))]
    record = withdrawals.meant(found, named, now) if topic != "how_to" else None
    if record is not None:
        return answers.of_record(record, held, now)
    wanted = _wanted(evidence)
    if causes := refusals.refusals(wanted, held, now):
        return answers.refused(causes, wanted, held.networks)
    return answers.how_to(found, answers.limit_proofs(account)) if topic == "how_to" else answers.not_found()


def _wanted(evidence: Evidence) -> Wanted:
    return Wanted(
        asset=evidence.get("asset") or COIN,
        network=evidence.get("network") or "",
        amount=evidence.amount("amount"),
        address=evidence.get("address") or evidence.bad("address") or "",
    )


PROCEDURE = Procedure(
    slug="withdrawal",
    title=Label("Withdrawal", "提现"),
    asks=(
        Ask(
            name="topic",
            kind="choice",
            hears=withdrawals.heard,
            label=Label("Question", "问题"),
            question=Label("What is it about?", "您想了解什么？"),
            choices=(
                Choice("how_to", Label("How it is done", "如何提现")),
                Choice("pending", Label("It has not arrived", "未到账")),
                Choice("failed", Label("It was refused or failed", "失败或被拒")),
                Choice("fee", Label("What it costs", "手续费")),
                Choice("limit", Label("How much can leave", "限额")),
            ),
        ),
        Ask(
            name="asset",
            kind="asset",
            label=Label("Coin", "币种"),
            question=Label("Which coin?", "哪个币种？"),
        ),
        Ask(
            name="amount",
            kind="amount",
            label=Label("Amount", "金额"),
            question=Label("How much?", "金额是多少？"),
        ),
        Ask(
            name="network",
            kind="network",
            label=Label("Network", "网络"),
            question=Label("Over which network?", "选择的是哪个网络？"),
        ),
        Ask(
            name="address",
            kind="address",
            label=Label("To address", "收款地址"),
            question=Label("To which address?", "提到哪个地址？"),
        ),
        Ask(
            name="txid",
            kind="transaction",
            label=Label("TxID", "TxID"),
            question=Label("If your record shows a TxID: which?", "如提现记录中有 TxID，请提供。"),
        ),
    ),
    never_ask=asking.NEVER,
    checks=(ACCOUNT, WITHDRAWALS, NETWORKS, ASSETS, DEPOSITS),
    diagnose=diagnose,
    machine=explaining(AT_EXCHANGE),
    cues=Cues(
        words=(
            re.compile(r"withdraw"),
            re.compile(r"提现"),
            re.compile(r"提币"),
            re.compile(r"cash ?out"),
        ),
        topics=("withdrawal",),
        weight=2,  # "has not arrived" is said of deposits, too
    ),
)
