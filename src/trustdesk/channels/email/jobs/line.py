"""The mail line's working parts, put together once for a node."""

from collections.abc import Mapping
from typing import cast

import msgspec

from trustdesk.brands import Brand
from trustdesk.channels.email.actions.writing import Desk
from trustdesk.channels.email.jobs.carrier import MailCarrier
from trustdesk.channels.email.jobs.grants import Grants
from trustdesk.channels.email.jobs.heralding import MailHerald
from trustdesk.channels.email.jobs.judging import Judging
from trustdesk.channels.email.jobs.listener import Listener
from trustdesk.channels.email.jobs.mailbox import Mailboxes
from trustdesk.channels.email.jobs.reading import Reader
from trustdesk.channels.email.jobs.translator import MailTranslator, Parts, Shelf
from trustdesk.channels.email.model import LINE, EmailSettings
from trustdesk.channels.email.parsing import Parsed
from trustdesk.channels.intake import Intake
from trustdesk.channels.setup import Setup
from trustdesk.files import Links
from trustdesk.guard import Guard
from trustdesk.kit import clock
from trustdesk.kit.db import Database
from trustdesk.kit.egress import Egress
from trustdesk.kit.nursery import Nursery
from trustdesk.kit.secrets import Keys
from trustdesk.kit.settings import Settings

LOADED = ("trustdesk.channels.email.parsing", "trustdesk.channels.email.parsing.vouching", "dkim")


class Ground(msgspec.Struct, frozen=True):
    """What of the house the line stands on."""

    db: Database
    keys: Keys
    brands: Mapping[str, Brand]
    setup: Setup
    intake: Intake
    guard: Guard
    links: Links
    egress: Egress
    settings: Settings


class MailLine:
    """Everything of the line that runs: taking mail in twice over, reading it, carrying answers out."""

    def __init__(self, ground: Ground, shelf: Shelf) -> None:
        """Take the house's parts, and where files go."""
        self._setup = ground.setup
        self._tenants = tenants = sorted(ground.brands)
        self._nursery = Nursery(LOADED)
        self._reader = Reader(self._nursery.run)
        self.judging = Judging(self._nursery.run, ground.settings.name_servers)
        parts = Parts(self.settings_of, self.read, self.judging, shelf)
        desk = Desk(ground.keys, ground.links, ground.settings.base_url, clock.utc_now)
        self.translator = MailTranslator(ground.db, ground.keys, ground.intake, ground.guard, parts)
        self.grants = Grants(ground.db, ground.keys, ground.egress)
        self.carrier = MailCarrier(
            ground.db, desk, ground.brands, self.settings_of, ground.egress, self.grants
        )
        self.herald = MailHerald(desk, ground.brands, self.settings_of, self.carrier)
        self.listener = Listener(ground.db, ground.keys, tenants, self.settings_of, ground.settings)
        self.mailboxes = Mailboxes(
            ground.db, ground.keys, tenants, self.settings_of, ground.egress, self.grants
        )

    async def settings_of(self, tenant: str) -> EmailSettings:
        """Give the brand's mail settings as they are now."""
        return cast("EmailSettings", await self._setup.of(tenant, LINE))

    async def warm(self) -> None:
        """Start what reads mails before the first one comes, where a brand takes mail at all."""
        if any([(await self.settings_of(tenant)).enabled for tenant in self._tenants]):
            await self._nursery.warm()

    async def read(self, raw: bytes) -> Parsed:
        """Read a mail in a confined child; raises ``Unreadable``."""
        return await self._reader.read(raw)

    async def run(self, entry: str, raw: bytes) -> bytes:
        """Run a reader of this line in a confined child; raises ``Unreadable``."""
        return await self._nursery.run(entry, raw)

    async def close(self) -> None:
        """End what was started to read mails."""
        await self._reader.close()
        await self._nursery.close()
