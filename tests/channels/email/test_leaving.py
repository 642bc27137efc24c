"""Whoever leaves the chat before the answer comes finds it in their mail, once, and goes on from there."""

from email.message import EmailMessage
from typing import Any
from uuid import UUID

import msgspec
import pytest

from tests.channels.email.letters import Post, answer, somebody, words
from tests.world import BRAND, Person, World, fresh
from trustdesk import customers
from trustdesk.channels.email import reactions
from trustdesk.kit import clock

SAID = "Good news: the network is open again."
WAITING = "select args from procrastinate_jobs where task_name = 'mail.left' and status = 'todo' order by id"


@pytest.fixture(autouse=True)
async def sending(post: Post) -> None:
    """Mail is set up as it comes."""
    await post.set_up()


async def left(post: Post, address: str, *, wishes: bool = True) -> tuple[Person, str]:
    """A visitor who wrote, proved an address and is gone; and the number of their conversation."""
    visitor = await post.world.visitor()
    sent = await visitor.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": "Where is it?"})
    id = (await visitor.post("/api/v1/widget/contact", json={"address": address})).json()["id"]
    async with post.house.db.transaction(BRAND) as tx:
        code = await customers.code_to_send(tx, post.house.keys, UUID(id), clock.utc_now())
    assert code is not None
    body = {"id": id, "digits": code.code, "answers": wishes}
    assert (await visitor.post("/api/v1/widget/contact/proof", json=body)).status_code == 200
    return visitor, sent.json()["conversation"]


async def look(post: Post) -> int:
    """Let the two minutes after each answer be over; how many answers were looked after."""
    await post.world.settle()
    async with post.house.db.transaction(BRAND) as tx:
        rows = await tx.rows(WAITING)
        await tx.do("delete from procrastinate_jobs where task_name = 'mail.left'")
    [job] = [one for one in post.house.jobs() if one.name == reactions.LEFT]
    for row in rows:
        values: dict[str, Any] = msgspec.json.decode(row["args"])
        await job.run(post.house.db, values.pop("tenant"), values)
        await job.run(post.house.db, BRAND, values)  # at least once, it says
    await post.settle()
    return len(rows)


async def mails(post: Post, address: str) -> list[EmailMessage]:
    post.mta.drained()
    return await post.inbox(address, 0)


async def test_the_answer_comes_by_mail_and_goes_on_by_mail(post: Post) -> None:
    address, agent = somebody("wei"), await post.agent()
    _, number = await left(post, address)
    await agent.reply(number, SAID)
    assert await look(post) == 1
    [told] = await post.inbox(address)
    text = words(told)
    assert (told["Subject"], SAID in text) == (f"Bitget support has answered you: {number}", True)
    link = next(line for line in text.splitlines() if "/status" in line).rpartition(" ")[2]
    page = await post.world.stranger.get(link, follow_redirects=True)
    assert (page.status_code, SAID in page.text) == (200, True)
    await post.write(answer(told, address, "Thank you"))
    written = [one for one in await agent.entries(number) if one["kind"] == "message"]
    assert [(one["line"], one["text"]) for one in written][-1] == ("email", "Thank you")
    await agent.reply(number, "You are welcome")
    await look(post)
    assert [words(one).splitlines()[0] for one in await post.inbox(address, 2)][-1] == "You are welcome"


async def test_several_answers_are_one_mail(post: Post) -> None:
    address, agent = somebody("wei"), await post.agent()
    _, number = await left(post, address)
    for text in ("One moment.", "I am looking.", SAID):
        await agent.reply(number, text)
    assert await look(post) == 3
    [told] = await post.inbox(address)
    assert all(text in words(told) for text in ("One moment.", "I am looking.", SAID))
    await agent.reply(number, "And one more thing")
    await look(post)
    later = words((await post.inbox(address, 2))[-1])
    assert ("And one more thing" in later, SAID in later) == (True, False)


async def test_whoever_is_still_there_gets_no_mail(post: Post) -> None:
    address, agent = somebody("wei"), await post.agent()
    visitor, number = await left(post, address)
    await agent.reply(number, SAID)
    received = await visitor.post("/api/v1/widget/read", json={"seq": 0, "delivered": 99})
    assert received.status_code < 300, received.text
    await look(post)
    assert await mails(post, address) == []


async def test_whoever_came_back_gets_no_mail(post: Post) -> None:
    address, agent = somebody("wei"), await post.agent()
    visitor, number = await left(post, address)
    await agent.reply(number, SAID)
    await visitor.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": "I am here"})
    await look(post)
    assert await mails(post, address) == []


async def test_who_did_not_wish_it_gets_no_mail_and_may_change_their_mind(post: Post) -> None:
    address, agent = somebody("wei"), await post.agent()
    visitor, number = await left(post, address, wishes=False)
    assert (await visitor.get("/api/v1/widget/contact")).json()["answers"] is False
    await agent.reply(number, SAID)
    assert await look(post) == 0
    changed = await visitor.put("/api/v1/widget/contact/answers", json={"wanted": True})
    assert changed.status_code == 204
    assert (await visitor.get("/api/v1/widget/contact")).json()["answers"] is True
    await agent.reply(number, "Once more")
    assert await look(post) == 1


@pytest.mark.parametrize(
    ("policy", "text", "told"),
    [
        ("careful", SAID, [True]),
        ("careful", "We sent 250 USDT", [False]),
        ("text", "We sent 250 USDT", [True]),
        ("link", SAID, [False]),
        ("off", SAID, []),
    ],
)
async def test_what_is_about_the_account_does_not_stand_in_a_mail(
    post: Post, policy: str, text: str, told: list[bool]
) -> None:
    await post.set_up(chat_answers=policy)
    address, agent = somebody("wei"), await post.world.integration("desk")
    _, number = await left(post, address)
    await agent.reply(number, text)
    await look(post)
    found = await mails(post, address)
    assert [text in words(one) for one in found] == told
    assert all("/status" in words(one) for one in found)


async def test_an_address_that_is_somebody_elses_gets_nothing(post: Post, world: World) -> None:
    address, agent = somebody("wei"), await post.agent()
    await left(post, address, wishes=False)
    _, number = await left(post, address)
    await agent.reply(number, SAID)
    assert await look(post) == 0
    assert await mails(post, address) == []
