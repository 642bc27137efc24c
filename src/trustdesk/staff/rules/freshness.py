"""How long a proof of who somebody is holds, and what a sign-in is worth."""

from datetime import datetime, timedelta

from trustdesk.kit.actors import Actor
from trustdesk.kit.errors import Forbidden, Refused

FRESH_FOR = timedelta(minutes=10)


class StepUpRequired(Refused):
    """The person has to prove a factor again before this; then the same call is let through."""

    status = 403
    code = "step_up_required"


def fresh_until(proved_at: datetime) -> datetime:
    """Tell until when a factor proved at ``proved_at`` counts as fresh."""
    return proved_at + FRESH_FOR


def is_fresh(actor: Actor, now: datetime) -> bool:
    """Tell whether the actor is a person who proved a factor within the last ten minutes."""
    return actor.kind == "agent" and actor.proved_at is not None and now < fresh_until(actor.proved_at)


def require_fresh(actor: Actor, now: datetime) -> None:
    """Raise ``StepUpRequired`` unless the agent proved a factor within the last ten minutes.

    The desk itself needs no proof. A key of a system can give none and is ``Forbidden``.
    """
    if actor.kind == "system" or is_fresh(actor, now):
        return
    if actor.kind != "agent":
        raise Forbidden("only a person can prove a factor")
    raise StepUpRequired


def is_limited(factor: str, *, required: bool) -> bool:
    """Tell whether a sign-in by ``factor`` must be completed by a passkey before it is worth anything."""
    return required and factor != "passkey"


def takes_code(passkeys: int, *, required: bool) -> bool:
    """Tell whether a TOTP code counts as a step-up: never where a passkey is required and there is one."""
    return not required or passkeys == 0


def may_enrol(actor: Actor, passkeys: int) -> bool:
    """Tell whether a passkey may be added: a limited session adds the first one only."""
    return not actor.limited or passkeys == 0


def may_remove(passkeys: int, *, required: bool) -> bool:
    """Tell whether one of so many passkeys may be removed."""
    return passkeys > 1 or not required


def went_back(kept: int, given: int) -> bool:
    """Tell whether a signature counter did not move on. Authenticators without one always say 0."""
    return (kept > 0 or given > 0) and given <= kept
