"""What a string may be, and what is found in what people write."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustdesk.exchange import base58_of, eip55, mentions, recognise, tron_address
from trustdesk.exchange.rules import claims
from trustdesk.exchange.rules.amounts import written

EVM_TXID = "0x" + "5c" * 32


@pytest.mark.parametrize(
    ("text", "kind", "network", "check"),
    [
        ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "address", "ethereum", "good"),
        ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD", "address", "ethereum", "bad"),
        ("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", "address", "bsc", "none"),
        ("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "address", "tron", "good"),
        ("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6u", "address", "tron", "bad"),
        ("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "address", "bitcoin-cash", "good"),
        ("3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "address", "litecoin", "good"),
        ("LM2WMpR1Rp6j3Sa59cMXMs1SPzj9eXpGc1", "address", "litecoin", "good"),
        ("DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L", "address", "dogecoin", "good"),
        ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "address", "bitcoin", "good"),
        ("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", "address", "bitcoin", "good"),
        ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", "address", "bitcoin", "bad"),
        ("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", "address", "bitcoin", "good"),
        ("rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh", "address", "ripple", "good"),
        ("GAAZI4TCR3TY5OJHCTJC2A4QSY6CJWJH5IAJTGKIN2ER7LBNVKOCCWN7", "address", "stellar", "good"),
        ("EQDtFpEwcFAEcRe5mLVh2N6C0x-_hJEM7W61_JLnSF74p4q2", "address", "ton", "good"),
        ("7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV", "address", "solana", "none"),
        (EVM_TXID, "transaction", "ethereum", "none"),
        (EVM_TXID[2:], "transaction", "tron", "none"),
        ("5C" * 32, "transaction", "ripple", "none"),
        ("scWb5s8OtLL_abcdefghijklmnopqrstuvwxyz12345=", "transaction", "ton", "none"),
    ],
)
def test_shapes(text: str, kind: str, network: str, check: str) -> None:
    found = recognise(text)
    assert found is not None
    assert (found.kind, found.check) == (kind, check)
    assert network in found.networks


@pytest.mark.parametrize("text", ["", "hello", "0x", "0x" + "5c" * 31, "1e309", "T" * 34, "bc1", "O" * 40])
def test_what_is_nothing(text: str) -> None:
    found = recognise(text)
    assert found is None or found.check == "bad"


def test_one_transaction_has_several_candidates() -> None:
    found = recognise(EVM_TXID)
    assert found is not None
    assert {"ethereum", "bsc", "polygon", "arbitrum", "base"} <= set(found.networks)


@given(st.binary(min_size=20, max_size=20))
def test_one_letter_wrong_is_always_noticed(payload: bytes) -> None:
    address = tron_address(payload)
    for place in (5, 17, 33):
        other = "2" if address[place] != "2" else "3"
        wrong = recognise(address[:place] + other + address[place + 1 :])
        assert wrong is not None
        assert wrong.check == "bad"
    good = eip55("0x" + payload.hex())
    found = recognise(good)
    assert found is not None
    assert found.check in {"good", "none"}
    assert recognise(base58_of(b"\0" + payload)) is not None


@given(st.text(max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    assert all(text[one.start : one.end] == one.text for one in mentions(text))
    list(claims.claims(text))
    claims.numbers(text)


def test_mentions_stand_where_people_put_them() -> None:
    tron = tron_address(hashlib.sha256(b"x").digest()[:20])
    text = f"哈希{EVM_TXID}，地址：{tron}。thanks ({EVM_TXID[2:]})"
    assert [one.text for one in mentions(text)] == [EVM_TXID, tron, EVM_TXID[2:]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("我充值了 1,234.50 USDT", [("amount", "1234.50", "USDT")]),
        ("５２０ｕｓｄｔ", [("amount", "520", "USDT")]),
        ("sent 0.5btc over ERC-20", [("amount", "0.5", "BTC"), ("network", "ethereum", "")]),
        ("走的是波场 TRC20", [("network", "tron", "")]),
        ("1e309 USDT", []),
        ("USDT 12", []),
        ("12 USDTX", []),
    ],
)
def test_claims(text: str, found: list[tuple[str, str, str]]) -> None:
    assert [(one.field, one.stated, one.asset) for one in claims.claims(text)] == found


def test_amounts_are_compared_as_numbers_and_networks_as_a_set() -> None:
    said = claims.claims("480 USDT by ERC20 or BEP20")
    told = claims.compared(said, "USDT", "480.000000", "bsc")
    assert [(one.field, one.agrees) for one in told] == [("amount", True), ("network", True)]


@given(st.integers(min_value=0, max_value=2**256 - 1), st.integers(min_value=0, max_value=36))
def test_smallest_units_are_written_without_loss(units: int, places: int) -> None:
    text = written(str(units), places)
    assert text is not None
    whole, _, rest = text.partition(".")
    assert int(whole + rest.ljust(places, "0")) == units
