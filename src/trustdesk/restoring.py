"""The command ``doctor``: what is wrong with a node, and what a restore leaves behind to be mended."""

from collections.abc import Callable

from trustdesk import brands, tending
from trustdesk.kit import counting, doctor
from trustdesk.kit.errors import Conflict
from trustdesk.kit.safety import Problem
from trustdesk.kit.settings import Settings


async def consult(settings: Settings, say: Callable[[str], None], *, mend: bool) -> bool:
    """Mend if asked to, then say what is wrong; True unless something keeps the desk from serving."""
    if mend and settings.database_url:
        say(await mended(settings, say))
    found = [*await doctor.examine(settings), *await examine(settings), *await tending.examine(settings)]
    for problem in found:
        say(f"{'WRONG  ' if problem.fatal else 'CAREFUL'}  {problem.text}")
    if any(problem.fatal for problem in found):
        return False
    say("Nothing is wrong" + (" that would stop the desk" if found else ""))
    return True


async def examine(settings: Settings) -> list[Problem]:
    """Say whether the server's count is behind its rows; what else is wrong, others say."""
    return await counting.examine(settings, _tenants(settings)) if settings.database_url else []


async def mended(settings: Settings, say: Callable[[str], None]) -> str:
    """Let the server count on until it is beyond its rows; returns what is to be printed."""
    try:
        gap = await counting.catch_up(settings, _tenants(settings), say)
    except counting.TooFar as error:
        raise Conflict(str(error)) from error
    return f"The server has counted on by {gap:,} transactions" if gap > 0 else "There was nothing to mend"


def _tenants(settings: Settings) -> list[str]:
    return sorted(brands.load(settings.brands_dir))
