"""The people of the sandbox: for each guided procedure one whose story is true and one whose is not.

The last four digits of a customer's number say which: the procedure, then 01 for true, 02 for false.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from trustdesk.exchange import (
    Account,
    Change,
    Deposit,
    Fill,
    Liquidation,
    Lock,
    Order,
    Position,
    Promotion,
    SecurityEvent,
    Transfer,
    Withdrawal,
)
from trustdesk.sandbox.model import Transaction
from trustdesk.sandbox.rules import made

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
Found = Iterator[tuple[str, Any]]


class Teller:
    """Tells the story of one customer of one brand, as of a time."""

    def __init__(self, brand: str, uid: str, now: datetime) -> None:
        """Take who it is about."""
        self.brand, self.uid, self.now = brand, uid, now

    def deposit(self, network: str, amount: str, ago: timedelta, **more: Any) -> Deposit:
        """A deposit to the customer's own address, credited unless ``more`` says otherwise."""
        said: dict[str, Any] = {"state": "unlocked", "confirmations": 64, "credit_at": 12, "unlock_at": 64}
        said["credited_at"] = self.now - ago + timedelta(minutes=3)
        return Deposit(
            id=f"D{self.uid}-{network}-{amount.partition('.')[0]}",
            at=self.now - ago,
            asset="BTC" if network == "bitcoin" else "USDT",
            network=network,
            amount=amount,
            address=made.address(network, self.brand, self.uid),
            txid=made.txid(network, self.brand, self.uid, amount),
            **said | more,
        )

    def chain(self, network: str, amount: str, ago: timedelta, **more: Any) -> Transaction:
        """The transfer on the chain behind it, or without it."""
        said: dict[str, Any] = {"age": 80, "target": made.address(network, self.brand, self.uid)} | more
        return Transaction(
            txid=made.txid(network, self.brand, self.uid, amount),
            network=network,
            at=self.now - ago,
            source=made.address(network, "elsewhere", self.uid),
            amount=amount,
            decimals=8 if network == "bitcoin" else 6,
            contract=made.token(network),
            **said,
        )

    def withdrawal(self, amount: str, ago: timedelta, **more: Any) -> Withdrawal:
        """A withdrawal of USDT on TRON."""
        return Withdrawal(
            id=f"W{self.uid}-{amount.partition('.')[0]}",
            at=self.now - ago,
            asset="USDT",
            network="tron",
            amount=amount,
            fee="1.6",
            address=made.address("tron", "elsewhere", self.uid),
            **more,
        )

    def order(self, id: str, ago: timedelta, **more: Any) -> Order:
        """A limit order to buy bitcoin."""
        said: dict[str, Any] = {
            "symbol": "BTCUSDT", "market": "spot", "side": "buy", "kind": "limit",
            "amount": "0.05", "filled": "0", "price": "91200.00",
        }  # fmt: skip
        return Order(id=f"O{self.uid}-{id}", at=self.now - ago, **said | more)


def deposit_true(me: Teller) -> Found:
    waiting = {"state": "confirming", "confirmations": 7, "credited_at": None}
    yield "deposits", me.deposit("ethereum", "250.000000", HOUR / 4, **waiting)
    yield "chain", me.chain("ethereum", "250.000000", HOUR / 4, age=7)


def deposit_false(me: Teller) -> Found:
    yield "deposits", me.deposit("ethereum", "250.000000", 6 * HOUR, wallet="contract")
    yield "chain", me.chain("ethereum", "250.000000", 6 * HOUR)
    yield (
        "transfers",
        Transfer(
            id=f"T{me.uid}-1",
            at=me.now - 5 * HOUR,
            asset="USDT",
            amount="250",
            source="spot",
            target="contract",
        ),
    )


def network_true(me: Teller) -> Found:
    yield "chain", me.chain("bsc", "480.000000", 2 * HOUR)


