"""The desk's first word: once, in the customer's language, honest about the hours."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec
import pytest

from tests.world import World, fresh
from trustdesk.brands import Hours
from trustdesk.conversations import ConversationOpened, ConversationReopened, MessageReceived, states_of
from trustdesk.kit import clock
from trustdesk.kit.events import Event
from trustdesk.replies import actions, reactions, rules

ALWAYS = Hours("Asia/Shanghai", always=True)
WEEKDAYS = Hours("Asia/Shanghai", week={"mon": ("09:00-18:00",), "tue": ("09:00-18:00",)})
SUNDAY = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
NEVER_AGAIN = Hours("Asia/Shanghai")


def said(entries: list[dict[str, Any]]) -> list[str]:
    return [
        entry["text"]
        for entry in entries
        if entry["author"]["kind"] == "system" and entry["kind"] == "message"
    ]


@pytest.mark.parametrize(
    ("locale", "begins"),
    [
        ("en", "We have your message. Your conversation number is {number}."),
        ("zh-CN", "您的消息已收到，会话编号为 {number}。"),
        ("zh-TW", "您的消息已收到，会话编号为 {number}。"),
        ("ru", "We have your message. Your conversation number is {number}."),
    ],
)
async def test_a_first_letter_is_acknowledged_once(world: World, locale: str, begins: str) -> None:
    key = await world.integration()
    number = await world.letter(key, customer={"locale": locale})
    await world.settle()
    await world.settle()
    [word] = said(await key.entries(number))
    assert word.startswith(begins.format(number=number))


async def test_a_second_letter_is_not(world: World) -> None:
    key = await world.integration()
    customer = {"external_id": fresh()}
    number = await world.letter(key, customer=customer)
    await world.settle()
    assert await world.letter(key, "and?", customer=customer) == number
    await world.settle()
    assert len(said(await key.entries(number))) == 1


async def test_who_comes_back_is_told_that_it_is_open_again(world: World) -> None:
    key = await world.integration()
    customer = {"external_id": fresh()}
    number = await world.letter(key, customer=customer)
    await world.settle()
    await key.act(number, "status", status="resolved")
    assert await world.letter(key, "it is not solved", customer=customer) == number
    await world.settle()
    assert said(await key.entries(number))[1].startswith(f"Your conversation {number} is open again.")


async def test_who_has_been_answered_needs_no_machine(world: World) -> None:
    key, agent = await world.integration(), await world.agent()
    number = await world.letter(key)
    await agent.reply(number, "Looking into it")
    await world.settle()
    assert said(await key.entries(number)) == []


async def test_hearing_the_same_event_again_says_nothing_more(world: World) -> None:
    key = await world.integration()
    number = await world.letter(key)
    await world.settle()
    before = await key.entries(number)
    brand = msgspec.structs.replace(world.house.brands["bitget"], hours=NEVER_AGAIN)
    async with world.house.db.transaction("bitget") as tx:
        row = await tx.row(
            """select e.xid::text::bigint as xid, e.id, e.about, e.at from events e
            join conversations c on c.id = e.about
            where e.kind = 'ConversationOpened' and c.number = $1""",
            number,
        )
        assert row is not None
        fact = ConversationOpened(about=row["about"])
        event = Event("bitget", row["xid"], row["id"], "ConversationOpened", fact, row["at"])
        await actions.acknowledge(tx, brand, [event], clock.utc_now())
    assert await key.entries(number) == before


async def test_it_is_plugged_in_for_openings_only(world: World) -> None:
    [reaction] = [one for one in reactions.reactions(world.house.brands) if one.name == "acknowledgement"]
    assert reaction.kinds == (ConversationOpened, ConversationReopened)
    assert MessageReceived not in reaction.kinds


@pytest.mark.parametrize(
    ("language", "hours", "second_line"),
    [
        ("en", ALWAYS, None),
        (
            "en",
            WEEKDAYS,
            "Nobody is on duty right now. Your message is stored and keeps its place; we are back on Mon 23 Nov, 09:00 (Asia/Shanghai, UTC+8).",
        ),
        (
            "zh-CN",
            WEEKDAYS,
            "现在不是服务时间。您的消息已保存，排队位置保留；我们将于11月23日（周一）09:00（Asia/Shanghai, UTC+8）恢复服务。",
        ),
        (
            "en",
            NEVER_AGAIN,
            "Nobody is on duty right now. Your message is stored and keeps its place; it is answered as soon as someone is back.",
        ),
    ],
)
async def test_outside_the_hours_it_says_when_somebody_is_back(
    world: World, language: str, hours: Hours, second_line: str | None
) -> None:
    key = await world.integration()
    number = await world.letter(key, customer={"locale": language})
    brand = msgspec.structs.replace(world.house.brands["bitget"], hours=hours)
    async with world.house.db.transaction("bitget") as tx:
        id: UUID = await tx.value("select id from conversations where number = $1", number)
        case = (await states_of(tx, [id]))[id]
    event = Event("bitget", 1, 1, "ConversationOpened", ConversationOpened(about=id), SUNDAY)
    lines = actions.acknowledgement(case, event, brand, SUNDAY).split("\n")
    assert number in lines[0]
    assert lines[1:] == ([] if second_line is None else [second_line])


@pytest.mark.parametrize(
    ("status", "last_author", "awaits"),
    [
        ("open", "customer", True),
        ("open", "agent", False),
        ("waiting", "customer", False),
        ("resolved", "customer", False),
        ("closed", "customer", False),
    ],
)
async def test_who_awaits_a_word(world: World, status: Any, last_author: Any, *, awaits: bool) -> None:
    key = await world.integration()
    number = await world.letter(key)
    async with world.house.db.transaction("bitget") as tx:
        id: UUID = await tx.value("select id from conversations where number = $1", number)
        case = (await states_of(tx, [id]))[id]
    case = msgspec.structs.replace(case, status=status, last_author=last_author)
    assert rules.awaits_a_word(case) is awaits
