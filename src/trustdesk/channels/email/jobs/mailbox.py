"""Reads mailboxes over IMAP: commit first, then mark as seen; by uid, not by what others have read.

IDLE tells of new mail at once, but not of a server that is gone: nothing is believed for longer than a
few minutes, and every answer has a deadline.
"""

import asyncio
import contextlib
from collections.abc import Sequence
from datetime import timedelta

import structlog

from trustdesk.channels.email.actions.receiving import Received, keep_raw
from trustdesk.channels.email.jobs.grants import Grants
from trustdesk.channels.email.jobs.imap import TROUBLES, Mailbox, signed_in
from trustdesk.channels.email.jobs.translator import SettingsOf
from trustdesk.channels.email.model import LINE, EmailSettings
from trustdesk.channels.email.rules.addresses import normal
from trustdesk.channels.email.store import boxes
from trustdesk.channels.setup import mended, troubled
from trustdesk.kit import clock, failpoints
from trustdesk.kit.db import Database
from trustdesk.kit.egress import Egress
from trustdesk.kit.errors import Overloaded
from trustdesk.kit.secrets import Keys

log = structlog.get_logger()

PART = "imap"
LISTEN_SECONDS = (
    240.0  # then the connection must prove itself: servers may drop a silent one after 30 minutes
)
LEASE = timedelta(seconds=600)  # beyond what a round of listening and fetching takes
PAUSE_SECONDS = 5.0
AWAY_SECONDS = 30.0
MOST_AT_ONCE = 200


class Mailboxes:
    """Reads the mailbox of every brand that has one; of several nodes one reads each."""

    def __init__(
        self,
        db: Database,
        keys: Keys,
        tenants: Sequence[str],
        settings_of: SettingsOf,
        egress: Egress,
        grants: Grants,
    ) -> None:
        """Take whose mailboxes to read; ``run`` does it until cancelled."""
        self._grants = grants
        self._db = db
        self._keys = keys
        self._tenants = tenants
        self._settings_of = settings_of
        self._egress = egress

    async def run(self) -> None:
        """Read until cancelled."""
        async with asyncio.TaskGroup() as group:
            for tenant in self._tenants:
                group.create_task(self._tend(tenant))

    async def _tend(self, tenant: str) -> None:
        while True:
            wait, settings = PAUSE_SECONDS, EmailSettings()
            try:
                settings = await self._settings_of(tenant)
                if settings.enabled and settings.imap_host:
                    await self.round(tenant, settings, listen=True)
                else:
                    wait = AWAY_SECONDS
            except Overloaded:
                wait = AWAY_SECONDS
            except TROUBLES as error:
                log.warning("a mailbox could not be read", tenant=tenant, error=f"{error}"[:200])
                self._grants.forget(tenant, settings)
                await self._troubled(tenant, f"{error}" or type(error).__name__)
                wait = AWAY_SECONDS
            await asyncio.sleep(wait)

    async def _troubled(self, tenant: str, reason: str) -> None:
        with contextlib.suppress(Overloaded):
            async with self._db.transaction(tenant) as tx:
                await troubled(tx, LINE, PART, reason, clock.utc_now())

    async def round(self, tenant: str, settings: EmailSettings, *, listen: bool) -> int:
        """Fetch what is new, and with ``listen`` wait for more once; returns how many were kept."""
        account = f"{settings.imap_user}@{settings.imap_host}/{settings.imap_folder}"
        reader = f"{self._db.node}:{tenant}"
        async with self._db.transaction(tenant) as tx:
            place = await boxes.take(tx, account, reader, LEASE)
        if place is None:
            return 0
        try:
            async with signed_in(self._egress, await self._grants.dressed(tenant, settings)) as mailbox:
                validity = await mailbox.select(settings.imap_folder)
                async with self._db.transaction(tenant) as tx:
                    await mended(tx, LINE, PART)
                after = place[1] if place[0] == validity else 0
                fetching = Fetching(self._db, self._keys, tenant, settings, mailbox)
                kept = await fetching.all_after(account, validity, after)
                if listen and kept < MOST_AT_ONCE and not await mailbox.news(LISTEN_SECONDS):
                    await asyncio.sleep(PAUSE_SECONDS)
                return kept
        finally:
            with contextlib.suppress(Overloaded):
                async with self._db.transaction(tenant) as tx:
                    await boxes.let_go(tx, account, reader)


class Fetching:
    """Fetches one mailbox, mail by mail."""

    def __init__(
        self, db: Database, keys: Keys, tenant: str, settings: EmailSettings, mailbox: Mailbox
    ) -> None:
        """Take where the mails go and the selected mailbox."""
        self._db = db
        self._keys = keys
        self._tenant = tenant
        self._settings = settings
        self._mailbox = mailbox

    async def all_after(self, account: str, validity: int, after: int) -> int:
        """Keep every mail with a higher uid, oldest first, a few hundred at most; returns how many."""
        uids = (await self._mailbox.uids_after(after))[:MOST_AT_ONCE]
        for uid in uids:
            await self._one(account, validity, uid)
        return len(uids)

    async def _one(self, account: str, validity: int, uid: int) -> None:
        body = await self._mailbox.mail(uid)
        mailbox = normal(self._settings.address)
        async with self._db.transaction(self._tenant) as tx:
            if body is not None:
                received = Received(
                    mailbox=mailbox, external_id=f"imap:{account}:{validity}:{uid}", body=body
                )
                await keep_raw(tx, self._keys, received, clock.utc_now())
            await boxes.move(tx, account, validity, uid)
        failpoints.reach("before_imap_flag")
        if body is not None:
            await self._mailbox.mark_seen(uid)


async def checked(egress: Egress, settings: EmailSettings) -> int:
    """Sign in and look at the folder, changing nothing; returns how many mails lie there."""
    async with signed_in(egress, settings) as mailbox:
        return await mailbox.look(settings.imap_folder)
