"""Somebody writes to the brand's bot and is answered there."""

import asyncio

import pytest

from tests.channels.contract import hurry
from tests.channels.known import cases
from tests.channels.telegram.chat import Chat, mention, own_message
from tests.channels.telegram.twin import NAME
from tests.guard.paths import PICTURE
from tests.world import BRAND
from trustdesk import conversations
from trustdesk.kit.events import publish

GROUP = -1001234567890


async def test_a_letter_and_its_answer(chat: Chat) -> None:
    mei = chat.somebody()
    await mei.write("Where is my deposit?")
    case = await mei.case()
    assert (case["line"], case["customer"]["name"], case["language"]) == ("telegram", "Mei Lin", "en")
    assert await mei.said() == ["Where is my deposit?"]
    agent = await chat.world.agent()
    written = (await agent.reply(case["number"], "It has arrived, *really* <b>now</b>")).json()
    await chat.answer()
    assert chat.api.said(mei.id) == ["It has arrived, *really* <b>now</b>"]
    [sent] = [
        one for one in chat.api.asked if one.method == "sendMessage" and one.given["chat_id"] == str(mei.id)
    ]
    assert "parse_mode" not in sent.given
    assert sent.given["link_preview_options"] == {"is_disabled": True}
    shown = (await agent.get(f"/api/v1/conversations/{case['number']}/deliveries")).json()["items"]
    assert [(one["seq"], one["state"], one["line"]) for one in shown] == [
        (written["seq"], "sent", "telegram")
    ]


async def test_a_picture_comes_with_its_words(chat: Chat) -> None:
    mei = chat.somebody()
    chat.api.files["large"] = PICTURE
    sizes = [
        {"file_id": "small", "width": 90, "height": 90, "file_size": 100},
        {"file_id": "large", "width": 900, "height": 900, "file_size": len(PICTURE)},
    ]
    await mei.write(caption="This is what I see", photo=sizes)
    [entry] = await chat.entries(mei)
    assert entry["text"] == "This is what I see"
    assert [(one["name"], one["media_type"]) for one in entry["attachments"]] == [("•••.png", "image/png")]
    fetched = [one.given["file_id"] for one in chat.api.asked if one.method == "getFile"]
    assert fetched[-1] == "large"


async def test_an_album_is_one_conversation_in_order(chat: Chat) -> None:
    mei = chat.somebody()
    chat.api.files["album"] = PICTURE
    for count in range(3):
        more = {"caption": "three of them"} if count == 0 else {}
        photo = [{"file_id": "album", "width": 1, "height": 1}]
        await chat.bring(message=mei.message(photo=photo, media_group_id="77", **more))
    await chat.read()
    entries = await chat.entries(mei)
    assert [(one["text"], len(one["attachments"])) for one in entries] == [
        ("three of them", 1),
        ("", 1),
        ("", 1),
    ]


async def test_what_is_no_picture_is_told_in_words(chat: Chat) -> None:
    mei = chat.somebody(language_code="zh-hans")
    chat.api.files["program"] = b"MZ\x90\x00 a program"
    await mei.write(caption="请看", document={"file_id": "program", "file_name": "tool.exe", "file_size": 12})
    assert await mei.said() == ["请看\n📎 tool.exe 的类型此处不接收（可接收图片和 PDF）。"]
    assert (await mei.case())["language"] == "zh-CN"


async def test_a_change_stands_beside_what_it_changes(chat: Chat) -> None:
    mei = chat.somebody()
    message = await mei.write("my order is 100")
    edited = message | {"text": "my order is 200", "edit_date": 1_764_100_100}
    await chat.bring(edited_message=edited)
    await chat.read()
    await chat.bring(edited_message=edited | {"text": "my order is 300"})
    await chat.bring(edited_message=edited | {"text": "my order is 300"})
    await chat.read()
    first, *changes = await chat.entries(mei)
    assert first["text"] == "my order is 100"
    assert [one["event"] for one in changes] == [
        {"what": "edited", "of": 1, "before": "my order is 100", "text": "my order is 200"},
        {"what": "edited", "of": 1, "before": "my order is 200", "text": "my order is 300"},
    ]
    assert (await chat.arrivals())[-1] == ("dropped", "nothing changed")


