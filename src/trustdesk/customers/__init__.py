"""Customers: who writes to the desk, on which handles, and the sessions of visitors."""

from trustdesk.customers.actions import (
    end_visit,
    get,
    handles_of,
    recognise,
    visit,
    visitor,
)
from trustdesk.customers.model import Customer, Handle, Sender

__all__ = ["Customer", "Handle", "Sender", "end_visit", "get", "handles_of", "recognise", "visit", "visitor"]
