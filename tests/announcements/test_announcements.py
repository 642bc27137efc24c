"""Announcements: kept by editors, public when their time says so, safe to be read by everybody."""

from datetime import timedelta
from typing import Any

from tests.world import Person, World, fresh
from trustdesk.kit import clock

ENGLISH = {
    "title": "Wallet maintenance on Friday",
    "text": "Deposits pause from 02:00 UTC.\n\nNothing is lost.",
}
CHINESE = {"title": "周五钱包维护", "text": "UTC 02:00 起暂停充值。"}
BOTH = {"en": ENGLISH, "zh-CN": CHINESE}
PATH = "/api/v1/announcements"


def body(**more: Any) -> dict[str, Any]:
    return {
        "client_id": fresh(),
        "kind": "maintenance",
        "state": "published",
        "languages": BOTH,
        "pinned": True,
    } | more


async def pinned(world: World, locale: str = "en") -> list[dict[str, Any]]:
    path = "/api/v1/widget/bitget/announcements"
    return (await world.stranger.get(path, headers={"accept-language": locale})).json()["items"]


async def added(editor: Person, **more: Any) -> dict[str, Any]:
    made = await editor.post(PATH, json=body(**more))
    assert made.status_code == 201, made.text
    return made.json()


async def change(editor: Person, one: dict[str, Any], **more: Any) -> Any:
    given = {name: one[name] for name in body() if name != "client_id"} | {"version": one["version"]} | more
    return await editor.put(f"{PATH}/{one['id']}", json=given)


async def test_what_is_published_is_read_by_everybody_in_their_language(world: World) -> None:
    editor = await world.agent("editor")
    one = await added(editor)
    shown = {found["id"]: found for found in await pinned(world, "zh-CN")}[one["id"]]
    assert (shown["title"], shown["locale"], shown["over"]) == (CHINESE["title"], "zh-CN", False)
    page = await world.stranger.get(f"/announcements/bitget/en/{one['id']}")
    assert page.status_code == 200
    for said in ("Wallet maintenance on Friday", "<p>Nothing is lost.</p>", "Maintenance, "):
        assert said in page.text
    everything = await world.stranger.get("/announcements/bitget/en")
    assert f'href="/announcements/bitget/en/{one["id"]}"' in everything.text
    feed = await world.stranger.get("/announcements/bitget/zh-CN/feed.xml")
    assert (feed.headers["content-type"].split(";")[0], CHINESE["title"] in feed.text) == (
        "application/atom+xml",
        True,
    )
    help_page = await world.stranger.get("/help/bitget/en")
    assert (
        f'<a href="/announcements/bitget/en/{one["id"]}">Wallet maintenance on Friday</a>' in help_page.text
    )


async def test_what_has_no_time_yet_or_no_time_any_more_does_not_stand_above(world: World) -> None:
    editor, now = await world.agent("editor"), clock.utc_now()
    later, before = (now + timedelta(hours=1)).isoformat(), (now - timedelta(hours=1)).isoformat()
    ahead = await added(editor, publish_at=later)
    over = await added(editor, publish_at=(now - timedelta(hours=2)).isoformat(), over_at=before)
    draft = await added(editor, state="draft")
    assert not {one["id"] for one in await pinned(world)} & {ahead["id"], over["id"], draft["id"]}
    codes = [
        (await world.stranger.get(f"/announcements/bitget/en/{one['id']}")).status_code
        for one in (ahead, over, draft)
    ]
    assert codes == [404, 200, 404]
    assert (
        "This has had its time" in (await world.stranger.get(f"/announcements/bitget/en/{over['id']}")).text
    )


async def test_two_who_change_the_same_lose_nothing(world: World) -> None:
    editor = await world.agent("editor")
    one = await added(editor)
    first = await change(editor, one, languages={"en": ENGLISH | {"title": "Moved to Saturday"}})
    second = await change(editor, one, languages={"en": ENGLISH | {"title": "Moved to Sunday"}})
    assert (first.status_code, second.status_code, second.json()["code"]) == (200, 409, "conflict")
    kept = {found["id"]: found for found in (await editor.get(PATH)).json()["items"]}[one["id"]]
    assert (kept["languages"]["en"]["title"], kept["version"]) == ("Moved to Saturday", 2)


async def test_a_mended_word_does_not_make_it_new_and_what_was_public_is_withdrawn(world: World) -> None:
    editor = await world.agent("editor")
    one = await added(editor)
    mended = (await change(editor, one, languages={"en": ENGLISH | {"title": "Maintenance"}})).json()
    assert mended["publish_at"] == one["updated_at"]
    hidden = await change(editor, mended, state="draft")
    assert (hidden.status_code, hidden.json()["code"]) == (409, "conflict")
    gone = await change(editor, mended, state="withdrawn")
    assert gone.json()["state"] == "withdrawn"
    assert (await world.stranger.get(f"/announcements/bitget/en/{one['id']}")).status_code == 404
    assert one["id"] not in {found["id"] for found in await pinned(world)}


async def test_the_same_again_is_answered_the_same(world: World) -> None:
    editor, wanted = await world.agent("editor"), body()
    first, again = await editor.post(PATH, json=wanted), await editor.post(PATH, json=wanted)
    assert (first.status_code, again.status_code, again.json()) == (201, 200, first.json())
    other = await editor.post(PATH, json=wanted | {"kind": "risk"})
    assert (other.status_code, other.json()["code"]) == (422, "client_id_reused")


async def test_what_may_not_be_said_is_refused_and_leaves_no_trace(world: World) -> None:
    editor, agent = await world.agent("editor"), await world.agent()
    before = (await editor.get(PATH)).json()
    asks = ENGLISH | {"text": "Please send us your password"}
    refusals = [
        (await agent.post(PATH, json=body()), 403, "forbidden"),
        (await agent.get(PATH), 403, "forbidden"),
        (await editor.post(PATH, json=body(languages={})), 400, "invalid"),
        (await editor.post(PATH, json=body(languages={"en": {"title": "No text"}})), 400, "invalid"),
        (await editor.post(PATH, json=body(languages={"en": asks})), 422, "unsafe_reply"),
        (
            await editor.post(
                PATH, json=body(publish_at="2026-12-02T00:00:00Z", over_at="2026-12-01T00:00:00Z")
            ),
            400,
            "invalid",
        ),
    ]
    for refused, status, code in refusals:
        assert (refused.status_code, refused.json()["code"]) == (status, code)
    assert (await editor.get(PATH)).json() == before