async def test_a_secret_in_a_change_is_masked(chat: Chat) -> None:
    mei = chat.somebody()
    message = await mei.write("hello")
    await chat.bring(edited_message=message | {"text": "password: hunter2hunter2"})
    await chat.read()
    changed = (await chat.entries(mei))[-1]["event"]
    assert changed["text"] == "password: ⟦secret: password⟧"


async def test_the_customer_who_blocked_the_bot(chat: Chat) -> None:
    mei = chat.somebody()
    await mei.write("hello")
    number = (await mei.case())["number"]
    await chat.answer()  # the acknowledgement
    agent = await chat.world.agent()
    await agent.reply(number, "Good day")
    chat.api.refuse("sendMessage", 403, "Forbidden: bot was blocked by the user")
    await chat.answer()
    shown = (await agent.get(f"/api/v1/conversations/{number}/deliveries")).json()["items"][-1]
    assert (shown["state"], shown["reason"]) == ("failed", "blocked")
    assert (await agent.row(number))["status"] == "open"


async def test_too_fast_is_later_by_telegrams_own_word(chat: Chat) -> None:
    mei = chat.somebody()
    await mei.write("hello")
    number = (await mei.case())["number"]
    await chat.answer()  # the acknowledgement
    key = await chat.key()
    await key.reply(number, "Good day")
    chat.api.refuse("sendMessage", 429, "Too Many Requests: retry after 9", retry_after=9)
    await chat.answer()
    async with chat.world.house.db.transaction(BRAND) as tx:
        row = await tx.row(
            """select state, reason, extract(epoch from next_at - clock_timestamp())::float8 as left
            from deliveries where conversation = (select id from conversations where number = $1)
            order by seq desc limit 1""",
            number,
        )
    assert row is not None
    assert (row["state"], row["reason"]) == ("due", "pace")
    assert 7 < row["left"] <= 9


async def test_a_long_answer_goes_in_parts(chat: Chat) -> None:
    mei = chat.somebody()
    await mei.write("hello")
    await chat.answer()  # the acknowledgement
    text = "It is still being looked into. " * 300
    await (await chat.key()).reply((await mei.case())["number"], text)
    await chat.answer()
    _, *parts = chat.api.said(mei.id)
    assert len(parts) == 3
    assert "".join(parts) == text


async def test_a_long_answer_that_fails_midway_goes_on_at_the_part_that_failed(chat: Chat) -> None:
    mei = chat.somebody()
    await mei.write("hello")
    await chat.answer()  # the acknowledgement
    text = "It is still being looked into. " * 300
    number = (await mei.case())["number"]
    await (await chat.key()).reply(number, text)
    chat.api.fail_after("sendMessage", 1, 502, "Bad Gateway")
    await chat.answer()
    _, *parts = chat.api.said(mei.id)
    assert len(parts) == 1
    for _ in range(2):
        await hurry(chat.world)
        await chat.answer()
    _, *parts = chat.api.said(mei.id)
    assert (len(parts), "".join(parts)) == (3, text)
    agent = await chat.world.agent()
    shown = (await agent.get(f"/api/v1/conversations/{number}/deliveries")).json()["items"][-1]
    assert (shown["state"], shown["attempts"]) == ("sent", 2)


async def test_an_attachment_goes_along(chat: Chat) -> None:
    mei = chat.somebody()
    await mei.write("hello")
    agent = await chat.world.agent()
    file = (await agent.post("/api/v1/files", content=PICTURE, params={"name": "look.png"})).json()
    await agent.reply((await mei.case())["number"], "See here", attachments=[file["id"]])
    await chat.answer()
    [photo] = [one for one in chat.api.asked if one.method == "sendPhoto"]
    assert (photo.given["chat_id"], photo.given["photo"][0]) == (str(mei.id), "look.png")
    assert photo.given["photo"][1].startswith(b"\x89PNG")


