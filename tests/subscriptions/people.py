"""Editors who announce, readers who subscribe, and the worker's part in between, done at once."""

import json
import re
from typing import Any
from uuid import UUID

from tests.subscriptions.twin import Browser
from tests.world import BRAND, Person, World, fresh
from trustdesk.subscriptions.actions import subscribing

PATH = "/api/v1/announcements"
SUBSCRIBE = f"/announcements/{BRAND}/en/subscribe"
BOTH = {
    "en": {"title": "Wallet maintenance on Friday", "text": "Deposits pause from 02:00 UTC."},
    "zh-CN": {"title": "周五钱包维护", "text": "UTC 02:00 起暂停充值。"},
}
LINK = re.compile(r"https?://[^\s\"<>]+/announcements/[^\s\"<>]+/subscription\?s=[^\s\"<>]+")


async def announce(editor: Person, **more: Any) -> dict[str, Any]:
    """Publish an announcement."""
    body = {"client_id": fresh(), "kind": "maintenance", "state": "published", "languages": BOTH} | more
    made = await editor.post(PATH, json=body)
    assert made.status_code == 201, made.text
    return made.json()


async def change(editor: Person, one: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Change an announcement."""
    names = ("kind", "state", "languages", "pinned", "publish_at", "over_at", "version")
    made = await editor.put(f"{PATH}/{one['id']}", json={name: one[name] for name in names} | more)
    assert made.status_code == 200, made.text
    return made.json()


async def send(world: World) -> None:
    """Let everything go out that is due."""
    await world.settle()
    for one in world.house.circulars:
        await one.settle()


async def browse(world: World, who: Browser, **more: Any) -> Any:
    """Subscribe in a browser."""
    body = {"browser": who.json, "kinds": ["maintenance", "risk"], "language": "en"} | more
    return await world.stranger.post(f"/api/v1/widget/{BRAND}/browsers", json=body)


async def ask(world: World, address: str, *kinds: str, tongue: str = "en") -> Any:
    """Ask by mail."""
    path = f"/announcements/{BRAND}/{tongue}/subscribe"
    return await world.stranger.post(path, data={"address": address, "kind": list(kinds or ("maintenance",))})


async def questions(world: World) -> None:
    """Let the questions that were asked for go out."""
    [job] = [one for one in world.house.jobs() if one.name == subscribing.ASK]
    async with world.house.db.transaction(BRAND) as tx:
        rows = await tx.rows(
            "delete from procrastinate_jobs where task_name = $1 returning args", subscribing.ASK
        )
    for values in [json.loads(row["args"]) for row in rows]:
        await job.run(world.house.db, values.pop("tenant"), values)


async def circulars(editor: Person, one: dict[str, Any]) -> list[dict[str, Any]]:
    """How an announcement has gone out, as the console shows it."""
    return (await editor.get(f"{PATH}/{one['id']}/circulars")).json()["items"]


def counts(circular: dict[str, Any], way: str) -> dict[str, int]:
    """The copies of a way, without those of which there are none."""
    [tally] = [one for one in circular["ways"] if one["way"] == way]
    return {name: many for name, many in tally.items() if name != "way" and many}


async def known(world: World) -> list[UUID]:
    """Everybody who is kept as a subscriber."""
    async with world.house.db.transaction(BRAND) as tx:
        rows = await tx.rows("select id from subscribers where tenant = $1", BRAND)
    return [row["id"] for row in rows]
