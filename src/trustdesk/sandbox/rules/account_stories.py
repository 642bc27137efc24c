"""The people of the sandbox who ask about withdrawals, their account, its safety, offers and first steps.

As with the others: the procedure, then an odd number for a story that is true, an even one for one that
is not. ``0311`` to ``0319`` are the nine causes for which a withdrawal is refused.
"""

from datetime import timedelta
from typing import Any

from trustdesk.exchange import Asset, Deposit, Device, Limit, Lock, MaskedContact, Promotion, SecurityEvent
from trustdesk.sandbox.rules import made
from trustdesk.sandbox.rules.stories import DAY, HOUR, Found, Story, Teller

OWN, STRANGE = "Pixel 9, app 5.2", "Windows, Chrome 141"


def withdrawal_true(me: Teller) -> Found:
    yield "withdrawals", me.withdrawal("1200.5", 8 * HOUR, state="waiting", reason="network_suspended")
    yield "assets", _held(me, "310.25")


def withdrawal_false(me: Teller) -> Found:
    done = {"state": "confirmed", "done_at": me.now - 7 * HOUR, "txid": made.txid("tron", me.brand, me.uid)}
    yield "withdrawals", me.withdrawal("1200.5", 8 * HOUR, **done)
    yield "withdrawals", me.withdrawal("75", 3 * HOUR, state="cancelled", reason="cancelled_by_customer")


def withdrawal_more(me: Teller) -> Found:
    yield (
        "withdrawals",
        me.withdrawal("15000", 20 * HOUR, state="checking", reason="more_information_required"),
    )


def withdrawal_failed(me: Teller) -> Found:
    yield "withdrawals", me.withdrawal("240", 5 * HOUR, state="failed", reason="chain_failure")


def withdrawal_first(me: Teller) -> Found:
    """Somebody who has never withdrawn and may."""
    limits = [Limit("withdrawals", "USDT", "20000", "0"), Limit("deposits", "USDT", "1000000", "800")]
    yield "account", made.varied(made.account(me.uid, me.now), limits=limits)
    yield "assets", _held(me, "800")


def refused_deposit_lock(me: Teller) -> Found:
    young = {"state": "credited", "confirmations": 20}
    yield "deposits", me.deposit("ethereum", "500.000000", HOUR / 3, **young)
    yield "chain", me.chain("ethereum", "500.000000", HOUR / 3, age=20)
    yield "assets", _held(me, "12.5", locked="500")
    yield _refused(me, "deposit_not_unlocked")


def refused_purchase_lock(me: Teller) -> Found:
    yield "account", _locked(me, "one_click_buy", 20 * HOUR, 52 * HOUR)
    yield _refused(me, "one_click_buy")


def refused_address(me: Teller) -> Found:
    yield _refused(me, "invalid_address")


def refused_memo(me: Teller) -> Found:
    yield _refused(me, "memo_missing")


def refused_change(me: Teller) -> Found:
    yield "account", _locked(me, "phone_changed", 4 * HOUR, 20 * HOUR)
    yield _refused(me, "security_lock")


def refused_limit(me: Teller) -> Found:
    limits = [Limit("withdrawals", "USDT", "20000", "19850.5")]
    yield "account", made.varied(made.account(me.uid, me.now), limits=limits, kyc_level="1")
    yield "assets", _held(me, "9000")
    yield _refused(me, "daily_limit")


def refused_balance(me: Teller) -> Found:
    yield "assets", _held(me, "300.5")
    yield _refused(me, "insufficient_balance")


def refused_minimum(me: Teller) -> Found:
    yield _refused(me, "under_minimum", "4")


def refused_network(me: Teller) -> Found:
    yield _refused(me, "network_suspended")


def locked_true(me: Teller) -> Found:
    lock = Lock("sign_in", "too_many_tries", me.now - 2 * HOUR, me.now + 22 * HOUR)
    tries = [SecurityEvent("sign_in", me.now - 2 * HOUR, "wrong_password", "SG", OWN)] * 3
    yield "account", made.varied(made.account(me.uid, me.now), locks=[lock], events=tries)


def locked_false(me: Teller) -> Found:
    changed = SecurityEvent("password_changed", me.now - 3 * HOUR, "done", "SG", OWN)
    yield "account", made.varied(_locked(me, "password_changed", 3 * HOUR, 21 * HOUR), events=[changed])


def factor_true(me: Teller) -> Found:
    yield "account", made.account(me.uid, me.now)


def factor_false(me: Teller) -> Found:
    """Says that the authenticator is lost; there never was one."""
    yield "account", made.varied(made.account(me.uid, me.now), two_factor=["email"])


def identity_true(me: Teller) -> Found:
    refused = {"kyc_state": "refused", "kyc_level": "0", "kyc_reason": "glare"}
    yield "account", made.varied(made.account(me.uid, me.now), **refused)


def identity_false(me: Teller) -> Found:
    """Says that the documents were refused; they were approved long ago."""
    yield "account", made.account(me.uid, me.now)


def code_true(me: Teller) -> Found:
    yield "account", made.account(me.uid, me.now)


def code_false(me: Teller) -> Found:
    """Waits for a text message; no phone is registered."""
    contacts = [MaskedContact("email", f"c•••{me.uid[-1]}@example.com")]
    yield "account", made.varied(made.account(me.uid, me.now), contacts=contacts)


