"""What a customer is told of the safety of their account, from the state of its case. Pure."""

from collections.abc import Mapping
from typing import Literal

SLUG = "account_stolen"
SafetyState = Literal["sign_in", "offered", "asked", "frozen", "lifting"]
# States in which a freeze can still be asked for.
FREEZABLE = frozenset({"checking", "identifying", "offered", "by_hand"})
KEPT = frozenset({"kept"})
STATES: Mapping[str, SafetyState] = {
    "freezing": "asked",
    "frozen": "frozen",
    "kept": "frozen",
    "secured": "lifting",
    "unfreezing": "lifting",
}


def state_of(state: str) -> SafetyState:
    """Tell what it comes to."""
    return STATES.get(state, "offered")
