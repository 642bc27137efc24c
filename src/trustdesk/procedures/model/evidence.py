"""Nouns of evidence: what a customer has stated, as it is read, and by whom it came."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal

import msgspec

from trustdesk.exchange import Checksum
from trustdesk.kit.fields import ACCOUNT

EvidenceKind = Literal[
    "transaction", "address", "network", "asset", "amount", "time", "memo", "reference", "choice", "text"
]
StatedBy = Literal["customer", "agent", "desk"]


class Stated(msgspec.Struct, frozen=True):
    """One thing that was stated. ``check`` is ``bad`` where it cannot be what it is said to be."""

    value: Annotated[str, ACCOUNT]
    check: Checksum = "none"
    by: StatedBy = "customer"
    seq: int | None = None


class Evidence(msgspec.Struct, frozen=True):
    """What is stated so far, by name. What fails its check is kept, and counts as nothing."""

    items: dict[str, Stated] = {}

    def get(self, name: str) -> str | None:
        """Give a value that may be used, or None."""
        found = self.items.get(name)
        return None if found is None or found.check == "bad" else found.value

    def amount(self, name: str) -> Decimal | None:
        """Give an amount; it was read as digits and never as a float."""
        value = self.get(name)
        return None if value is None else Decimal(value)

    def at(self, name: str) -> datetime | None:
        """Give a time, aware."""
        value = self.get(name)
        return None if value is None else datetime.fromisoformat(value)

    def bad(self, name: str) -> str | None:
        """Give what was stated and cannot be true, or None."""
        found = self.items.get(name)
        return found.value if found is not None and found.check == "bad" else None
