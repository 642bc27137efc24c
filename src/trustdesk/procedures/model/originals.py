"""Nouns of a report: a mail that was sent in as it came, and what the registry says of what it names."""

from collections.abc import Sequence
from typing import Annotated, Literal

import msgspec

from trustdesk.kit.fields import ACCOUNT, CONTACT
from trustdesk.official import Judged

# Whether the sender's domain stands up for the mail, as the mail itself was received: never our own guess.
Authentic = Literal["pass", "fail", "unknown"]


class Link(msgspec.Struct, frozen=True):
    """A link as a mail shows it, and where it leads. Nothing is ever fetched from there."""

    shown: Annotated[str, ACCOUNT]
    target: Annotated[str, ACCOUNT]


class Original(msgspec.Struct, frozen=True, kw_only=True):
    """A mail as the bounded parser read it: values only, none of it is rendered or followed."""

    sender: Annotated[str, CONTACT]
    sender_name: Annotated[str, CONTACT] = ""
    reply_to: Annotated[str, CONTACT] = ""
    return_path: Annotated[str, CONTACT] = ""
    subject: Annotated[str, ACCOUNT] = ""
    text: Annotated[str, ACCOUNT] = ""
    links: Sequence[Link] = ()
    authentic: Authentic = "unknown"


class Inspected(msgspec.Struct, frozen=True):
    """What was sent in, and all it names, judged; ``unreadable`` mails were too much for the parser."""

    judged: Sequence[Judged] = ()
    originals: Sequence[Original] = ()
    unreadable: int = 0
