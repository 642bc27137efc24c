"""From one line to another: the same case goes on, by a link of the customer's own."""

from uuid import UUID

from tests.channels.known import numbers
from tests.channels.telegram.chat import Chat
from tests.channels.telegram.twin import NAME
from tests.world import BRAND, fresh
from trustdesk import customers
from trustdesk.kit import clock

OTHER = -1009876543210


async def test_out_of_a_group_into_private_the_same_case_goes_on(chat: Chat) -> None:
    mei = chat.in_group(OTHER)
    await mei.write("/support hello", entities=[{"type": "bot_command", "offset": 0, "length": 8}])
    case = await mei.case()
    agent = await chat.world.agent()
    asked = await agent.post(f"/api/v1/conversations/{case['number']}/safer", json={"client_id": fresh()})
    assert asked.status_code == 201, asked.text
    await chat.answer()
    link = f"https://t.me/{NAME}?start=g1009876543210"
    assert chat.api.said(OTHER)[-1].endswith(link)
    private = chat.somebody()
    private.id = private.user["id"] = private.place["id"] = mei.id
    await private.write(f"/start {link.rpartition('=')[2]}")
    assert chat.api.said(mei.id) == [
        f"You are now connected with case {case['number']}. Just write here to go on."
    ]
    await private.write("my UID is 88231904")
    assert (await private.case())["number"] == case["number"]
    await agent.reply(case["number"], "Found it")
    await chat.answer()
    assert chat.api.said(mei.id)[-1] == "Found it"


async def test_to_our_own_chat_by_a_link_that_works_once(chat: Chat) -> None:
    mei = chat.somebody()
    await mei.write("hello")
    case = await mei.case()
    agent = await chat.world.agent()
    await agent.post(f"/api/v1/conversations/{case['number']}/safer", json={"client_id": fresh()})
    await chat.answer()
    base, _, token = chat.api.said(mei.id)[-1].rpartition("#")
    assert base.endswith(f"{chat.world.base_url}/{BRAND}/continue")
    assert token.startswith(f"cx_{BRAND}_")
    assert [one["text"] for one in await agent.entries(case["number"])][-1].endswith("⟦link⟧")
    begun = await chat.world.stranger.post(f"/api/v1/widget/{BRAND}/session", json={"crossing": token})
    there = chat.world.meet(begun.json()["token"])
    shown = (await there.get("/api/v1/widget/conversation")).json()
    assert shown["conversation"]["number"] == case["number"]
    assert "hello" in [one["text"] for one in shown["entries"]]
    assert (
        await there.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": "here I am"})
    ).json()["conversation"] == case["number"]
    await agent.reply(case["number"], "Good, now in private")
    before = chat.api.said(mei.id)
    await chat.answer()
    assert chat.api.said(mei.id) == before  # an answer goes where the customer wrote last
    again = await chat.world.stranger.post(f"/api/v1/widget/{BRAND}/session", json={"crossing": token})
    assert (again.status_code, again.json()["code"]) == (410, "expired")


async def test_start_greets_and_a_foreign_link_is_over(chat: Chat) -> None:
    mei = chat.somebody()
    await mei.write("/start")
    assert chat.api.said(mei.id)[0].startswith("Hello, this is Bitget support.")
    await mei.write("/start cx_bybit_" + "a" * 43)
    await mei.write("/start cx_bitget_" + "a" * 43)
    assert [text[:29] for text in chat.api.said(mei.id)[1:]] == ["This link has been used or ha"] * 2
    assert await numbers(chat.world, "telegram", str(mei.id)) == []


async def test_a_customer_from_elsewhere_goes_on_in_telegram(chat: Chat) -> None:
    house = chat.world.house
    visitor = await chat.world.visitor()
    sent = await visitor.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": "in the chat"})
    number = sent.json()["conversation"]
    async with house.db.transaction(BRAND) as tx:
        case = await tx.value("select id from conversations where number = $1", number)
        token = await customers.offer_crossing(
            tx, house.keys, customer=UUID(visitor.id), conversation=case, to="telegram", now=clock.utc_now()
        )
    mei = chat.somebody()
    await mei.write(f"/start {token}")
    await mei.write("and on my phone")
    assert (await mei.case())["number"] == number
    entries = await chat.entries(mei)
    assert [(one["text"], one["line"]) for one in entries] == [
        ("in the chat", "webchat"),
        ("and on my phone", "telegram"),
    ]
    await (await chat.key()).reply(number, "One answer")
    await chat.answer()
    assert chat.api.said(mei.id)[-1] == "One answer"
