"""Announcements reach browsers: sealed for each, in its language, once, and only what it wants to hear of."""

from datetime import timedelta
from uuid import UUID

from tests.subscriptions.people import BOTH, announce, browse, change, circulars, counts, known, send
from tests.subscriptions.twin import Browser, Relay
from tests.world import BRAND, World, fresh
from trustdesk.kit import clock


async def test_what_is_published_reaches_each_browser_once_in_its_language(
    world: World, relay: Relay
) -> None:
    editor = await world.agent("editor")
    english, chinese, other = Browser(relay), Browser(relay), Browser(relay)
    assert (await browse(world, english)).json() == {"kinds": ["maintenance", "risk"], "language": "en"}
    await browse(world, chinese, language="zh-CN")
    await browse(world, other, kinds=["listing"])
    one = await announce(editor)
    await send(world)
    await send(world)
    [told] = relay.taken[english.name]
    assert told.said == {
        "title": "Wallet maintenance on Friday",
        "text": "Deposits pause from 02:00 UTC.",
        "url": f"{world.base_url}/announcements/{BRAND}/en/{one['id']}",
        "tag": told.lines["topic"],
        "language": "en",
        "urgent": False,
        "corrected": False,
    }
    assert [told.lines[name] for name in ("urgency", "ttl", "content-encoding")] == [
        "normal",
        "172800",
        "aes128gcm",
    ]
    assert told.claims["sub"] == world.base_url
    assert [one.said["title"] for one in relay.taken[chinese.name]] == ["周五钱包维护"]
    assert relay.taken[other.name] == []
    [circular] = await circulars(editor, one)
    assert (counts(circular, "push"), circular["state"], circular["corrected"]) == (
        {"sent": 2},
        "spread",
        False,
    )
    reach = (await editor.get("/api/v1/announcements/reach")).json()["kinds"]
    assert (reach["maintenance"]["push"], reach["listing"]["push"], reach["promotion"]["push"]) == (2, 1, 0)


async def test_a_language_that_is_missing_is_told_in_the_other(world: World, relay: Relay) -> None:
    editor, chinese = await world.agent("editor"), Browser(relay)
    await browse(world, chinese, language="zh-CN")
    await announce(editor, languages={"en": BOTH["en"]})
    await send(world)
    assert [told.said["language"] for told in relay.taken[chinese.name]] == ["en"]


async def test_a_risk_is_urgent_and_a_promotion_can_wait(world: World, relay: Relay) -> None:
    editor, browser = await world.agent("editor"), Browser(relay)
    await browse(world, browser, kinds=["risk", "promotion"])
    await announce(editor, kind="risk")
    await announce(editor, kind="promotion")
    await send(world)
    told = {
        one.said["title"]: (one.said["urgent"], one.lines["urgency"]) for one in relay.taken[browser.name]
    }
    assert told == {
        "Risk notice: Wallet maintenance on Friday": (True, "high"),
        "Wallet maintenance on Friday": (False, "low"),
    }


async def test_a_scheduled_one_goes_out_at_its_time_and_a_withdrawn_one_never(
    world: World, relay: Relay
) -> None:
    editor, browser = await world.agent("editor"), Browser(relay)
    await browse(world, browser)
    later = (clock.utc_now() + timedelta(hours=1)).isoformat()
    one, gone = await announce(editor, publish_at=later), await announce(editor, publish_at=later)
    await world.settle()
    await change(editor, gone, state="withdrawn")
    await send(world)
    assert relay.taken[browser.name] == []
    [planned] = await circulars(editor, one)
    assert (planned["state"], planned["ways"]) == ("planned", [])
    assert [told["state"] for told in await circulars(editor, gone)] == ["dropped"]
    async with world.house.db.transaction(BRAND) as tx:  # an hour later
        await tx.do("update circulars set due_at = due_at - interval '61 minutes' where tenant = $1", BRAND)
        await tx.do(
            "update announcements set publish_at = publish_at - interval '61 minutes' where tenant = $1",
            BRAND,
        )
        await tx.do(
            "update subscribers set confirmed_at = confirmed_at - interval '2 hours' where tenant = $1", BRAND
        )
    await send(world)
    assert [told.said["url"].rpartition("/")[2] for told in relay.taken[browser.name]] == [one["id"]]


