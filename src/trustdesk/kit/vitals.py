"""Is it alive, is it ready, how is it doing: what an operator's machines ask."""

import asyncio
from collections.abc import Callable
from typing import Any

import msgspec
import prometheus_client
from litestar import Request, Response, get
from litestar.serialization import encode_json

from trustdesk.kit import heap
from trustdesk.kit.away import UNREACHABLE
from trustdesk.kit.contract import contract
from trustdesk.kit.db import Database
from trustdesk.kit.errors import Overloaded

READY_SECONDS = 2  # who asks whether we are ready waits no longer either

SOCKETS = prometheus_client.Gauge("trustdesk_open_sockets", "Sockets open on this node")
ENTRIES = prometheus_client.Counter("trustdesk_entries", "Entries stored by this node", ["kind"])
GROUP_SIZE = prometheus_client.Histogram(
    "trustdesk_group_size", "Writes that went down together", buckets=(1, 2, 4, 8, 16, 32, 64, 128)
)


class Vitals(msgspec.Struct, frozen=True, omit_defaults=True):
    """The answer of a probe."""

    ok: bool
    node: str
    why: str = ""


def routes(db: Database, is_draining: Callable[[], bool]) -> list[Any]:
    """Mount the probes."""
    written: list[bytes] = []

    @get("/healthz", opt={"policy": "public"})
    async def healthz() -> Vitals:
        """Tell that this process runs."""
        return Vitals(ok=True, node=db.node)

    @get("/readyz", opt={"policy": "public"})
    async def readyz() -> Response[Vitals]:
        """Tell whether this node should get requests: not while it drains or has no database."""
        why = "draining" if is_draining() else ""
        try:
            async with asyncio.timeout(READY_SECONDS):
                await db.ping()
        except (*UNREACHABLE, OSError, Overloaded):
            why = why or "the database does not answer"
        return Response(Vitals(ok=not why, node=db.node, why=why), status_code=503 if why else 200)

    @get("/metrics", opt={"policy": "public"}, media_type="text/plain")
    async def metrics() -> Response[bytes]:
        """Figures in Prometheus' text form."""
        return Response(prometheus_client.generate_latest(), media_type=prometheus_client.CONTENT_TYPE_LATEST)

    @get("/openapi.json", opt={"policy": "public", "gives": ("application/json",)})
    async def openapi(request: Request[Any, Any, Any]) -> Response[bytes]:
        """The public contract, OpenAPI 3.1."""
        if not written:
            written.append(encode_json(contract(request.app)))
            heap.give_back()
        return Response(written[0], media_type="application/json")

    return [healthz, readyz, metrics, openapi]
