"""Subscriptions: who wants to hear of announcements, and the circulars that go out to them.

Somebody subscribes by mail, and confirms it from there, or in a browser, which takes pushes. What is
published becomes a circular: one copy for each subscriber and social line, carried by heralds, once at most.
"""

from trustdesk.subscriptions.actions.subscribing import came_back
from trustdesk.subscriptions.model import (
    Asker,
    Failed,
    Gone,
    Herald,
    Later,
    Outcome,
    Question,
    Sent,
    Unsure,
    Word,
)

__all__ = [
    "Asker",
    "Failed",
    "Gone",
    "Herald",
    "Later",
    "Outcome",
    "Question",
    "Sent",
    "Unsure",
    "Word",
    "came_back",
]
