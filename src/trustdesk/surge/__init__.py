"""Surge: more write than can be answered. It is said at once, and what helps stands beside it.

One switch of the lead's, or a rule on the queue, puts a banner above the widget and the help centre: how
many wait, how long it honestly takes, what answers most of it, and at which hours it is usually calm, from
the desk's own hours. Nobody's way to a person gets longer by it, and no word is lost.
"""

from trustdesk.surge.actions.switching import Parts
from trustdesk.surge.model import LINE, SurgeSettings
from trustdesk.surge.views import Calm, SurgeView

__all__ = ["LINE", "Calm", "Parts", "SurgeSettings", "SurgeView"]