def network_false(me: Teller) -> Found:
    yield (
        "chain",
        me.chain("bsc", "480.000000", 2 * HOUR, target=made.address("bsc", "a wallet of their own")),
    )


def network_claimed(me: Teller) -> Found:
    """Somebody who claims what another customer has sent: nothing of it is theirs."""
    yield "account", made.account(me.uid, me.now)


def withdrawal_true(me: Teller) -> Found:
    yield "withdrawals", me.withdrawal("1200.5", 8 * HOUR, state="waiting", reason="network_suspended")


def withdrawal_false(me: Teller) -> Found:
    done = {"state": "confirmed", "done_at": me.now - 7 * HOUR, "txid": made.txid("tron", me.brand, me.uid)}
    yield "withdrawals", me.withdrawal("1200.5", 8 * HOUR, **done)
    yield "withdrawals", me.withdrawal("75", 3 * HOUR, state="cancelled", reason="cancelled_by_customer")


def order_true(me: Teller) -> Found:
    steps = [Change("open", me.now - 9 * HOUR)]
    yield "orders", me.order("1", 9 * HOUR, state="open", changes=steps)


def order_false(me: Teller) -> Found:
    steps = [Change("open", me.now - 9 * HOUR), Change("cancelled", me.now - 2 * HOUR, "by_customer")]
    yield (
        "orders",
        me.order(
            "1", 9 * HOUR, state="cancelled", price="88000.00", cancel_reason="by_customer", changes=steps
        ),
    )
    steps = [Change("rejected", me.now - HOUR, "post_only_would_take")]
    reject = {"time_in_force": "POST_ONLY", "reject_reason": "post_only_would_take"}
    yield "orders", me.order("2", HOUR, state="rejected", changes=steps, **reject)


def liquidation_true(me: Teller) -> Found:
    yield "positions", _position(me, state="liquidated", liquidation="19710.38")
    yield "liquidations", Liquidation(
        id=f"L{me.uid}-1", at=me.now - 4 * HOUR, position=f"P{me.uid}-1", symbol="BTCUSDT", side="long",
        amount="1", entry="20000", leverage="50", maintenance_rate="0.005", maintenance_offset="0",
        liquidation="19710.38", bankruptcy="19600", mark="19708.90", last="19715.00", fee="11.83",
        fee_asset="USDT",
    )  # fmt: skip


def liquidation_false(me: Teller) -> Found:
    yield "positions", _position(me, state="closed", liquidation="19710.38")
    sold = {"side": "sell", "kind": "stop_market", "market": "contract", "trigger": "19850", "price": None}
    steps = [Change("waiting", me.now - 6 * HOUR), Change("filled", me.now - 4 * HOUR, "stop_triggered")]
    yield (
        "orders",
        me.order(
            "1", 6 * HOUR, state="filled", amount="1", filled="1", average="19848.5", changes=steps,
            trigger_by="last", **sold,
        ),
    )  # fmt: skip


def fees_true(me: Teller) -> Found:
    yield "fills", _fill(me, fee="0.00005", fee_asset="BTC")


def fees_false(me: Teller) -> Found:
    yield "fills", _fill(me, fee="0.0000425", fee_asset="BTC", role="maker")


def locked_true(me: Teller) -> Found:
    lock = Lock("sign_in", "too_many_tries", me.now - 2 * HOUR, me.now + 22 * HOUR)
    tries = [SecurityEvent("sign_in", me.now - 2 * HOUR, "wrong_password", "SG", "Pixel 9, app 5.2")] * 3
    yield "account", made.varied(made.account(me.uid, me.now), locks=[lock], events=tries)


def locked_false(me: Teller) -> Found:
    lock = Lock("withdrawals", "password_changed", me.now - 3 * HOUR, me.now + 21 * HOUR)
    changed = SecurityEvent("password_changed", me.now - 3 * HOUR, "done", "SG", "Pixel 9, app 5.2")
    yield "account", made.varied(made.account(me.uid, me.now), locks=[lock], events=[changed])


