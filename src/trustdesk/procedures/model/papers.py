"""What the room needs of the vault: to ask for a paper, and to know which were accepted; never to see one."""

from datetime import datetime
from typing import Protocol
from uuid import UUID

from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx


class Papers(Protocol):
    """The vault, as this room may use it."""

    async def ask(self, tx: Tx, actor: Actor, asked: tuple[str, str, str], now: datetime) -> None:
        """Ask the customer for a paper; ``asked`` is conversation, kind and client id."""
        ...

    async def accepted(self, tx: Tx, conversation: UUID) -> set[str]:
        """Name the kinds of papers that were looked at and accepted."""
        ...

    async def waiting(self, tx: Tx, conversation: UUID) -> set[str]:
        """Name the kinds that are asked for, or wait to be looked at."""
        ...