async def test_in_a_group_only_who_speaks_to_us_is_heard(chat: Chat) -> None:
    mei, kim = chat.in_group(GROUP), chat.in_group(GROUP)
    await kim.write("just talking")
    assert (await chat.arrivals())[-1] == ("dropped", "said in a group, not to us")
    asked = f"@{NAME} where is my deposit?"
    await mei.write(asked, entities=mention(asked))
    await mei.write("and this", reply_to_message=own_message(mei.place))
    case = await mei.case()
    assert case["line"] == "telegram_group"
    assert await mei.said() == ["where is my deposit?", "In reply to: “Good day”\nand this"]
    await chat.answer()  # the acknowledgement, which would otherwise race with the reply
    await (await chat.key()).reply(case["number"], "We are looking into it")
    async with asyncio.timeout(40):  # a group is written to now and then only
        while "We are looking into it" not in chat.api.said(GROUP):
            await hurry(chat.world)
            await chat.answer()
            await asyncio.sleep(0.2)
    assert chat.api.said(GROUP)[-1] == "We are looking into it"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Your UID 88231904 is fine", "contact"),
        ("Order no. 123456 is fine", "number"),
        ("We sent 250 USDT", "amount"),
        ("已退 300 元", "amount"),
        ("It went to TXYZopYRdj2D9XRtbG411XZZ3kM5VkAeBf", "chain"),
        ("Write to mei@example.com", "contact"),
    ],
)
async def test_nothing_personal_is_said_in_a_group(chat: Chat, text: str, kind: str) -> None:
    mei = chat.in_group(GROUP)
    await mei.write("/support please", entities=[{"type": "bot_command", "offset": 0, "length": 8}])
    number = (await mei.case())["number"]
    key = await chat.key()
    before = await key.entries(number)
    refused = await key.reply(number, text, refused=True)
    assert (refused.status_code, refused.json()["code"], refused.json()["kind"]) == (
        422,
        "public_place",
        kind,
    )
    assert await key.entries(number) == before


async def test_a_group_keeps_its_conversations_when_it_becomes_a_supergroup(chat: Chat) -> None:
    old, new = -4242, -1004242424242
    mei = chat.in_group(old)
    await mei.write("/support one", entities=[{"type": "bot_command", "offset": 0, "length": 8}])
    first = await mei.case()
    await chat.bring(message=mei.message(migrate_to_chat_id=new))
    await chat.read()
    there = mei.message("/support two", entities=[{"type": "bot_command", "offset": 0, "length": 8}])
    await chat.bring(message=there | {"chat": {"id": new, "type": "supergroup", "title": "Traders"}})
    await chat.read()
    assert await mei.said() == ["/support one", "/support two"]
    await (await chat.key()).reply(first["number"], "We are here")
    await chat.answer()
    assert (chat.api.said(new), chat.api.said(old)) == (["We are here"], [])


async def test_what_a_conversation_was_made_from_is_erased_with_it(chat: Chat) -> None:
    mei, kim = chat.somebody(), chat.somebody()
    await mei.write("remember me")
    await kim.write("keep me")
    house = chat.world.house
    [case] = await cases(chat.world, "telegram", str(mei.id))
    [other] = await cases(chat.world, "telegram", str(kim.id))
    async with house.db.transaction(BRAND) as tx:
        await publish(tx, conversations.ConversationErased(about=case.id))
    await chat.world.settle()
    async with house.db.transaction(BRAND) as tx:
        rows = await tx.rows(
            "select conversation, length(sealed) > 0 as there from arrivals where conversation = any($1::uuid[])",
            [case.id, other.id],
        )
    assert {row["conversation"]: row["there"] for row in rows} == {case.id: False, other.id: True}
