"""What brands do about recoveries is data: read when the house starts, refused whole when anything in it is wrong."""

import tomllib
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from trustdesk.exchange import Wallet
from trustdesk.kit.settings import Misconfigured
from trustdesk.procedures.actions import policies
from trustdesk.procedures.model.policy import WindDown
from trustdesk.procedures.rules import recovery

BRANDS = Path(__file__).parents[2] / "brands"
NOW = datetime(2026, 11, 26, tzinfo=UTC)


def test_every_brands_policies_are_read_with_their_source_and_day() -> None:
    found = policies.load(BRANDS, ["bitget", "bybit", "bitp"])
    assert set(found) == {"bitget", "bybit"}
    for one in found.values():
        assert one.at == date(2026, 11, 26)
        assert one.source
    assert found["bitget"].same_key_other_chain is not None
    assert (
        Decimal(found["bybit"].same_key_other_chain.minimum if found["bybit"].same_key_other_chain else "0")
        == 500
    )


@pytest.mark.parametrize(
    "wrong",
    [
        "at = 2026-11-26\nsource = 'x'\nsurprise = 1",
        "at = 2026-11-26\nsource = 'x'\n[memo_missing]\noutcome = 'perhaps'\ndays = [1, 2]",
        "at = 2026-11-26\nsource = 'x'\n[memo_missing]\noutcome = 'credit'\ndays = [1, 2]\nminimum = '1e9'",
        "not toml",
    ],
)
def test_a_wrong_file_stops_the_house_and_is_named(tmp_path: Path, wrong: str) -> None:
    (tmp_path / "recovery").mkdir()
    (tmp_path / "recovery" / "bitget.toml").write_text(wrong)
    with pytest.raises(Misconfigured, match=r"recovery/bitget\.toml"):
        policies.load(tmp_path, ["bitget"])


def test_a_wind_down_is_data_and_whole() -> None:
    raw = tomllib.loads((BRANDS / "shared" / "wind_down.toml").read_text("utf-8"))
    found = msgspec.convert(raw, WindDown)
    assert found.deposits_end_in_days <= found.trading_ends_in_days <= found.withdrawals_end_in_days
    assert max(step.days for step in found.steps) == found.withdrawals_end_in_days
    assert {step.owner for step in found.steps} == {"customer", "desk"}


def wallet(network: str, address: str) -> Wallet:
    return Wallet(id="w", at=NOW, asset="USDT", network=network, address=address)


EVM = wallet("ethereum", "0x242Ffee2BC3B0a0Bd0c5e2a9A19a3dd8E56f5640")
LEGACY, SEGWIT = (
    wallet("bitcoin", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"),
    wallet("bitcoin", "bc1qxy2kgdygjrsqtzq2n0yrf2493p83kkfjhx0wlh"),
)
SAME_KEY = [
    ("bsc", EVM, True), ("polygon", EVM, True), ("tron", EVM, False), ("bitcoin-cash", LEGACY, True),
    ("bitcoin-cash", SEGWIT, False), ("bsc", LEGACY, False),
]  # fmt: skip


@pytest.mark.parametrize(("network", "own", "same"), SAME_KEY)
def test_the_same_key_is_held_where_the_same_key_makes_the_same_address(
    network: str,
    own: Wallet,
    same: bool,  # noqa: FBT001 - the expected truth
) -> None:
    assert recovery.same_key(network, [own]) is same
