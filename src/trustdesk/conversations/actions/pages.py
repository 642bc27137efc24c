"""Transcripts for people: what a page shows, or plain text. Everything is escaped."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from trustdesk.brands import Brand
from trustdesk.conversations.rules.records import Transcript, TranscriptEntry, TranscriptFile
from trustdesk.kit import i18n

KILO = 1000


class Sheet(msgspec.Struct, frozen=True):
    """What a page is written from; ``now`` is in the brand's time zone."""

    record: Transcript
    words: i18n.Words
    brand: Brand
    checksum: str
    now: datetime


class Main(msgspec.Struct, frozen=True):
    """The part of a page that shows the conversation, and each of its entries by number.

    Written just as browsers write it back, so that a page can compare itself with what was signed.
    """

    content: str
    entries: Sequence[tuple[int, str]]


def main(sheet: Sheet) -> Main:
    """Write the part of the page that shows the conversation."""
    words = sheet.words
    facts = "".join(f"<dt>{escaped(name)}</dt><dd>{escaped(value)}</dd>" for name, value in _facts(sheet))
    preface = "".join(f"<p>{escaped(line)}</p>" for line in _preface(sheet))
    shown = [(entry.seq, _entry_html(sheet, entry)) for entry in sheet.record.entries]
    entries = sorted(shown + [(seq, _withheld_html(sheet, seq)) for seq in sheet.record.withheld])
    return Main(
        f"<main><header><h1>{escaped(title(sheet))}</h1><dl>{facts}</dl>{preface}</header>"
        f"<ol>{''.join(item for _, item in entries)}</ol>"
        f"<footer><p>{escaped(words.text('transcript.checksum'))}<br><code>{sheet.checksum}</code></p>"
        "</footer></main>",
        entries,
    )


def title(sheet: Sheet) -> str:
    """Name the transcript."""
    return sheet.words.text("transcript.title", number=sheet.record.number)


def escaped(text: str) -> str:
    """Escape a text as browsers do when they write a page back; lines end alike everywhere."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("&", "&amp;")
    return plain.replace("<", "&lt;").replace(">", "&gt;").replace("\xa0", "&nbsp;")


def text(sheet: Sheet) -> str:
    """Write plain text. What people wrote is indented, so that nobody can write an entry's first line."""
    record, words = sheet.record, sheet.words
    lines = [title(sheet), ""]
    lines += [f"{name}: {value}" for name, value in _facts(sheet)]
    lines += ["", *_preface(sheet), ""]
    for entry in record.entries:
        lines.append(f"[{entry.seq}] {' · '.join(_meta(sheet, entry))}")
        said = [*_said(sheet, entry).splitlines(), *(_file(words, file) for file in entry.files)]
        lines += [f"    {line}" for line in said] + [""]
    lines += [words.text("transcript.checksum"), sheet.checksum]
    return "\n".join(lines) + "\n"


def _entry_html(sheet: Sheet, entry: TranscriptEntry) -> str:
    who, at, line = (escaped(part) for part in _meta(sheet, entry))
    kind = entry.author.kind if entry.kind == "message" else entry.kind
    files = "".join(f"<li>{escaped(_file(sheet.words, file))}</li>" for file in entry.files)
    return (
        f'<li class="entry {kind}" id="entry-{entry.seq}">'
        f'<p class="meta">{entry.seq} · <b><bdi>{who}</bdi></b> · '
        f'<time datetime="{entry.at.isoformat()}">{at}</time> · {line}</p>'
        f'<p class="text" dir="auto">{escaped(_said(sheet, entry))}</p>'
        + (f'<ul class="files">{files}</ul>' if files else "")
        + "</li>"
    )


def _withheld_html(sheet: Sheet, seq: int) -> str:
    said = escaped(sheet.words.text("transcript.withheld.one", number=seq))
    return f'<li class="entry withheld" id="entry-{seq}"><p class="text">{said}</p></li>'


def _facts(sheet: Sheet) -> Iterator[tuple[str, str]]:
    record, words = sheet.record, sheet.words
    topics = {topic.code: topic.label.of(words.locale) for topic in sheet.brand.topics}
    yield words.text("transcript.brand"), sheet.brand.name.of(words.locale)
    if record.customer:
        yield words.text("transcript.customer"), _plain(record.customer)
    if record.topic:
        yield words.text("transcript.topic"), topics.get(record.topic, _plain(record.topic))
    yield words.text("transcript.line"), _plain(record.line)
    yield words.text("transcript.status"), _status(sheet, record.status)
    yield words.text("transcript.opened"), _moment(record.opened_at, record.time_zone)
    yield words.text("transcript.written"), _moment(sheet.now, record.time_zone)
    yield words.text("transcript.entries"), str(len(record.entries))


def _preface(sheet: Sheet) -> Iterator[str]:
    record, words = sheet.record, sheet.words
    zone = record.time_zone
    if record.copy == "shareable":
        yield words.text("transcript.entries_shareable", zone=zone)
    elif record.copy == "staff":
        yield words.text("transcript.entries_all", zone=zone)
    else:
        yield words.text("transcript.entries_complete", zone=zone)
    if record.withheld:
        yield words.text("transcript.withheld", numbers=numbers(record.withheld))
    yield words.text("transcript.masked")


