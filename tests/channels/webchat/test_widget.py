"""The widget's routes: one's own conversation and nothing else."""

import asyncio

from tests.world import World, fresh


async def test_a_brand_introduces_itself_in_the_readers_language(world: World) -> None:
    english = (await world.stranger.get("/api/v1/widget/bitget")).json()
    chinese = (await world.stranger.get("/api/v1/widget/bitget", headers={"accept-language": "zh-TW"})).json()
    assert "not affiliated" in english["notice"]
    assert english["notice"] != chinese["notice"]
    assert english["needs"]
    assert english["hotlines"] == []
    missing = await world.stranger.get("/api/v1/widget/nobody")
    assert (missing.status_code, missing.json()["code"]) == (404, "not_found")


async def test_before_the_first_message_there_is_nothing(world: World) -> None:
    visitor = await world.visitor()
    thread = (await visitor.get("/api/v1/widget/conversation")).json()
    assert (thread["conversation"], thread["entries"], thread["queue"]) == (None, [], None)
    assert thread["hours"]["open"] is True


async def test_a_message_is_stored_once_and_told_as_stored(world: World) -> None:
    visitor = await world.visitor("zh-CN")
    body = {"client_id": fresh(), "text": "我的提现失败了", "topic": "withdrawal"}
    first = await visitor.post("/api/v1/widget/messages", json=body)
    again = await visitor.post("/api/v1/widget/messages", json=body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert (first.json()["seq"], first.json()["text"], first.json()["masked"]) == (1, "我的提现失败了", [])
    other = await visitor.post("/api/v1/widget/messages", json=body | {"text": "另一条"})
    assert (other.status_code, other.json()["code"]) == (422, "client_id_reused")
    thread = (await visitor.get("/api/v1/widget/conversation")).json()
    assert [one["text"] for one in thread["entries"]] == ["我的提现失败了"]
    key = await world.integration()
    row = await key.row(first.json()["conversation"])
    assert (row["line"], row["topic"], row["language"]) == ("webchat", "withdrawal", "zh-CN")


async def test_a_secret_never_gets_in(world: World) -> None:
    visitor = await world.visitor()
    words = "legal winner thank year wave sausage worth useful legal winner thank yellow"
    sent = await visitor.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": words})
    assert (sent.json()["masked"], sent.json()["text"]) == (["recovery_phrase"], "⟦secret: recovery phrase⟧")
    assert "sausage" not in (await visitor.get("/api/v1/widget/conversation")).text
    async with world.house.db.transaction("bitget") as tx:
        for table in ("messages", "conversations", "events"):
            dump = await tx.rows(f"select t::text as line from {table} t where tenant = $1", "bitget")
            assert not any("sausage" in row["line"] for row in dump)


async def test_empty_and_oversized_messages_are_refused(world: World) -> None:
    visitor = await world.visitor()
    for text in ("", "  \n\t "):
        refused = await visitor.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": text})
        assert (refused.status_code, refused.json()["code"]) == (400, "invalid")
    long = await visitor.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": "x" * 20_001})
    assert (long.status_code, long.json()["code"]) == (400, "invalid")
    assert (await visitor.get("/api/v1/widget/conversation")).json()["conversation"] is None


async def test_visitors_do_not_see_each_other(world: World) -> None:
    one, two = await world.visitor(), await world.visitor()
    await one.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": "only mine"})
    await two.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": "only theirs"})
    thread = await two.get("/api/v1/widget/conversation")
    assert "only mine" not in thread.text
    assert [entry["text"] for entry in thread.json()["entries"]] == ["only theirs"]


async def test_signing_out_leaves_the_token_worth_nothing(world: World) -> None:
    visitor = await world.visitor()
    await visitor.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": "hello"})
    assert (await visitor.delete("/api/v1/widget/session")).status_code == 204
    for answer in await asyncio.gather(
        visitor.get("/api/v1/widget/conversation"),
        visitor.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": "again"}),
        visitor.delete("/api/v1/widget/session"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (401, "unauthorised")


async def test_what_the_customer_reads_is_known_to_the_agent(world: World) -> None:
    visitor, agent = await world.visitor(), await world.agent()
    sent = await visitor.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": "hello"})
    number = sent.json()["conversation"]
    assert (await visitor.post("/api/v1/widget/read", json={"seq": 1})).status_code == 204
    assert (await agent.row(number))["marks"]["customer"] == {"delivered": 1, "read": 1}
    assert (await agent.post(f"/api/v1/conversations/{number}/read", json={"seq": 1})).status_code == 204
    thread = (await visitor.get("/api/v1/widget/conversation")).json()
    assert thread["conversation"]["marks"] == {"staff_read": 1}


async def test_pages_of_other_origins_may_speak_only_if_the_brand_lists_them(world: World) -> None:
    origin = world.house.brands["bitget"].origins[0]
    asked = {
        "origin": origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization",
    }
    allowed = await world.stranger.options("/api/v1/widget/messages", headers=asked)
    assert allowed.headers["access-control-allow-origin"] == origin
    foreign = await world.stranger.options(
        "/api/v1/widget/messages", headers=asked | {"origin": "https://evil.example"}
    )
    assert "access-control-allow-origin" not in foreign.headers
    visitor = await world.visitor()
    for asking, told in ((origin, origin), ("https://evil.example", None)):
        sent = await visitor.post(
            "/api/v1/widget/messages",
            json={"client_id": fresh(), "text": "hello"},
            headers={"origin": asking},
        )
        assert (sent.status_code, sent.headers.get("access-control-allow-origin")) == (201, told)
