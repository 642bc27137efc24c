"""What surges are given by the house: the rule of each brand, set up beside the lines."""

from typing import cast

from trustdesk import surge
from trustdesk.channels.setup import Section, Setup
from trustdesk.kit.db import Tx

SECTION = Section(surge.LINE, surge.SurgeSettings)


class SettledBy:
    """The rule of a brand, as it is set up now."""

    def __init__(self, setup: Setup) -> None:
        """Take where settings are kept."""
        self._setup = setup

    async def __call__(self, tx: Tx) -> surge.SurgeSettings:
        """Read it within a transaction."""
        return cast("surge.SurgeSettings", await self._setup.within(tx, surge.LINE))
