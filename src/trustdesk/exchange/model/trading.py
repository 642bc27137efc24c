"""The connector contract, version 1: orders, executions, positions and how they ended."""

from typing import Literal

import msgspec

from trustdesk.exchange.model.contract import At, Code, Coin, Digits, Id, Market, Side, Symbol


class Change(msgspec.Struct, frozen=True):
    """One step in the life of an order."""

    state: Code
    at: At
    reason: Code | None = None
    filled: Digits | None = None


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """An order with every change of its state."""

    id: Id
    at: At
    symbol: Symbol
    market: Market
    side: Side
    kind: Literal["limit", "market", "stop_limit", "stop_market", "trailing"]
    amount: Digits
    filled: Digits
    state: Literal["waiting", "open", "part_filled", "filled", "cancelled", "rejected", "expired"]
    price: Digits | None = None
    trigger: Digits | None = None
    trigger_by: Literal["last", "mark", "index"] | None = None
    average: Digits | None = None
    time_in_force: Literal["GTC", "IOC", "FOK", "POST_ONLY"] = "GTC"
    reject_reason: Code | None = None
    cancel_reason: Code | None = None
    reduce_only: bool = False
    changes: list[Change] = []


class Fill(msgspec.Struct, frozen=True, kw_only=True):
    """One execution, with the fee in its own coin."""

    id: Id
    at: At
    order: Id
    symbol: Symbol
    market: Market
    side: Side
    price: Digits
    amount: Digits
    fee: Digits
    fee_asset: Coin
    role: Literal["maker", "taker"]


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """A contract position, open or closed."""

    id: Id
    at: At
    symbol: Symbol
    side: Literal["long", "short"]
    margin_mode: Literal["isolated", "cross"]
    leverage: Digits
    entry: Digits
    amount: Digits
    margin: Digits
    state: Literal["open", "closed", "liquidated"]
    mark: Digits | None = None
    liquidation: Digits | None = None


class Liquidation(msgspec.Struct, frozen=True, kw_only=True):
    """How a position ended by force; the mark price triggered it."""

    id: Id
    at: At
    position: Id
    symbol: Symbol
    side: Literal["long", "short"]
    amount: Digits
    entry: Digits
    leverage: Digits
    maintenance_rate: Digits
    maintenance_offset: Digits
    liquidation: Digits
    bankruptcy: Digits
    mark: Digits
    last: Digits
    fee: Digits
    fee_asset: Coin


class Funding(msgspec.Struct, frozen=True, kw_only=True):
    """One funding payment; negative was paid."""

    id: Id
    at: At
    symbol: Symbol
    rate: Digits
    amount: Digits
    asset: Coin
