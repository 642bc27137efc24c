"""Four eyes: what an approval is bound to, and who may decide about whose."""

import hashlib
import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Literal, cast
from uuid import UUID

import rfc8785

from trustdesk.kit.actors import Actor

LASTS = timedelta(minutes=30)
# What needs four eyes, and what each is about.
Act = Literal[
    "suspension.lift",
    "transcript.export",
    "customer.erase",
    "hold.lift",
    "exchange.action",
    "procedure.action",
    "breakglass.grant",
]
NAMES: Mapping[Act, tuple[str, ...]] = {
    "suspension.lift": ("agent", "reason"),
    "transcript.export": ("conversation",),
    "exchange.action": ("conversation", "action"),
    "procedure.action": ("conversation", "procedure", "action", "subject"),
    "customer.erase": ("customer",),
    "hold.lift": ("hold",),
    "breakglass.grant": ("agent", "hours", "reason"),
}
HOURS = re.compile(r"[1-9][0-9]?")
MOST_HOURS = 72  # of break-glass access
RANKS = {"agent": 0, "senior": 1, "editor": 1, "breakglass": 1, "supervisor": 2, "compliance": 3, "admin": 3}
Parameters = Mapping[str, str]


def canonical(act: Act, parameters: Parameters) -> bytes:
    """Write what is asked as canonical JSON (RFC 8785); ``ValueError`` for other names than the act's."""
    if set(parameters) != set(NAMES[act]):
        raise ValueError(f"{act} takes {', '.join(NAMES[act])}")
    return rfc8785.dumps(cast("Any", {"act": act, "parameters": dict(parameters)}))


def bound_to(act: Act, parameters: Parameters) -> bytes:
    """Hash what is asked: an approval holds for these very parameters and no others."""
    return hashlib.sha256(canonical(act, parameters)).digest()


def lasting(parameters: Parameters) -> timedelta:
    """Read for how long break-glass access is to be granted; ``ValueError`` beyond 1 to 72 whole hours."""
    given = parameters["hours"]
    if not HOURS.fullmatch(given) or int(given) > MOST_HOURS:
        raise ValueError(f"hours: 1 to {MOST_HOURS}")
    return timedelta(hours=int(given))


def may_decide(actor: Actor, requester: UUID, requester_role: str) -> bool:
    """Tell whether the actor is another person, and not below the one who asks."""
    return actor.id != str(requester) and RANKS.get(actor.role, -1) >= RANKS.get(requester_role, 99)
