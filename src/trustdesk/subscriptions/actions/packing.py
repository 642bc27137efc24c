"""Copies made ready: the announcement as it stands now, in the language of whoever it goes to."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from trustdesk import announcements
from trustdesk.announcements import Announcement
from trustdesk.kit import i18n
from trustdesk.kit.db import Tx
from trustdesk.kit.i18n import Locale
from trustdesk.kit.secrets import Keys
from trustdesk.subscriptions.actions.subscribing import path
from trustdesk.subscriptions.model import NOBODY, Copy, Subscriber, Word
from trustdesk.subscriptions.rules.waiting import lasts
from trustdesk.subscriptions.store import subscribers as store


class Post(msgspec.Struct, frozen=True):
    """What copies are made ready with: ``locale`` is the language of places that everybody reads."""

    keys: Keys
    base_url: str
    locale: Locale


async def pack(tx: Tx, post: Post, copies: Sequence[Copy], now: datetime) -> dict[UUID, Word]:
    """Make copies ready; one that is to go to nobody, or tells of what is withdrawn, is not among them."""
    people = await store.find(tx, [one.subscriber for one in copies if one.subscriber != NOBODY])
    wanted = {one.announcement for one in copies}
    about = {id: await announcements.standing(tx, id, now) for id in wanted}
    packed: dict[UUID, Word] = {}
    for one in copies:
        told, person = about[one.announcement], people.get(one.subscriber)
        if told is not None and (one.subscriber == NOBODY or (person and person.target)):
            packed[one.id] = _word(tx.tenant, post, one, (told, person), now)
    return packed


def _word(
    tenant: str, post: Post, one: Copy, about: tuple[Announcement, Subscriber | None], now: datetime
) -> Word:
    told, person = about
    language = person.language if person else post.locale
    spoken, written = told.languages.of(language)
    corrected = one.round > 0
    return Word(
        id=one.id,
        to=person.target if person else "",
        announcement=told.id,
        kind=told.kind,
        language=spoken,
        title=_title(spoken, told.kind, written.title, corrected=corrected),
        text=written.text,
        url=f"{post.base_url}/announcements/{tenant}/{spoken}/{told.id}",
        manage=post.base_url + path(tenant, post.keys, person) if person and person.way == "email" else "",
        corrected=corrected,
        lasts=lasts(told.kind, told.over_at, now),
    )


def _title(locale: Locale, kind: str, title: str, *, corrected: bool) -> str:
    words = i18n.words(locale)
    if kind == "risk":
        title = words.text("circular.risk", title=title)
    return words.text("circular.corrected", title=title) if corrected else title
