"""Retention: how long what is kept is kept, what may not be erased, and erasing for good.

A hold keeps a customer or a conversation whatever is asked for or due. An erasure destroys the data
keys, so that every copy of the database holds noise. A schedule says how long each class is kept.
"""

from trustdesk.retention.actions.erasing import begin as begin_erasure
from trustdesk.retention.actions.schedule import Due, due, keep_to
from trustdesk.retention.jobs import enqueue, finish, run

__all__ = ["Due", "begin_erasure", "due", "enqueue", "finish", "keep_to", "run"]
