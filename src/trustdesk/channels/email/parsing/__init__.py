"""Reading mail: bytes of anybody's making into what they say, within bounds that hold for any input.

Pure and linear. What is too much is refused before anything is parsed (``Refusal`` with its code);
what is merely broken is read as well as possible and leaves a warning. Run it confined, see
``trustdesk.kit.confined``.
"""

from trustdesk.channels.email.parsing.model import (
    Address,
    Attachment,
    Bounce,
    Calendar,
    Header,
    Kind,
    Parsed,
)

__all__ = ["Address", "Attachment", "Bounce", "Calendar", "Header", "Kind", "Parsed"]
