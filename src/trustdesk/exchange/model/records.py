"""The connector contract, version 1: what can be listed of an account."""

from collections.abc import Mapping
from typing import Literal

from trustdesk.exchange.model.contract import Asset, Deposit, FeeTier, Promotion, Transfer, Wallet, Withdrawal
from trustdesk.exchange.model.trading import Fill, Funding, Liquidation, Order, Position

Record = (
    Wallet
    | Asset
    | Deposit
    | Withdrawal
    | Transfer
    | Order
    | Fill
    | Position
    | Liquidation
    | Funding
    | Promotion
    | FeeTier
)
# What can be listed of an account, by the last part of its path.
RecordKind = Literal[
    "wallets",
    "assets",
    "deposits",
    "withdrawals",
    "transfers",
    "orders",
    "fills",
    "positions",
    "liquidations",
    "funding",
    "promotions",
    "fees",
]
RECORDS: Mapping[RecordKind, type[Record]] = {
    "wallets": Wallet,
    "assets": Asset,
    "deposits": Deposit,
    "withdrawals": Withdrawal,
    "transfers": Transfer,
    "orders": Order,
    "fills": Fill,
    "positions": Position,
    "liquidations": Liquidation,
    "funding": Funding,
    "promotions": Promotion,
    "fees": FeeTier,
}
