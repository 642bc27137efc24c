"""Actors: on whose behalf something is done."""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

Kind = Literal["agent", "api", "customer", "system"]


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Who acts, in which tenant, with which standing. Built by the edge from a credential.

    ``level`` says how well it is proved who a customer is, and ``until`` when that ends. ``limited`` staff
    may do nothing but complete their sign-in; ``proved_at`` is when a person behind a session last proved
    a factor. ``grants`` are objects opened to them for a while, by a reason on record; ``budgets`` say how
    much of a kind they may read in an hour, where it is not the usual.
    """

    tenant: str
    kind: Kind
    id: str
    name: str
    role: str = ""
    teams: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    line: str = ""
    session: str = ""
    level: int = 0
    until: datetime | None = None
    limited: bool = False
    proved_at: datetime | None = None
    grants: frozenset[UUID] = frozenset()
    budgets: tuple[tuple[str, int], ...] = ()

    @property
    def key(self) -> str:
        """Name this actor where its client ids must be unique."""
        return f"{self.kind}:{self.id}"


def system(tenant: str) -> Actor:
    """Act for the desk itself."""
    return Actor(tenant=tenant, kind="system", id="desk", name="")
