"""The post: what lines bring in is kept raw before it is read, what goes out waits until it is out.

A line keeps what came (``keep``), answers the other side after the commit, and gives a ``Translator``
that reads it later and a ``Carrier`` that sends replies. Everything between is the same for all
lines: order, repeats, leases, second tries, and what waits for a person with its reason.
"""

from trustdesk.channels.post.actions.arrivals import (
    DUE_IN,
    STUCK,
    drop,
    glimpsed,
    keep,
    latest,
    let_in,
    read,
    speaking_of,
    try_again,
)
from trustdesk.channels.post.actions.deliveries import (
    DUE_OUT,
    answered_on,
    bounced,
    part_sent,
    resend,
    send_after,
    send_again,
)
from trustdesk.channels.post.model import (
    Arrival,
    Carrier,
    Failed,
    Glimpse,
    Later,
    Parcel,
    Raw,
    Result,
    Sent,
    Took,
    Translator,
)
from trustdesk.channels.post.rules import is_answer

__all__ = [
    "DUE_IN",
    "DUE_OUT",
    "STUCK",
    "Arrival",
    "Carrier",
    "Failed",
    "Glimpse",
    "Later",
    "Parcel",
    "Raw",
    "Result",
    "Sent",
    "Took",
    "Translator",
    "answered_on",
    "bounced",
    "drop",
    "glimpsed",
    "is_answer",
    "keep",
    "latest",
    "let_in",
    "part_sent",
    "read",
    "resend",
    "send_after",
    "send_again",
    "speaking_of",
    "try_again",
]
