"""Triage: what a customer's message is about, how urgent it is, in which language, what is still to ask.

Rules read language, urgency, tone and the things a message names; a classifier that every brand can
train on its own corrections names one of forty topics and how likely that is. What it makes of a
conversation is shown with its confidence, never overrules a person, and keeps nobody's words.
"""

from trustdesk.triage.actions.reading import Message
from trustdesk.triage.actions.showing import asked_lately, cards, intake
from trustdesk.triage.actions.training import activate
from trustdesk.triage.jobs.noting import Searches
from trustdesk.triage.jobs.reading import Reader
from trustdesk.triage.jobs.training import train
from trustdesk.triage.model import Candidate, Card, Entity, Reading
from trustdesk.triage.rules.asking import asks
from trustdesk.triage.rules.entities import named_in
from trustdesk.triage.rules.topics import OTHER, TOPICS, Topic
from trustdesk.triage.rules.urgency import urgency
from trustdesk.triage.store.readings import unhelped
from trustdesk.triage.views import AskView, IntakeView, QuickReply

__all__ = [
    "OTHER",
    "TOPICS",
    "AskView",
    "Candidate",
    "Card",
    "Entity",
    "IntakeView",
    "Message",
    "QuickReply",
    "Reader",
    "Reading",
    "Searches",
    "Topic",
    "activate",
    "asked_lately",
    "asks",
    "cards",
    "intake",
    "named_in",
    "train",
    "unhelped",
    "urgency",
]
