"""Announcements as mails, and the one that asks whether an address wants them: nothing of who asked in it."""

from uuid import UUID

import msgspec

from trustdesk.brands import Brand
from trustdesk.channels.email.actions import tokens
from trustdesk.channels.email.actions.writing import Desk
from trustdesk.channels.email.model import EmailSettings, Letter
from trustdesk.channels.email.rules.addresses import normal
from trustdesk.channels.email.views.letters import Content, page, plain
from trustdesk.kit import i18n
from trustdesk.subscriptions import Question, Word


class Office(msgspec.Struct, frozen=True):
    """Who writes: the desk, for a brand, as its line is set up, in a language."""

    desk: Desk
    brand: Brand
    settings: EmailSettings
    locale: i18n.Locale

    @property
    def name(self) -> str:
        """The brand's name in this language."""
        return self.brand.name.of(self.locale)


def announcement(office: Office, word: Word) -> Letter:
    """Write an announcement to one subscriber, with the ways to end it that mail programs know."""
    said = i18n.words(word.language)
    content = Content(
        brand=office.name,
        number="",
        heading=word.title,
        text=word.text,
        url=word.url,
        manage_url=word.manage,
    )
    subject = said.text("mail.announcement.subject", brand=office.name, title=word.title)
    letter = _letter(office, (word.id, word.to), subject, content)
    mailbox = normal(office.settings.address)
    returns = tokens.return_address(office.desk.keys, office.brand.slug, mailbox, word.id)
    return msgspec.structs.replace(letter, unsubscribe=word.manage, urgent=word.urgent, returns=returns)


def question(office: Office, asked: Question) -> Letter:
    """Write the mail that asks; to whom has said yes before, the way to their wishes."""
    said = i18n.words(asked.language)
    kind = "mail.known_subscriber" if asked.known else "mail.subscribe"
    text = said.text(f"{kind}.text", brand=office.name, url=asked.url)
    subject = said.text(f"{kind}.subject", brand=office.name)
    content = Content(brand=office.name, number="", text=text)
    letter = _letter(office, (asked.id, asked.address), subject, content)
    return msgspec.structs.replace(letter, automatic=True)


def _letter(office: Office, to: tuple[UUID, str], subject: str, content: Content) -> Letter:
    id, address = to
    settings, brand, locale = office.settings, office.brand, office.locale
    whole = msgspec.structs.replace(
        content,
        official_url=f"{office.desk.base_url}/official/{brand.slug}",
        notice=brand.notice.of(locale),
    )
    mailbox = normal(settings.address)
    return Letter(
        sender=settings.address,
        sender_name=settings.sender_name or office.name,
        to=normal(address),
        reply_to=settings.address,
        message_id=tokens.message_id(office.desk.keys, brand.slug, mailbox, tokens.NOBODY, id),
        subject=subject,
        text=plain(whole, locale),
        html=page(whole, locale),
        language=locale,
    )
