"""The diagnoses of a withdrawal, made of what the exchange says and of the words for it. Pure."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal

from trustdesk.brands import Label
from trustdesk.exchange import Account, Limit, Network, Withdrawal
from trustdesk.procedures.model.diagnosis import Diagnosis, Expected, Money, Proof
from trustdesk.procedures.rules import refusals, withdrawals
from trustdesk.procedures.rules import withdrawal_words as words
from trustdesk.procedures.rules.refusals import Cause, Holdings, Wanted
from trustdesk.procedures.rules.said import digits, filled, moment

MOVES = {  # what follows for the desk from how a withdrawal stands
    "checking": "wait", "waiting": "wait", "waiting_network": "wait", "sent": "wait", "more_needed": "hand",
    "overdue": "hand", "failed": "hand", "refused": "hand", "confirmed": "tell", "cancelled": "tell",
}  # fmt: skip
PROVED_BY_FIGURE = frozenset({"deposit_lock", "over_limit", "over_balance", "under_minimum"})


def of_record(one: Withdrawal, held: Holdings, now: datetime) -> Diagnosis:
    """Say how a recorded withdrawal stands; one refused for a known cause is told by its cause."""
    standing = withdrawals.standing(one, held.networks, now)
    proofs = tuple(_record_proofs(one))
    if standing == "refused" and (code := withdrawals.cause_of(one)) is not None:
        wanted = Wanted(asset=one.asset, network=one.network, amount=Decimal(one.amount), memo=one.memo or "")
        live = [cause for cause in refusals.refusals(wanted, held, now) if cause.code == code]
        return refused(live or [Cause(code=code, asset=one.asset)], wanted, held.networks, proofs)
    return _standing(one, standing, held.networks, proofs, now)


def _standing(
    one: Withdrawal,
    standing: withdrawals.Standing,
    networks: Sequence[Network],
    proofs: tuple[Proof, ...],
    now: datetime,
) -> Diagnosis:
    told, due = words.STANDINGS[standing], withdrawals.due_at(one)
    moves = refusals.network_of(networks, one.asset, one.network)
    reason = (moves.reason if moves else None) if one.reason == "network_suspended" else one.reason
    waits = MOVES[standing] == "wait" and due > now
    return Diagnosis(
        code=standing,
        confidence="certain",
        move=MOVES[standing],
        evidence=proofs,
        next_step=told.step,
        wording=filled(
            told.wording,
            amount=digits(Decimal(one.amount)),
            asset=one.asset,
            network=one.network,
            due=moment(due),
            done=moment(one.done_at or one.at),
            reason=_reason(reason),
        ),
        expected=Expected(1, max(1, int((due - now).total_seconds() // 60))) if waits else None,
        fee=Money(Decimal(one.fee), one.asset),
        subject=one.id,
    )


def refused(
    causes: Sequence[Cause], wanted: Wanted, networks: Sequence[Network], proofs: tuple[Proof, ...] = ()
) -> Diagnosis:
    """Tell the first cause in words, and prove all of them. A cause without its figure is likely only."""
    first = causes[0]
    told, moves = words.CAUSES[first.code], refusals.network_of(networks, wanted.asset, wanted.network)
    sure = first.code not in PROVED_BY_FIGURE or first.figure is not None
    return Diagnosis(
        code=first.code,
        confidence="certain" if sure else "likely",
        move="tell",
        evidence=(*proofs, *(_cause_proof(one) for one in causes)),
        next_step=told.step,
        wording=filled(
            told.wording,
            figure="…" if first.figure is None else digits(first.figure),
            asset=first.asset or wanted.asset,
            until=words.BY_ITSELF if first.until is None else moment(first.until),
            network=wanted.network,
            reason=_reason(first.reason or (moves.reason if moves else None)),
        ),
    )


def fees(networks: Sequence[Network], asset: str, network: str | None) -> Diagnosis:
    """Tell what withdrawing a coin costs now, on every network it can leave by."""
    table = withdrawals.fees(networks, asset)
    if not table:
        return not_found()
    asked = next((one for one in table if one.network == network), table[0])
    return Diagnosis(
        code="fees",
        confidence="certain",
        move="tell",
        evidence=tuple(_fee_proof(one, asset) for one in table),
        next_step=Label("Explain the fees as they are now", "说明当前手续费"),
        wording=filled(
            words.FEES,
            asset=asset,
            table=", ".join(f"{one.network} {digits(one.fee)} {asset}" for one in table if one.possible),
        ),
        fee=Money(asked.fee, asset),
    )


def limits(account: Account, now: datetime) -> Diagnosis:
    """Tell how much can leave today, and when the count begins anew."""
    limit = next(_of_withdrawals(account), None)
    if limit is None:
        return Diagnosis(
            code="limits_unknown",
            confidence="unsure",
            move="hand",
            next_step=words.NO_LIMITS.step,
            wording=words.NO_LIMITS.wording,
        )
    return Diagnosis(
        code="limits",
        confidence="certain",
        move="tell",
        evidence=limit_proofs(account),
        next_step=Label("Explain the limit and when it begins anew", "说明限额及重置时间"),
        wording=filled(
            words.LIMITS,
            level=account.kyc_level,
            most=limit.most,
            asset=limit.asset,
            left=digits(refusals.left_today(limit)),
            resets=moment(refusals.next_day(now)),
        ),
    )


def how_to(found: Sequence[Withdrawal], proofs: tuple[Proof, ...]) -> Diagnosis:
    """Tell how one is made: always with the address, and with more for who does it the first time."""
    first = (words.FIRST_TIME,) if withdrawals.first(found) else ()
    told = (words.HOW, words.CHECK_ADDRESS, *first)
    return Diagnosis(
        code="how_to_first" if first else "how_to",
        confidence="certain",
        move="tell",
        evidence=proofs,
        next_step=Label("Explain, with the reminder of the address", "说明步骤并提醒核对地址"),
        wording=Label("\n\n".join(one.en for one in told), "\n\n".join(one.zh for one in told)),
    )


def not_found() -> Diagnosis:
    """Say that nothing is recorded and nothing in the way, and ask which one is meant."""
    return Diagnosis(
        code="not_found",
        confidence="likely",
        move="ask",
        next_step=words.NOT_FOUND.step,
        wording=words.NOT_FOUND.wording,
    )


def limit_proofs(account: Account) -> tuple[Proof, ...]:
    """Show what is left of the day's limits."""
    return tuple(
        Proof(
            label=Label("Left of today's limit", "今日剩余额度"),
            value=f"{digits(refusals.left_today(one))} {one.asset}",
            source="exchange",
        )
        for one in _of_withdrawals(account)
    )


