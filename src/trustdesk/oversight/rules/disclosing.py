"""What of the audit its reader is shown: ids of ours whole, everything else by its class."""

import re
from collections.abc import Mapping

from trustdesk.kit.fields import mask

OURS = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[A-Z]{2,4}-[0-9A-Z]{3}-[0-9A-Z]{4}|[a-z_.-]{0,40}"
)
HIDDEN = "•••"
LONGEST = 200


def about(id: str) -> str:
    """Show an id, a conversation's number or a plain word; mask anything else."""
    return id if OURS.fullmatch(id) else mask(id)


def detail(said: Mapping[str, object]) -> dict[str, str]:
    """Show what was written in clear; a salted hash stands for what never was."""
    return {name: _shown(value) for name, value in said.items()}


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return HIDDEN
    if isinstance(value, list):
        return ", ".join(map(_shown, value))  # pyright: ignore[reportUnknownArgumentType] - JSON
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)[:LONGEST]
