"""Forgetting what the exchange was asked, and what it said, of a customer or in a conversation."""

from collections.abc import Sequence
from uuid import UUID

from trustdesk.exchange.store import requests, values
from trustdesk.kit.db import Tx


async def forget_customers(tx: Tx, customers: Sequence[UUID]) -> None:
    """Forget what was asked about these customers; that it was asked stays in the audit."""
    await requests.forget(tx, customers, ())


async def forget_conversations(tx: Tx, conversations: Sequence[UUID]) -> None:
    """Forget what was asked and shown in these conversations; that it was stays in the audit."""
    await requests.forget(tx, (), conversations)
    await values.forget_of(tx, conversations)
