"""Two conversations of one person are joined: told in both, one follow-up joins the one that goes on, and undone."""

import asyncio
from datetime import timedelta
from typing import Any

import httpx
import pytest

from tests.customers.test_ties import decide, propose
from tests.triage.steps import thought
from tests.world import BRAND, World, fresh
from trustdesk.kit import clock


class Two:
    """Two customers tied to one person, each with a conversation, and the agent who holds both."""

    def __init__(self, world: World) -> None:
        self.world = world

    async def meet(self, *, tied: bool = True, locale: str = "en") -> "Two":
        self.key, self.agent = await self.world.integration(), await self.world.agent()
        self.visitor = await self.world.visitor(locale)
        self.first = await self.writes("My deposit of 200 USDT is missing")
        customer = {"external_id": fresh(), "name": "Wang Wei", "locale": "zh-CN"}
        self.second = await self.world.letter(self.key, "我的充值还没到账", customer=customer)
        self.customer = customer
        for number in (self.first, self.second):
            await self.agent.act(number, "assignee", assignee=self.agent.id)
        if tied:
            tie = (await propose(self.agent, self.first, self.second)).json()
            supervisor = await self.world.agent("supervisor")
            assert (await decide(supervisor, tie["id"], "accepted")).status_code == 200
        return self

    async def writes(self, text: str) -> str:
        body = {"client_id": fresh(), "text": text}
        return (await self.visitor.post("/api/v1/widget/messages", json=body)).json()["conversation"]

    async def writes_in(self, text: str) -> str:
        return await self.world.letter(self.key, text, customer=self.customer)

    async def join(self, number: str, into: str, **more: Any) -> httpx.Response:
        body = {"client_id": fresh(), "into": into} | more
        return await self.agent.post(f"/api/v1/conversations/{number}/join", json=body)

    async def part(self, number: str, **more: Any) -> httpx.Response:
        body = {"client_id": fresh()} | more
        return await self.agent.post(f"/api/v1/conversations/{number}/part", json=body)


def said(entries: list[dict[str, Any]]) -> list[str]:
    return [one["text"] for one in entries if one["kind"] == "message" and one["author"]["kind"] == "system"]


