"""Codes and links that prove an address, as mails: fixed words, nothing of who asked."""

from trustdesk.brands import Brand
from trustdesk.channels.email.actions import tokens
from trustdesk.channels.email.actions.writing import Desk, until
from trustdesk.channels.email.model import EmailSettings, Letter
from trustdesk.channels.email.rules.addresses import normal
from trustdesk.channels.email.views.letters import Content, page, plain
from trustdesk.customers import CodeToSend
from trustdesk.kit import i18n


def letter(desk: Desk, tenant: str, brand: Brand, settings: EmailSettings, code: CodeToSend) -> Letter:
    """Write the mail; a code that confirms a letter comes with its link first."""
    locale = i18n.spoken(code.language, brand.locales)
    said = i18n.words(locale)
    name = brand.name.of(locale)
    url = f"{desk.base_url}{code.path}" if code.path else ""
    kind = "mail.confirm" if url and code.letter is not None else "mail.code"
    text = said.text(
        f"{kind}.text", digits=code.code, brand=name, url=url, until=until(code.until, brand, locale)
    )
    if url and kind == "mail.code":
        text += "\n\n" + said.text("mail.link.text", url=url)
    content = Content(
        brand=name,
        number="",
        text=text,
        official_url=f"{desk.base_url}/official/{brand.slug}",
        notice=brand.notice.of(locale),
    )
    mailbox = normal(settings.address)
    return Letter(
        sender=settings.address,
        sender_name=settings.sender_name or name,
        to=normal(code.address),
        reply_to=settings.address,
        message_id=tokens.message_id(desk.keys, tenant, mailbox, tokens.NOBODY, code.id),
        subject=said.text(f"{kind}.subject", digits=code.code, brand=name),
        text=plain(content, locale),
        html=page(content, locale),
        automatic=True,
        language=locale,
    )
