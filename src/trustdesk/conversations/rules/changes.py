"""What each command does to a conversation: values in, the new state, drafts and facts out.

Every function takes the locked conversation and returns a ``Change`` or raises a refusal;
whether the actor may is asked in ``decide`` before any of them.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from trustdesk.conversations import events
from trustdesk.conversations.model import (
    Assign,
    BringAlong,
    Command,
    Conversation,
    Draft,
    Edited,
    Gather,
    Join,
    Label,
    Letter,
    Note,
    Part,
    Rate,
    Reply,
    Say,
    SetStatus,
    Undelivered,
)
from trustdesk.conversations.rules import joining
from trustdesk.conversations.rules.effects import Change
from trustdesk.guard import personal
from trustdesk.kit.errors import AlreadyTaken, Closed, Conflict, Invalid, NotFound, PublicPlace, StaleReply
from trustdesk.staff import Action, can, check

PREVIEW_LENGTH = 140
PUBLIC_LINES = frozenset({"telegram_group"})  # everybody there reads what is answered
RATEABLE = frozenset({"waiting", "resolved"})


def decide(case: Conversation, command: Command, now: datetime) -> Change:
    """Apply a command of any kind; raises a refusal and changes nothing otherwise."""
    action, change = VERBS[type(command)]
    if command.actor.kind == "customer":
        if command.actor.id != str(case.customer):
            raise NotFound
    elif not isinstance(command, Letter):
        check(command.actor, Action.TAKE if _takes(command) else action, case)
    return change(case, command, now)


def _takes(command: Command) -> bool:
    return isinstance(command, Assign) and str(command.assignee) == command.actor.id


def _letter(case: Conversation, command: Letter, now: datetime) -> Change:
    if case.status == "closed":
        raise Closed
    drafts: list[Draft] = []
    facts: list[events.Fact] = []
    if case.status == "resolved":
        # What was joined to another conversation and is written in all the same goes on by itself.
        drafts.append(Draft(kind="event", event={"what": "reopened"}, author="system"))
        facts.append(events.ConversationReopened(about=case.id))
    elif case.status != "open" and case.assignee is None:
        # Nobody holds it: whoever keeps the queue must hear that somebody waits again.
        facts.append(events.StatusChanged(about=case.id, seq=case.seq + 1, status="open"))
    own = Draft(
        kind="message",
        text=command.text,
        line=command.line,
        attachments=command.attachments,
        author="customer",
    )
    seq = case.seq + len(drafts) + 1
    after = replace(
        case,
        status="open",
        snoozed_until=None,
        resolved_at=None,
        joined=None,
        topic=case.topic or command.topic,
        waiting_since=case.waiting_since or now,
        preview=preview(command.text),
        last_author="customer",
        last_at=now,
    )
    return Change(after, [*drafts, own], [*facts, events.MessageReceived(about=case.id, seq=seq)])


def _reply(case: Conversation, command: Reply, now: datetime) -> Change:
    if case.status == "closed":
        raise Closed
    if command.seen is not None and case.staff_seq > command.seen and case.staff_by != command.actor.key:
        raise StaleReply
    if case.line in PUBLIC_LINES and (kind := personal(command.text) or (command.attachments and "file")):
        raise PublicPlace(kind=kind)
    drafts: list[Draft] = []
    facts: list[events.Fact] = []
    holder = case.assignee
    if holder is None and command.actor.kind == "agent":
        taken = _given_to(command, case)
        drafts, facts, holder = taken.drafts, taken.facts, taken.after.assignee
    own = Draft(kind="message", text=command.text, line=case.line, attachments=command.attachments)
    seq = case.seq + len(drafts) + 1
    after = replace(
        case,
        status="waiting",
        assignee=holder,
        snoozed_until=None,
        resolved_at=None,
        staff_seq=seq,
        staff_by=command.actor.key,
        waiting_since=None,
        preview=preview(command.text),
        last_author=command.actor.kind,
        last_at=now,
    )
    written = events.ReplyWritten(about=case.id, seq=seq, line=case.line)
    return Change(after, [*drafts, own], [*facts, written])


def _given_to(command: Reply, case: Conversation) -> Change:
    """Let an answer to an unclaimed conversation claim it."""
    actor = command.actor
    claim = Assign(
        actor=actor,
        client_id=command.client_id,
        assignee=UUID(actor.id),
        assignee_name=actor.name,
        team=case.team,
    )
    return _assign(case, claim, case.last_at)


def _note(case: Conversation, command: Note, _now: datetime) -> Change:
    own = Draft(kind="note", text=command.text, line=case.line, mentions=command.mentions)
    written = events.NoteWritten(about=case.id, seq=case.seq + 1, mentions=command.mentions)
    return Change(case, [own], [written])


def _say(case: Conversation, command: Say, now: datetime) -> Change:
    own = Draft(kind="message", text=command.text, line=case.line, event=command.card, author="system")
    written = events.ReplyWritten(about=case.id, seq=case.seq + 1, line=case.line)
    return Change(replace(case, last_at=now), [own], [written])


def _set_status(case: Conversation, command: SetStatus, now: datetime) -> Change:
    if case.status == "closed":
        raise Closed
    if command.status == "snoozed" and (command.until is None or command.until <= now):
        raise Invalid("snoozing needs a time to come in `until`")
    until = command.until if command.status == "snoozed" else None
    told: dict[str, Any] = {"what": "status", "from": case.status, "to": command.status}
    if until is not None:
        told["until"] = until
    ended = command.status in ("resolved", "closed")
    after = replace(
        case,
        status=command.status,
        snoozed_until=until,
        resolved_at=(case.resolved_at or now) if ended else None,
        waiting_since=None if ended else case.waiting_since,
        last_at=now,
    )
    return Change(after, [Draft(kind="event", event=told)], [_status_fact(case, command, case.seq + 1)])


def _status_fact(case: Conversation, command: SetStatus, seq: int) -> events.Fact:
    if command.status == "resolved":
        return events.ConversationResolved(about=case.id, seq=seq)
    if command.status == "closed":
        return events.ConversationClosed(about=case.id, seq=seq)
    if command.status == "snoozed":
        return events.ConversationSnoozed(about=case.id, seq=seq)
    if case.status == "resolved":
        return events.ConversationReopened(about=case.id)
    return events.StatusChanged(about=case.id, seq=seq, status=command.status)


def _refuse_unless_taken_over(case: Conversation, command: Assign) -> None:
    """Let what a colleague holds be taken only by who may, by force, and by a reason that goes on record."""
    if not command.force or can(command.actor, Action.TAKE_OVER, case) != "allow":
        raise AlreadyTaken
    if not command.why:
        raise Invalid("why: taking over from a colleague needs a reason")


def _assign(case: Conversation, command: Assign, now: datetime) -> Change:
    if case.status == "closed":
        raise Closed
    if command.if_free and (case.assignee is not None or case.status != "open"):
        raise AlreadyTaken
    held = case.assignee is not None and case.assignee != command.assignee
    if held and _takes(command):
        _refuse_unless_taken_over(case, command)
    told: dict[str, Any] = {"what": "assigned", "assignee": None, "team": command.team or case.team}
    if command.assignee is not None:
        told["assignee"] = {"id": str(command.assignee), "name": command.assignee_name}
    if command.reason:
        told |= {"what": "returned", "reason": command.reason}
    after = replace(case, assignee=command.assignee, team=command.team or case.team, last_at=now)
    given = events.ConversationAssigned(
        about=case.id, seq=case.seq + 1, assignee=after.assignee, team=after.team
    )
    return Change(after, [Draft(kind="event", event=told)], [given])


def _label(case: Conversation, command: Label, _now: datetime) -> Change:
    if command.seen is not None and command.seen != case.seq:
        raise StaleReply
    wanted: dict[str, Any] = {
        "tags": None if command.tags is None else sorted(set(command.tags)),
        "priority": command.priority,
        "topic": command.topic,
        "language": command.language,
    }
    told = {name: value for name, value in wanted.items() if value is not None}
    if not told:
        raise Invalid("nothing to change")
    own = Draft(kind="event", event={"what": "labelled", **told})
    return Change(
        replace(case, **told), [own], [events.ConversationLabelled(about=case.id, seq=case.seq + 1)]
    )


def _rate(case: Conversation, command: Rate, _now: datetime) -> Change:
    if case.status not in RATEABLE:
        raise Conflict("nothing to rate yet: the desk has the next word")
    own = Draft(kind="event", event={"what": "rated", "score": command.score, "text": command.text})
    rated = events.ConversationRated(about=case.id, seq=case.seq + 1, score=command.score)
    return Change(replace(case, rating=command.score), [own], [rated])


def _bring_along(case: Conversation, command: BringAlong, _now: datetime) -> Change:
    if case.status == "closed":
        raise Closed
    own = Draft(kind="event", event={"what": "brought_along"})
    brought = events.ConversationBroughtAlong(about=case.id, seq=case.seq + 1)
    return Change(replace(case, customer=command.verified), [own], [brought])


def _undelivered(case: Conversation, command: Undelivered, now: datetime) -> Change:
    """Open it again: to the customer nobody has answered, whatever the status says."""
    told = {"what": "undelivered", "of": command.of, "line": command.line, "reason": command.reason}
    own = Draft(kind="event", event=told, line=command.line)
    if case.status != "waiting":
        return Change(case, [own], [])
    after = replace(case, status="open", waiting_since=case.waiting_since or now, last_at=now)
    return Change(after, [own], [events.StatusChanged(about=case.id, seq=case.seq + 1, status="open")])


def _edited(case: Conversation, command: Edited, now: datetime) -> Change:
    told = {"what": "edited", "of": command.of, "before": command.before, "text": command.text}
    own = Draft(kind="event", event=told, line=case.line)
    return Change(replace(case, last_at=now), [own], [])


def preview(text: str) -> str:
    """Cut the first words for a list, on one line."""
    return " ".join(text[: PREVIEW_LENGTH * 2].split())[:PREVIEW_LENGTH]


VERBS: dict[type[Command], tuple[Action, Callable[[Conversation, Any, datetime], Change]]] = {
    Letter: (Action.WRITE, _letter),
    Reply: (Action.WRITE, _reply),
    Note: (Action.NOTE, _note),
    Say: (Action.WRITE, _say),
    SetStatus: (Action.WRITE, _set_status),
    Assign: (Action.ASSIGN, _assign),
    Label: (Action.WRITE, _label),
    Rate: (Action.WRITE, _rate),
    BringAlong: (Action.WRITE, _bring_along),
    Join: (Action.WRITE, joining.join),
    Gather: (Action.WRITE, joining.gather),
    Part: (Action.WRITE, joining.part),
    Undelivered: (Action.WRITE, _undelivered),
    Edited: (Action.WRITE, _edited),
}
