"""Who reads what, compared: for the compliance auditor, from the audit."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.oversight.rules.figures import DAYS, MEASURES, Measure, figures
from trustdesk.oversight.store import figures as store
from trustdesk.oversight.views import AgentFigures
from trustdesk.staff import Action, check

OF_ACTION: Mapping[str, Measure] = {
    "conversation.open": "reads",
    "conversation.search": "searches",
    "file.read": "files",
    "canary.touch": "canaries",
    "contact.reveal": "reveals",
    "account.reveal": "reveals",
    "identity.reveal": "reveals",
}


async def compared(tx: Tx, actor: Actor, zone: str, now: datetime) -> list[AgentFigures]:
    """Compare everybody who reads, over the last 24 hours and the 14 days before; the remarkable first."""
    check(actor, Action.SEE_FIGURES)
    known = await store.agents(tx)
    counts: dict[str, dict[Measure, list[int]]] = {
        str(row["id"]): {measure: [0] * (DAYS + 1) for measure in MEASURES} for row in known
    }
    for row in await store.counted(tx, now - timedelta(days=DAYS + 1), now, zone):
        mine = counts.get(row["agent"])
        if mine is not None:
            mine[OF_ACTION[row["action"]]][row["day"]] += row["count"]
            mine["night"][row["day"]] += row["night"]
    found = figures(counts)
    views = [AgentFigures(row["id"], row["name"], row["role"], found[str(row["id"])]) for row in known]
    return sorted(views, key=lambda one: -_weight(one))


def _weight(one: AgentFigures) -> int:
    return sum({"usual": 0, "more": 1, "far_more": 100}[figure.verdict] for figure in one.figures)
