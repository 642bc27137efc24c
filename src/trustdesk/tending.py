"""What the doctor says of a desk's rows: which lines need somebody, and what is not sealed yet."""

from collections.abc import Mapping, Sequence

from trustdesk import brands, conversations, customers, files, foundation, official, ratings, replies
from trustdesk.channels import api, form, health
from trustdesk.channels.health import LineCard, Watched
from trustdesk.channels.setup import Section, Setup
from trustdesk.kit import clock, opening, safety, secrets, unsealed
from trustdesk.kit.away import UNREACHABLE
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Overloaded
from trustdesk.kit.safety import Problem
from trustdesk.kit.settings import Settings

# What others stand on comes first: conversations have their key before anything is sealed by it. Entries come
# last, so that a conversation whose entries are sealed has nothing plain beside them.
_CASES, _ENTRIES = conversations.UNSEALED
UNSEALED = (
    *customers.UNSEALED,
    _CASES,
    *files.UNSEALED,
    *replies.UNSEALED,
    *ratings.UNSEALED,
    *official.UNSEALED,
    *api.UNSEALED,
    _ENTRIES,
)


async def examine(settings: Settings, sections: Sequence[Section] | None = None) -> list[Problem]:
    """Say of every brand what needs somebody; a database that is away is others' to name."""
    if not settings.database_url or any(one.fatal for one in await safety.problems(settings)):
        return []
    known = foundation.sections() if sections is None else sections
    db = opening.database(settings, size=1)
    lines, setup = [one.line for one in known], Setup(db, secrets.load(settings), known)
    watched = Watched(setup, lines, {form.SECTION.line: form.health})
    try:
        await db.open()
        found: list[Problem] = []
        for brand in sorted(brands.load(settings.brands_dir)):
            async with db.transaction(brand) as tx:
                found += [*await _lines(tx, watched), *await _plain(tx)]
        return found
    except (*UNREACHABLE, OSError, Overloaded):
        return []
    finally:
        await db.close()


def counted(tables: Mapping[str, int]) -> str:
    """Write how many rows of each table."""
    return ", ".join(f"{count:,} {table}" for table, count in tables.items())


async def _lines(tx: Tx, watched: Watched) -> list[Problem]:
    cards = await health.standing(tx, watched, clock.utc_now())
    return [Problem("lines", f"{tx.tenant}: {said}", fatal=False) for said in map(_said, cards) if said]


async def _plain(tx: Tx) -> list[Problem]:
    found = await unsealed.count(tx, UNSEALED)
    if not found:
        return []
    text = f"{tx.tenant}: from before there were keys, and plain: {counted(found)}; run `trustdesk keys seal`"
    return [Problem("unsealed", text, fatal=False)]


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
