"""Facts of the room; ``about`` is the incident."""

from trustdesk.kit.events import Fact


class IncidentToTell(Fact, frozen=True, kw_only=True):
    """There is an update, or a conversation, that has not been told yet."""
