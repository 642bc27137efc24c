"""Conversations: one ordered, gap-free record of everything between a customer and the desk.

Whoever wants something of a conversation performs a command; every visible change is an entry
with the next number; facts say what happened, by ids. Rooms above listen to the facts.
"""

from trustdesk.conversations.actions.canary import Canary
from trustdesk.conversations.actions.canary import plant as plant_canary
from trustdesk.conversations.actions.forgetting import forget, place_of
from trustdesk.conversations.actions.perform import perform
from trustdesk.conversations.actions.read import (
    current_of,
    current_of_customer,
    entries_at,
    entries_for,
    erased_of,
    labels_by_people,
    last_said_to,
    mark,
    marks_of,
    one_person,
    open_for,
    states_of,
    stored_as,
)
from trustdesk.conversations.actions.sealing import ENTRIES
from trustdesk.conversations.actions.show import marks_view, show_entries
from trustdesk.conversations.actions.transcript import Taken
from trustdesk.conversations.actions.writing import Desk as Paper
from trustdesk.conversations.actions.writing import write as write_copy
from trustdesk.conversations.api.answer import answered
from trustdesk.conversations.api.beside import BesideFeed
from trustdesk.conversations.api.desk import Desk
from trustdesk.conversations.api.transcripts import (
    FORMS,
    PROVIDED,
    AsForm,
    Shown,
    handed,
    settle,
    taken_along,
)
from trustdesk.conversations.events import (
    ConversationAssigned,
    ConversationBroughtAlong,
    ConversationClosed,
    ConversationErased,
    ConversationJoined,
    ConversationLabelled,
    ConversationOpened,
    ConversationRated,
    ConversationReopened,
    ConversationResolved,
    ConversationSnoozed,
    MessageReceived,
    NoteWritten,
    ReplyWritten,
    StatusChanged,
)
from trustdesk.conversations.model import (
    Assign,
    Attachments,
    BringAlong,
    ClientId,
    Command,
    Conversation,
    Edited,
    Entry,
    Label,
    Letter,
    Note,
    Outcome,
    Rate,
    Receipt,
    Reply,
    Say,
    SetStatus,
    Status,
    Tags,
    Text,
    Topic,
    Undelivered,
)
from trustdesk.conversations.rules.joining import standing, way
from trustdesk.conversations.rules.numbers import read as read_number
from trustdesk.conversations.rules.papers import check_file
from trustdesk.conversations.rules.redaction import HIDING, without
from trustdesk.conversations.store.forgetting import customers_due, due, files_of
from trustdesk.conversations.store.forgetting import of_customer as left_of
from trustdesk.conversations.store.unsealed import UNSEALED
from trustdesk.conversations.views import EntryView, Mark, Marks

__all__ = [
    "ENTRIES",
    "FORMS",
    "HIDING",
    "PROVIDED",
    "UNSEALED",
    "AsForm",
    "Assign",
    "Attachments",
    "BesideFeed",
    "BringAlong",
    "Canary",
    "ClientId",
    "Command",
    "Conversation",
    "ConversationAssigned",
    "ConversationBroughtAlong",
    "ConversationClosed",
    "ConversationErased",
    "ConversationJoined",
    "ConversationLabelled",
    "ConversationOpened",
    "ConversationRated",
    "ConversationReopened",
    "ConversationResolved",
    "ConversationSnoozed",
    "Desk",
    "Edited",
    "Entry",
    "EntryView",
    "Label",
    "Letter",
    "Mark",
    "Marks",
    "MessageReceived",
    "Note",
    "NoteWritten",
    "Outcome",
    "Paper",
    "Rate",
    "Receipt",
    "Reply",
    "ReplyWritten",
    "Say",
    "SetStatus",
    "Shown",
    "Status",
    "StatusChanged",
    "Tags",
    "Taken",
    "Text",
    "Topic",
    "Undelivered",
    "answered",
    "check_file",
    "current_of",
    "current_of_customer",
    "customers_due",
    "due",
    "entries_at",
    "entries_for",
    "erased_of",
    "files_of",
    "forget",
    "handed",
    "labels_by_people",
    "last_said_to",
    "left_of",
    "mark",
    "marks_of",
    "marks_view",
    "one_person",
    "open_for",
    "perform",
    "place_of",
    "plant_canary",
    "read_number",
    "settle",
    "show_entries",
    "standing",
    "states_of",
    "stored_as",
    "taken_along",
    "way",
    "without",
    "write_copy",
]
