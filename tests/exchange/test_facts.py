"""Facts beside the conversation: for whom, how, masked, on record, and what the exchange does wrong."""

from typing import Any

import httpx

from tests.exchange.sandbox import facts, held, signed_in
from tests.world import BRAND, Person, World, fresh
from trustdesk.exchange import Connector, Link
from trustdesk.kit.egress import load


async def read(agent: Person, number: str) -> dict[str, Any]:
    answer = await agent.get(f"/api/v1/conversations/{number}/facts")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def audited(world: World, number: str) -> list[tuple[str, str]]:
    async with world.house.db.transaction(BRAND) as tx:
        rows = await tx.rows(
            "select purpose, detail from audit where action = 'exchange.read' and about_id = $1 order by at",
            number,
        )
    return [(row["purpose"], row["detail"]) for row in rows]


async def test_the_account_and_what_mattered_last(world: World) -> None:
    agent = await world.agent()
    _, number = await signed_in(world, "20260001")
    await held(world, agent, number)
    found = await read(agent, number)
    assert found["state"] == "read"
    assert found["account"]["kyc_state"] == "approved"
    assert facts(found["account"])["uid"] == "20•••01"
    assert [one["masked"] for one in found["account"]["contacts"]] == ["c•••1@example.com", "+65 •••• ••01"]
    kinds = [one["kind"] for one in found["records"]]
    assert kinds == ["deposits", "deposits", "withdrawals", "orders", "positions"]
    deposit = found["records"][0]
    assert (deposit["state"], facts(deposit)["amount"], facts(deposit)["confirmations"]) == (
        "confirming",
        "40.000000",
        "4",
    )
    assert "•••" in facts(deposit)["txid"]
    assert found["records"][3]["changes"][0]["state"] == "open"


async def test_every_reading_is_on_record_before_it_happens(world: World) -> None:
    agent = await world.agent()
    _, number = await signed_in(world, "20260101")
    await held(world, agent, number)
    await read(agent, number)
    await agent.get(f"/api/v1/conversations/{number}/records/deposits")
    rows = await audited(world, number)
    assert [purpose for purpose, _ in rows] == ["support_case", "support_case"]
    assert '"what":"account"' in rows[0][1]
    assert '"what":"deposits"' in rows[1][1]


async def test_nobody_reads_facts_of_a_case_that_is_not_theirs(world: World) -> None:
    holder, other = await world.agent(), await world.agent()
    _, number = await signed_in(world, "20260301")
    await held(world, holder, number)
    for path in ("facts", "records/withdrawals"):
        refused = await other.get(f"/api/v1/conversations/{number}/{path}")
        assert (refused.status_code, refused.json()["code"]) == (403, "reason_required")
    elsewhere = await world.agent(teams=[], brand="bybit")
    assert (await elsewhere.get(f"/api/v1/conversations/{number}/facts")).status_code == 404
    assert await audited(world, number) == []


async def test_whoever_has_not_signed_in_has_no_account_here(world: World) -> None:
    agent, visitor = await world.agent(), await world.visitor()
    body = {"client_id": fresh(), "text": "my number is 20260001"}
    number = (await visitor.post("/api/v1/widget/messages", json=body)).json()["conversation"]
    assert (await read(agent, number))["state"] == "no_account"


async def test_a_masked_value_is_revealed_by_the_existing_way(world: World) -> None:
    agent = await world.agent()
    _, number = await signed_in(world, "20260102")
    await held(world, agent, number)
    found = await read(agent, number)
    uid = next(one for one in found["account"]["facts"] if one["name"] == "uid")
    again = next(one for one in (await read(agent, number))["account"]["facts"] if one["name"] == "uid")
    assert again["ref"] == uid["ref"]
    body = {"client_id": fresh(), "ref": uid["ref"], "reason_code": "trace_transaction"}
    shown = await agent.post("/api/v1/reveals", json=body)
    assert (shown.status_code, shown.json()["value"]) == (201, "20260102")
    colleague = await world.agent()
    refused = await colleague.post("/api/v1/reveals", json=body | {"client_id": fresh()})
    assert refused.status_code == 403


