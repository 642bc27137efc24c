"""The memory of the whole product while nothing happens."""

import time

from bench.desk import scratch
from bench.figures import Say, note
from bench.gauges import pss_mb

SETTLE_S = 30  # by then a calm desk has given back what it does not need


def measure(say: Say) -> None:
    """After a first look around, as somebody who has just set it up would have had."""
    with scratch("idle") as desk:
        token = desk.sign_in()[0]
        for path in ("/api/v1/conversations?view=open", "/api/v1/queue", "/api/v1/staff", "/openapi.json"):
            desk.call("GET", path, token=token)
        time.sleep(SETTLE_S)
        processes = desk.processes()
        say("idle_memory_mb", pss_mb(processes), "MB")
        note(
            f"of which the server {pss_mb(processes[:1]):.0f} MB, PostgreSQL and its watch {len(processes) - 1} processes"
        )
