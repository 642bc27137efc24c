"""What a customer is shown of an entry: their own words, public names, and places without content."""

from datetime import UTC, datetime
from uuid import UUID

import msgspec

from trustdesk.conversations.model import Entry
from trustdesk.conversations.views import customer_view, entry_view

AGENT = UUID(int=7)
ENTRY = Entry(
    conversation=UUID(int=1),
    seq=3,
    id=UUID(int=2),
    kind="message",
    author_kind="agent",
    author_id=str(AGENT),
    author_name="Mara",
    line="webchat",
    text="Good morning",
    attachments=None,
    mentions=None,
    event=None,
    actor=f"agent:{AGENT}",
    client_id="c1",
    at=datetime(2026, 11, 23, tzinfo=UTC),
)


def event(told: str) -> Entry:
    return msgspec.structs.replace(ENTRY, kind="event", text="", event=told)


def test_staff_are_shown_by_public_name_without_id() -> None:
    shown = customer_view(ENTRY, {})
    assert (shown.author.name, shown.author.id, shown.client_id) == ("Mara", None, None)
    assert entry_view(ENTRY, {}).author.id == str(AGENT)


def test_who_takes_care_is_told_without_id() -> None:
    told = f'{{"what":"assigned","assignee":{{"id":"{AGENT}","name":"Mara"}},"team":"support"}}'
    shown = customer_view(event(told), {})
    assert msgspec.json.decode(msgspec.json.encode(shown.event)) == {
        "what": "assigned",
        "assignee": {"name": "Mara"},
        "team": "support",
    }
    assert str(AGENT).encode() not in msgspec.json.encode(shown)
    assert str(AGENT).encode() in msgspec.json.encode(entry_view(event(told), {}))


def test_nobody_takes_care_is_told_too() -> None:
    shown = customer_view(event('{"what":"assigned","assignee":null,"team":null}'), {})
    assert shown.event == msgspec.Raw(b'{"what":"assigned","assignee":null,"team":null}')


def test_notes_and_labels_keep_their_place_and_nothing_else() -> None:
    note = msgspec.structs.replace(ENTRY, kind="note", text="watch this one", mentions=[AGENT])
    for internal in (note, event('{"what":"labelled","tags":["vip"]}')):
        shown = customer_view(internal, {})
        assert (shown.seq, shown.kind, shown.text, shown.event, shown.author.name) == (
            3,
            "internal",
            "",
            None,
            "",
        )
        assert list(shown.mentions) == []
