"""Knowledge: the help centre, where most customers find the answer before they have to ask.

An article is written per language, kept in versions, and public once one of them is published. What
it says of the brand (its name, hosts, figures with their date) is filled in when it is read, so that
one text serves every brand and no figure grows old unseen.
"""

from trustdesk.knowledge.actions.desk import unhelpful
from trustdesk.knowledge.actions.folder import Plan, Unfit, exported, exported_pictures, planned, take_folder
from trustdesk.knowledge.actions.gallery import Gallery
from trustdesk.knowledge.actions.keep import Given, Imported, take_files, take_in
from trustdesk.knowledge.actions.starter import Folder, read_folder, sources
from trustdesk.knowledge.model import Hit, Slug, Source, Unhelpful
from trustdesk.knowledge.rules.source import Unreadable, read, write
from trustdesk.knowledge.store.articles import titles

__all__ = [
    "Folder",
    "Gallery",
    "Given",
    "Hit",
    "Imported",
    "Plan",
    "Slug",
    "Source",
    "Unfit",
    "Unhelpful",
    "Unreadable",
    "exported",
    "exported_pictures",
    "planned",
    "read",
    "read_folder",
    "sources",
    "take_files",
    "take_folder",
    "take_in",
    "titles",
    "unhelpful",
    "write",
]
