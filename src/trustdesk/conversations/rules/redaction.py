"""What is taken out of a copy to be shared: names, contacts, ids; amounts and chain data on request."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Literal

import msgspec

from trustdesk.conversations.rules.records import (
    Transcript,
    TranscriptAuthor,
    TranscriptEntry,
    TranscriptFile,
)

Hide = Literal["amounts", "chain"]
BAR = "▇▇▇"
HIDING = frozenset({"contact", "phone", "id", "amounts", "chain", "date"})
SHORTEST_NAME = 2

FOUND = re.compile(
    r"""(?P<contact>[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\w)@\w{3,})
    |(?P<chain>\b(?:0x)?[0-9a-fA-F]{40,64}\b|\b(?:bc1|ltc1)[0-9a-z]{20,80}\b|\b[1-9A-HJ-NP-Za-km-z]{26,100}\b)
    |(?P<amounts>[$€£¥]\s?\d[\d,]*(?:\.\d+)?|(?<![\w.])\d[\d,]*(?:\.\d+)?\s?(?:[A-Z]{3,6}\b|元|美元|美金|个?币))
    |(?P<date>\b\d{4}-\d{2}-\d{2}\b)
    |(?P<phone>(?<!\w)\+?\d(?:[\s().-]{0,2}\d){6,}(?!\w))
    |(?P<id>[A-Z]{2,4}-\w{3}-\w{4}\b|\w*\d{6,}\w*)""",
    re.VERBOSE,
)


def redacted(
    record: Transcript, names: Collection[str], hide: Collection[Hide]
) -> tuple[Transcript, Mapping[int, frozenset[str]]]:
    """Make the shareable copy of a customer's record, and tell which fields of each entry are hidden.

    ``names`` are those of the people in it. The fields are named as in the entry's leaf.
    """
    names = sorted((name for name in names if len(name) >= SHORTEST_NAME), key=len, reverse=True)
    hiding = {"contact", "phone", "id", *hide}
    entries = [_entry(entry, names, hiding) for entry in record.entries]
    copy = msgspec.structs.replace(record, copy="shareable", number=BAR, customer="", entries=entries)
    pairs = zip(record.entries, entries, strict=True)
    return copy, {before.seq: frozenset(_changed(before, after)) for before, after in pairs}


def without(text: str, names: Collection[str], hiding: Collection[str]) -> str:
    """Take out of a text what is to be hidden; what stays is as it was written."""

    def shown(found: re.Match[str]) -> str:
        return BAR if found.lastgroup in hiding else found[0]

    for name in names:
        text = re.sub(re.escape(name), BAR, text, flags=re.IGNORECASE)
    return FOUND.sub(shown, text)


def _entry(entry: TranscriptEntry, names: Collection[str], hiding: Collection[str]) -> TranscriptEntry:
    return msgspec.structs.replace(
        entry,
        author=TranscriptAuthor(entry.author.kind, ""),
        text=without(entry.text, names, hiding),
        files=[TranscriptFile(BAR, file.media_type, file.size) for file in entry.files],
        event=None if entry.event is None else _event(entry.event, names, hiding),
    )


def _event(event: Mapping[str, Any], names: Collection[str], hiding: Collection[str]) -> dict[str, Any]:
    told = {name: without(value, names, hiding) if name == "text" else value for name, value in event.items()}
    return told | ({"assignee": {"name": BAR}} if told.get("assignee") else {})


def _changed(before: TranscriptEntry, after: TranscriptEntry) -> Iterator[str]:
    if before.author.name != after.author.name:
        yield "author_name"
    if before.text != after.text:
        yield "text"
    told, shown = before.event or {}, after.event or {}
    if told.get("text") != shown.get("text"):
        yield "event.text"
    if told.get("assignee"):
        yield "event.assignee.name"
