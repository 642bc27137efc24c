"""Jobs: scheduled and slow work, enqueued in the transaction that wants it, run by any worker.

A job is given a tenant and plain values and must be idempotent: it runs at least once, and one
whose worker was killed is taken up again.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
import procrastinate
import structlog
from procrastinate import PsycopgConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import DeleteJobCondition

from trustdesk.kit.db import IDLE_SECONDS, ROLE, Database, Tx

log = structlog.get_logger()

QUEUE = "desk"
POLL_SECONDS = 0.5
HEARTBEAT_SECONDS = 10
STALLED_SECONDS = 30
EVERY_MINUTE = "* * * * *"
SHUTDOWN_SECONDS = 5

Run = Callable[[Database, str, Mapping[str, Any]], Awaitable[None]]


class Job(msgspec.Struct, frozen=True):
    """Work by name; with ``every`` (cron) it runs for each tenant at these times."""

    name: str
    run: Run
    every: str | None = None


async def defer(tx: Tx, name: str, values: Mapping[str, Any], at: datetime | None = None) -> None:
    """Enqueue a job of this transaction's tenant, due ``at`` a time or at once."""
    await tx.do(
        """select procrastinate_defer_jobs_v1(
            array[row($1, $2, 0, null, null, $3::jsonb, $4)::procrastinate_job_to_defer_v1])""",
        QUEUE,
        name,
        msgspec.json.encode({"tenant": tx.tenant, **values}).decode(),
        at,
    )


class Worker:
    """Runs jobs on this node until cancelled."""

    def __init__(self, db: Database, tenants: Sequence[str], jobs: Sequence[Job]) -> None:
        """Register the jobs of all rooms."""
        self._db = db
        self._tenants = tenants
        connector = PsycopgConnector(
            conninfo=db.url,
            min_size=1,
            max_size=4,
            max_idle=IDLE_SECONDS,
            kwargs={"options": f"-c role={ROLE}"},
        )
        self._app = procrastinate.App(connector=connector)
        for job in jobs:
            self._register(job)
        self._register_rescue()

    async def run(self) -> None:
        """Work until cancelled; a database that goes away is waited for."""
        while True:
            try:
                await self._work()
            except (ConnectorException, OSError) as error:
                log.warning("job worker lost its database", error=str(error))
                await asyncio.sleep(1)

    async def _work(self) -> None:
        async with self._app.open_async():
            await self._app.run_worker_async(
                queues=[QUEUE],
                concurrency=4,
                fetch_job_polling_interval=POLL_SECONDS,
                update_heartbeat_interval=HEARTBEAT_SECONDS,
                stalled_worker_timeout=STALLED_SECONDS,
                shutdown_graceful_timeout=SHUTDOWN_SECONDS,
                install_signal_handlers=False,
                delete_jobs=DeleteJobCondition.SUCCESSFUL,
            )

    def _register(self, job: Job) -> None:
        async def run_one(tenant: str, **values: Any) -> None:
            await job.run(self._db, tenant, values)

        async def run_all(timestamp: int) -> None:
            for tenant in self._tenants:
                await job.run(self._db, tenant, {"timestamp": timestamp})

        retry = procrastinate.RetryStrategy(max_attempts=10, exponential_wait=2)
        if job.every is None:
            self._app.task(name=job.name, queue=QUEUE, retry=retry)(run_one)
        else:
            task = self._app.task(name=job.name, queue=QUEUE, queueing_lock=job.name)(run_all)
            self._app.periodic(cron=job.every)(task)

    def _register_rescue(self) -> None:
        async def rescue(timestamp: int) -> None:
            manager = self._app.job_manager
            for stalled in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
                log.warning("job taken up again", job=stalled.id, task=stalled.task_name, at=timestamp)
                await manager.retry_job(stalled)

        task = self._app.task(name="rescue_stalled", queue=QUEUE, queueing_lock="rescue_stalled")(rescue)
        self._app.periodic(cron=EVERY_MINUTE)(task)
