"""Facts of the room; ids only."""

from trustdesk.kit.events import Fact


class AnnouncementPublished(Fact, frozen=True, kw_only=True):
    """An announcement stands published, perhaps for a time to come; with ``tell`` the change is told anew."""

    version: int
    by: str
    tell: bool = False


class AnnouncementWithdrawn(Fact, frozen=True, kw_only=True):
    """An announcement is no longer public, or will not be."""
