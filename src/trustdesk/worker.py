"""The worker: reactions to what has happened, and scheduled work. May share a process with the web."""

import asyncio
import contextlib
from collections.abc import Callable

import structlog

from trustdesk.house import House
from trustdesk.kit.errors import Refused
from trustdesk.kit.jobs import Worker
from trustdesk.kit.settings import Settings

log = structlog.get_logger()


async def run(
    settings: Settings,
    stop: asyncio.Event,
    house: House | None = None,
    ready: Callable[[], None] = lambda: None,
) -> None:
    """Work until ``stop``; a house that is given is open already and stays open.

    ``ready`` is called once everything is at work.
    """
    own = house or House(settings)
    if house is None:
        await own.db.open()
    jobs = Worker(own.db, sorted(own.brands), own.jobs())
    work = [own.reactor.run(), jobs.run(), own.sender.run(), own.sealer.run(), own.looker.run()]
    work += [own.arrivals.run(), own.deliveries.run(), own.mail.listener.run(), own.mail.mailboxes.run()]
    work += [one.run() for one in own.circulars]
    if house is None:
        work.append(own.hub.run())
    tasks = [asyncio.create_task(one) for one in work]
    stopped = asyncio.create_task(stop.wait())
    try:
        with contextlib.suppress(Refused):  # then it is started when the first mail comes
            await own.mail.warm()
        ready()
        ended, _ = await asyncio.wait({*tasks, stopped}, return_when=asyncio.FIRST_COMPLETED)
        for task in ended:
            task.result()  # what ended by an error ends the worker: who started it starts it anew
    finally:
        stopped.cancel()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if house is None:
            await own.mail.close()
            await own.sight.close()
            await own.library.close()
            await own.db.close()