def events(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    named = ("joined", "gathered", "parted")
    return [one["event"] for one in entries if one["event"] and one["event"]["what"] in named]


async def test_both_threads_tell_it_in_their_own_language(world: World) -> None:
    two = await Two(world).meet()
    answer = await two.join(two.second, two.first)
    assert answer.status_code == 201, answer.text
    there, here = await two.agent.entries(two.second), await two.agent.entries(two.first)
    told_there = (
        f"您在会话 {two.first} 中也向我们反映了此事。两个会话将在那里一并处理；"
        "您在这里写过的内容客服都能看到，无需重复说明。"
    )
    told_here = (
        f"Your conversation {two.second} is about the same matter. We have put the two together and go on"
        " here. A colleague sees everything that you wrote there, so you need not write it again."
    )
    assert (said(there), said(here)) == ([told_there], [told_here])
    assert events(there) == [{"what": "joined", "into": two.first}]
    assert events(here) == [{"what": "gathered", "number": two.second}]
    assert (await two.agent.row(two.second))["status"] == "resolved"
    assert (await two.agent.row(two.first))["status"] == "open"
    told = await thought(two.agent, two.second)
    assert (told["joined_to"], told["alike"][0]["join"]) == (two.first, "")
    assert (await thought(two.agent, two.first))["alike"] == [
        {"number": two.second, "same_customer": True, "status": "resolved", "join": "here"}
    ]


async def test_the_customer_sees_the_words_and_not_who_joined(world: World) -> None:
    two = await Two(world).meet()
    await two.join(two.second, two.first)
    shown = (await two.visitor.get("/api/v1/widget/conversation")).json()["entries"]
    assert len(said(shown)) == 1
    assert events(shown) == []
    assert two.agent.known["name"] not in str(shown[-2:])


async def test_whoever_waits_keeps_their_place_and_urgency(world: World) -> None:
    two = await Two(world).meet()
    await two.agent.reply(two.first, "Good day, which transaction is it?")
    await two.agent.act(two.second, "labels", priority=3)
    before = await two.agent.row(two.second)
    assert (await two.agent.row(two.first))["waiting_since"] is None
    await two.join(two.second, two.first)
    after = await two.agent.row(two.first)
    assert (after["status"], after["priority"]) == ("open", 3)
    assert after["waiting_since"] == before["waiting_since"]


async def test_the_same_write_again_changes_nothing(world: World) -> None:
    two = await Two(world).meet()
    id = fresh()
    first = await two.join(two.second, two.first, client_id=id)
    entries = await two.agent.entries(two.first), await two.agent.entries(two.second)
    again = await two.join(two.second, two.first, client_id=id)
    assert (again.status_code, again.json()) == (200, first.json())
    assert (await two.agent.entries(two.first), await two.agent.entries(two.second)) == entries
    parting = fresh()
    parted = await two.part(two.second, client_id=parting)
    entries = await two.agent.entries(two.first), await two.agent.entries(two.second)
    again = await two.part(two.second, client_id=parting)
    assert (parted.status_code, again.status_code, again.json()) == (201, 200, parted.json())
    assert (await two.agent.entries(two.first), await two.agent.entries(two.second)) == entries


async def test_parted_again_both_go_on_by_themselves(world: World) -> None:
    two = await Two(world).meet()
    await two.join(two.second, two.first)
    assert (await two.part(two.second)).status_code == 201
    row = await two.agent.row(two.second)
    assert (row["status"], row["waiting_since"] is not None) == ("open", True)
    assert said(await two.agent.entries(two.second))[-1].startswith(
        f"我们恢复在这里处理：此事与您的会话 {two.first}"
    )
    assert said(await two.agent.entries(two.first))[-1] == (
        f"Your conversation {two.second} goes on by itself again. Here we go on as before."
    )
    assert (await thought(two.agent, two.second))["joined_to"] is None
    assert [one["join"] for one in (await thought(two.agent, two.first))["alike"]] == ["from"]
    assert (await two.join(two.second, two.first)).status_code == 201


@pytest.mark.parametrize("which", ["strangers", "itself", "ended", "twice", "chain"])
async def test_what_is_not_one_is_refused_and_nothing_changes(world: World, which: str) -> None:
    two = await Two(world).meet(tied=which != "strangers")
    number, into = two.second, two.first
    if which == "itself":
        into = number
    elif which == "ended":
        await two.agent.act(two.first, "status", status="resolved")
    elif which == "twice":
        assert (await two.join(number, into)).status_code == 201
    elif which == "chain":
        assert (await two.join(into, number)).status_code == 201
    before = await two.agent.entries(number), await two.agent.entries(two.first)
    answer = await two.join(number, into)
    assert (answer.status_code, answer.json()["code"]) == (409, "not_joinable")
    assert (await two.agent.entries(number), await two.agent.entries(two.first)) == before


async def test_only_who_may_answer_both_joins_them(world: World) -> None:
    two = await Two(world).meet()
    before = await two.agent.entries(two.first)
    other, editor = await world.agent(), await world.agent(role="editor")
    for person, status in ((other, 403), (editor, 404)):
        body = {"client_id": fresh(), "into": two.first}
        answer = await person.post(f"/api/v1/conversations/{two.second}/join", json=body)
        assert answer.status_code == status, answer.text
    assert (await two.key.post(f"/api/v1/conversations/{two.second}/join", json=body)).status_code == 403
    assert (await two.visitor.post(f"/api/v1/conversations/{two.second}/join", json=body)).status_code == 403
    assert await two.agent.entries(two.first) == before
    assert (await two.part(two.second)).json()["code"] == "not_joinable"


async def test_it_is_on_record_and_told_to_the_exchange(world: World) -> None:
    two = await Two(world).meet()
    await two.join(two.second, two.first)
    await two.part(two.second)
    async with world.house.db.transaction(BRAND) as tx:
        rows = await tx.rows(
            "select action, about_id from audit where tenant = $1 and action = any($2) and actor = $3 order by at, id",
            BRAND,
            ["conversation.join", "conversation.part"],
            f"agent:{two.agent.id}",
        )
        facts = await tx.value(
            """select count(*) from events where tenant = $1 and kind like '%ConversationJoined'
            and about = (select id from conversations where tenant = $1 and number = $2)""",
            BRAND,
            two.second,
        )
    assert [(row["action"], row["about_id"]) for row in rows] == [
        ("conversation.join", two.second),
        ("conversation.part", two.second),
        ("conversation.part", two.first),
    ]
    assert facts == 2


async def gone_on(world: World) -> tuple[Two, str, str]:
    """One customer whose conversation goes on in an older one: resolved long ago, it was opened again."""
    two = await Two(world).meet(tied=False)
    old = two.second
    await two.agent.act(old, "status", status="resolved")
    async with world.house.db.transaction(BRAND) as tx:
        await tx.do(
            "update conversations set resolved_at = $3 where tenant = $1 and number = $2",
            BRAND,
            old,
            clock.utc_now() - timedelta(days=8),
        )
    new = await two.writes_in("提现也没有到")
    assert new != old
    await two.agent.act(new, "assignee", assignee=two.agent.id)
    await two.agent.act(old, "status", status="open")
    assert [one["join"] for one in (await thought(two.agent, new))["alike"]] == ["into"]
    assert (await two.join(new, old)).status_code == 201
    return two, new, old


async def test_what_is_still_written_there_is_taken_down_where_it_goes_on(world: World) -> None:
    two, new, old = await gone_on(world)
    assert await two.writes_in("有进展吗？") == old
    assert [one["text"] for one in await two.agent.entries(old)][-1] == "有进展吗？"
    assert (await two.agent.row(new))["status"] == "resolved"
    # Where it went on is closed by now: the other one goes on by itself.
    await two.agent.act(old, "status", status="closed")
    assert await two.writes_in("又有问题了") == new
    assert (await two.agent.row(new))["status"] == "open"


async def test_what_is_written_waits_for_who_is_busy_where_it_goes_on(world: World) -> None:
    two, _, old = await gone_on(world)
    async with world.house.db.transaction(BRAND) as tx:
        await tx.do("select from conversations where tenant = $1 and number = $2 for update", BRAND, old)
        writing = asyncio.create_task(two.writes_in("有进展吗？"))
        waiting = "select count(*) from pg_locks where not granted"
        while not writing.done() and not await tx.value(waiting):
            await asyncio.sleep(0.01)
    assert await writing == old


async def test_who_is_only_tied_goes_on_where_they_write(world: World) -> None:
    """Their answers could not reach them elsewhere: what they write opens the joined conversation again."""
    two = await Two(world).meet()
    await two.join(two.second, two.first)
    assert (await two.agent.row(two.second))["status"] == "resolved"
    assert await two.writes_in("还在吗？") == two.second
    assert (await two.agent.row(two.second))["status"] == "open"
    assert (await thought(two.agent, two.second))["joined_to"] is None
    await two.join(two.first, two.second)
    shown = (await two.visitor.get("/api/v1/widget/conversation")).json()
    assert shown["conversation"]["number"] == two.first
    assert await two.writes("Any news?") == two.first
