"""Customers: who writes to the desk, on which handles, and the visits of devices."""

from trustdesk.customers.actions import actor_of_visit, end_visit, get, handles_of, recognise, visit
from trustdesk.customers.model import Customer, Handle, Sender

__all__ = [
    "Customer",
    "Handle",
    "Sender",
    "actor_of_visit",
    "end_visit",
    "get",
    "handles_of",
    "recognise",
    "visit",
]
