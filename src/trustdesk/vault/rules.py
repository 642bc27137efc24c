"""Decisions of the room: pure."""

from datetime import datetime, timedelta

from trustdesk.vault.model import Document

LASTS = timedelta(hours=72)  # from asking to the end of everything, decided or not


def may_send(document: Document, now: datetime) -> bool:
    """Whether the customer may still send it: once, and in time."""
    return document.state == "asked" and now < document.until


def may_view(document: Document, now: datetime) -> bool:
    """Whether it can still be seen: once, before it is decided, and in time."""
    return document.state == "sent" and document.viewed_at is None and now < document.until


def mark(name: str, id: str, at: datetime) -> str:
    """What is drawn across the picture: who looks, and when.

    Names may be shared, and the font it is drawn in has no Chinese: the end of the id tells agents apart.
    """
    shown = f"{name} {id[-6:]}" if name.isascii() else id[-12:]
    return f"{shown}  {at:%Y-%m-%d %H:%M} UTC"
