"""Knowledge: the help centre, where most customers find the answer before they have to ask.

An article is written per language, kept in versions, and public once one of them is published. What
it says of the brand (its name, hosts, figures with their date) is filled in when it is read, so that
one text serves every brand and no figure grows old unseen.
"""

from trustdesk.knowledge.actions.desk import unhelpful
from trustdesk.knowledge.actions.gallery import Gallery
from trustdesk.knowledge.actions.keep import Given, Imported, take_files, take_in
from trustdesk.knowledge.actions.starter import sources
from trustdesk.knowledge.model import Hit, Source, Unhelpful
from trustdesk.knowledge.rules.source import Unreadable, read, write

__all__ = [
    "Gallery",
    "Given",
    "Hit",
    "Imported",
    "Source",
    "Unhelpful",
    "Unreadable",
    "read",
    "sources",
    "take_files",
    "take_in",
    "unhelpful",
    "write",
]
