"""Files: attachments, taken in safely, kept privately, given out by expiring links."""

from trustdesk.files.actions import attachments, examine, find, require
from trustdesk.files.api import Shelf
from trustdesk.files.model import File, Names, Upload
from trustdesk.files.rules import IMAGES, LARGEST, kind_of
from trustdesk.files.store import UNSEALED, due, forget, opened_names
from trustdesk.files.views import Attachment, Links

__all__ = [
    "IMAGES",
    "LARGEST",
    "UNSEALED",
    "Attachment",
    "File",
    "Links",
    "Names",
    "Shelf",
    "Upload",
    "attachments",
    "due",
    "examine",
    "find",
    "forget",
    "kind_of",
    "opened_names",
    "require",
]
