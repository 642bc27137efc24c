"""What messages mention, held against the record and looked up on the chains."""

from typing import Any

from tests.exchange.sandbox import facts, held, signed_in
from tests.world import BRAND, Person, World
from trustdesk.sandbox.rules import made


async def mentions(agent: Person, number: str) -> list[dict[str, Any]]:
    answer = await agent.get(f"/api/v1/conversations/{number}/mentions")
    assert answer.status_code == 200, answer.text
    assert answer.json()["state"] == "read"
    return answer.json()["items"]


async def look_up(agent: Person, number: str, text: str) -> dict[str, Any]:
    answer = await agent.post(f"/api/v1/conversations/{number}/lookup", json={"text": text})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_stated_amount_and_network_are_held_against_the_record(world: World) -> None:
    txid = made.txid("ethereum", BRAND, "20260101", "250.000000")
    agent = await world.agent()
    _, number = await signed_in(world, "20260101", f"我充值了 520 USDT，走的是 TRC20，哈希 {txid}")
    await held(world, agent, number)
    [found] = await mentions(agent, number)
    assert (found["kind"], found["record"], found["state"]) == ("transaction", "deposits", "confirming")
    assert found["claims"] == [
        {"field": "amount", "stated": "520 USDT", "recorded": "250.000000 USDT", "agrees": False},
        {"field": "network", "stated": "tron", "recorded": "ethereum", "agrees": False},
    ]


async def test_a_number_and_a_mistyped_address_are_told(world: World) -> None:
    wrong = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD"
    agent = await world.agent()
    _, number = await signed_in(world, "20260402", f"order O20260402-2, sent from {wrong}")
    await held(world, agent, number)
    address, order = await mentions(agent, number)
    assert (address["kind"], address["check"], address["record"]) == ("address", "bad", None)
    assert (order["kind"], order["record_id"], order["state"]) == ("number", "O20260402-2", "rejected")


async def test_a_look_up_finds_the_chain_on_which_it_really_happened(world: World) -> None:
    txid = made.txid("bsc", BRAND, "20260201", "480.000000")
    agent = await world.agent()
    _, number = await signed_in(world, "20260201", f"充值选错了网络 TxID {txid}")
    await held(world, agent, number)
    found = await look_up(agent, number, txid)
    states = {one["network"]: one["state"] for one in found["chains"]}
    assert states == {"ethereum": "not_found", "bsc": "confirmed", "polygon": "not_found"}
    [bsc] = [one for one in found["chains"] if one["network"] == "bsc"]
    [moved] = bsc["moved"]
    assert (moved["amount"], moved["belongs"], moved["asset"]) == ("480", "customer", None)
    assert moved["target"]["value"].startswith("0x•••")
    assert bsc["confirmations"] == 80


async def test_a_wallet_of_somebody_else_is_nobodys_here(world: World) -> None:
    txid = made.txid("bsc", BRAND, "20260202", "480.000000")
    agent = await world.agent()
    _, number = await signed_in(world, "20260202", f"my TxID {txid}")
    await held(world, agent, number)
    found = await look_up(agent, number, txid)
    [moved] = next(one for one in found["chains"] if one["network"] == "bsc")["moved"]
    assert moved["belongs"] == "nobody"


async def test_tron_and_what_is_no_transaction(world: World) -> None:
    agent = await world.agent()
    _, number = await signed_in(world, "20260001")
    await held(world, agent, number)
    found = await look_up(agent, number, made.txid("tron", BRAND, "20260001", "1500.000000"))
    [tron] = [one for one in found["chains"] if one["state"] == "confirmed"]
    assert (tron["network"], tron["moved"][0]["asset"], tron["moved"][0]["belongs"]) == (
        "tron",
        "USDT",
        "customer",
    )
    assert (await look_up(agent, number, "nothing-of-the-kind-here"))["kind"] == "unknown"
    refused = await agent.post(f"/api/v1/conversations/{number}/lookup", json={"text": "drop table; --"})
    assert refused.status_code == 400


async def test_records_show_amounts_as_the_exchange_wrote_them(world: World) -> None:
    agent = await world.agent()
    _, number = await signed_in(world, "20260301")
    await held(world, agent, number)
    answer = await agent.get(f"/api/v1/conversations/{number}/records/withdrawals")
    [one] = answer.json()["records"]
    assert (facts(one)["amount"], facts(one)["fee"], facts(one)["reason"]) == (
        "1200.5",
        "1.6",
        "network_suspended",
    )
