"""What the exchange knows of a customer, read for whoever may read it, in plain words."""

from typing import cast

from trustdesk import conversations, exchange
from trustdesk.kit import clock
from trustdesk.kit.db import Database

LATEST = 5


class AccountBehind:
    """The customer's own records at the exchange; what is held closely is masked as for everybody."""

    def __init__(self, db: Database, window: exchange.Window) -> None:
        """Take the database and the window into the exchange."""
        self._db = db
        self._window = window

    async def told(self, tenant: str, case: conversations.Conversation, kind: str) -> str:
        """Tell the latest records of a kind, one a line, or what stands in the way."""
        async with self._db.transaction(tenant) as tx:
            uid = await exchange.uid_of(tx, case.customer)
        now, latest = clock.utc_now(), exchange.Search(limit=LATEST)
        connector = self._window.connector(tenant)
        reading = await exchange.search(connector, uid, cast("exchange.RecordKind", kind), now, latest)
        async with self._db.transaction(tenant) as tx:
            shown = await exchange.show(tx, self._window.shelf(case.id), reading)
        lines = [
            "; ".join(
                [
                    f"{one.at:%Y-%m-%d %H:%M} UTC",
                    one.state,
                    *(f"{fact.name} {fact.value}" for fact in one.facts),
                ]
            )
            for one in shown.records
        ]
        return "\n".join(lines) or f"no records ({shown.state})"
