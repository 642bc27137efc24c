"""Whether an account has been taken over, told from its own security events, in order of time. Pure.

Nothing here delays a freeze: whoever fears for their account may have it frozen at once.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from trustdesk.exchange import Account, SecurityEvent, Withdrawal

Verdict = Literal["taken_over", "suspicious", "own_devices", "quiet"]
LOOKED_BACK = timedelta(days=30)
# What a thief does once inside; a sign-in alone is only a sign.
DEEDS = frozenset(
    {
        "withdrawal_requested", "two_factor_changed", "password_changed", "email_changed", "phone_changed",
        "fund_password_changed", "api_key_added", "withdrawal_address_added", "anti_phishing_code_changed",
    }
)  # fmt: skip
STOPPABLE = frozenset({"checking", "waiting"})
GONE = frozenset({"sent", "confirmed"})
CUES = (
    "stolen", "hacked", "hack", "someone else", "somebody else", "not me", "wasn't me", "was not me",
    "unauthorised", "unauthorized", "suspicious login", "suspicious sign-in", "unknown device", "taken over",
    "scammed", "被盗", "盗号", "盗走", "被黑", "黑客", "不是我", "不是本人", "非本人", "异常登录", "陌生设备",
    "可疑登录", "被骗",
)  # fmt: skip


class Trace(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happened to the account: by a device that was known, or not."""

    at: datetime
    kind: str
    outcome: str
    region: str = ""
    device: str = ""
    known: bool = True


class Theft(msgspec.Struct, frozen=True, kw_only=True):
    """What the events say: since when, in order, and what of the money can still be stopped."""

    verdict: Verdict
    since: datetime | None = None
    traces: Sequence[Trace] = ()
    stoppable: Sequence[Withdrawal] = ()
    gone: Sequence[Withdrawal] = ()


def feared(text: str) -> bool:
    """Whether somebody writes that their account is in other hands."""
    low = text.lower()
    return any(cue in low for cue in CUES)


def judge(account: Account, withdrawals: Sequence[Withdrawal], now: datetime) -> Theft:
    """Judge the last thirty days. What a device did before it was trusted counts as a stranger's."""
    traces = timeline(account, now)
    strange = [one for one in traces if not one.known and one.outcome == "done"]
    if not strange:
        return Theft(verdict="own_devices" if traces else "quiet", traces=traces)
    since = strange[0].at
    after = sorted((one for one in withdrawals if one.at >= since), key=lambda one: one.at)
    return Theft(
        verdict="taken_over" if any(one.kind in DEEDS for one in strange) else "suspicious",
        since=since,
        traces=traces,
        stoppable=[one for one in after if one.state in STOPPABLE],
        gone=[one for one in after if one.state in GONE],
    )


def timeline(account: Account, now: datetime) -> list[Trace]:
    """Set the events in order; a device is known when the account trusts it."""
    trusted = {device.name for device in account.devices if device.trusted}
    recent = [one for one in account.events if now - LOOKED_BACK <= one.at]
    return [_trace(one, trusted) for one in sorted(recent, key=lambda one: one.at)]


def _trace(one: SecurityEvent, trusted: set[str]) -> Trace:
    known = not one.device or one.device in trusted
    return Trace(
        at=one.at, kind=one.kind, outcome=one.outcome, region=one.region, device=one.device, known=known
    )
