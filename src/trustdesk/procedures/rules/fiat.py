"""How a payment in a currency of a state stands, told from the exchange's record. Pure."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

import msgspec

from trustdesk.exchange import Account, Deposit
from trustdesk.procedures.rules.refusals import PURCHASES, holds, lifted_at

Standing = Literal["not_verified", "how_to", "pending", "refused", "credited", "credited_locked"]
WAYS = frozenset(
    {"card", "bank", "alipay", "sepa", "p2p"}
)  # as the exchange names them in place of a network
UNDER_WAY = frozenset({"seen", "confirming", "held"})
PENDING = (
    "pending",
    "missing",
    "where",
    "not arrived",
    "not received",
    "not credited",
    "paid",
    "没到",
    "未到",
    "付了",
    "已付",
    "扣款",
)


class Payment(msgspec.Struct, frozen=True):
    """How the latest payment stands; ``until`` is when what was bought may leave."""

    standing: Standing
    payment: Deposit | None = None
    until: datetime | None = None


def heard(text: str) -> str | None:
    """Hear whether somebody asks for a payment of theirs, or how one is made."""
    low = text.lower()
    return "pending" if any(cue in low for cue in PENDING) else "how_to"


def payment(account: Account, deposits: Sequence[Deposit], topic: str, now: datetime) -> Payment:
    """Tell how it stands: who is not verified cannot pay in; else the latest payment, if one is asked for."""
    paid = [one for one in deposits if one.network in WAYS]
    latest = max(paid, key=lambda one: one.at, default=None)
    if latest is None or topic != "pending":
        return Payment("how_to" if account.kyc_state == "approved" else "not_verified")
    if latest.state in UNDER_WAY:
        return Payment("pending", latest)
    if latest.state in {"refused", "rolled_back"}:
        return Payment("refused", latest)
    lock = next((one for one in account.locks if one.reason in PURCHASES and holds(one, now)), None)
    return Payment("credited_locked", latest, lifted_at(lock)) if lock else Payment("credited", latest)
