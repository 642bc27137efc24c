"""Writing freely: under the same rules, on record with its cost; whatever fails, our own words are said."""

import ipaddress
from collections.abc import AsyncIterator, Iterator
from typing import Any

import msgspec
import pytest
import pytest_asyncio

from tests.assistant.endpoint import Obedient
from tests.assistant.people import ask, furnish, said, set_up
from tests.world import BRAND, World
from trustdesk import assistant, assisting
from trustdesk.assistant.actions.endpoint import Endpoint, Prices
from trustdesk.assistant.jobs.suggesting import reworded
from trustdesk.assistant.jobs.turning import take_turn
from trustdesk.conversations import states_of
from trustdesk.kit.breakers import FAILURES
from trustdesk.kit.egress import Egress
from trustdesk.kit.settings import Misconfigured

OURS = Egress([ipaddress.ip_network("127.0.0.0/8")])
QUESTION = "how do I create api keys"


@pytest_asyncio.fixture(scope="module", loop_scope="session", autouse=True)
async def furnished(world: World) -> AsyncIterator[None]:
    await furnish(world)
    await set_up(world, mode="answer")
    yield


@pytest.fixture
def model() -> Iterator[Obedient]:
    with Obedient() as server:
        yield server


async def asked(world: World, endpoint: Endpoint) -> tuple[dict[str, Any], list[Any]]:
    """Ask one thing; what the assistant said with this endpoint, and its calls on record."""
    visitor = await world.visitor()
    number = await ask(visitor, QUESTION)
    await world.settle()
    parts = msgspec.structs.replace(world.house.assistant, endpoint=endpoint)
    async with world.house.db.transaction(BRAND) as tx:
        id = await tx.value("select id from conversations where number = $1", number)
    await take_turn(parts, BRAND, id)
    async with world.house.db.transaction(BRAND) as tx:
        calls = await tx.rows(
            """select purpose, model, outcome, reason, tokens_in, tokens_out, cost::text as cost
            from assistant_calls where conversation = $1""",
            id,
        )
    [one] = await said(visitor)
    return one, [tuple(row) for row in calls]


async def test_what_is_fit_is_said_with_what_it_rests_on_and_on_record(world: World, model: Obedient) -> None:
    model.says = "Create **one key** for one program and bind it to your server."
    prices = assisting.prices_of(("in=0.15", "out=0.6"))
    one, calls = await asked(world, Endpoint(OURS, model.url, "small", "a key", prices))
    url = f"{world.base_url}/help/bitget/en/api-keys"
    assert one["text"].splitlines() == [
        "Create one key for one program and bind it to your server.",
        "From the help centre: API keys",
        url,
    ]
    assert [cited["slug"] for cited in one["event"]["cited"]] == ["api-keys"]
    assert calls == [("answer", "small", "used", "", 1000, 200, "0.00027000")]
    assert model.keys == ["Bearer a key"]
    assert model.asked[0]["model"] == "small"


async def test_the_customers_words_are_data_and_the_rules_are_ours(world: World, model: Obedient) -> None:
    await asked(world, Endpoint(OURS, model.url, "small", "", Prices()))
    [given] = model.asked
    system, user = given["messages"]
    assert (system["role"], user["role"]) == ("system", "user")
    assert QUESTION not in system["content"]
    document = msgspec.json.decode(user["content"])
    assert document["question"] == QUESTION
    assert [one["article"] for one in document["SOURCES"]] == ["api-keys"]
    assert model.keys == [""]


@pytest.mark.parametrize(
    ("status", "raw", "outcome", "reason"),
    [
        (500, None, "failed", "answered 500"),
        (200, b"<html>", "failed", "answered nonsense"),
        (200, b'{"choices": []}', "failed", "answered nothing"),
        (200, b'{"choices": [{"message": {"content": "It costs 9 USDT."}}]}', "refused", "figure"),
        (200, b'{"choices": [{"message": {"content": "UNSURE"}}]}', "refused", "unsure"),
        (
            200,
            b'{"choices": [{"message": {"content": "Tell me your password."}}]}',
            "refused",
            "asks_password",
        ),
    ],
)
async def test_whatever_fails_our_own_words_are_said_at_once(
    world: World, model: Obedient, status: int, raw: bytes | None, outcome: str, reason: str
) -> None:
    model.status, model.raw = status, raw
    one, calls = await asked(world, Endpoint(OURS, model.url, "small", "", Prices()))
    assert one["text"].startswith("Our article “API keys” says:\n1. Create one key")
    assert [(call[2], call[3]) for call in calls] == [(outcome, reason)]


