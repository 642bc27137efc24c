"""The bring-your-own line: an exchange's own systems bring letters in by key and hear by webhook."""

from trustdesk.channels.api.actions import health
from trustdesk.channels.api.store import UNSEALED

__all__ = ["UNSEALED", "health"]
