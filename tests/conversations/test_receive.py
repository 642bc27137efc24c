"""Letters come in: stored once, in order, where they belong."""

import asyncio

from tests.world import World, fresh


async def test_a_first_letter_opens_a_conversation(world: World) -> None:
    key = await world.integration()
    body = {
        "client_id": fresh(),
        "customer": {"external_id": fresh(), "name": "李雷", "locale": "zh-CN"},
        "text": "充值没到账",
    }
    sent = await key.post("/api/v1/messages", json=body)
    assert sent.status_code == 201
    receipt = sent.json()
    assert receipt["seq"] == 1
    row = await key.row(receipt["conversation"])
    assert (row["status"], row["line"], row["language"], row["preview"]) == (
        "open",
        "api",
        "zh-CN",
        "充值没到账",
    )
    assert row["customer"]["name"] == "李雷"
    assert row["waiting_since"] is not None
    [entry] = await key.entries(receipt["conversation"])
    assert (entry["seq"], entry["id"], entry["kind"], entry["text"]) == (
        1,
        receipt["id"],
        "message",
        "充值没到账",
    )


async def test_the_same_letter_again_is_answered_the_same(world: World) -> None:
    key = await world.integration()
    body = {"client_id": fresh(), "customer": {"external_id": fresh()}, "text": "hello"}
    first = await key.post("/api/v1/messages", json=body)
    again = await key.post("/api/v1/messages", json=body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert len(await key.entries(first.json()["conversation"])) == 1


async def test_the_same_id_with_another_body_is_refused_and_leaves_no_trace(world: World) -> None:
    key = await world.integration()
    body = {"client_id": fresh(), "customer": {"external_id": fresh()}, "text": "hello"}
    number = (await key.post("/api/v1/messages", json=body)).json()["conversation"]
    other = await key.post("/api/v1/messages", json=body | {"text": "something else"})
    assert (other.status_code, other.json()["code"]) == (422, "client_id_reused")
    assert other.headers["content-type"] == "application/problem+json"
    assert [entry["text"] for entry in await key.entries(number)] == ["hello"]


async def test_two_keys_may_use_the_same_client_id(world: World) -> None:
    one, two = await world.integration(), await world.integration()
    body = {"client_id": fresh(), "customer": {"external_id": fresh()}, "text": "hello"}
    assert (await one.post("/api/v1/messages", json=body)).status_code == 201
    assert (await two.post("/api/v1/messages", json=body)).status_code == 201


async def test_letters_of_one_customer_go_to_one_conversation_in_order(world: World) -> None:
    key = await world.integration()
    customer = {"external_id": fresh()}
    number = await world.letter(key, "0", customer=customer)
    for count in range(1, 5):
        body = {"client_id": fresh(), "customer": customer, "text": str(count)}
        sent = await key.post("/api/v1/messages", json=body)
        assert sent.json()["conversation"] == number
    entries = await key.entries(number)
    assert [(entry["seq"], entry["text"]) for entry in entries] == [(i + 1, str(i)) for i in range(5)]


async def test_first_letters_at_once_end_in_one_conversation(world: World) -> None:
    key = await world.integration()
    customer = {"external_id": fresh()}
    bodies = [{"client_id": fresh(), "customer": customer, "text": str(count)} for count in range(20)]
    sent = await asyncio.gather(*(key.post("/api/v1/messages", json=body) for body in bodies))
    assert {one.status_code for one in sent} == {201}
    [number] = {one.json()["conversation"] for one in sent}
    assert sorted(one.json()["seq"] for one in sent) == list(range(1, 21))
    entries = await key.entries(number)
    assert [entry["seq"] for entry in entries] == list(range(1, 21))
    assert {entry["text"] for entry in entries} == {str(count) for count in range(20)}


async def test_a_named_conversation_must_be_the_customers_own(world: World) -> None:
    key = await world.integration()
    number = await world.letter(key)
    body = {
        "client_id": fresh(),
        "customer": {"external_id": fresh()},
        "text": "mine?",
        "conversation": number,
    }
    refused = await key.post("/api/v1/messages", json=body)
    assert (refused.status_code, refused.json()["code"]) == (404, "not_found")
    assert len(await key.entries(number)) == 1


async def test_one_poisoned_letter_does_not_stop_the_others(world: World) -> None:
    key = await world.integration()
    good = [
        {"client_id": fresh(), "customer": {"external_id": fresh()}, "text": f"good {i}"} for i in range(10)
    ]
    bad = {
        "client_id": fresh(),
        "customer": {"external_id": fresh()},
        "text": "bad",
        "attachments": [fresh()],
    }
    nul = {"client_id": fresh(), "customer": {"external_id": fresh()}, "text": "nul \x00 inside"}
    sent = await asyncio.gather(*(key.post("/api/v1/messages", json=body) for body in [*good, bad, nul]))
    assert [one.status_code for one in sent[:10]] == [201] * 10
    assert [one.status_code for one in sent[10:]] == [400, 400]


async def test_a_key_without_the_scope_does_not_bring_letters(world: World) -> None:
    desk_only = await world.integration("desk")
    body = {"client_id": fresh(), "customer": {"external_id": fresh()}, "text": "hello"}
    refused = await desk_only.post("/api/v1/messages", json=body)
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    assert (await world.stranger.post("/api/v1/messages", json=body)).status_code == 401


async def test_a_resolved_conversation_is_reopened_by_a_letter(world: World) -> None:
    key = await world.integration()
    customer = {"external_id": fresh()}
    number = await world.letter(key, customer=customer)
    assert (await key.act(number, "status", status="resolved")).status_code == 201
    body = {"client_id": fresh(), "customer": customer, "text": "still not solved"}
    assert (await key.post("/api/v1/messages", json=body)).json()["conversation"] == number
    entries = await key.entries(number)
    assert [(one["kind"], (one["event"] or {}).get("what")) for one in entries] == [
        ("message", None),
        ("event", "status"),
        ("event", "reopened"),
        ("message", None),
    ]
    assert (await key.row(number))["status"] == "open"


async def test_after_a_closed_conversation_a_letter_opens_another(world: World) -> None:
    key = await world.integration()
    customer = {"external_id": fresh()}
    number = await world.letter(key, customer=customer)
    await key.act(number, "status", status="closed")
    other = await world.letter(key, customer=customer)
    assert other != number
    assert [one["number"] for one in (await key.row(other))["others"]] == [number]
