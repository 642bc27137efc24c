"""Assistant: answers from what we have written, says so, and knows when it does not know.

Left to itself it quotes articles and words nothing but our own templates; with an endpoint a language
model writes under the same rules. Whatever it says names what it rests on; a person is one tap away and
is given everything that was said, so that the customer says nothing twice.
"""

from trustdesk.assistant.actions.endpoint import Endpoint, Prices
from trustdesk.assistant.actions.parts import (
    Account,
    Articles,
    Parts,
    Procedures,
    Sources,
)
from trustdesk.assistant.actions.turns import held
from trustdesk.assistant.jobs.account import AccountBehind
from trustdesk.assistant.jobs.answering import answer
from trustdesk.assistant.jobs.noticing import Notices
from trustdesk.assistant.model import (
    LINE,
    Answer,
    AssistantSettings,
    Cited,
    Passage,
    Question,
)

__all__ = [
    "LINE",
    "Account",
    "AccountBehind",
    "Answer",
    "Articles",
    "AssistantSettings",
    "Cited",
    "Endpoint",
    "Notices",
    "Parts",
    "Passage",
    "Prices",
    "Procedures",
    "Question",
    "Sources",
    "answer",
    "held",
]