def _of_withdrawals(account: Account) -> Iterator[Limit]:
    return (one for one in account.limits if one.of == "withdrawals")


def _record_proofs(one: Withdrawal) -> Iterator[Proof]:
    yield Proof(label=Label("Withdrawal", "提现记录"), value=one.id, source="exchange")
    yield Proof(label=Label("Amount", "金额"), value=f"{one.amount} {one.asset}", source="exchange")
    yield Proof(label=Label("State", "状态"), value=one.state, source="exchange")
    if one.txid:
        yield Proof(label=Label("TxID", "TxID"), value=one.txid, source="exchange", private=True)
    yield Proof(label=Label("To address", "收款地址"), value=one.address, source="exchange", private=True)


def _cause_proof(one: Cause) -> Proof:
    figure = "" if one.figure is None else f" {digits(one.figure)} {one.asset}"
    until = "" if one.until is None else f" → {moment(one.until)}"
    return Proof(
        label=Label("In the way", "限制"),
        value=f"{one.code}{figure}{until}",
        source="exchange",
        verdict="bad",
    )


def _fee_proof(one: withdrawals.Fee, asset: str) -> Proof:
    return Proof(
        label=Label(f"Fee on {one.network}", f"{one.network} 手续费"),
        value=f"{digits(one.fee)} {asset}",
        source="exchange",
        verdict="plain" if one.possible else "bad",
        read_at=one.read_at,
    )


def _reason(code: str | None) -> Label:
    return words.REASONS.get(code or "", words.NO_REASON)
