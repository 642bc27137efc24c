"""Making a security case of a conversation: first in the queue, tagged, with the security team, on alert."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from trustdesk import conversations, oversight, staff
from trustdesk.brands import Brand, Label
from trustdesk.kit import i18n
from trustdesk.kit.actors import system
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Refused
from trustdesk.kit.events import Event
from trustdesk.procedures.events import ProcedureMoved
from trustdesk.procedures.rules import security

TEAM, TAG, FIRST = "security", "security", 3


async def secure(tx: Tx, brand: Brand, events: Sequence[Event], now: datetime) -> None:
    """Hear that a case has moved: what is a matter of security becomes one, and its customer is told."""
    moved = [one.fact for one in events if isinstance(one.fact, ProcedureMoved)]
    wanted = [one for one in moved if (one.slug, one.state) in security.CASES or one.slug in security.SAID]
    cases = await conversations.states_of(tx, list({one.about for one in wanted})) if wanted else {}
    for one in wanted:
        case = cases.get(one.about)
        if case is None or case.status == "closed":
            continue
        if (one.slug, one.state) in security.CASES:
            await _mark(tx, brand, case, one, now)
        await _say(tx, brand, case, one, now)


async def _mark(
    tx: Tx, brand: Brand, case: conversations.Conversation, one: ProcedureMoved, now: datetime
) -> None:
    desk, id = system(tx.tenant), f"secure:{one.procedure}"
    known = {team.id for team in await staff.teams(tx)}
    commands: list[conversations.Command] = [
        conversations.Label(
            actor=desk, client_id=id, conversation=case.id, tags=[*case.tags, TAG], priority=FIRST
        )
    ]
    if TEAM in known and case.assignee is None and case.team != TEAM:
        commands.append(
            conversations.Assign(actor=desk, client_id=f"{id}:team", conversation=case.id, team=TEAM)
        )
    await _perform(tx, brand, commands, now)
    await oversight.raise_alert(tx, "security_case", None, f"{case.number} {one.slug}", now)


async def _say(
    tx: Tx, brand: Brand, case: conversations.Conversation, one: ProcedureMoved, now: datetime
) -> None:
    """Tell the customer what has happened, once each; never a word of patience."""
    text = security.SAID.get(one.slug, {}).get(one.state)
    if text is None:
        return
    words = text.of(i18n.spoken(case.language))
    say = conversations.Say(
        actor=system(tx.tenant),
        client_id=f"safety:{one.procedure}:{one.state}",
        conversation=case.id,
        text=words,
    )
    await _perform(tx, brand, [say], now)


async def _perform(tx: Tx, brand: Brand, commands: list[conversations.Command], now: datetime) -> None:
    for outcome in await conversations.perform(tx, commands, brand.prefix, now):
        if isinstance(outcome, Refused):
            raise outcome


def texts() -> Iterator[Label]:
    """Give everything that is said (tests)."""
    return (text for said in security.SAID.values() for text in said.values())
