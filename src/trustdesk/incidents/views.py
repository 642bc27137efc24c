"""Shapes that leave the house."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from trustdesk.incidents.model import State, Texts, Titles


class UpdateView(msgspec.Struct, frozen=True):
    """One update as staff see it."""

    place: int
    state: State
    texts: Texts
    written_by: str
    at: datetime


class IncidentView(msgspec.Struct, frozen=True):
    """An incident as staff see it.

    ``linked`` conversations are about it, ``told`` of them know the latest update; ``waiting`` ones of its
    topics are not about it yet and wait for a first answer.
    """

    id: UUID
    titles: Titles
    topics: Sequence[str]
    state: State
    opened_by: str
    opened_at: datetime
    updated_at: datetime
    linked: int
    told: int
    waiting: int
    updates: Sequence[UpdateView]


class Incidents(msgspec.Struct, frozen=True):
    """Incidents, the open ones first."""

    items: Sequence[IncidentView]
    cursor: str | None = None


class OpenIncident(msgspec.Struct, frozen=True):
    """An incident as everybody may see it: in one language, with its latest update."""

    id: UUID
    title: str
    state: State
    text: str
    since: datetime
    updated_at: datetime


class OpenIncidents(msgspec.Struct, frozen=True):
    """What is wrong at the moment, the latest first."""

    items: Sequence[OpenIncident]
    cursor: str | None = None


class LinkedView(msgspec.Struct, frozen=True):
    """How many conversations are about the incident now that were not before."""

    added: int
