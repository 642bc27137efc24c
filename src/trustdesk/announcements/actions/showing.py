"""Show announcements to everybody, in one language."""

from datetime import datetime

from trustdesk.announcements import rules, store
from trustdesk.announcements.model import Announcement
from trustdesk.announcements.views import PublicAnnouncement
from trustdesk.kit.db import Tx
from trustdesk.kit.i18n import Locale

SHOWN = 100


async def public(tx: Tx, locale: Locale, now: datetime) -> list[PublicAnnouncement]:
    """List what everybody may read now, the latest first."""
    return [shown(tx.tenant, one, locale, now) for one in await _showing(tx, now)]


async def pinned(tx: Tx, locale: Locale, now: datetime) -> list[PublicAnnouncement]:
    """List what stands above everything now."""
    return [shown(tx.tenant, one, locale, now) for one in await _showing(tx, now) if rules.stands(one, now)]


async def _showing(tx: Tx, now: datetime) -> list[Announcement]:
    return [one for one in await store.published(tx, SHOWN) if rules.shows(one, now)]


def shown(tenant: str, one: Announcement, locale: Locale, now: datetime) -> PublicAnnouncement:
    """Choose the language of an announcement."""
    spoken, written = one.languages.of(locale)
    return PublicAnnouncement(
        id=one.id,
        kind=one.kind,
        locale=spoken,
        title=written.title,
        text=written.text,
        since=one.publish_at or one.updated_at,
        updated_at=one.updated_at,
        over=one.over_at is not None and one.over_at <= now,
        url=f"/announcements/{tenant}/{locale}/{one.id}",
    )
