"""Nouns of the checks: where they look, what they read, what came of it."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any, Generic, Literal, TypeVar, cast

import msgspec

from trustdesk.exchange import Window
from trustdesk.procedures.model.evidence import Evidence
from trustdesk.procedures.model.policy import Policies

T = TypeVar("T")

# Why nothing was read: nobody to ask, or nobody to ask about; no answer, or none that can be true.
Trouble = Literal["no_connector", "no_account", "unknown", "unreachable", "nonsense"]


class Look(msgspec.Struct, frozen=True):
    """Where checks look: at one brand's exchange and chains, for the customer of one conversation.

    ``uid`` is None for a customer who has not signed in at the exchange.
    """

    window: Window
    tenant: str
    uid: str | None
    now: datetime
    policies: Policies | None = None


class Check(msgspec.Struct, Generic[T], frozen=True):
    """Something that is looked up by itself: ``read`` may raise what the exchange's door raises."""

    name: str
    kind: type[T]
    read: Callable[[Look, Evidence], Awaitable[T]]


class Facts(msgspec.Struct, frozen=True):
    """What the checks have read, by check, or why not."""

    values: Mapping[str, object] = {}
    troubles: Mapping[str, Trouble] = {}
    read_at: datetime | None = None

    def of(self, check: Check[T]) -> T | None:
        """Give what a check has read, or None."""
        return cast("T | None", self.values.get(check.name))

    def trouble(self, *checks: Check[Any]) -> Trouble | None:
        """Tell why one of these was not read, or None when all were."""
        return next((self.troubles[one.name] for one in checks if one.name in self.troubles), None)
