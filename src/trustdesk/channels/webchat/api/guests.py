"""Guests: a widget in which nobody has said anything yet still hears what everybody may know.

A guest is nobody's customer: the name is drawn by the widget, opens no conversation, and is worth
something on the live socket alone.
"""

from uuid import UUID

from trustdesk.kit.actors import Actor
from trustdesk.kit.live import Resolve
from trustdesk.kit.secrets import brand_of, digest

PREFIX = "tg"


class Heard:
    """Who may open a socket: everybody with a credential, and guests."""

    def __init__(self, resolve: Resolve, brands: frozenset[str]) -> None:
        """Take who knows whose a credential is."""
        self._resolve, self._brands = resolve, brands

    async def look_up(self, token: str) -> Actor | None:
        """Tell who holds the token now, or None."""
        brand = brand_of(token, PREFIX)
        if brand is None:
            return await self._resolve(token)
        if brand not in self._brands:
            return None
        # Hashed, so that nobody can choose to be a customer who is there.
        id = UUID(bytes=digest(token)[:16])
        return Actor(tenant=brand, kind="customer", id=str(id), name="", line="webchat", languages=("en",))
