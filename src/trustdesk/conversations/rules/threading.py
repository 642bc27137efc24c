"""Whether a letter continues the customer's last conversation, reopens it, or begins another."""

from datetime import datetime, timedelta
from typing import Literal

from trustdesk.conversations.model import Conversation

Path = Literal["continue", "reopen", "open"]

REOPEN_WINDOW = timedelta(days=7)


def path(last: Conversation | None, now: datetime) -> Path:
    """Decide where a letter goes, given the customer's latest conversation on any line."""
    if last is None or last.status == "closed":
        return "open"
    if last.status != "resolved":
        return "continue"
    resolved_at = last.resolved_at or last.last_at
    return "reopen" if now - resolved_at <= REOPEN_WINDOW else "open"
