"""The sandbox's whole world, as entries."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec

from trustdesk.exchange import Account, FeeTier, Network
from trustdesk.sandbox.model import Entry, Transaction
from trustdesk.sandbox.rules import made
from trustdesk.sandbox.rules.people import STORIES
from trustdesk.sandbox.rules.stories import Teller

YEAR = "2026"
CHAINS = {"ethereum": 1, "bsc": 56, "polygon": 137, "tron": 0, "bitcoin": 0}
RATES = {"spot": ("0.001", "0.001"), "contract": ("0.0002", "0.0006")}


class Anchor(msgspec.Struct, frozen=True):
    """The hour in which a brand's world was made; the market's path hangs on it."""

    at: datetime


def people() -> list[str]:
    """Name the numbers of everybody here."""
    return [YEAR + ending for ending in STORIES]


def world(brand: str, now: datetime) -> Iterator[Entry]:
    """Give everything there is at one brand, as of a time."""
    yield Entry("", "market", "anchor", now, msgspec.json.encode(Anchor(now)))
    for uid in people():
        yield from _person(brand, uid, now)


def networks(now: datetime) -> list[Network]:
    """Tell how coins move here."""

    def usdt(network: str, numbers: tuple[int, int], fee: str, **more: Any) -> Network:
        said: dict[str, Any] = {"deposits": True, "withdrawals": True} | more
        return Network(
            asset="USDT", network=network, at=now, minimum="1", fee=fee, credit_at=numbers[0],
            unlock_at=numbers[1], contract=made.token(network), least_out="10", **said,
        )  # fmt: skip

    return [
        usdt("ethereum", (12, 64), "2.79"),
        usdt("polygon", (300, 300), "0.5"),
        usdt("tron", (20, 20), "1.6", withdrawals=False, reason="node_upgrade"),
        Network(
            asset="BTC", network="bitcoin", at=now, deposits=True, withdrawals=True, minimum="0.0001",
            fee="0.00015", credit_at=1, unlock_at=2, least_out="0.001",
        ),
    ]  # fmt: skip


def _person(brand: str, uid: str, now: datetime) -> Iterator[Entry]:
    account: Account = made.account(uid, now)
    for wallet in made.wallets(brand, uid, now):
        yield _entry(uid, "wallets", wallet.id, wallet)
    for market, (maker, taker) in RATES.items():
        rate = FeeTier(id=f"{uid}-{market}", at=now, tier="Regular", market=market, maker=maker, taker=taker)  # pyright: ignore[reportArgumentType] - the two markets
        yield _entry(uid, "fees", rate.id, rate)
    for kind, found in STORIES[uid.removeprefix(YEAR)](Teller(brand, uid, now)):
        if kind == "account":
            account = found
        elif kind == "chain":
            yield _entry("", f"chain/{found.network}", found.txid, found)
        else:
            yield _entry(uid, kind, found.id, found)
    yield Entry(uid, "account", uid, now, msgspec.json.encode(account))


def _entry(uid: str, kind: str, id: str, body: Any) -> Entry:
    told: Transaction | Any = body
    return Entry(uid, kind, id, told.at, msgspec.json.encode(told))
