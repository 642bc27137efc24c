"""Whether a mail is from whom it says, asked of the sender's domain, with what this way of arriving knows."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import cast

from trustdesk.channels.email.auth import Dns, Envelope, Judge, Resolver, Verdicts
from trustdesk.channels.email.model import EmailSettings, Verdict, Vouched
from trustdesk.channels.email.parsing import Parsed
from trustdesk.channels.post import Arrival
from trustdesk.kit import clock

# A name server that does not answer says nothing of the sender: asked again, but a mail waits no longer.
PATIENCE = timedelta(minutes=3)
PASSING = frozenset({"took_too_long", "unreachable", "policy_unreachable"})
MARKS: frozenset[str] = frozenset({"pass", "fail"})


Run = Callable[[str, bytes], Awaitable[bytes]]


class Undecided(Exception):
    """The sender's domain could not be asked now."""


class Judging:
    """Asks name servers. ``resolver`` is the real one, or what tests put in its place."""

    def __init__(self, run: Run, servers: Sequence[str] = ()) -> None:
        """Take how signatures are checked, and the name servers to ask: the machine's when none are given."""
        self._run = run
        self.resolver: Resolver = Dns(servers)

    async def __call__(self, arrival: Arrival, mail: Parsed, settings: EmailSettings) -> Verdict:
        """Judge a mail; raises ``Undecided`` while it is young and its domain cannot be asked."""
        trusted = frozenset({settings.trusted_server} if settings.trusted_server else ())
        judge = Judge(self.resolver, trusted, run=self._run)
        found = await judge.judge(arrival.body, mail, envelope(arrival))
        young = clock.utc_now() - arrival.received_at < PATIENCE
        if not found.verified and young and PASSING.intersection(found.reasons):
            raise Undecided("the sender's domain cannot be asked now")
        return verdict(found)


def envelope(arrival: Arrival) -> Envelope:
    """Tell who handed a mail over, where that was the sender's own server and not one of ours."""
    if arrival.meta.get("via") != "smtp":
        return Envelope()
    meta = arrival.meta
    return Envelope(meta.get("peer", ""), meta.get("greeting", ""), meta.get("sender", ""))


def verdict(found: Verdicts) -> Verdict:
    """Keep of all verdicts what decides and what is shown."""
    return Verdict(
        verified=found.verified, dmarc=_mark(found.dmarc), dkim=_mark(found.dkim), spf=_mark(found.spf)
    )


def _mark(result: str) -> Vouched:
    return cast("Vouched", result) if result in MARKS else "none"
