"""Decisions of the room: pure."""

import re

from trustdesk.conversations import Conversation

PLACEHOLDERS = frozenset({"customer.name", "agent.name", "conversation.number", "brand.name"})
BRACES = re.compile(r"\{\{([^{}]*)\}\}|\{\{|\}\}")


def wrong_placeholders(text: str) -> list[str]:
    """List what stands in double braces and is no placeholder of ours, braces without a partner too."""
    return [
        found[0]
        for found in BRACES.finditer(text)
        if found[1] is None or found[1].strip() not in PLACEHOLDERS
    ]


def awaits_a_word(case: Conversation) -> bool:
    """Tell whether the customer is the last who spoke: once a person has answered, no machine need to."""
    return case.status == "open" and case.last_author == "customer"
