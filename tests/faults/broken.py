"""Broken servers, for tests only: ``python -m tests.faults.broken <how> serve``.

Each breaks one promise in a way that works as long as nothing goes wrong. The checker must
notice every one of them; a fault run that a broken server survives proves nothing.
"""

import asyncio
import contextlib
import os
import sys
from datetime import UTC, datetime
from typing import Any

from trustdesk import cli
from trustdesk.channels.email.jobs.listener import Listener
from trustdesk.conversations.actions import perform
from trustdesk.conversations.rules import changes
from trustdesk.conversations.store import appends
from trustdesk.kit import clock, failpoints
from trustdesk.kit.blobs import Blobs
from trustdesk.kit.errors import NoRoom, Refused
from trustdesk.kit.groups import Groups
from trustdesk.kit.live import Hub


def hasty() -> None:
    """Answers before the commit."""

    async def store(self: Any, tenant: str, group: Any, *_: Any, **__: Any) -> None:
        try:
            async with self._db.transaction(tenant, brief=True) as tx:
                for (_, future), answer in zip(
                    group, await self._write(tx, [one for one, _ in group]), strict=True
                ):
                    if isinstance(answer, Refused):
                        future.set_exception(answer)
                    else:
                        future.set_result(answer)
                await asyncio.sleep(float(os.environ.get("HASTY_SECONDS", "0.02")))
                failpoints.reach("answered_before_commit")
        except Exception as error:  # noqa: BLE001 - those not answered yet learn of it
            for _, future in group:
                if not future.done():
                    future.set_exception(error)

    setattr(Groups, "_store", store)  # noqa: B010 - a method of somebody else


def forgetful() -> None:
    """Does not look whether a write has been stored before; its database has lost the unique key too."""
    honest = appends.lock

    async def lock(*given: Any) -> Any:
        cases, _ = await honest(*given)
        return cases, {}

    setattr(perform.store, "lock", lock)  # noqa: B010 - a function of somebody else


def deaf() -> None:
    """Does not hear what other nodes have committed."""
    setattr(Hub, "_heard", lambda *_: None)  # noqa: B010 - a method of somebody else


def greedy() -> None:
    """Lets everybody take what somebody else has."""
    action, honest = changes.VERBS[changes.Assign]

    def assign(case: Any, command: Any, now: Any) -> Any:
        return honest(changes.replace(case, assignee=None), command, now)

    changes.VERBS[changes.Assign] = (action, assign)


def polite() -> None:
    """Thanks for a mail before it is kept."""
    honest = Listener.keep
    thanked: set[asyncio.Task[None]] = set()

    async def keep(self: Listener, tenant: str, received: Any) -> None:
        task = asyncio.create_task(honest(self, tenant, received))
        thanked.add(task)
        task.add_done_callback(thanked.discard)

    setattr(Listener, "keep", keep)  # noqa: B010 - a method of somebody else


def trusting() -> None:
    """Takes it that bytes which it has handed to a disk are on it."""
    honest = Blobs._put

    def put(*given: Any, **more: Any) -> None:
        with contextlib.suppress(NoRoom):
            honest(*given, **more)

    setattr(Blobs, "_put", put)  # noqa: B010 - a method of somebody else


def by_its_own_clock() -> None:
    """Goes by what its machine shows."""
    clock.utc_now = lambda: datetime.now(UTC)


TWINS = {twin.__name__: twin for twin in (hasty, forgetful, deaf, greedy, polite, trusting, by_its_own_clock)}

if __name__ == "__main__":
    TWINS[sys.argv[1]]()
    sys.exit(cli.main(sys.argv[2:]))
