"""Announcements: what the exchange tells everybody, from maintenance to a change of rules.

Written per language, published at a time, over at another; what is pinned stands above the help centre
and in the widget as long as it holds. What was published stays to be read, and says when it changed.
"""

from trustdesk.announcements.actions.keeping import found, standing
from trustdesk.announcements.actions.pages import Sheet, page, sheet_of
from trustdesk.announcements.actions.showing import pinned
from trustdesk.announcements.events import AnnouncementPublished, AnnouncementWithdrawn
from trustdesk.announcements.model import Announcement, Kind
from trustdesk.announcements.views import PublicAnnouncement

__all__ = [
    "Announcement",
    "AnnouncementPublished",
    "AnnouncementWithdrawn",
    "Kind",
    "PublicAnnouncement",
    "Sheet",
    "found",
    "page",
    "pinned",
    "sheet_of",
    "standing",
]
