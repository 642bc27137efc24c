"""Transcripts for people: one page that needs nothing else, or plain text. Everything is escaped."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from trustdesk.brands import Brand
from trustdesk.conversations.views import Transcript, TranscriptEntry, TranscriptFile
from trustdesk.kit import i18n

KILO = 1000
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
STYLE = """
:root{color-scheme:light dark;--ink:#16191d;--soft:#5a6270;--line:#d8dce2;--ours:#eef3fb;--note:#fff6d9}
@media (prefers-color-scheme:dark){
:root{--ink:#e8eaee;--soft:#a2abb9;--line:#363c46;--ours:#1d2735;--note:#332b12}}
body{margin:0;color:var(--ink);font:16px/1.55 system-ui,"PingFang SC","Microsoft YaHei",sans-serif}
main{max-width:46rem;margin:0 auto;padding:2rem 1.25rem}
h1{font-size:1.5rem;margin:0 0 1rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.25rem;margin:0 0 1.25rem}
dt,.meta,.event .text,footer{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere}
ol{list-style:none;margin:1.5rem 0;padding:0;border-top:1px solid var(--line)}
li.entry{padding:.75rem .75rem;border-bottom:1px solid var(--line);break-inside:avoid}
.agent,.system{background:var(--ours)}.note{background:var(--note)}.event{background:none}
.meta{font-size:.8125rem;margin:0 0 .25rem}.meta b{color:var(--ink)}
.text{margin:0;white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:plaintext}
.files{margin:.5rem 0 0;padding-left:1.25rem;font-size:.875rem}
footer{font-size:.8125rem}code{overflow-wrap:anywhere}
@page{margin:18mm}
@media print{:root{--ink:#000;--soft:#444;--line:#bbb;--ours:#fff;--note:#fff}
body{font-size:10.5pt}main{max-width:none;padding:0}}
""".strip()


class Sheet(msgspec.Struct, frozen=True):
    """What a page is written from; ``now`` is in the brand's time zone."""

    record: Transcript
    words: i18n.Words
    brand: Brand
    checksum: str
    now: datetime


def html(sheet: Sheet) -> str:
    """Write one page without scripts, with its style inside and nothing from outside."""
    words = sheet.words
    title = escape(words.text("transcript.title", number=sheet.record.number))
    facts = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in _facts(sheet))
    preface = "".join(f"<p>{escape(line)}</p>" for line in _preface(sheet))
    entries = "".join(_entry_html(sheet, entry) for entry in sheet.record.entries)
    return (
        f'<!doctype html><html lang="{words.locale}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f"<title>{title}</title><style>{STYLE}</style></head><body><main>"
        f"<header><h1>{title}</h1><dl>{facts}</dl>{preface}</header><ol>{entries}</ol>"
        f"<footer><p>{escape(words.text('transcript.checksum'))}<br><code>{sheet.checksum}</code></p></footer>"
        "</main></body></html>\n"
    )


def text(sheet: Sheet) -> str:
    """Write plain text. What people wrote is indented, so that nobody can write an entry's first line."""
    record, words = sheet.record, sheet.words
    lines = [words.text("transcript.title", number=record.number), ""]
    lines += [f"{name}: {value}" for name, value in _facts(sheet)]
    lines += ["", *_preface(sheet), ""]
    for entry in record.entries:
        lines.append(f"[{entry.seq}] {' · '.join(_meta(sheet, entry))}")
        said = [*_said(sheet, entry).splitlines(), *(_file(words, file) for file in entry.files)]
        lines += [f"    {line}" for line in said] + [""]
    lines += [words.text("transcript.checksum"), sheet.checksum]
    return "\n".join(lines) + "\n"


def _entry_html(sheet: Sheet, entry: TranscriptEntry) -> str:
    who, at, line = (escape(part) for part in _meta(sheet, entry))
    kind = entry.author.kind if entry.kind == "message" else entry.kind
    files = "".join(f"<li>{escape(_file(sheet.words, file))}</li>" for file in entry.files)
    return (
        f'<li class="entry {kind}" id="entry-{entry.seq}">'
        f'<p class="meta">{entry.seq} · <b><bdi>{who}</bdi></b> · '
        f'<time datetime="{entry.at.isoformat()}">{at}</time> · {line}</p>'
        f'<p class="text" dir="auto">{escape(_said(sheet, entry))}</p>'
        + (f'<ul class="files">{files}</ul>' if files else "")
        + "</li>"
    )


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
    if record.copy == "staff":
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
    unnamed = audience and author.kind == "customer" and not author.name
    named = words.text(
        f"transcript.author{audience}.{'unnamed' if unnamed else author.kind}", name=_plain(author.name)
    )
    return f"{named} ({words.text('transcript.note')})" if entry.kind == "note" else named


def _said(sheet: Sheet, entry: TranscriptEntry) -> str:
    return entry.text if entry.event is None else _happened(sheet, entry.event)


def _happened(sheet: Sheet, event: dict[str, Any]) -> str:
    words = sheet.words
    audience = ".staff" if sheet.record.copy == "staff" else ""
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
            return words.text(own if own in words.catalogue else f"event.{what}")
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
    known = sheet.record.copy == "staff" and staff in sheet.words.catalogue
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
