"""Nouns of the room."""

from typing import Annotated

import msgspec

from trustdesk.conversations import ClientId
from trustdesk.kit.fields import ACCOUNT


class RatingBody(msgspec.Struct, frozen=True, kw_only=True):
    """A customer's verdict on their conversation: 1 (bad) to 5 (good), and why."""

    client_id: ClientId
    score: Annotated[int, msgspec.Meta(ge=1, le=5)]
    text: Annotated[str, msgspec.Meta(max_length=2_000), ACCOUNT] = ""
