"""Signatures: how the other side of a line proves that what comes is from it.

Each check compares in constant time, holds nothing to be genuine without a secret, and takes the
time as an argument. What a signature does not protect from, the same once more, is what
``kit.replays`` is for.
"""

from trustdesk.kit.signatures.hashed import Scheme, crc_answer, genuine, signed
from trustdesk.kit.signatures.keyed import from_discord
from trustdesk.kit.signatures.standard import from_standard_webhook
from trustdesk.kit.signatures.times import TOLERANCE, timely
from trustdesk.kit.signatures.wechat import Forged, WeChat

__all__ = [
    "TOLERANCE",
    "Forged",
    "Scheme",
    "WeChat",
    "crc_answer",
    "from_discord",
    "from_standard_webhook",
    "genuine",
    "signed",
    "timely",
]
