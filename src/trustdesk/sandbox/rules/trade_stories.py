"""More people who traded: an order that waits, a trigger that waits, an order cut off, a fee in another coin."""

from typing import Any

from trustdesk.exchange import Change
from trustdesk.sandbox.rules.stories import HOUR, Found, Story, Teller, fill


def sell_waits(me: Teller) -> Found:
    """A sell above the market: never reached."""
    steps = [Change("open", me.now - 9 * HOUR)]
    yield "orders", me.order("1", 9 * HOUR, state="open", side="sell", price="93000.00", changes=steps)


def stop_waits(me: Teller) -> Found:
    """A stop below the lowest mark price."""
    steps = [Change("waiting", me.now - 8 * HOUR)]
    said: dict[str, Any] = {
        "side": "sell", "kind": "stop_market", "market": "contract", "trigger": "19650", "trigger_by": "mark",
        "price": None, "amount": "1",
    }  # fmt: skip
    yield "orders", me.order("1", 8 * HOUR, state="waiting", changes=steps, **said)


def cut_off(me: Teller) -> Found:
    """Immediate or cancel: a part was filled, the rest cancelled."""
    steps = [
        Change("open", me.now - HOUR),
        Change("part_filled", me.now - HOUR, None, "0.01"),
        Change("cancelled", me.now - HOUR, "ioc_remainder"),
    ]
    said: dict[str, Any] = {"time_in_force": "IOC", "cancel_reason": "ioc_remainder", "filled": "0.01"}
    yield (
        "orders",
        me.order("1", HOUR, state="cancelled", amount="500", price="92200.00", changes=steps, **said),
    )


def other_coin(me: Teller) -> Found:
    """A fee taken in the exchange's own coin."""
    yield "fills", fill(me, fee="0.0081", fee_asset="BGB")


STORIES: dict[str, Story] = {
    "0403": sell_waits,
    "0404": stop_waits,
    "0405": cut_off,
    "0603": other_coin,
}
