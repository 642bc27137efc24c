"""Files: attachments, taken in safely, kept privately, given out by expiring links."""

from trustdesk.files.actions import attachments, require
from trustdesk.files.model import File, Names, Upload
from trustdesk.files.views import Attachment, Links

__all__ = ["Attachment", "File", "Links", "Names", "Upload", "attachments", "require"]
