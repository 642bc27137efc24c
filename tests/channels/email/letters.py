"""Writing mails as customers do, and reading what the desk answers."""

import asyncio
import base64
import smtplib
from datetime import UTC, datetime
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.policy import default
from email.utils import format_datetime
from typing import Any
from uuid import uuid4

import dkim
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.channels.email.servers import CUSTOMERS, DESK, Boxes, Server
from tests.world import BRAND, Person, World
from trustdesk import conversations, customers
from trustdesk.channels.email.auth import Zones
from trustdesk.channels.email.model import EmailSettings

SUPPORT = f"support@{DESK}"
KEY = rsa.generate_private_key(65_537, 2048)
DKIM_KEY = KEY.private_bytes(
    serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
).decode()
PUBLIC_KEY = base64.b64encode(
    KEY.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
).decode()
SIGNED = [b"from", b"to", b"subject", b"message-id", b"in-reply-to", b"references"]
# customers.example stands up for what it signs; forged.example asks everybody to reject what it has not signed.
ZONES = Zones(
    {
        ("txt", f"_dmarc.{CUSTOMERS}"): ["v=DMARC1; p=reject"],
        ("txt", f"mail._domainkey.{CUSTOMERS}"): [f"v=DKIM1; k=rsa; p={PUBLIC_KEY}"],
        ("txt", "_dmarc.forged.example"): ["v=DMARC1; p=reject"],
    }
)


def signed(message: Message) -> bytes:
    """The mail as the customers' own server sends it."""
    raw = message.as_bytes()
    return dkim.sign(raw, b"mail", CUSTOMERS.encode(), DKIM_KEY.encode(), include_headers=SIGNED) + raw


def somebody(name: str = "customer") -> str:
    """A customer's address nobody has used."""
    return f"{name}-{uuid4().hex[:10]}@{CUSTOMERS}"


def mail(sender: str, text: str = "My deposit is missing", **more: Any) -> EmailMessage:
    """A mail to the desk; ``more`` are header lines."""
    message = EmailMessage(policy=default.clone(linesep="\r\n"))
    given = {"From": sender, "To": SUPPORT, "Subject": "A question", "Message-ID": f"<{uuid4()}@{CUSTOMERS}>"}
    given["Date"] = format_datetime(datetime.now(UTC))
    for name, value in (given | {name.replace("_", "-"): value for name, value in more.items()}).items():
        if value is not None:
            message[name] = value
    message.set_content(text)
    return message


def answer(to: EmailMessage, sender: str, text: str, **more: Any) -> EmailMessage:
    """An answer as a mail program writes it: the address, the chain, the words before quoted below."""
    quoted = "\n".join(f"> {line}" for line in words(to).splitlines())
    chain = f"{to.get('References', '')} {to['Message-ID']}".strip()
    given = {"To": to.get("Reply-To") or to["From"], "Subject": f"Re: {to['Subject']}"}
    given |= {"In-Reply-To": str(to["Message-ID"]), "References": chain}
    return mail(
        sender,
        f"{text}\n\nOn Mon, 23 Nov 2026 at 10:15, Support <support@desk.example> wrote:\n{quoted}\n",
        **(given | more),
    )


def words(message: EmailMessage) -> str:
    """The plain text of a mail."""
    body = message.get_body(("plain",))
    assert body is not None
    return body.get_content()


REPORT = """\
From: MAILER-DAEMON@{domain}
To: {to}
Subject: Undelivered Mail Returned to Sender
Message-ID: <{unique}@{domain}>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.{domain}

Final-Recipient: rfc822; wei@{domain}
Action: failed
Status: {status}
Diagnostic-Code: smtp; 550 {status} it did not work

--b
Content-Type: text/rfc822-headers

Message-ID: {message_id}
Subject: Re

--b--
"""


def bounce(message_id: str, to: str = SUPPORT, status: str = "5.1.1") -> EmailMessage:
    """A report of RFC 3464 about a mail of the desk."""
    given = {"domain": CUSTOMERS, "to": to, "unique": uuid4(), "message_id": message_id, "status": status}
    report = BytesParser(policy=default).parsebytes(REPORT.format(**given).encode())
    assert isinstance(report, EmailMessage)
    return report


