"""What the line works with."""

from collections.abc import Mapping

import msgspec

from trustdesk.brands import Brand
from trustdesk.channels.intake import Intake
from trustdesk.channels.setup import Setup
from trustdesk.channels.telegram.model.settings import LINE, TelegramSettings
from trustdesk.channels.telegram.send import Bot
from trustdesk.conversations import Desk
from trustdesk.files import Shelf
from trustdesk.kit.actors import Actor
from trustdesk.kit.blobs import Blobs
from trustdesk.kit.db import Database
from trustdesk.kit.egress import Egress
from trustdesk.kit.secrets import Keys


class Parts(msgspec.Struct, frozen=True, kw_only=True):
    """The parts of the house that the line needs."""

    db: Database
    keys: Keys
    brands: Mapping[str, Brand]
    setup: Setup
    egress: Egress
    intake: Intake
    desk: Desk
    shelf: Shelf
    blobs: Blobs
    base_url: str

    async def settings(self, tenant: str) -> TelegramSettings:
        """Give the settings as they are now."""
        return msgspec.convert(await self.setup.of(tenant, LINE), TelegramSettings, from_attributes=True)

    def bot(self, settings: TelegramSettings) -> Bot:
        """Give the bot."""
        return Bot(self.egress, settings)


def actor(tenant: str) -> Actor:
    """Act for the line itself."""
    return Actor(tenant=tenant, kind="system", id=LINE, name="")
