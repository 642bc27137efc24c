"""Drafts: one's own, on the server, for conversations one may read."""

from tests.world import World


async def test_a_draft_is_kept_replaced_and_removed(world: World) -> None:
    key, agent = await world.integration(), await world.agent()
    path = f"/api/v1/conversations/{await world.letter(key)}/draft"
    assert (await agent.get(path)).json() == {"text": "", "updated_at": None, "stopped_for": None}
    kept = await agent.put(path, json={"text": "Dear customer, "})
    assert kept.status_code == 200
    assert kept.json()["text"] == "Dear customer, "
    assert (await agent.get(path)).json() == kept.json()
    await agent.put(path, json={"text": "Dear Wang Wei,\n\n  "})
    assert (await agent.get(path)).json()["text"] == "Dear Wang Wei,\n\n  "
    assert (await agent.delete(path)).status_code == 204
    assert (await agent.get(path)).json() == {"text": "", "updated_at": None, "stopped_for": None}


async def test_an_empty_text_removes_it(world: World) -> None:
    key, agent = await world.integration(), await world.agent()
    path = f"/api/v1/conversations/{await world.letter(key)}/draft"
    await agent.put(path, json={"text": "something"})
    assert (await agent.put(path, json={"text": " \n"})).json() == {
        "text": "",
        "updated_at": None,
        "stopped_for": None,
    }
    assert (await agent.get(path)).json()["text"] == ""


async def test_a_draft_is_its_authors_own(world: World) -> None:
    key, one, two = await world.integration(), await world.agent(), await world.agent()
    path = f"/api/v1/conversations/{await world.letter(key)}/draft"
    await one.put(path, json={"text": "mine"})
    assert (await two.get(path)).json()["text"] == ""
    await two.put(path, json={"text": "other"})
    await two.delete(path)
    assert (await one.get(path)).json()["text"] == "mine"


async def test_a_secret_in_a_draft_is_not_stored(world: World) -> None:
    key, agent = await world.integration(), await world.agent()
    path = f"/api/v1/conversations/{await world.letter(key)}/draft"
    phrase = "legal winner thank year wave sausage worth useful legal winner thank yellow"
    kept = (await agent.put(path, json={"text": f"They sent: {phrase}"})).json()
    assert "sausage" not in kept["text"]
    assert kept["text"].startswith("They sent: ")
    assert (await agent.get(path)).json()["text"] == kept["text"]


async def test_nobody_keeps_a_draft_where_they_may_not_read(world: World) -> None:
    key, agent = await world.integration(), await world.agent()
    number = await world.letter(key)
    path = f"/api/v1/conversations/{number}/draft"
    admin = await world.agent("admin")
    elsewhere = await world.agent(brand="bybit")
    for stranger in (admin, elsewhere):
        for refused in (await stranger.get(path), await stranger.put(path, json={"text": "x"})):
            assert (refused.status_code, refused.json()["code"]) == (404, "not_found")
    absent = await agent.put("/api/v1/conversations/BG-333-3333/draft", json={"text": "x"})
    assert absent.status_code == 404
    refused = await key.put(path, json={"text": "x"})
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    async with world.house.db.transaction("bitget") as tx:
        assert await tx.value("select count(*) from drafts where agent = $1", admin.id) == 0


async def test_a_draft_has_a_limit(world: World) -> None:
    key, agent = await world.integration(), await world.agent()
    path = f"/api/v1/conversations/{await world.letter(key)}/draft"
    refused = await agent.put(path, json={"text": "x" * 20_001})
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid")
    assert (await agent.get(path)).json()["text"] == ""
