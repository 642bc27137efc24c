"""Vault: identity documents, which never travel in a chat.

Asked for by the agent who holds the conversation, sent by the customer on a page of its own, sealed
with a key of its own, seen once, and destroyed with that key as soon as it is decided, or after 72 hours.
"""

from trustdesk.vault.actions import Papers, asked_of
from trustdesk.vault.views import AskedView, Doors

__all__ = ["AskedView", "Doors", "Papers", "asked_of"]
