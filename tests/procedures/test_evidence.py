"""What people state, read strictly: garbage has a word of its own, a secret is kept nowhere, nothing is guessed."""

import secrets
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cluster import Database
from tests.procedures.story import Story, txid
from tests.sealed import everything
from tests.world import World
from trustdesk.procedures.cases import all_of_them
from trustdesk.procedures.model.evidence import Evidence, EvidenceKind
from trustdesk.procedures.rules import evidence as rules

SLUG = "deposit_not_credited"
GOOD = "0x" + "ab" * 32
READ: list[tuple[EvidenceKind, str, tuple[str, str]]] = [
    ("transaction", GOOD, (GOOD, "none")),
    ("transaction", f"https://bscscan.com/tx/{GOOD}", (GOOD, "none")),
    ("transaction", f" {GOOD.upper().replace('0X', '0x')} ", (GOOD, "none")),
    ("transaction", "AB" * 32, ("AB" * 32, "none")),
    ("address", "0x52908400098527886E0F7030069857D2E4169EE7", ("0x52908400098527886E0F7030069857D2E4169EE7", "none")),
    ("address", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "good")),
    ("address", "0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", ("0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "bad")),
    ("amount", "1,234,567.50", ("1234567.50", "none")),
    ("amount", "１２３．４５", ("123.45", "none")),
    ("amount", "000.5", ("0.5", "none")),
    ("asset", "usdt", ("USDT", "none")),
    ("network", "BEP-20", ("bsc", "none")),
    ("network", "trc20", ("tron", "none")),
    ("time", "2026-11-25T14:30:00Z", ("2026-11-25T14:30:00+00:00", "none")),
    ("time", "2026-11-25 14:30 UTC+8", ("2026-11-25T06:30:00+00:00", "none")),
    ("time", "2026年11月25日 14:30", ("2026-11-25T14:30:00+00:00", "none")),
    ("time", "2026/11/25", ("2026-11-25T00:00:00+00:00", "none")),
    ("time", "1763994600", ("2025-11-24T14:30:00+00:00", "none")),
    ("time", "1763994600000", ("2025-11-24T14:30:00+00:00", "none")),
]  # fmt: skip
UNREADABLE: list[tuple[EvidenceKind, str, str]] = [
    ("transaction", "hello", "no_transaction"),
    ("transaction", "0x" + "ab" * 31, "no_transaction"),
    ("transaction", "0x" + "zz" * 32, "no_transaction"),
    ("transaction", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "an_address"),
    ("transaction", "⟦secret: private key⟧", "secret"),
    ("address", GOOD, "a_transaction"),
    ("amount", "1e309", "no_amount"),
    ("amount", "-5", "no_amount"),
    ("amount", "NaN", "no_amount"),
    ("amount", "1.234,56", "no_amount"),
    ("amount", "9" * 19, "no_amount"),
    ("amount", "Infinity", "no_amount"),
    ("asset", "US DT!", "no_asset"),
    ("time", "03/04/2026", "no_time"),
    ("time", "2026-02-30", "no_time"),
    ("time", "2026-11-25 25:00", "no_time"),
    ("time", "yesterday", "no_time"),
    ("text", "   ", "empty"),
    ("text", "x" * 401, "too_long"),
]


@pytest.mark.parametrize(("kind", "text", "value"), READ)
def test_what_can_be_read_is_read(kind: EvidenceKind, text: str, value: tuple[str, str]) -> None:
    assert rules.read(kind, text) == value


@pytest.mark.parametrize(("kind", "text", "code"), UNREADABLE)
def test_what_cannot_be_read_has_a_word_of_its_own(kind: EvidenceKind, text: str, code: str) -> None:
    with pytest.raises(rules.Unreadable) as said:
        rules.read(kind, text)
    assert str(said.value) == code


@given(
    st.sampled_from(["transaction", "address", "amount", "time", "network", "asset", "memo"]),
    st.text(max_size=500),
)
def test_no_text_whatever_breaks_the_reading(kind: Any, text: str) -> None:
    try:
        value, check = rules.read(kind, text)
    except rules.Unreadable:
        return
    assert value
    assert len(value) <= rules.LONGEST
    assert check in {"good", "bad", "none"}


@given(st.text(max_size=300))
def test_no_message_whatever_breaks_the_hearing(text: str) -> None:
    for procedure in all_of_them().values():
        found = rules.heard(procedure.asks, text, Evidence(), 1)
        assert set(found) <= {one.name for one in procedure.asks}


async def test_a_private_key_given_as_a_transaction_is_kept_nowhere(
    world: World, module_database: Database
) -> None:
    key = secrets.token_hex(32)
    story = await Story.told(world, "20260301", f"My deposit is missing. My private key is 0x{key}")
    assert (await story.now(SLUG))["diagnosis"]["code"] == "transaction_needed"
    wif = "KwDiBf89QgGbjEhKnhXJuH7LrciVrrZi3qYjgd9M7rFU73sVHnoWn"[:52]
    given_ = await story.do(SLUG, "evidence", name="txid", value=wif)
    assert given_.status_code == 400
    assert (await story.now(SLUG))["diagnosis"]["code"] == "transaction_needed"
    assert key.encode() not in everything(module_database)
    assert wif.encode() not in everything(module_database)


async def test_garbage_is_refused_and_changes_nothing(world: World) -> None:
    story = await Story.told(world, "20260302", "Where is my deposit?")
    before = (await story.now(SLUG))["seq"]
    for name, value, reason in [
        ("txid", "not a transaction", "no_transaction"),
        ("amount", "1e309", "no_amount"),
        ("txid", "0x" + "zz" * 32, "no_transaction"),
    ]:
        refused = await story.do(SLUG, "evidence", name=name, value=value)
        assert (refused.status_code, refused.json()["code"], refused.json()["reason"]) == (
            400,
            "evidence_unreadable",
            reason,
        )
    assert (await story.now(SLUG))["seq"] == before
    unknown = await story.do(SLUG, "evidence", name="password", value="x")
    assert unknown.status_code == 404


async def test_a_transaction_nobody_knows_is_asked_after_with_care(world: World) -> None:
    story = await Story.told(world, "20260401", f"My deposit is missing, TxID 0x{'12' * 32}")
    found = await story.now(SLUG)
    assert (found["diagnosis"]["code"], found["diagnosis"]["confidence"]) == ("not_broadcast", "likely")
    assert found["owner"] == "customer"
    await story.late()
    assert (await story.now(SLUG))["state"] == "collecting"


async def test_the_same_write_again_changes_nothing_and_another_is_refused(world: World) -> None:
    story = await Story.told(world, "20260402", "Where is my deposit?")
    id = (await story.now(SLUG))["id"]
    body = {"client_id": "once", "name": "txid", "value": txid("ethereum", "20260402", "1")}
    path = f"/api/v1/procedures/{id}/evidence"
    first = await story.agent.post(path, json=body)
    assert first.status_code == 200, first.text
    again = await story.agent.post(path, json=body)
    assert again.json()["items"][0]["seq"] == first.json()["items"][0]["seq"]
    other = await story.agent.post(path, json=body | {"value": GOOD})
    assert (other.status_code, other.json()["code"]) == (422, "client_id_reused")
    stranger = await world.agent()
    assert (await stranger.post(path, json=body | {"client_id": "two"})).status_code == 403
