"""Evidence: who did what to whom, only ever added to, sealed so that it can be proved later.

``append`` writes one row of the audit in the caller's transaction: before what was asked for
leaves the house, and gone with it if the transaction fails.
"""

from trustdesk.evidence.actions.audit import append, append_once
from trustdesk.evidence.model import About, Hidden, Why

__all__ = ["About", "Hidden", "Why", "append", "append_once"]