class Post:
    """A desk that takes mail, the mail server and the mailboxes."""

    def __init__(self, world: World, mta: Server, boxes: Boxes) -> None:
        self.world = world
        self.mta = mta
        self.boxes = boxes
        self.house = world.house
        self.house.mail.judging.resolver = ZONES

    async def set_up(self, **more: Any) -> None:
        """Set the mail line up as an administrator does."""
        admin = await self.world.agent(role="admin")
        now = (await admin.get("/api/v1/settings/lines/email")).json()
        secrets = {
            name: more.pop(name)
            for name in (
                "dkim_key",
                "imap_password",
                "oauth_client_secret",
                "oauth_refresh_token",
                "webhook_secret",
            )
            if name in more
        }
        values = {
            "enabled": True,
            "address": SUPPORT,
            "smtp_host": "127.0.0.1",
            "smtp_port": self.mta.port,
            "smtp_security": "none",
            "dkim_domain": DESK,
            "dkim_selector": "mail",
        } | more
        body = {"version": now["version"], "values": values, "secrets": secrets}
        done = await admin.put("/api/v1/settings/lines/email", json=body)
        assert done.status_code == 200, done.text

    async def settings(self) -> EmailSettings:
        """The mail settings as they are."""
        return await self.house.mail.settings_of(BRAND)

    async def write(self, message: Message, to: str = "", *, sign: bool = True) -> None:
        """Send a mail to the desk through the mail server, signed or not, and have it read."""
        before = await self.kept()
        await asyncio.to_thread(self.submit, message, to, sign=sign)
        async with asyncio.timeout(20):
            while await self.kept() == before:
                await asyncio.sleep(0.02)
        await self.settle()

    def submit(self, message: Message, to: str = "", *, sign: bool = True) -> None:
        """Hand a mail to the mail server."""
        raw = signed(message) if sign else message.as_bytes()
        with smtplib.SMTP("127.0.0.1", self.mta.port) as server:
            sender = str(message["From"]).rpartition("<")[2].strip("<> ")
            recipient = (to or str(message["To"])).rpartition("<")[2].strip("<> ")
            server.sendmail(sender, [recipient], raw, ["BODY=8BITMIME"])

    async def settle(self) -> None:
        """Read everything that has come, react to it, send everything that is due."""
        await self.house.arrivals.settle()
        await self.world.settle()
        await self.house.deliveries.settle()

    async def kept(self) -> int:
        """How many mails are kept."""
        async with self.house.db.transaction(BRAND) as tx:
            return await tx.value("select count(*) from arrivals where line = 'email'")

    async def arrivals(self) -> list[tuple[str, str]]:
        """What became of every mail, the latest last."""
        async with self.house.db.transaction(BRAND) as tx:
            rows = await tx.rows("select state, reason from arrivals order by received_at, id")
        return [(row["state"], row["reason"]) for row in rows]

    async def conversations_of(self, address: str) -> list[str]:
        """The numbers of the conversations of whoever writes from this address, in their order."""
        async with self.house.db.transaction(BRAND) as tx:
            rows = await tx.rows(
                "select id, number from conversations where tenant = $1 order by created_at", BRAND
            )
            cases = await conversations.states_of(tx, [row["id"] for row in rows])
            mine: list[str] = []
            for row in rows:
                handles = await customers.handles_of(tx, cases[row["id"]].customer)
                if any(one.external_id.partition("#")[0] == address for one in handles):
                    mine.append(row["number"])
        return mine

    async def inbox(self, address: str, count: int = 1) -> list[EmailMessage]:
        """The mails somebody has got, once there are that many."""
        user = address.partition("@")[0]
        found = await asyncio.to_thread(self.boxes.wait, user, count)
        parser = BytesParser(policy=default)
        return [parser.parsebytes(raw) for raw in found]

    async def agent(self) -> Person:
        """Somebody of the support team."""
        return await self.world.agent()
