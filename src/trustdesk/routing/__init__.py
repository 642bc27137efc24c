"""Routing: who waits, at which place, how long; who is on duty; who gets which conversation.

The queue is rows, claimed atomically, moved by events and never by a timer.
"""

from trustdesk.routing.actions import hand_out, newcomers_wait, place_of
from trustdesk.routing.views import PlaceView

__all__ = ["PlaceView", "hand_out", "newcomers_wait", "place_of"]
