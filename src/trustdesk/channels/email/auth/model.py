"""Who handed a mail over, and what could be found out about whether its From is true."""

from typing import Annotated

import msgspec

from trustdesk.kit.fields import CONTACT


class Envelope(msgspec.Struct, frozen=True):
    """What the sending server said and where it called from; empty when another server took the mail in."""

    ip: str = ""
    helo: str = ""
    mail_from: Annotated[str, CONTACT] = ""


class Signature(msgspec.Struct, frozen=True):
    """One DKIM signature: whose it says it is, and whether it holds for the whole of what is read."""

    domain: str
    result: str  # pass, fail, none, temperror, permerror
    reason: str = ""


class Verdicts(msgspec.Struct, frozen=True):
    """What is stored with a mail and shown to the agent.

    ``verified`` is the only word to act upon: one sender, written plainly, whose own domain vouches for
    the mail. It never proves more than the use of that domain. ``reasons`` say why it is not, as codes.
    """

    verified: bool = False
    domain: str = ""  # of the From address
    spf: str = "none"
    spf_domain: str = ""
    dkim: str = "none"
    dkim_domains: list[str] = []
    dmarc: str = "none"
    policy: str = ""  # what the domain asks for: none, quarantine, reject
    source: str = "own"  # or the name of the server that was believed
    reasons: list[str] = []
