"""Shapes that leave the house."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from trustdesk.kit.fields import ACCOUNT, PUBLIC
from trustdesk.oversight.model import AlertKind
from trustdesk.oversight.rules.figures import Figure


class AlertView(msgspec.Struct, frozen=True, kw_only=True):
    """An alert; ``about`` is what it is about, by id or number."""

    id: UUID
    kind: AlertKind
    agent: UUID | None
    agent_name: str
    agent_role: str
    about: str
    at: datetime
    seen_by: str | None
    seen_at: datetime | None


class Alerts(msgspec.Struct, frozen=True):
    """The latest alerts."""

    items: Sequence[AlertView]
    cursor: str | None = None


class CanaryView(msgspec.Struct, frozen=True, kw_only=True):
    """A customer nobody has a reason to open, and how often somebody did."""

    id: UUID
    name: Annotated[str, PUBLIC]
    added_by: str
    at: datetime
    alerts: int


class Canaries(msgspec.Struct, frozen=True):
    """All canaries of the brand."""

    items: Sequence[CanaryView]
    cursor: str | None = None


class ApprovalView(msgspec.Struct, frozen=True, kw_only=True):
    """A request for four eyes; ``about_name`` is the colleague it is about, if it is about one."""

    id: UUID
    action: str
    parameters: Annotated[dict[str, str], ACCOUNT]
    requester: UUID
    requester_name: str
    requester_role: str
    reason: Annotated[str, ACCOUNT]
    at: datetime
    until: datetime
    state: Literal["open", "approved", "refused", "spent", "expired"]
    decider_name: str | None
    about_name: str | None


class Approvals(msgspec.Struct, frozen=True):
    """The latest requests."""

    items: Sequence[ApprovalView]
    cursor: str | None = None


class Requested(msgspec.Struct, frozen=True):
    """A request that waits for a decision."""

    id: UUID


class AuditView(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the audit: who (``actor_name`` where it is one of staff) did what to what, and why.

    ``about_id`` is whole where it is an id or number of ours, masked otherwise; ``detail`` holds what is
    public, the rest as a mask. ``place`` is where the row stands in the sealed tree, null until it is sealed.
    """

    id: UUID
    at: datetime
    actor: str
    actor_name: str
    role: str
    action: str
    about_kind: str
    about_id: Annotated[str, ACCOUNT]
    reason: Annotated[str, ACCOUNT]
    purpose: str
    detail: Annotated[dict[str, str], ACCOUNT]
    place: int | None


class AuditPage(msgspec.Struct, frozen=True):
    """A part of the audit, latest first; ``sealed`` is how many leaves the newest checkpoint covers."""

    items: Sequence[AuditView]
    cursor: str | None
    sealed: int
    sealed_at: datetime | None


class AgentFigures(msgspec.Struct, frozen=True):
    """What one agent read, measure by measure."""

    id: UUID
    name: str
    role: str
    figures: Sequence[Figure]


class Figures(msgspec.Struct, frozen=True):
    """What everybody read up to a moment, the remarkable first."""

    items: Sequence[AgentFigures]
    at: datetime
    cursor: str | None = None
