"""Every documented shape of an update, and what it means to the desk. Written by us to the Bot API's documentation."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.channels.telegram.chat import mention, own_message
from tests.channels.telegram.twin import BOT, NAME
from trustdesk.channels.telegram.jobs.pace import Pace
from trustdesk.channels.telegram.model.told import (
    Edited,
    Media,
    Moved,
    Nothing,
    Remark,
    Started,
    Told,
    Written,
)
from trustdesk.channels.telegram.model.updates import Entity, Update
from trustdesk.channels.telegram.rules.texts import plain, split, units
from trustdesk.channels.telegram.translate import translate

MEI = {"id": 77, "is_bot": False, "first_name": "Mei", "last_name": "Lin", "language_code": "zh-hans"}
PRIVATE = {"id": 77, "type": "private", "first_name": "Mei"}
GROUP = {"id": -1001, "type": "supergroup", "title": "Traders"}
CHANNEL = {"id": -1002, "type": "channel", "title": "News"}
FILE = {"file_id": "F", "file_unique_id": "U", "file_size": 1_000}


def update(**more: Any) -> Told:
    body = json.dumps({"update_id": 9, **more}).encode()
    return translate(msgspec.json.decode(body, type=Update), BOT, NAME, groups=True)


def said(chat: dict[str, Any] = PRIVATE, **more: Any) -> Told:
    return update(message={"message_id": 3, "date": 1, "chat": chat, "from": MEI, **more})


def written(**more: Any) -> Written:
    told = said(**more)
    assert isinstance(told, Written)
    return told


def test_a_text() -> None:
    told = written(text="hello")
    assert (told.chat, told.user, told.name, told.locale) == (77, 77, "Mei Lin", "zh-CN")
    assert (told.text, told.public, told.media, told.before, told.after) == ("hello", False, [], [], [])


def test_the_address_behind_words_is_not_lost() -> None:
    text = "😀 look here and there"
    links = [
        {"type": "text_link", "offset": 3, "length": 9, "url": "https://a.example/x"},
        {"type": "bold", "offset": 3, "length": 4},
        {"type": "text_link", "offset": 17, "length": 5, "url": "https://b.example/"},
    ]
    assert written(text=text, entities=links).text == (
        "😀 look here (https://a.example/x) and there (https://b.example/)"
    )


def test_a_photo_in_its_largest_size_with_its_words() -> None:
    sizes = [
        {"file_id": "S", "width": 90, "height": 60, "file_size": 900},
        {"file_id": "L", "width": 1280, "height": 853, "file_size": 90_000},
        {"file_id": "XL", "width": 9_000, "height": 6_000, "file_size": 30_000_000},
    ]
    told = written(photo=sizes, caption="look", media_group_id="5")
    assert (told.text, told.media) == ("look", [Media("L", "photo", 90_000)])


@pytest.mark.parametrize(
    ("kind", "more", "remark"),
    [
        ("voice", {"duration": 12}, Remark("telegram.voice", {"length": "0:12"})),
        ("audio", {"duration": 200, "title": "x"}, Remark("telegram.audio", {"length": "3:20"})),
        ("video", {"duration": 61}, Remark("telegram.video", {"length": "1:01"})),
        ("video_note", {"duration": 5, "length": 240}, Remark("telegram.video_note", {"length": "0:05"})),
        ("sticker", {"emoji": "👍", "type": "regular"}, Remark("telegram.sticker", {"emoji": "👍"})),
    ],
)
def test_what_is_no_file_of_ours_is_a_remark(kind: str, more: dict[str, Any], remark: Remark) -> None:
    told = written(**{kind: FILE | more})
    assert (told.text, told.after, told.media) == ("", [remark], [])


def test_a_document() -> None:
    told = written(document=FILE | {"file_name": "proof.pdf", "mime_type": "application/pdf"}, caption="here")
    assert (told.text, told.media, told.after) == ("here", [Media("F", "proof.pdf", 1_000)], [])
    large = written(document=FILE | {"file_name": "film.pdf", "file_size": 20_000_000})
    assert (large.media, large.after) == ([], [Remark("telegram.too_large", {"name": "film.pdf"})])


def test_a_place_and_a_contact() -> None:
    place = written(location={"latitude": 48.20849, "longitude": 16.37208})
    assert place.after == [Remark("telegram.location", {"place": "48.20849, 16.37208"})]
    contact = written(contact={"phone_number": "+431234567", "first_name": "Kim"})
    assert contact.after == [Remark("telegram.contact", {"name": "Kim", "phone": "+431234567"})]


@pytest.mark.parametrize("kind", ["poll", "dice", "story", "paid_media", "game", "checklist"])
def test_what_only_telegram_can_show_is_mentioned(kind: str) -> None:
    assert written(**{kind: {"id": "1"}}).after == [Remark("telegram.other")]


@pytest.mark.parametrize(
    ("origin", "name"),
    [
        ({"type": "user", "date": 1, "sender_user": {"id": 5, "first_name": "Eve"}}, "Eve"),
        ({"type": "hidden_user", "date": 1, "sender_user_name": "Somebody"}, "Somebody"),
        ({"type": "chat", "date": 1, "sender_chat": GROUP}, "Traders"),
        ({"type": "channel", "date": 1, "chat": CHANNEL, "message_id": 5}, "News"),
    ],
)
def test_a_forward_says_whose_words_they_are(origin: dict[str, Any], name: str) -> None:
    assert written(text="pay me", forward_origin=origin).before == [
        Remark("telegram.forwarded", {"name": name})
    ]


def test_a_reply_quotes_what_it_answers() -> None:
    told = written(text="yes", reply_to_message=own_message(PRIVATE, "Is it\n " + "long " * 60))
    [quote] = told.before
    assert quote.code == "telegram.in_reply_to"
    assert quote.values["text"].startswith("Is it long long")
    assert len(quote.values["text"]) <= 121


def test_start_with_and_without_a_link() -> None:
    assert said(text="/start") == Started(chat=77, user=77, name="Mei Lin", locale="zh-CN", payload="")
    assert said(text="/start cx_bitget_abc") == Started(
        chat=77, user=77, name="Mei Lin", locale="zh-CN", payload="cx_bitget_abc"
    )


def test_a_change() -> None:
    message = {"message_id": 3, "date": 1, "edit_date": 2, "chat": PRIVATE, "from": MEI}
    assert update(edited_message=message | {"text": "better"}) == Edited(text="better")
    assert update(edited_message=message | {"caption": "better"}) == Edited(text="better")
    place = {"location": {"latitude": 1.0, "longitude": 2.0}}
    assert isinstance(update(edited_message=message | place), Nothing)


HELLO = f"@{NAME} hello"


@pytest.mark.parametrize(
    ("more", "text"),
    [
        ({"text": HELLO, "entities": mention(HELLO)}, "hello"),
        ({"text": HELLO.upper(), "entities": mention(HELLO.upper(), f"@{NAME}".upper())}, "HELLO"),
        ({"text": f"hey @{NAME}, hello", "entities": mention(f"hey @{NAME}, hello")}, "hey hello"),
        ({"caption": HELLO, "caption_entities": mention(HELLO), "photo": [{"file_id": "S"}]}, "hello"),
        ({"text": "and?", "reply_to_message": own_message(GROUP)}, "and?"),
        (
            {"text": "/support me", "entities": [{"type": "bot_command", "offset": 0, "length": 8}]},
            "/support me",
        ),
        (
            {
                "text": f"/help@{NAME} me",
                "entities": [{"type": "bot_command", "offset": 0, "length": 6 + len(NAME)}],
            },
            "me",
        ),
        (
            {
                "text": "Support?",
                "entities": [{"type": "text_mention", "offset": 0, "length": 7, "user": {"id": BOT}}],
            },
            "Support?",
        ),
    ],
)
def test_who_speaks_to_us_in_a_group_is_heard(more: dict[str, Any], text: str) -> None:
    told = written(chat=GROUP, **more)
    assert (told.public, told.text, told.chat) == (True, text, -1001)


@pytest.mark.parametrize(
    "more",
    [
        {"text": "hello everybody"},
        {"text": "@other_bot hello", "entities": mention("@other_bot hello", "@other_bot")},
        {"text": f"@{NAME} in plain words, not marked by Telegram"},
        {"text": "/support@other_bot", "entities": [{"type": "bot_command", "offset": 0, "length": 18}]},
        {"text": "/price", "entities": [{"type": "bot_command", "offset": 0, "length": 6}]},
        {"text": "so /support", "entities": [{"type": "bot_command", "offset": 3, "length": 8}]},
        {"text": "yes", "reply_to_message": own_message(GROUP) | {"from": {"id": 5, "first_name": "Eve"}}},
        {"new_chat_members": [MEI]},
    ],
)
def test_nobody_else_is_heard_in_a_group(more: dict[str, Any]) -> None:
    assert said(chat=GROUP, **more) == Nothing("said in a group, not to us")


def test_a_group_that_is_not_wanted_is_not_heard() -> None:
    body = {"message_id": 1, "chat": GROUP, "from": MEI, "text": HELLO, "entities": mention(HELLO)}
    told = translate(msgspec.convert({"update_id": 1, "message": body}, Update), BOT, NAME, groups=False)
    assert told == Nothing("said in a group, not to us")


@pytest.mark.parametrize(
    "told",
    [
        said(text="x", **{"from": MEI | {"is_bot": True}}),
        update(message={"message_id": 1, "chat": CHANNEL, "sender_chat": CHANNEL, "text": "x", "date": 1}),
        update(channel_post={"message_id": 1, "chat": CHANNEL, "text": "x", "date": 1}),
        update(edited_channel_post={"message_id": 1, "chat": CHANNEL, "text": "x", "date": 1}),
        update(callback_query={"id": "4", "from": MEI, "data": "x", "chat_instance": "y"}),
        update(
            my_chat_member={
                "chat": PRIVATE,
                "from": MEI,
                "date": 1,
                "old_chat_member": {"status": "member"},
                "new_chat_member": {"status": "kicked", "until_date": 0},
            }
        ),
        update(message_reaction={"chat": PRIVATE}),
        said(pinned_message={"message_id": 2}),
        said(text="   "),
        update(),
    ],
)
def test_what_is_nothing_to_answer(told: Told) -> None:
    assert isinstance(told, Nothing)
    assert told.reason


def test_a_group_that_goes_on_under_another_id() -> None:
    assert said(chat={"id": -5, "type": "group"}, migrate_to_chat_id=-1005) == Moved(-5, -1005)


@given(st.text(max_size=300), st.integers(2, 40))
def test_the_parts_of_a_text_are_the_text(text: str, most: int) -> None:
    parts = split(text, most)
    assert "".join(parts) == text
    assert all(units(part) <= most for part in parts)
    assert all(parts) or parts == [""]


ONE_UNIT = st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"])


@given(
    st.text(ONE_UNIT, max_size=60),
    st.lists(
        st.tuples(st.sampled_from(["text_link", "bold"]), st.integers(0, 80), st.integers(0, 80)), max_size=4
    ),
)
def test_no_marking_breaks_or_loses_a_text(text: str, marks: list[tuple[str, int, int]]) -> None:
    entities = [Entity(kind, at, length, "\0link\0") for kind, at, length in marks]
    assert plain(text, entities).replace(" (\0link\0)", "") == text.replace(" (\0link\0)", "")


def test_the_pace() -> None:
    pace = Pace()
    turns = [pace.turn(1, "a", 100.0, 4.0, group=False) for _ in range(4)]
    assert turns == [0.0, 1.0, 2.0, 3.0]
    assert pace.turn(1, "b", 100.0, 4.0, group=False) == pytest.approx(4 / 30)
    groups = [pace.turn(2, "g", 100.0, 4.0, group=True) for _ in range(3)]
    assert groups == [0.0, 3.0, 6.0]
    assert pace.turn(2, "g", 100.0, 4.0, group=True) == 6.0  # too far off: no turn was taken
    many = [pace.turn(3, str(chat), 100.0, 4.0, group=False) for chat in range(30)]
    assert many[-1] == pytest.approx(29 / 30)
