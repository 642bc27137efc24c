"""What of a conversation makes its story: the steps it took, and whose turn it is."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec

from trustdesk.channels.status.model import Awaited, Step, Turn
from trustdesk.conversations import Conversation, EntryView

# The events a customer is told of, by what they say in the words ``case.step.*``.
TOLD = {"opened", "reopened", "returned", "brought_along", "rated"}
TURNS: dict[str, Turn] = {"waiting": "you", "snoozed": "later", "resolved": "done", "closed": "closed"}
MINUTE = 60


def steps(entries: Iterable[EntryView], since: datetime) -> list[Step]:
    """Tell the steps, oldest first; the same thing over and over is told once."""
    told = [Step("received", since)]
    for entry in entries:
        step = _step(entry)
        if step is not None and (step.code, step.name) != (told[-1].code, told[-1].name):
            told.append(step)
    return told


def _step(entry: EntryView) -> Step | None:
    if entry.kind == "message":
        return _message(entry)
    event: dict[str, Any] = msgspec.json.decode(entry.event) if entry.event else {}
    what = event.get("what")
    if what == "assigned" and event.get("assignee"):
        return Step("assigned", entry.at, event["assignee"]["name"])
    if what == "status":
        return Step(f"status.{event['to']}", entry.at)
    return Step(what, entry.at) if what in TOLD - {"opened"} else None


def _message(entry: EntryView) -> Step | None:
    if entry.author.kind == "customer":
        return Step("wrote", entry.at)
    return Step("answered", entry.at, entry.author.name) if entry.author.kind != "system" else None


def awaited(
    case: Conversation, holder: str, place: tuple[int, int | None] | None, opens_at: datetime | None
) -> Awaited:
    """Tell whose turn it is; ``place`` is position and estimate in seconds of who stands in the queue."""
    turn = TURNS.get(case.status) or ("held" if case.assignee else "queue")
    ours = turn in ("held", "queue")
    position, estimate = place if place and turn == "queue" else (None, None)
    return Awaited(
        turn=turn,
        name=holder if turn in ("held", "later") else "",
        position=position,
        minutes=None if estimate is None or opens_at else max(1, -(-estimate // MINUTE)),
        opens_at=opens_at if ours else None,
        until=case.snoozed_until if turn == "later" else None,
    )


def repeats(entries: Iterable[EntryView], text: str) -> bool:
    """Whether these words are what the customer said last, with nobody's answer since: one push too many."""
    last = next((one for one in reversed(list(entries)) if one.kind == "message"), None)
    return last is not None and last.author.kind == "customer" and last.text == text and not last.attachments


def progress_id(number: str, now: datetime) -> str:
    """Name asking how it stands: once a day, whoever presses how often."""
    return f"progress:{number}:{now:%Y-%m-%d}"
