"""Replies: what helps an agent answer (macros, drafts), and the desk's own first word to a customer.

A macro is an answer worth keeping, in both languages, with placeholders and what to do along with
it. A draft is an unfinished answer, kept per agent. An acknowledgement tells the customer the
number of the conversation and, outside service hours, when somebody will really be there.
"""

from trustdesk.replies.actions import add_macro, change_macro, checked, remove_macro
from trustdesk.replies.model import Macro, MacroBody, NewMacro
from trustdesk.replies.store import UNSEALED, macros

__all__ = [
    "UNSEALED",
    "Macro",
    "MacroBody",
    "NewMacro",
    "add_macro",
    "change_macro",
    "checked",
    "macros",
    "remove_macro",
]