async def test_what_is_published_for_a_time_gone_by_reaches_who_subscribed_since(
    world: World, relay: Relay
) -> None:
    editor, browser = await world.agent("editor"), Browser(relay)
    await browse(world, browser)
    await announce(editor, publish_at=(clock.utc_now() - timedelta(hours=1)).isoformat())
    await send(world)
    assert len(relay.taken[browser.name]) == 1


async def test_what_is_withdrawn_on_its_way_goes_no_further(world: World, relay: Relay) -> None:
    editor, browser = await world.agent("editor"), Browser(relay)
    await browse(world, browser)
    one = await announce(editor)
    await world.settle()
    spreading, *_ = world.house.circulars
    await spreading.settle()
    await change(editor, one, state="withdrawn")
    await send(world)
    assert relay.taken[browser.name] == []
    [circular] = await circulars(editor, one)
    assert counts(circular, "push") == {"dropped": 1}


async def test_a_correction_goes_only_when_the_editor_asks(world: World, relay: Relay) -> None:
    editor, browser = await world.agent("editor"), Browser(relay)
    await browse(world, browser)
    one = await announce(editor)
    await send(world)
    mended = await change(
        editor, one, languages={"en": {"title": "Maintenance on Saturday", "text": "Later."}}
    )
    await send(world)
    assert len(relay.taken[browser.name]) == 1
    await change(editor, mended, tell=True)
    await send(world)
    first, second = relay.taken[browser.name]
    assert (second.said["title"], second.said["corrected"]) == ("Updated: Maintenance on Saturday", True)
    assert first.lines["topic"] == second.lines["topic"]
    assert [told["corrected"] for told in await circulars(editor, one)] == [True, False]


async def test_who_is_gone_is_forgotten_for_good(world: World, relay: Relay) -> None:
    editor, gone, there = await world.agent("editor"), Browser(relay), Browser(relay)
    for browser in (gone, there):
        await browse(world, browser)
    relay.trouble[gone.name].append((410, ""))
    one = await announce(editor)
    await send(world)
    [circular] = await circulars(editor, one)
    assert (counts(circular, "push"), circular["faults"]) == ({"gone": 1, "sent": 1}, [])
    assert len(await known(world)) == 1
    await announce(editor)
    await send(world)
    assert (relay.asked.count(gone.name), relay.asked.count(there.name)) == (1, 2)


async def test_who_is_busy_is_asked_again_when_they_said(world: World, relay: Relay) -> None:
    editor, busy, down = await world.agent("editor"), Browser(relay), Browser(relay)
    await browse(world, busy)
    await browse(world, down)
    relay.trouble[busy.name].append((429, "1800"))
    relay.trouble[down.name].append((503, ""))
    one = await announce(editor)
    await send(world)
    [circular] = await circulars(editor, one)
    assert counts(circular, "push") == {"due": 2}
    assert sorted((fault["state"], fault["why"]) for fault in circular["faults"]) == [
        ("due", "the push service answered 429"),
        ("due", "the push service answered 503"),
    ]
    async with world.house.db.transaction(BRAND) as tx:
        rows = await tx.rows(
            """select extract(epoch from next_at - clock_timestamp())::float8 as wait from circular_copies
            where tenant = $1 and circular = $2 order by next_at""",
            BRAND,
            UUID(circular["id"]),
        )
        assert [20 < rows[0]["wait"] <= 30, 1_700 < rows[1]["wait"] <= 1_800] == [True, True]
        await tx.do(
            "update circular_copies set next_at = now() where tenant = $1 and next_at is not null", BRAND
        )
    await send(world)
    [circular] = await circulars(editor, one)
    assert (counts(circular, "push"), circular["faults"]) == ({"sent": 2}, [])
    assert [len(relay.taken[browser.name]) for browser in (busy, down)] == [1, 1]