def stolen_true(me: Teller) -> Found:
    events = [
        SecurityEvent("withdrawal_requested", me.now - HOUR, "done", "RO", "Windows, Chrome 141"),
        SecurityEvent("two_factor_changed", me.now - HOUR * 2, "done", "RO", "Windows, Chrome 141"),
        SecurityEvent("sign_in", me.now - HOUR * 2, "done", "RO", "Windows, Chrome 141"),
    ]
    yield "account", made.varied(made.account(me.uid, me.now), events=events)
    yield "withdrawals", me.withdrawal("3900", HOUR, state="checking", reason="risk_review")


def stolen_false(me: Teller) -> Found:
    yield "withdrawals", me.withdrawal("3900", HOUR, state="confirmed", done_at=me.now - HOUR / 2)


def phishing_true(me: Teller) -> Found:
    key = SecurityEvent("api_key_added", me.now - HOUR, "done", "NL", "Windows, Firefox 144")
    yield "account", made.varied(made.account(me.uid, me.now), events=[key])


def phishing_false(me: Teller) -> Found:
    yield "account", made.account(me.uid, me.now)


def promotion_true(me: Teller) -> Found:
    yield "promotions", _promotion(me, state="qualified", reward="20", asset="USDT")


def promotion_false(me: Teller) -> Found:
    yield "promotions", _promotion(me, state="not_qualified", reason="volume_too_low")


def ordinary(me: Teller) -> Found:
    """Somebody with a little of everything: who signs in on the demo page."""
    yield "deposits", me.deposit("tron", "1500.000000", 3 * DAY)
    yield "deposits", me.deposit("ethereum", "40.000000", HOUR / 6, state="confirming", confirmations=4)
    yield "chain", me.chain("ethereum", "40.000000", HOUR / 6, age=4)
    yield "chain", me.chain("tron", "1500.000000", 3 * DAY)
    yield "withdrawals", me.withdrawal("300", 2 * DAY, state="confirmed", done_at=me.now - 2 * DAY + HOUR)
    yield from order_true(me)
    yield "fills", _fill(me, fee="0.00005", fee_asset="BTC")
    yield "positions", _position(me, state="open", liquidation="18200", mark="20110.5")


def _position(me: Teller, **more: Any) -> Position:
    return Position(
        id=f"P{me.uid}-1", at=me.now - DAY, symbol="BTCUSDT", side="long", margin_mode="isolated",
        leverage="50", entry="20000", amount="1", margin="400", **more,
    )  # fmt: skip


def _fill(me: Teller, **more: Any) -> Fill:
    said: dict[str, Any] = {"role": "taker"} | more
    return Fill(
        id=f"F{me.uid}-1", at=me.now - 10 * HOUR, order=f"O{me.uid}-0", symbol="BTCUSDT", market="spot",
        side="buy", price="90000.00", amount="0.05", **said,
    )  # fmt: skip


def _promotion(me: Teller, **more: Any) -> Promotion:
    return Promotion(id=f"R{me.uid}-1", at=me.now - 5 * DAY, name="Autumn trading days", **more)


Story = Callable[[Teller], Found]
STORIES: dict[str, Story] = {
    "0001": ordinary,
    "0101": deposit_true,
    "0102": deposit_false,
    "0201": network_true,
    "0202": network_false,
    "0203": network_claimed,
    "0301": withdrawal_true,
    "0302": withdrawal_false,
    "0401": order_true,
    "0402": order_false,
    "0501": liquidation_true,
    "0502": liquidation_false,
    "0601": fees_true,
    "0602": fees_false,
    "0701": locked_true,
    "0702": locked_false,
    "0801": stolen_true,
    "0802": stolen_false,
    "0901": phishing_true,
    "0902": phishing_false,
    "1001": promotion_true,
    "1002": promotion_false,
}
__all__ = ["STORIES", "Account", "Teller"]