def _meta(sheet: Sheet, entry: TranscriptEntry) -> tuple[str, str, str]:
    record = sheet.record
    return _who(sheet, entry), _moment(entry.at, record.time_zone), _plain(entry.line or record.line)


def _who(sheet: Sheet, entry: TranscriptEntry) -> str:
    words, author = sheet.words, entry.author
    audience = ".staff" if sheet.record.copy == "staff" else ""
    if sheet.record.copy == "shareable":
        audience = ".shareable"
    unnamed = audience == ".staff" and author.kind == "customer" and not author.name
    named = words.text(
        f"transcript.author{audience}.{'unnamed' if unnamed else author.kind}", name=_plain(author.name)
    )
    return f"{named} ({words.text('transcript.note')})" if entry.kind == "note" else named


def _said(sheet: Sheet, entry: TranscriptEntry) -> str:
    happened = entry.kind == "event" and entry.event is not None
    return _happened(sheet, entry.event or {}) if happened else entry.text


def _happened(sheet: Sheet, event: dict[str, Any]) -> str:
    words = sheet.words
    audience = "" if sheet.record.copy == "customer" else ".staff"
    what = str(event.get("what", ""))
    match what:
        case "assigned":
            holder = event.get("assignee")
            return (
                words.text("event.assigned", name=holder["name"])
                if holder
                else words.text("event.unassigned")
            )
        case "status":
            return words.text("event.status", status=_status(sheet, str(event["to"])))
        case "rated":
            said = words.text(f"event.rated{audience}", score=event["score"])
            return "\n".join(part for part in (said, str(event.get("text", ""))) if part)
        case "labelled" if sheet.record.copy == "staff":
            return words.text("event.labelled.staff", what=", ".join(_labels(words, event)))
        case _ if f"event.{what}" in words.catalogue:
            own = f"event.{what}{audience}"
            told = {name: str(value) for name, value in event.items()}
            return words.text(own if own in words.catalogue else f"event.{what}", **told)
        case _:
            rest = {name: value for name, value in event.items() if name != "what"}
            return words.text("event.other", what=f"{what} {msgspec.json.encode(rest).decode()}")


def _labels(words: i18n.Words, event: dict[str, Any]) -> Iterator[str]:
    for name in ("tags", "priority", "topic", "language"):
        if name in event:
            shown = ", ".join(event["tags"]) if name == "tags" else str(event[name])
            yield f"{words.text(f'transcript.label.{name}')}: {shown or words.text('transcript.label.none')}"


def _status(sheet: Sheet, status: str) -> str:
    staff = f"status.staff.{status}"
    known = sheet.record.copy != "customer" and staff in sheet.words.catalogue
    return sheet.words.text(staff if known else f"status.{status}")


def _file(words: i18n.Words, file: TranscriptFile) -> str:
    return words.text(
        "transcript.attachment", name=_plain(file.name), media_type=file.media_type, size=size(file.size)
    )


def _moment(at: datetime, zone: str) -> str:
    local = at.astimezone(ZoneInfo(zone))
    return f"{local:%Y-%m-%d %H:%M:%S} {i18n.offset_of(local)}"


def _plain(name: str) -> str:
    """Put a name on one line: names come from outside too."""
    return " ".join(name.split())


def size(count: int) -> str:
    """Write a number of bytes for people."""
    if count < KILO:
        return f"{count} B"
    kilos = count / KILO
    return f"{kilos:.1f} kB" if kilos < KILO else f"{kilos / KILO:.1f} MB"


def numbers(found: Sequence[int]) -> str:
    """Write numbers in order, neighbours together: ``2, 5-7``."""
    runs = [list(run) for _, run in groupby(enumerate(found), lambda pair: pair[1] - pair[0])]
    return ", ".join(str(run[0][1]) if len(run) == 1 else f"{run[0][1]}-{run[-1][1]}" for run in runs)


def printed(sheet: Sheet) -> dict[str, Any]:
    """Give what is printed, as data for setting it on paper."""
    shown = [(entry.seq, _entry_printed(sheet, entry)) for entry in sheet.record.entries]
    empty: dict[str, Any] = {"kind": "withheld", "meta": "", "files": []}
    gone = [
        (seq, empty | {"text": sheet.words.text("transcript.withheld.one", number=seq)})
        for seq in sheet.record.withheld
    ]
    return {
        "title": title(sheet),
        "facts": list(_facts(sheet)),
        "preface": [*_preface(sheet), sheet.words.text("transcript.paper")],
        "entries": [entry for _, entry in sorted(shown + gone, key=lambda pair: pair[0])],
        "checksum_is": sheet.words.text("transcript.checksum"),
        "checksum": sheet.checksum,
    }


def _entry_printed(sheet: Sheet, entry: TranscriptEntry) -> dict[str, Any]:
    return {
        "kind": entry.author.kind if entry.kind == "message" else entry.kind,
        "meta": f"{entry.seq} · {' · '.join(_meta(sheet, entry))}",
        "text": _said(sheet, entry),
        "files": [_file(sheet.words, file) for file in entry.files],
    }
