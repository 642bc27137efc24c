"""Knowledge: the help centre, where most customers find the answer before they have to ask.

An article is written per language, kept in versions, and public once one of them is published. What
it says of the brand (its name, hosts, figures with their date) is filled in when it is read, so that
one text serves every brand and no figure grows old unseen.
"""

from trustdesk.knowledge.actions.keep import Imported, take_in
from trustdesk.knowledge.actions.quoting import Quote, quote
from trustdesk.knowledge.actions.starter import sources
from trustdesk.knowledge.model import Hit, Source
from trustdesk.knowledge.rules.source import Unreadable, read, write
from trustdesk.knowledge.rules.vocabulary import words as words_of

__all__ = [
    "Hit",
    "Imported",
    "Quote",
    "Source",
    "Unreadable",
    "quote",
    "read",
    "sources",
    "take_in",
    "words_of",
    "write",
]