def locked_risk(me: Teller) -> Found:
    """Locked by the exchange's own caution: only the exchange can lift it."""
    lock = Lock("sign_in", "risk_control", me.now - HOUR)
    yield "account", made.varied(made.account(me.uid, me.now), locks=[lock])


def stolen_true(me: Teller) -> Found:
    events = [
        SecurityEvent("withdrawal_requested", me.now - HOUR, "done", "RO", STRANGE),
        SecurityEvent("two_factor_changed", me.now - 1.9 * HOUR, "done", "RO", STRANGE),
        SecurityEvent("sign_in", me.now - 2 * HOUR, "done", "RO", STRANGE),
        SecurityEvent("sign_in", me.now - 9 * HOUR, "done", "SG", OWN),
    ]
    yield "account", made.varied(made.account(me.uid, me.now), events=events)
    yield "withdrawals", me.withdrawal("3900", HOUR, state="checking", reason="risk_review")
    sent = {"state": "confirmed", "done_at": me.now - HOUR, "txid": made.txid("tron", me.brand, me.uid)}
    yield "withdrawals", me.withdrawal("1450", 1.5 * HOUR, **sent)


def stolen_false(me: Teller) -> Found:
    """Says that somebody else withdrew; it was asked for on the customer's own device."""
    events = [
        SecurityEvent("withdrawal_requested", me.now - HOUR, "done", "SG", OWN),
        SecurityEvent("sign_in", me.now - 5 * HOUR, "done", "SG", OWN),
    ]
    yield "account", made.varied(made.account(me.uid, me.now), events=events)
    yield "withdrawals", me.withdrawal("3900", HOUR, state="confirmed", done_at=me.now - HOUR / 2)


def phishing_true(me: Teller) -> Found:
    """Went to the impostor's page: a key was added an hour ago by a device nobody knows."""
    key = SecurityEvent("api_key_added", me.now - HOUR, "done", "NL", "Windows, Firefox 144")
    yield "account", made.varied(made.account(me.uid, me.now), events=[key])


def phishing_false(me: Teller) -> Found:
    """Reports what is official."""
    yield "account", made.account(me.uid, me.now)


def promotion_true(me: Teller) -> Found:
    yield "promotions", _promotion(me, state="qualified", reward="20", asset="USDT")


def promotion_false(me: Teller) -> Found:
    yield "promotions", _promotion(me, state="not_qualified", reason="volume_too_low")


def policy_true(me: Teller) -> Found:
    yield "account", made.account(me.uid, me.now)


def fiat_true(me: Teller) -> Found:
    yield "deposits", _paid(me, "held", "bank_pending")


def fiat_false(me: Teller) -> Found:
    """Says that the payment vanished; the card's own bank refused it, and no money moved."""
    yield "deposits", _paid(me, "refused", "bank_refused")


def registration_true(me: Teller) -> Found:
    fresh = {"kyc_state": "none", "kyc_level": "0", "two_factor": ["email"], "events": []}
    device = Device(OWN, me.now - HOUR, "SG", trusted=True)
    yield "account", made.varied(made.account(me.uid, me.now), **fresh, devices=[device])


def registration_false(me: Teller) -> Found:
    """Says that the registration hangs; it was completed long ago."""
    yield "account", made.account(me.uid, me.now)


def _refused(me: Teller, reason: str, amount: str = "600") -> tuple[str, Any]:
    return "withdrawals", me.withdrawal(amount, HOUR, state="refused", reason=reason)


def _locked(me: Teller, reason: str, since: timedelta, left: timedelta) -> Any:
    lock = Lock("withdrawals", reason, me.now - since, me.now + left)
    return made.varied(made.account(me.uid, me.now), locks=[lock])


def _held(me: Teller, free: str, locked: str = "0") -> Asset:
    return Asset(id=f"{me.uid}-USDT", at=me.now, asset="USDT", wallet="spot", free=free, locked=locked)


def _promotion(me: Teller, **more: Any) -> Promotion:
    return Promotion(id=f"R{me.uid}-1", at=me.now - 5 * DAY, name="Autumn trading days", **more)


def _paid(me: Teller, state: Any, reason: str) -> Deposit:
    return Deposit(
        id=f"D{me.uid}-card", at=me.now - 2 * HOUR, asset="USD", network="card", amount="150.00", state=state,
        reason=reason, address="card", txid=f"card-{me.uid}",
    )  # fmt: skip


STORIES: dict[str, Story] = {
    "0301": withdrawal_true,
    "0302": withdrawal_false,
    "0303": withdrawal_more,
    "0305": withdrawal_failed,
    "0307": withdrawal_first,
    "0311": refused_deposit_lock,
    "0312": refused_purchase_lock,
    "0313": refused_address,
    "0314": refused_memo,
    "0315": refused_change,
    "0316": refused_limit,
    "0317": refused_balance,
    "0318": refused_minimum,
    "0319": refused_network,
    "0701": locked_true,
    "0702": locked_false,
    "0703": factor_true,
    "0704": factor_false,
    "0705": identity_true,
    "0706": identity_false,
    "0707": code_true,
    "0708": code_false,
    "0709": locked_risk,
    "0801": stolen_true,
    "0802": stolen_false,
    "0901": phishing_true,
    "0902": phishing_false,
    "1001": promotion_true,
    "1002": promotion_false,
    "1101": policy_true,
    "1102": policy_true,
    "1201": fiat_true,
    "1202": fiat_false,
    "1301": registration_true,
    "1302": registration_false,
}
__all__ = ["STORIES"]
