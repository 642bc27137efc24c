"""Whether a mail is from whom it says: SPF, DKIM and DMARC, and a plain reading of who that is.

``Judge`` never raises and never takes longer than its deadline. Only ``verified`` may be acted upon, and
it says no more than that the sender's own domain vouches for the mail.
"""

from trustdesk.channels.email.auth.identity import domain_of
from trustdesk.channels.email.auth.judging import Judge
from trustdesk.channels.email.auth.model import Envelope, Signature, Verdicts
from trustdesk.channels.email.auth.resolving import Dns, Resolver, Unreachable, Zones

__all__ = [
    "Dns",
    "Envelope",
    "Judge",
    "Resolver",
    "Signature",
    "Unreachable",
    "Verdicts",
    "Zones",
    "domain_of",
]
