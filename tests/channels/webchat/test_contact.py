"""A visitor who proves an address can be reached, and is merged with nobody; the anti-phishing code."""

from typing import Any
from uuid import UUID

import httpx
import pytest

from tests.customers.exchange import Exchange
from tests.world import BRAND, Person, World, fresh
from trustdesk import customers
from trustdesk.customers import Sender
from trustdesk.kit import clock


async def write(visitor: Person, text: str = "hello") -> str:
    sent = await visitor.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": text})
    assert sent.status_code == 201, sent.text
    return sent.json()["conversation"]


async def code(world: World, id: str) -> customers.CodeToSend:
    async with world.house.db.transaction(BRAND) as tx:
        found = await customers.code_to_send(tx, world.house.keys, UUID(id), clock.utc_now())
    assert found is not None
    return found


async def prove(world: World, visitor: Person, address: str) -> httpx.Response:
    asked = await visitor.post("/api/v1/widget/contact", json={"address": address})
    assert asked.status_code == 201, asked.text
    id = asked.json()["id"]
    carried = await code(world, id)
    assert (carried.address, carried.path) == (address.lower(), "")
    return await visitor.post("/api/v1/widget/contact/proof", json={"id": id, "digits": carried.code})


async def standing(visitor: Person) -> dict[str, Any]:
    return (await visitor.get("/api/v1/widget/conversation")).json()["standing"]


async def test_a_proved_address_makes_a_visitor_a_verified_contact(world: World) -> None:
    visitor, agent = await world.visitor(), await world.integration("desk")
    number = await write(visitor)
    assert (await visitor.get("/api/v1/widget/contact")).json()["follow"] == f"/{BRAND}/status"
    proved = await prove(world, visitor, f"Wang.{fresh()}@mail.example")
    assert (proved.status_code, proved.json()) == (200, {"apart": False})
    stands = await standing(visitor)
    assert (stands["level"], stands["proof"]["via"], stands["apart"]) == (1, "email", None)
    assert "case_status" in stands["proof"]["allows"]
    assert "account_data" not in stands["proof"]["allows"]
    told = (await visitor.get("/api/v1/widget/contact")).json()
    follow = told.pop("follow")
    assert told == {"address": "w•••@mail.example", "words": "", "may_set_words": False, "answers": False}
    opened = await world.stranger.get(follow, follow_redirects=True)
    assert (opened.status_code, number in opened.text) == (200, True)
    detail = (await agent.row(number))["customer_detail"]
    assert (detail["proof"]["level"], sorted(one["line"] for one in detail["handles"])) == (
        1,
        ["email", "webchat"],
    )
    assert await write(visitor, "and goes on") == number


async def test_an_address_of_somebody_known_merges_nobody_and_proposes_a_tie(world: World) -> None:
    address = f"{fresh()}@mail.example"
    first, second, senior = await world.visitor(), await world.visitor(), await world.agent("supervisor")
    one, other = await write(first), await write(second)
    assert (await prove(world, first, address)).json() == {"apart": False}
    assert (await prove(world, second, address)).json() == {"apart": True}
    assert (await standing(second))["level"] == 0
    entries = (await second.get("/api/v1/widget/conversation")).json()
    assert entries["conversation"]["number"] == other
    waiting = (await senior.get("/api/v1/ties")).json()["items"]
    assert [sorted(tie["numbers"]) for tie in waiting] == [sorted([one, other])]
    async with world.house.db.transaction(BRAND) as tx:
        assert await customers.recognise(tx, [Sender("email", address)]) == [UUID(first.id)]


async def test_a_wrong_code_is_refused_and_counted(world: World) -> None:
    visitor = await world.visitor()
    asked = (await visitor.post("/api/v1/widget/contact", json={"address": f"{fresh()}@mail.example"})).json()
    right = (await code(world, asked["id"])).code
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    body = {"id": asked["id"], "digits": wrong}
    answers = [await visitor.post("/api/v1/widget/contact/proof", json=body) for _ in range(6)]
    assert [(one.status_code, one.json()["why"]) for one in answers] == [(422, "wrong")] * 5 + [
        (422, "tries")
    ]
    assert (await standing(visitor))["level"] == 0


@pytest.mark.parametrize("address", ["nobody", "a@b", "a@b.example\nBcc: c@d.example"])
async def test_what_is_no_address_is_refused(world: World, address: str) -> None:
    visitor = await world.visitor()
    refused = await visitor.post("/api/v1/widget/contact", json={"address": address})
    assert refused.status_code == 400


async def test_who_proved_an_address_and_signs_in_goes_on_as_themselves(
    world: World, exchange: Exchange
) -> None:
    visitor = await world.visitor()
    number = await write(visitor)
    await prove(world, visitor, f"{fresh()}@mail.example")
    signed = await exchange.identify(visitor, "770011")
    stands = await standing(signed)
    assert (stands["level"], stands["apart"]) == (2, number)


async def test_only_who_signed_in_sets_an_anti_phishing_code(world: World, exchange: Exchange) -> None:
    visitor = await world.visitor()
    body = {"words": "blue river"}
    refused = await visitor.put("/api/v1/widget/anti-phishing", json=body)
    assert (refused.status_code, refused.json()["code"]) == (403, "level_too_low")
    await prove(world, visitor, f"{fresh()}@mail.example")
    assert (await visitor.put("/api/v1/widget/anti-phishing", json=body)).status_code == 403
    signed = await exchange.identify(visitor, "770022")
    set_ = await signed.put("/api/v1/widget/anti-phishing", json=body)
    assert (set_.status_code, set_.json()) == (200, {"words": "blue river"})
    for wrong in ("no", "my password is hunter2", "<script>"):
        answer = await signed.put("/api/v1/widget/anti-phishing", json={"words": wrong})
        assert answer.status_code == 400
    told = (await signed.get("/api/v1/widget/contact")).json()
    assert (told["words"], told["may_set_words"]) == ("blue river", True)
