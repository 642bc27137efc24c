"""Replies: what helps an agent answer (macros, drafts), and the desk's own first word to a customer.

A macro is an answer worth keeping, in both languages, with placeholders and what to do along with
it. A draft is an unfinished answer, kept per agent. An acknowledgement tells the customer the
number of the conversation and, outside service hours, when somebody will really be there.
"""

from trustdesk.replies.store import UNSEALED

__all__ = ["UNSEALED"]
