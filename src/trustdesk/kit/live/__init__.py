"""Live: what has been committed reaches every open socket that may see it.

A commit wakes the hub with ids; the hub asks each feed to bring the subscribers of these
ids up to date *from the database*, each from its own place. Nothing that a client sees was
not stored, and nothing is lost with a wake-up: the next one, or a reconnect, closes the gap.
Wake-ups travel between nodes over a ``Wire``.
"""

from trustdesk.kit.live.gateway import Gateway
from trustdesk.kit.live.hub import Feed, Hub, Resolve
from trustdesk.kit.live.socket import After, Frame, Socket, Subscription
from trustdesk.kit.live.wire import PostgresWire, Wire

__all__ = [
    "After",
    "Feed",
    "Frame",
    "Gateway",
    "Hub",
    "PostgresWire",
    "Resolve",
    "Socket",
    "Subscription",
    "Wire",
]
