"""Decisions of the room: pure."""

from datetime import datetime

from trustdesk.announcements.model import Announcement, AnnouncementBody


def problem(body: AnnouncementBody) -> str:
    """Say what keeps an announcement from being kept or published; empty when nothing does."""
    languages = [body.languages.en, body.languages.zh]
    if not any(one.title.strip() for one in languages):
        return "give it a title in one language at least"
    if any(bool(one.title.strip()) != bool(one.text.strip()) for one in languages) and body.state != "draft":
        return "a language that has a title needs a text, and the other way round"
    if body.publish_at and body.over_at and body.over_at <= body.publish_at:
        return "it would be over before it begins"
    return ""


def shows(one: Announcement, now: datetime) -> bool:
    """Whether everybody may read it now."""
    return one.state == "published" and (one.publish_at is None or one.publish_at <= now)


def stands(one: Announcement, now: datetime) -> bool:
    """Whether it stands above everything now."""
    return one.pinned and shows(one, now) and (one.over_at is None or now < one.over_at)
