"""Knowledge: the help centre, where most customers find the answer before they have to ask.

An article is written per language, kept in versions, and public once one of them is published. What
it says of the brand (its name, hosts, figures with their date) is filled in when it is read, so that
one text serves every brand and no figure grows old unseen.
"""

from trustdesk.knowledge.actions.blocks import block_texts, shipped_blocks
from trustdesk.knowledge.actions.desk import unhelpful
from trustdesk.knowledge.actions.editing import set_card
from trustdesk.knowledge.actions.editing import write as write_draft
from trustdesk.knowledge.actions.folder import Plan, Unfit, exported, exported_pictures, planned, take_folder
from trustdesk.knowledge.actions.frames import DIMENSIONS
from trustdesk.knowledge.actions.gallery import Gallery
from trustdesk.knowledge.actions.keep import Given, Imported, take_files, take_in
from trustdesk.knowledge.actions.meaning import Meaning
from trustdesk.knowledge.actions.quoting import Quote, quote
from trustdesk.knowledge.actions.starter import Folder, read_folder, sources
from trustdesk.knowledge.model import Card, Hit, Searched, Slug, Source, Unhelpful, Wording
from trustdesk.knowledge.rules.source import Unreadable, read, write
from trustdesk.knowledge.rules.vocabulary import folded, words
from trustdesk.knowledge.store.articles import titles

__all__ = [
    "DIMENSIONS",
    "Card",
    "Folder",
    "Gallery",
    "Given",
    "Hit",
    "Imported",
    "Meaning",
    "Plan",
    "Quote",
    "Searched",
    "Slug",
    "Source",
    "Unfit",
    "Unhelpful",
    "Unreadable",
    "Wording",
    "block_texts",
    "exported",
    "exported_pictures",
    "folded",
    "planned",
    "quote",
    "read",
    "read_folder",
    "set_card",
    "shipped_blocks",
    "sources",
    "take_files",
    "take_folder",
    "take_in",
    "titles",
    "unhelpful",
    "words",
    "write",
    "write_draft",
]
