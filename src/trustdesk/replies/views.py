"""Shapes that leave the house."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import msgspec

from trustdesk.kit.fields import ACCOUNT
from trustdesk.replies.model import Macro


class Macros(msgspec.Struct, frozen=True):
    """All macros of the brand, by title."""

    items: Sequence[Macro]
    cursor: str | None = None


class DraftView(msgspec.Struct, frozen=True):
    """An agent's unfinished answer, empty when there is none; ``stopped_for`` is why it may not leave."""

    text: Annotated[str, ACCOUNT] = ""
    updated_at: datetime | None = None
    stopped_for: str | None = None
