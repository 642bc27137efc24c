"""What a mail of ours says, in both languages: the answer, the files, how it is known to be ours."""

from collections.abc import Sequence
from html import escape
from typing import Annotated, Literal

import msgspec

from trustdesk.channels.email.views.mime import paragraphs
from trustdesk.kit.fields import ACCOUNT, CONTACT
from trustdesk.kit.i18n import Locale, words

FONT = "font-family:-apple-system,'Segoe UI',Roboto,'PingFang SC','Microsoft YaHei',sans-serif"
# Both themes: mail programs that know dark mode turn these; the others show them as they are.
PAGE = (
    '<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">'
    '<meta name="supported-color-schemes" content="light dark"></head>'
    '<body style="margin:0;padding:16px;{font};font-size:15px;line-height:1.55">'
    '<div style="max-width:600px;margin:0 auto">{body}'
    '<div style="border-top:1px solid #8886;margin-top:20px;padding-top:12px;font-size:13px;opacity:.8">'
    "{foot}</div></div></body></html>"
)

HEADING = '<h1 style="margin:0 0 12px;font-size:20px;line-height:1.35">{text}</h1>'


class FileLink(msgspec.Struct, frozen=True):
    """A file by its name and the link that opens it for a while."""

    name: Annotated[str, ACCOUNT]
    url: Annotated[str, ACCOUNT]


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be said; ``code`` is the customer's own anti-phishing code, if they have set one.

    ``follow_url`` opens the page of the case: for an address whose owner has shown to be the customer only.
    ``heading`` and ``url``, the page of it, are of what goes to many; ``manage_url`` ends it.
    """

    brand: str
    number: str
    text: Annotated[str, ACCOUNT]
    author: str = ""
    files: Sequence[FileLink] = ()
    code: Annotated[str | None, ACCOUNT] = None
    official_url: str = ""
    follow_url: Annotated[str, ACCOUNT] = ""
    notice: str = ""
    until_days: int = 7
    left: Literal["", "told", "hidden"] = ""  # it was said in a chat that the customer has left
    heading: str = ""
    url: str = ""
    manage_url: Annotated[str, CONTACT] = ""


def opening(content: Content, locale: Locale) -> str:
    """Write what stands above the signature: the answer, or that there is one."""
    said = words(locale)
    if not content.left:
        return content.text.strip()
    lead = said.text(f"mail.left.{content.left}")
    on = said.text("mail.left.on", url=content.follow_url) if content.follow_url else ""
    return "\n\n".join(part for part in (lead, content.text.strip(), on) if part)


def plain(content: Content, locale: Locale) -> str:
    """Write the letter as plain text."""
    said = words(locale)
    blocks = [one for one in (content.heading, opening(content, locale)) if one]
    if content.url:
        blocks.append(f"{said.text('mail.page')}: {content.url}")
    if content.author:
        blocks.append(said.text("mail.author", name=content.author, brand=content.brand))
    if content.files:
        listed = "\n".join(f"{file.name}: {file.url}" for file in content.files)
        blocks.append(f"{said.text('mail.files', days=content.until_days)}\n{listed}")
    return "\n\n".join((*blocks, "-- \n" + "\n".join(foot(content, locale)))) + "\n"


def page(content: Content, locale: Locale) -> str:
    """Write the letter as HTML: no picture, no script, nothing that tells anybody it was opened."""
    said = words(locale)
    body = HEADING.format(text=escape(content.heading)) if content.heading else ""
    body += paragraphs(opening(content, locale))
    if content.url:
        label = escape(said.text("mail.page"))
        body += f'<p style="margin:0 0 14px"><a href="{escape(content.url)}">{label}</a></p>'
    if content.author:
        body += paragraphs(said.text("mail.author", name=content.author, brand=content.brand))
    if content.files:
        body += paragraphs(said.text("mail.files", days=content.until_days))
        links = (f'<li><a href="{escape(file.url)}">{escape(file.name)}</a></li>' for file in content.files)
        body += f'<ul style="margin:0 0 14px;padding-left:20px">{"".join(links)}</ul>'
    lines = "<br>".join(escape(line) for line in foot(content, locale))
    return PAGE.format(language=locale, font=FONT, body=body, foot=lines)


def foot(content: Content, locale: Locale) -> list[str]:
    """Say which conversation it is, how to go on, and how to know that it is really from the brand."""
    said = words(locale)
    lines = [said.text("mail.number", number=content.number)] if content.number else []
    lines += [said.text("mail.answer")] if content.number else []
    if content.follow_url and not content.left:
        lines.append(said.text("mail.follow", url=content.follow_url))
    if content.code:
        lines.append(said.text("mail.code", phrase=content.code))
    if content.manage_url:
        lines.append(said.text("mail.subscribed", brand=content.brand, url=content.manage_url))
    lines.append(said.text("mail.never"))
    if content.official_url:
        lines.append(said.text("mail.official", url=content.official_url))
    return [*lines, *([content.notice] if content.notice else [])]
