"""How much of each kind an agent may read in an hour, and how many values they may reveal in a shift."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from trustdesk.oversight.model import EgressKind, Held

# An agent answers ten to fifteen customers in a busy hour; twice that is nobody's work.
BUDGETS: Mapping[EgressKind, int] = {
    "customers": 30,
    "reveals": 30,
    "files": 120,
    "transcripts": 10,
    "search_results": 1_000,
}
SHIFT = timedelta(hours=8)
QUOTAS: Mapping[Held, int] = {"contact": 20, "account": 20, "identity": 5}
# Contact and account values share one quota; identity has its own.
SHARED: Mapping[Held, tuple[Held, ...]] = {
    "contact": ("contact", "account"),
    "account": ("contact", "account"),
    "identity": ("identity",),
}


def budgets(given: Sequence[str]) -> dict[EgressKind, int]:
    """Complete what the operator decided, as ``kind=number``; raises ``ValueError`` for what is no budget."""
    known = dict(BUDGETS)
    for one in given:
        kind, _, most = one.partition("=")
        if kind not in known or not most.isdecimal() or int(most) == 0:
            raise ValueError(f"{one!r} is no budget: one of {', '.join(known)}, such as customers=60")
        known[kind] = int(most)
    return known


def hour_of(now: datetime) -> datetime:
    """Tell the hour in which a moment lies."""
    return now.replace(minute=0, second=0, microsecond=0)
