"""Oversight: nobody reads what they need not, and whoever reads is on record.

Reasons that open a conversation for a while, reveals of single values within a quota, budgets of
what goes out in an hour, canary customers, and the alerts that come of all of them.
"""

from trustdesk.oversight.actions.alerts import raise_alert
from trustdesk.oversight.actions.approvals import asked_by, decided_by, decider_of
from trustdesk.oversight.actions.approvals import spend as spend_approval
from trustdesk.oversight.actions.canaries import keep as keep_canary
from trustdesk.oversight.actions.canaries import kept as canaries
from trustdesk.oversight.actions.egress import opened, searched, served, spend, watch
from trustdesk.oversight.actions.grants import open_to, open_to_mentioned, resolver
from trustdesk.oversight.actions.reveals import NotHeld, RevealQuota, Wanted, reveal
from trustdesk.oversight.model import AccessReason, Grant, Held, RevealReason

__all__ = [
    "AccessReason",
    "Grant",
    "Held",
    "NotHeld",
    "RevealQuota",
    "RevealReason",
    "Wanted",
    "asked_by",
    "canaries",
    "decided_by",
    "decider_of",
    "keep_canary",
    "open_to",
    "open_to_mentioned",
    "opened",
    "raise_alert",
    "resolver",
    "reveal",
    "searched",
    "served",
    "spend",
    "spend_approval",
    "watch",
]
