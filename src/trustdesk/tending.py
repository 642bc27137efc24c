"""What the doctor says of the lines: which stand still, what failed, what cannot be reached."""

from collections.abc import Sequence

from trustdesk import brands, foundation
from trustdesk.channels import form, health
from trustdesk.channels.health import LineCard, Watched
from trustdesk.channels.setup import Section, Setup
from trustdesk.kit import clock, opening, safety, secrets
from trustdesk.kit.away import UNREACHABLE
from trustdesk.kit.errors import Overloaded
from trustdesk.kit.safety import Problem
from trustdesk.kit.settings import Settings


async def examine(settings: Settings, sections: Sequence[Section] | None = None) -> list[Problem]:
    """Say of every brand which lines need somebody; a database that is away is others' to name."""
    if not settings.database_url or any(one.fatal for one in await safety.problems(settings)):
        return []
    known = foundation.sections() if sections is None else sections
    db = opening.database(settings, size=1)
    try:
        await db.open()
        lines, setup = [one.line for one in known], Setup(db, secrets.load(settings), known)
        watched = Watched(setup, lines, {form.SECTION.line: form.health})
        found: list[Problem] = []
        for brand in sorted(brands.load(settings.brands_dir)):
            async with db.transaction(brand) as tx:
                cards = await health.standing(tx, watched, clock.utc_now())
            found += [Problem("lines", f"{brand}: {said}", fatal=False) for said in map(_said, cards) if said]
        return found
    except (*UNREACHABLE, OSError, Overloaded):
        return []
    finally:
        await db.close()


def _said(card: LineCard) -> str:
    figures = card.figures
    away = [
        f"{one.part} cannot be reached since {one.since:%Y-%m-%d %H:%M} UTC ({one.reason})"
        for one in card.troubles
    ]
    if failed := figures.failed_in + figures.failed_out:
        away.append(f"{failed} failed and wait for somebody: see Lines in the console")
    if card.state == "stands":
        oldest = min(one for one in (figures.oldest_in, figures.oldest_out) if one)
        away.append(f"stands still since {oldest:%Y-%m-%d %H:%M} UTC: is a worker running?")
    return f"{figures.line}: {'; '.join(away)}" if away else ""
