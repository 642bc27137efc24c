"""Trying how the line is set up: the server that sends, the signature, the mailbox; nobody gets a mail."""

import ssl

import aiosmtplib

from trustdesk.channels.email.auth import Resolver, Unreachable
from trustdesk.channels.email.jobs.grants import Grants, NotGranted
from trustdesk.channels.email.jobs.imap import TROUBLES
from trustdesk.channels.email.jobs.judging import Judging
from trustdesk.channels.email.jobs.mailbox import checked
from trustdesk.channels.email.model import LINE, EmailSettings
from trustdesk.channels.email.rules.hooks import usable
from trustdesk.channels.email.send import TIMEOUT_SECONDS, client_for, public_key, sign_in, signed
from trustdesk.channels.setup import Finding, Trial
from trustdesk.kit import egress
from trustdesk.kit.egress import Egress

MOST_SAID = 200
SAMPLE = b"From: a@example.org\r\nTo: b@example.org\r\nSubject: sample\r\n\r\nsample\r\n"
PROBLEMS = (aiosmtplib.SMTPException, egress.Refused, egress.Unreachable, OSError, ValueError, ssl.SSLError)


class MailCheck:
    """Connects and signs in wherever the settings say so, and compares the key of signatures."""

    line = LINE

    def __init__(self, way_out: Egress, judging: Judging, grants: Grants) -> None:
        """Take the way out, who asks name servers, and who asks for tokens."""
        self._egress = way_out
        self._grants = grants
        self._judging = judging

    async def check(self, trial: Trial) -> list[Finding]:
        """Try each part that is set up; what is not set up is no fault."""
        settings = trial.settings
        if not isinstance(settings, EmailSettings) or not settings.address:
            return [Finding("address", ok=False)]
        found: list[Finding] = []
        try:
            settings = await self._grants.dressed(trial.tenant, settings)
        except NotGranted as error:
            return [Finding("oauth", ok=False, said=f"{error}"[:MOST_SAID])]
        if "oauth" in (settings.smtp_auth, settings.imap_auth):
            found.append(Finding("oauth", ok=True))
        if settings.smtp_host:
            found.append(await self._smtp(settings))
        if settings.dkim_key:
            found.append(await self._dkim(settings, self._judging.resolver))
        if settings.imap_host:
            found.append(await self._imap(settings))
        if settings.webhook_secret:
            found.append(Finding("webhook", ok=usable(settings.webhook_auth, settings.webhook_secret)))
        return found or [Finding("address", ok=True)]

    async def _smtp(self, settings: EmailSettings) -> Finding:
        try:
            sock = await self._egress.connect(settings.smtp_host, settings.smtp_port)
            async with client_for(settings, sock) as client:
                await sign_in(client, settings)
                answer = await client.noop(timeout=TIMEOUT_SECONDS)
        except PROBLEMS as error:
            return Finding("smtp", ok=False, said=f"{error}"[:MOST_SAID])
        return Finding("smtp", ok=True, said=answer.message[:MOST_SAID])

    async def _dkim(self, settings: EmailSettings, resolver: Resolver) -> Finding:
        name = f"{settings.dkim_selector}._domainkey.{settings.dkim_domain}"
        try:
            signed(SAMPLE, settings)
            wanted = public_key(settings.dkim_key)
            published = "".join(await resolver.txt(name)).replace(" ", "")
        except (ValueError, Unreachable) as error:
            return Finding("dkim", ok=False, said=f"{error}"[:MOST_SAID])
        return Finding("dkim", ok=f"p={wanted}" in published, said=name)

    async def _imap(self, settings: EmailSettings) -> Finding:
        try:
            count = await checked(self._egress, settings)
        except TROUBLES as error:
            return Finding("imap", ok=False, said=f"{error}"[:MOST_SAID])
        return Finding("imap", ok=True, said=str(count))
