"""Files: attachments, taken in safely, kept privately, given out by expiring links."""

from trustdesk.files.actions import attachments, require
from trustdesk.files.model import File, Upload
from trustdesk.files.rules import IMAGES, LARGEST, kind_of
from trustdesk.files.views import Attachment, Links

__all__ = [
    "IMAGES",
    "LARGEST",
    "Attachment",
    "File",
    "Links",
    "Upload",
    "attachments",
    "kind_of",
    "require",
]
