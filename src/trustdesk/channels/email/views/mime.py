"""A letter as the bytes that travel: header lines are made of values and can hold nothing else."""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape

from trustdesk.channels.email.model import Letter

LOOP_HEADER = "X-Trustdesk-Loop"
LONGEST_SUBJECT = 150
MOST_REFERENCES = 10
# Header lines as Unicode are for who has said that they can read them; encoded words everybody can.
POLICY = SMTP.clone(utf8=False, max_line_length=78, cte_type="7bit")


def rendered(letter: Letter, loop_mark: str, now: datetime) -> bytes:
    """Write a letter as a message of RFC 5322, in plain text and HTML, without a signature yet."""
    message = EmailMessage(policy=POLICY)
    message["From"] = Address(one_line(letter.sender_name), addr_spec=letter.sender)
    message["To"] = Address(addr_spec=letter.to)
    message["Reply-To"] = Address(addr_spec=letter.reply_to)
    message["Subject"] = one_line(letter.subject)[:LONGEST_SUBJECT]
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{letter.message_id}>"
    if letter.references:
        latest = letter.references[-MOST_REFERENCES:]
        message["In-Reply-To"] = f"<{latest[-1]}>"
        message["References"] = " ".join(f"<{one}>" for one in latest)
    if letter.automatic:
        message["Auto-Submitted"] = "auto-replied"
        message["X-Auto-Response-Suppress"] = "All"
    if letter.unsubscribe:
        _as_one_of_many(message, letter)
    if letter.urgent:
        message["Importance"] = "high"
        message["X-Priority"] = "1"
    message[LOOP_HEADER] = loop_mark
    message.set_content(letter.text, cte="quoted-printable")
    message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    message["Content-Language"] = letter.language  # now: what is said before the content goes with it
    return message.as_bytes()


def _as_one_of_many(message: EmailMessage, letter: Letter) -> None:
    """Say that many get this, and how a mail program ends it by one press (RFC 2369, 2919, 3834, 8058)."""
    message["List-Id"] = f"<announcements.{letter.sender.rpartition('@')[2]}>"
    message["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"


def one_line(text: str) -> str:
    """Take out whatever could end a header line or hide what it says."""
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())


def is_message_id(given: str) -> bool:
    """Tell whether somebody else's Message-ID may be repeated in a header line of ours."""
    return (
        0 < len(given) <= 250  # noqa: PLR2004 - with "References: <>" still within one header line
        and given.isascii()
        and given.isprintable()
        and not set(given) & set(" <>,;\"'")
        and given.count("@") == 1
    )


def paragraphs(text: str) -> str:
    """Write plain text as HTML: blank lines part paragraphs, others break."""
    blocks = [block.strip("\n") for block in text.replace("\r\n", "\n").split("\n\n")]
    return "".join(
        f'<p style="margin:0 0 14px">{escape(block).replace(chr(10), "<br>")}</p>'
        for block in blocks
        if block
    )