async def test_what_failed_is_sent_again_by_the_editor_and_only_that(world: World, relay: Relay) -> None:
    editor, odd, fine = await world.agent("editor"), Browser(relay), Browser(relay)
    await browse(world, odd)
    await browse(world, fine)
    relay.trouble[odd.name].append((400, ""))
    one = await announce(editor)
    await send(world)
    [circular] = await circulars(editor, one)
    assert counts(circular, "push") == {"sent": 1, "failed": 1}
    assert [(fault["why"], fault["count"]) for fault in circular["faults"]] == [
        ("the push service answered 400", 1)
    ]
    path = f"/api/v1/announcements/{one['id']}/circulars/{circular['id']}/again"
    assert [(await editor.post(path)).json() for _ in range(2)] == [{"count": 1}, {"count": 0}]
    await send(world)
    assert [len(relay.taken[browser.name]) for browser in (odd, fine)] == [1, 1]
    [circular] = await circulars(editor, one)
    assert counts(circular, "push") == {"sent": 2}


async def test_a_browser_changes_moves_and_leaves(world: World, relay: Relay) -> None:
    editor, browser, moved, thief = (
        await world.agent("editor"),
        Browser(relay),
        Browser(relay),
        Browser(relay),
    )
    await browse(world, browser, kinds=["risk"])
    path = f"/api/v1/widget/{BRAND}/browsers"
    stolen = browser.json | {"auth": thief.json["auth"]}
    assert (await world.stranger.post(f"{path}/leave", json=stolen)).status_code == 404
    assert (await browse(world, thief, browser=stolen, kinds=["listing"])).status_code == 404
    assert (await browse(world, browser, kinds=["risk", "rules"])).json()["kinds"] == ["risk", "rules"]
    body = {"before": browser.json, "browser": moved.json}
    assert (await world.stranger.post(f"{path}/moved", json=body)).json()["kinds"] == ["risk", "rules"]
    await announce(editor, kind="rules")
    await send(world)
    assert (len(relay.taken[browser.name]), len(relay.taken[moved.name])) == (0, 1)
    assert (await world.stranger.post(f"{path}/leave", json=moved.json)).status_code == 204
    await announce(editor, kind="rules")
    await send(world)
    assert len(relay.taken[moved.name]) == 1


async def test_what_cannot_be_a_browser_is_refused_and_nothing_is_kept(world: World, relay: Relay) -> None:
    before = await known(world)
    browser = Browser(relay)
    refused = [
        await browse(world, browser, browser=browser.json | more)
        for more in (
            {"endpoint": "https://169.254.169.254/latest"},
            {"endpoint": "http://10.0.0.7/push"},
            {"endpoint": "ftp://push.example/1"},
            {"p256dh": "A" * 87},
            {"auth": "short"},
        )
    ]
    refused += [await browse(world, browser, kinds=[]), await browse(world, browser, kinds=["gossip"])]
    assert {one.status_code for one in refused} == {400}
    assert await known(world) == before
    missing = await world.stranger.post(
        "/api/v1/widget/nobody/browsers", json={"browser": browser.json, "kinds": ["risk"], "language": "en"}
    )
    assert missing.status_code == 404


async def test_who_may_not_announce_sees_no_circulars(world: World) -> None:
    editor, agent = await world.agent("editor"), await world.agent()
    one = await announce(editor)
    await send(world)
    [circular] = await circulars(editor, one)
    path = f"/api/v1/announcements/{one['id']}/circulars"
    assert (await agent.get(path)).status_code == 403
    assert (await agent.get("/api/v1/announcements/reach")).status_code == 403
    assert (await agent.post(f"{path}/{circular['id']}/again")).status_code == 403
    other = await announce(editor)
    missing = await editor.post(f"/api/v1/announcements/{other['id']}/circulars/{circular['id']}/again")
    assert missing.status_code == 404
    assert (await editor.get(f"/api/v1/announcements/{fresh()}/circulars")).status_code == 404