async def test_a_reference_of_another_conversation_reveals_nothing(world: World) -> None:
    agent = await world.agent()
    numbers = [(await signed_in(world, uid))[1] for uid in ("20260401", "20260402")]
    for number in numbers:
        await held(world, agent, number)
    first, second = [(await read(agent, number))["account"]["facts"][0]["ref"] for number in numbers]
    kind, conversation, _ = first.split(":")
    mixed = f"{kind}:{conversation}:{second.split(':')[2]}"
    body = {"client_id": fresh(), "ref": mixed, "reason_code": "trace_transaction"}
    assert (await agent.post("/api/v1/reveals", json=body)).status_code == 404


SEARCHES: list[tuple[dict[str, str], str, list[str]]] = [
    ({}, "orders", ["O20260502-1"]),
    ({"market": "spot"}, "orders", []),
    ({"q": "STOP_TRIGGERED"}, "orders", ["O20260502-1"]),
    ({"q": "something else"}, "orders", []),
    ({"asset": "BTC", "market": "contract"}, "orders", ["O20260502-1"]),
    ({"until": "2020-01-01T00:00:00Z"}, "orders", []),
    ({"asset": "USDT"}, "wallets", [f"20260502-usdt-{n}" for n in ("ethereum", "polygon", "tron")]),
]


async def test_records_are_searched_by_kind_market_time_and_words(world: World) -> None:
    agent = await world.agent()
    _, number = await signed_in(world, "20260502")
    await held(world, agent, number)
    for query, kind, ids in SEARCHES:
        answer = await agent.get(f"/api/v1/conversations/{number}/records/{kind}", params=query)
        assert answer.status_code == 200, answer.text
        assert [one["id"] for one in answer.json()["records"]] == ids, query


async def test_what_the_customer_states_is_compared_and_kept_nowhere(world: World) -> None:
    agent = await world.agent()
    _, number = await signed_in(world, "20260702")
    await held(world, agent, number)
    for value, matches in (("customer20260702@example.com", True), ("somebody@example.com", False)):
        body = {"kind": "email", "value": value}
        answer = await agent.post(f"/api/v1/conversations/{number}/match", json=body)
        assert answer.json() == {"state": "read", "matches": matches}
    assert not any("example.com" in detail for _, detail in await audited(world, number))


class Broken:
    """An exchange that answers with a status and a body, whatever it is asked."""

    def __init__(self, world: World, url: str) -> None:
        self.client = Connector(Link(url, "key", "whsec_c2VjcmV0"), load(demo=True))


async def test_an_exchange_that_is_away_is_told_and_not_asked_again_and_again(world: World) -> None:
    agent = await world.agent()
    _, number = await signed_in(world, "20260501")
    await held(world, agent, number)
    clients: Any = world.house.window.clients
    real = clients[BRAND]
    clients[BRAND] = Broken(world, "http://127.0.0.1:9/x").client
    try:
        assert (await read(agent, number))["state"] == "unreachable"
        assert (await read(agent, number))["state"] == "unreachable"
        assert clients[BRAND]._breaker.shut
        del clients[BRAND]
        assert (await read(agent, number))["state"] == "no_connector"
    finally:
        clients[BRAND] = real
    assert (await read(agent, number))["state"] == "read"


async def test_whom_the_exchange_does_not_know_is_told(world: World) -> None:
    agent = await world.agent()
    _, number = await signed_in(world, "555123456")
    await held(world, agent, number)
    assert (await read(agent, number))["state"] == "unknown"


async def test_a_wrong_kind_of_record_is_refused(world: World) -> None:
    agent = await world.agent()
    _, number = await signed_in(world, "20260601")
    answer: httpx.Response = await agent.get(f"/api/v1/conversations/{number}/records/secrets")
    assert answer.status_code == 400
