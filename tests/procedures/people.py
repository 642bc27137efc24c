"""The people of the sandbox as checks would read them, without a server: for tests of what is diagnosed."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

import msgspec

from trustdesk.exchange import RECORDS, Account
from trustdesk.procedures.model.checks import Facts, Trouble
from trustdesk.procedures.model.diagnosis import Diagnosis
from trustdesk.procedures.model.evidence import Evidence, Stated
from trustdesk.procedures.model.procedure import Procedure
from trustdesk.procedures.rules import evidence as rules
from trustdesk.sandbox.rules.world import networks, world

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)  # a Thursday
BRAND = "bitget"


@cache
def _known() -> dict[tuple[str, str], list[bytes]]:
    found: dict[tuple[str, str], list[bytes]] = {}
    for entry in world(BRAND, NOW):
        found.setdefault((entry.uid, entry.kind), []).append(entry.body)
    return found


def facts(uid: str, **more: object) -> Facts:
    """Everything the exchange says of somebody; ``more`` are values of other checks."""
    known = _known()
    values: dict[str, object] = {
        kind: [msgspec.json.decode(body, type=shape) for body in known.get((uid, kind), [])]
        for kind, shape in RECORDS.items()
    }
    values["account"] = msgspec.json.decode(known[uid, "account"][0], type=Account)
    values |= {"networks": networks(NOW), "networks_of_all": networks(NOW)}
    return Facts(values | more, {}, NOW)


def unread(trouble: Trouble, *checks: str, **values: object) -> Facts:
    """Nothing read, for this reason."""
    return Facts(values, dict.fromkeys(checks, trouble), NOW)


def heard(procedure: Procedure, *texts: str) -> Evidence:
    """What a customer's messages state."""
    found = Evidence()
    for seq, text in enumerate(texts, start=1):
        found = Evidence(found.items | rules.heard(procedure.asks, text, found, seq))
    return found


def stated(**values: str) -> Evidence:
    """What an agent puts down."""
    return Evidence({name: Stated(value, by="agent") for name, value in values.items()})


def told(diagnosis: Diagnosis) -> list[str]:
    """Everything that is said, in both languages."""
    labels = [diagnosis.wording, diagnosis.next_step, *(one.label for one in diagnosis.evidence)]
    return [text for label in labels for text in (label.en, label.zh)]


def complete(diagnosis: Diagnosis) -> bool:
    """Whether nothing was left to fill in, and each language speaks for itself."""
    texts: Sequence[Any] = told(diagnosis)
    return all(text.strip() and "{" not in text and "}" not in text for text in texts)
