"""Lists and search: every page once, in order, only what one may read."""

from typing import Any

from tests.world import Person, World, fresh


async def page_through(person: Person, limit: int, **asked: Any) -> list[str]:
    numbers: list[str] = []
    cursor = ""
    while True:
        params = {"limit": limit, "cursor": cursor} | asked
        page = (await person.get("/api/v1/conversations", params=params)).json()
        assert len(page["items"]) <= limit
        numbers += [row["number"] for row in page["items"]]
        if page["cursor"] is None:
            return numbers
        cursor = page["cursor"]


async def test_pages_hold_every_conversation_once_latest_first(world: World) -> None:
    key = await world.integration(brand="bitmart")
    written = [await world.letter(key, f"number {count}") for count in range(7)]
    assert await page_through(key, 3, view="all") == written[::-1]
    assert await page_through(key, 7, view="all") == written[::-1]


async def test_views_show_what_their_name_says(world: World) -> None:
    key, agent = await world.integration(), await world.agent()
    mine, open_one, resolved, done = [await world.letter(key) for _ in range(4)]
    await agent.act(mine, "assignee", assignee="me")
    await agent.act(resolved, "assignee", assignee="me")
    for number in (resolved, done):
        await key.act(number, "status", status="resolved")
    shown = {
        view: await page_through(agent, 50, view=view) for view in ("mine", "unassigned", "resolved", "open")
    }
    assert shown["mine"] == [mine]
    assert open_one in shown["unassigned"]
    assert mine not in shown["unassigned"]
    assert shown["resolved"] == [resolved]
    assert {mine, open_one} <= set(shown["open"])
    assert (await agent.get("/api/v1/conversations", params={"view": "nonsense"})).status_code == 404
    assert (await agent.get("/api/v1/conversations", params={"cursor": "nonsense"})).status_code == 400


async def test_search_finds_chinese_and_english_words_in_all_history(world: World) -> None:
    key = await world.integration(brand="bitp")
    customer = {"external_id": fresh()}
    zh = await world.letter(key, "我的泰达币提现一直没有到账", customer=customer)
    await key.post(
        "/api/v1/messages", json={"client_id": fresh(), "customer": customer, "text": "请尽快处理"}
    )
    en = await world.letter(key, "The WITHDRAWAL of my USDT failed, tx 0xABCDEF0123456789")
    assert await page_through(key, 10, q="提现") == [zh]
    assert await page_through(key, 10, q="提现 处理") == []
    assert await page_through(key, 10, q="withdrawal usdt") == [en]
    assert await page_through(key, 10, q="0xabcdef0123456789") == [en]
    assert await page_through(key, 10, q="，。") == []
    found = (await key.get("/api/v1/conversations", params={"q": "处理"})).json()["items"]
    assert [hit["seq"] for hit in found[0]["hits"]] == [2]
    assert found[0]["hits"][0]["excerpt"] == "请尽快处理"


async def test_search_is_filtered_by_what_one_may_read(world: World) -> None:
    key, ours, theirs = await world.integration(), await world.agent(), await world.agent(teams=["vip"])
    number = await world.letter(key, "supercalifragilistic deposit")
    await ours.act(number, "assignee", assignee="me", team="support")
    assert await page_through(ours, 10, q="supercalifragilistic") == [number]
    assert await page_through(theirs, 10, q="supercalifragilistic") == []
    other_brand = await world.integration(brand="bybit")
    assert await page_through(other_brand, 10, q="supercalifragilistic") == []


async def test_a_thread_is_paged_by_number(world: World) -> None:
    key = await world.integration()
    customer = {"external_id": fresh()}
    number = await world.letter(key, "1", customer=customer)
    for count in range(2, 8):
        body = {"client_id": fresh(), "customer": customer, "text": str(count)}
        await key.post("/api/v1/messages", json=body)
    first = (await key.get(f"/api/v1/conversations/{number}/messages", params={"limit": 5})).json()
    assert ([one["seq"] for one in first["items"]], first["cursor"]) == ([1, 2, 3, 4, 5], 5)
    rest = (await key.get(f"/api/v1/conversations/{number}/messages", params={"after": 5})).json()
    assert ([one["seq"] for one in rest["items"]], rest["cursor"]) == ([6, 7], None)