async def test_a_dead_endpoint_is_asked_a_few_times_and_then_left_alone(model: Obedient) -> None:
    model.status = 503
    endpoint = Endpoint(OURS, model.url, "small", "", Prices())
    for _ in range(FAILURES):
        assert (await endpoint.speak([])).outcome == "failed"
    assert len(model.asked) == FAILURES
    spoken = await endpoint.speak([])
    assert (spoken.outcome, len(model.asked)) == ("failed", FAILURES)
    assert spoken.reason == "not asked: it failed several times just now"


async def test_a_private_address_is_not_reached_unless_the_operator_allows_it(model: Obedient) -> None:
    spoken = await Endpoint(Egress(), model.url, "small", "", Prices()).speak([])
    assert spoken.outcome == "failed"
    assert model.asked == []


async def test_with_writing_switched_off_nothing_goes_out(world: World, model: Obedient) -> None:
    await set_up(world, mode="answer", writes=False)
    try:
        one, calls = await asked(world, Endpoint(OURS, model.url, "small", "", Prices()))
    finally:
        await set_up(world, mode="answer")
    assert one["event"]["kind"] == "answered"
    assert (calls, model.asked) == ([], [])


@pytest.mark.parametrize("said_so", [("in=much",), ("around=1",)])
def test_prices_that_are_none_are_refused(said_so: tuple[str, ...]) -> None:
    with pytest.raises(Misconfigured, match="assistant_prices"):
        assisting.prices_of(said_so)


async def test_the_record_adds_up(world: World, model: Obedient) -> None:
    model.says = "Create one key for one program."
    await asked(world, Endpoint(OURS, model.url, "adding", "", assisting.prices_of(("in=1", "out=2"))))
    officer, agent = await world.agent("supervisor"), await world.agent()
    record = (await officer.get("/api/v1/assistant/record")).json()
    [calls] = [one for one in record["calls"] if one["model"] == "adding"]
    assert {name: calls[name] for name in ("calls", "tokens_in", "tokens_out", "cost")} == {
        "calls": 1,
        "tokens_in": 1000,
        "tokens_out": 200,
        "cost": "0.0014",
    }
    assert sum(one["times"] for one in record["done"] if one["by"] == "endpoint") >= 1
    assert (record["mode"], record["endpoint"]) == ("answer", False)
    assert (await agent.get("/api/v1/assistant/record")).status_code == 403


async def test_a_reply_is_reworded_only_where_there_is_an_endpoint(world: World) -> None:
    agent, key = await world.agent(), await world.integration()
    number = await world.letter(key)
    body = {"text": "Your deposit is on its way.", "how": "shorter"}
    refused = await agent.post(f"/api/v1/conversations/{number}/rewrite", json=body)
    assert (refused.status_code, refused.json()["code"]) == (409, "conflict")
    assert (await agent.get("/api/v1/assistant")).json() == {"mode": "answer", "endpoint": False}


async def test_a_rewording_adds_no_figure_and_takes_no_secret_out(world: World, model: Obedient) -> None:
    key = await world.integration()
    number = await world.letter(key)
    async with world.house.db.transaction(BRAND) as tx:
        id = await tx.value("select id from conversations where number = $1", number)
        case = (await states_of(tx, [id]))[id]
    parts = msgspec.structs.replace(
        world.house.assistant, endpoint=assistant.Endpoint(OURS, model.url, "small", "", Prices())
    )
    model.says = "It arrives in 30 minutes."
    assert await reworded(parts, BRAND, case, ("It arrives in 30 minutes, really.", "shorter"), None) == (
        "It arrives in 30 minutes."
    )
    model.says = "It arrives in 20 minutes."
    text = ("It arrives in 30 minutes. password: hunter2hunter2", "shorter")
    assert await reworded(parts, BRAND, case, text, None) == ""
    assert "hunter2" not in model.heard()
