"""What happened to a transfer that did not come to where it is credited: each situation has its own answer."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from trustdesk.exchange import ChainFact, Moved, Network, Wallet, hex_of_tron, tron_address
from trustdesk.procedures.rules import recovery
from trustdesk.procedures.rules.recovery import what_happened
from trustdesk.procedures.rules.transfers import Transfer

NOW = datetime(2026, 11, 26, tzinfo=UTC)
KEY = bytes.fromhex("242ffee2" + "11" * 14 + "5640")
OWN, TOKEN = "0x" + KEY.hex(), "0x" + "aa" * 20


def network(asset: str, name: str, **more: Any) -> Network:
    given = {
        "deposits": True,
        "withdrawals": True,
        "minimum": "1",
        "fee": "1",
        "credit_at": 6,
        "unlock_at": 12,
    }
    return msgspec.convert(given | {"asset": asset, "network": name, "at": NOW} | more, Network)


def wallet(name: str, address: str = OWN, asset: str = "USDT") -> Wallet:
    return Wallet(id=f"W{name}", at=NOW, asset=asset, network=name, address=address)


def sent(name: str, whose: Any, asset: str | None = "USDT", **more: Any) -> Transfer:
    named: dict[str, Any] = {"target": OWN, "units": "480000000", "contract": TOKEN}
    moved = msgspec.convert({"source": "0x" + "bb" * 20} | named | more, Moved)
    fact = ChainFact(network=name, state="confirmed", read_at=NOW, confirmations=80, moved=(moved,))
    return Transfer(
        txid="0x" + "cc" * 32, fact=fact, moved=moved, whose=whose, asset=asset, amount=Decimal(480)
    )


TAKEN = [network("USDT", "ethereum"), network("USDT", "tron"), network("ETH", "ethereum")]
WALLETS = [wallet("ethereum"), wallet("tron", tron_address(KEY))]


@pytest.mark.parametrize(
    ("moved", "networks", "what"),
    [
        (sent("ethereum", "customer"), TAKEN, "own_address"),
        (sent("bsc", "customer"), TAKEN, "same_key_other_chain"),
        (sent("ethereum", "nobody", target="0x" + "dd" * 20), TAKEN, "foreign_address"),
        (sent("ethereum", "contract", target=TOKEN), TAKEN, "sent_to_contract"),
        (sent("ethereum", "customer", asset=None), TAKEN, "fake_token"),
        (sent("ethereum", "retired"), TAKEN, "retired_address"),
        (sent("ethereum", "exchange"), TAKEN, "not_own_address"),
        (sent("ethereum", "customer"), [network("USDT", "ethereum", deposits=False)], "suspended"),
        (sent("bsc", "nobody"), TAKEN, "tron_key_on_evm"),
        (sent("ripple", "exchange", asset="XRP"), [network("XRP", "ripple", memo=True)], "memo_missing"),
        (sent("ethereum", "unknown"), TAKEN, "unknown"),
    ],
)
def test_each_situation_has_its_own_answer(moved: Transfer, networks: list[Network], what: str) -> None:
    assert what_happened(moved, networks, WALLETS, "USDT") == what


def test_a_token_is_called_fake_only_where_it_pretends_to_be_a_listed_one() -> None:
    moved = sent("ethereum", "customer", asset=None)
    assert [what_happened(moved, TAKEN, WALLETS, stated) for stated in ("USDT", "PEPE", None)] == [
        "fake_token",
        "unlisted_token",
        "unlisted_token",
    ]


def test_one_key_has_two_writings() -> None:
    assert hex_of_tron(tron_address(KEY)) == OWN
    assert tron_address(KEY).startswith("T")


@pytest.mark.parametrize(
    ("name", "wallets", "same"),
    [
        ("polygon", [wallet("ethereum")], True),
        ("polygon", [wallet("tron", tron_address(KEY))], False),
        ("bitcoin-cash", [wallet("bitcoin", "1BoatSLRHtKNngkdXEeobR76b53LETtpyT", "BTC")], True),
        ("bitcoin-cash", [wallet("bitcoin", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "BTC")], False),
        ("bitcoin-cash", [wallet("bitcoin", "3P14159f73E4gFr7JterCCQh9QjiTjiZrG", "BTC")], False),
    ],
)
def test_the_same_key_reaches_as_far_as_the_address_is_the_same(
    name: str, wallets: list[Wallet], *, same: bool
) -> None:
    assert recovery.same_key(name, wallets) is same
