"""Verbs of the room: see how lines fare, try what failed again, take what arrived as it came."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from trustdesk.channels import post
from trustdesk.channels.health import store
from trustdesk.channels.health.model import HeldArrival, Judgement, LineFailure, Page, Watched, Way
from trustdesk.channels.health.rules import state_of, with_told
from trustdesk.channels.health.views import LineCard
from trustdesk.channels.post import Arrival
from trustdesk.evidence import About, Why, append
from trustdesk.kit.actors import Actor
from trustdesk.kit.cursors import Place
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import NotFound
from trustdesk.kit.secrets import Keys
from trustdesk.staff import Action, can, check, require_fresh

MOST_COUNTED = 1_000
MOST_AT_ONCE = 200
LATEST: Place = (datetime(9999, 1, 1, tzinfo=UTC), UUID(int=2**128 - 1))


async def standing(tx: Tx, watched: Watched, now: datetime) -> list[LineCard]:
    """Tell how each of these lines fares."""
    setup, lines = watched.setup, watched.lines
    troubles = await store.troubles(tx)
    settings = {line: await setup.within(tx, line) for line in lines if line in setup.sections}
    told = {line: await probe(tx) for line, probe in watched.probes.items() if line in lines}
    found = [
        with_told(figures, told.get(figures.line)) for figures in await store.figures(tx, lines, MOST_COUNTED)
    ]
    return [
        LineCard(
            state=state_of(figures, troubles.get(figures.line, []), now),
            set_up=figures.line in settings,
            open=getattr(settings.get(figures.line), "enabled", True),
            figures=figures,
            troubles=troubles.get(figures.line, []),
        )
        for figures in found
    ]


async def failures(
    tx: Tx, actor: Actor, keys: Keys, line: str, way: Way, page: Page
) -> Sequence[LineFailure]:
    """List what waits for a person on one way of a line, latest first; what it says to who may judge it."""
    check(actor, Action.SEE_HEALTH)
    if way == "out":
        return await store.failed_out(tx, line, page.before, page.most)
    judges = can(actor, Action.READ_RAW) == "allow"
    found = await store.failed_in(tx, line, page.before, page.most)
    return [_shown(keys, one, judges=judges) for one in found]


async def judge(tx: Tx, actor: Actor, line: str, id: UUID, judgement: Judgement) -> None:
    """Let something in that was set aside, or drop it; on record. ``NotFound`` when none such waits."""
    check(actor, Action.READ_RAW)
    if await store.line_of(tx, "in", id) != line:
        raise NotFound
    await (post.let_in if judgement == "let_in" else post.drop)(tx, id)
    await append(tx, actor, f"arrival.{judgement}", About("arrival", str(id)), {"line": line})


async def again(tx: Tx, actor: Actor, line: str, way: Way, id: UUID) -> None:
    """Try one again: an arrival is read anew, an answer sent anew. ``NotFound`` when none such waits."""
    check(actor, Action.SEE_HEALTH)
    if await store.line_of(tx, way, id) != line:
        raise NotFound
    await _again(tx, actor, way, id)


async def all_again(tx: Tx, actor: Actor, line: str) -> int:
    """Try everything that failed on a line again, the latest few hundred of each way; returns how many.

    What is held for a person's judgement stays: trying it again would come to the same.
    """
    check(actor, Action.SEE_HEALTH)
    arrivals = await store.failed_in(tx, line, LATEST, MOST_AT_ONCE)
    lost: list[LineFailure] = [one for one in arrivals if one.state == "failed"]
    lost += await store.failed_out(tx, line, LATEST, MOST_AT_ONCE)
    for one in lost:
        await _again(tx, actor, one.way, one.id)
    return len(lost)


async def raw(tx: Tx, actor: Actor, keys: Keys, id: UUID, reason: str, now: datetime) -> Arrival:
    """Open an arrival as it came, unmasked: by a fresh proof, by a reason, on record before it leaves."""
    check(actor, Action.READ_RAW)
    require_fresh(actor, now)
    arrival = await post.read(tx, keys, id)
    await append(tx, actor, "arrival.raw", About("arrival", str(id)), {"line": arrival.line}, Why(reason))
    return arrival


async def _again(tx: Tx, actor: Actor, way: Way, id: UUID) -> None:
    if way == "out":
        await post.resend(tx, actor, id)
        return
    await post.try_again(tx, id)
    await append(tx, actor, "arrival.again", About("arrival", str(id)))


def _shown(keys: Keys, held: HeldArrival, *, judges: bool) -> LineFailure:
    """Show what something set aside says of itself, to who may judge it and to nobody else."""
    seen = held.glimpse_sealed if judges else b""
    glimpse = post.glimpsed(keys, held.id, seen) if seen else post.Glimpse()
    return LineFailure(
        id=held.id,
        way=held.way,
        state=held.state,
        reason=held.reason,
        attempts=held.attempts,
        at=held.at,
        number=held.number,
        sender=glimpse.sender,
        subject=glimpse.subject,
        may_enter=held.may_enter and judges,
    )
