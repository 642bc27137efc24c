"""An answer becomes a mail: to whom, in which chain, in whose name; nothing in it is somebody else's."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from trustdesk import customers, files, guard
from trustdesk.brands import Brand
from trustdesk.channels.email.actions import tokens
from trustdesk.channels.email.model import EmailSettings, Letter, Thread
from trustdesk.channels.email.rules.addresses import address_of, is_owned, normal
from trustdesk.channels.email.rules.words import answered_subject
from trustdesk.channels.email.store import mails, threads
from trustdesk.channels.email.views.letters import Content, FileLink, page, plain
from trustdesk.channels.post import Parcel
from trustdesk.kit import i18n, ids
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.secrets import Keys

LINKS_LAST = timedelta(days=7)


class Desk(msgspec.Struct, frozen=True):
    """What every mail of this desk is made with."""

    keys: Keys
    links: files.Links
    base_url: str
    now: Callable[[], datetime]


async def thread_of(tx: Tx, parcel: Parcel, settings: EmailSettings) -> Thread:
    """Find, or begin, the thread by which this answer goes to the conversation's own customer."""
    address = normal(address_of(parcel.target))
    fresh = Thread(
        ref=tokens.new_ref(),
        conversation=parcel.conversation,
        handle=parcel.target,
        mailbox=normal(settings.address),
        verified=is_owned(parcel.target),
        quiet=False,
        subject="",
        message_ids=[],
    )
    known = await threads.known(tx, parcel.conversation, address)
    return known or await threads.keep(tx, fresh, address)


async def may_say(tx: Tx, desk: Desk, parcel: Parcel, thread: Thread) -> bool:
    """Tell whether the desk may say a word by itself: one a day to who is not shown to own the address."""
    if thread.quiet:
        return False
    about = (
        f"{address_of(thread.handle)} {parcel.conversation}" if thread.verified else address_of(thread.handle)
    )
    return await mails.word_for(tx, tokens.address_mark(desk.keys, about), parcel.id)


async def letter(
    tx: Tx, desk: Desk, brand: Brand, settings: EmailSettings, parcel: Parcel, thread: Thread
) -> Letter:
    """Write the mail. The same delivery has the same Message-ID however often it is tried."""
    locale = i18n.spoken(parcel.language, brand.locales)
    automatic = parcel.author_kind == "system"
    id = tokens.message_id(desk.keys, tx.tenant, thread.mailbox, thread.ref, parcel.id)
    hidden = parcel.left and is_kept_back(settings, parcel.text, parcel.attachments)
    content = Content(
        brand=brand.name.of(locale),
        number=parcel.number,
        text="" if hidden else parcel.text,
        author=parcel.author_name if parcel.author_kind == "agent" else "",
        files=[] if hidden else await _links(tx, desk, parcel.attachments, parcel.customer),
        left="hidden" if hidden else "told" if parcel.left else "",
        code=await customers.anti_phishing_code(tx, parcel.customer),
        official_url=f"{desk.base_url}/official/{brand.slug}",
        follow_url=_follow(desk, tx.tenant, parcel) if thread.verified else "",
        notice=brand.notice.of(locale),
        until_days=LINKS_LAST.days,
    )
    references = [one for one in thread.message_ids if one != id]
    await threads.append_id(tx, thread, id)
    return Letter(
        sender=settings.address,
        sender_name=settings.sender_name or brand.name.of(locale),
        to=address_of(thread.handle),
        reply_to=tokens.reply_address(desk.keys, tx.tenant, thread.mailbox, thread.ref),
        message_id=id,
        subject=_subject(thread, content, locale, automatic=automatic),
        text=plain(content, locale),
        html=page(content, locale),
        references=references,
        automatic=automatic,
        language=locale,
    )


def _follow(desk: Desk, tenant: str, parcel: Parcel) -> str:
    """Sign the link to the page of the case; a delivery that is tried again says the same."""
    link = customers.CaseLink(parcel.customer, parcel.conversation)
    return f"{desk.base_url}{customers.case_path(desk.keys, tenant, link, ids.minted_at(parcel.id))}"


def is_kept_back(settings: EmailSettings, text: str, attachments: Sequence[UUID]) -> bool:
    """Tell whether a mail to who has left a chat only says that there is an answer."""
    if settings.chat_answers == "careful":
        return bool(attachments) or guard.personal(text) is not None
    return settings.chat_answers == "link"


def _subject(thread: Thread, content: Content, locale: i18n.Locale, *, automatic: bool) -> str:
    """Repeat a subject only to who wrote it: anybody can put words into a stranger's first mail."""
    if automatic or content.left or not thread.verified or not thread.subject:
        code = (
            "mail.subject.received" if automatic else "mail.left.subject" if content.left else "mail.subject"
        )
        return i18n.words(locale).text(code, number=content.number, brand=content.brand)
    return answered_subject(thread.subject)


async def _links(tx: Tx, desk: Desk, ids: Sequence[UUID], customer: UUID) -> list[FileLink]:
    reader = Actor(tenant=tx.tenant, kind="customer", id=str(customer), name="")
    shown = await files.attachments(tx, desk.links.lasting(LINKS_LAST), ids, reader)
    return [FileLink(shown[id].name, shown[id].url) for id in ids if id in shown]


def until(moment: datetime, brand: Brand, locale: i18n.Locale) -> str:
    """Write until when something holds, by the brand's clock."""
    return i18n.words(locale).moment(moment, brand.hours.time_zone)
