"""The lead's switch: who may turn it, what everybody sees at once, what is on record."""

import base64
import secrets

from tests.surge.people import PATH, crowd, public, switch, work
from tests.world import Live, World, fresh

OFF = {
    "on": False,
    "since": None,
    "words": {"en": "", "zh-CN": ""},
    "waiting": 0,
    "estimate_s": None,
    "told_at": None,
    "cards": [],
    "calm": None,
}


async def test_whoever_leads_switches_it_and_everybody_sees_it(world: World) -> None:
    lead = await world.agent("supervisor")
    assert await public(world, "bitget") == OFF
    words = {"en": "Bitcoin moves fast today.", "zh-CN": "今日比特币波动较大。"}
    done = await switch(lead, on=True, words=words)
    assert (done.status_code, done.json()["now"]["words"], done.json()["now"]["on"]) == (200, words, True)
    assert (await public(world, "bitget"))["words"] == words
    page = await world.stranger.get("/help/bitget/zh-CN")
    assert "当前咨询量高于平时。今日比特币波动较大。目前暂时无法预计人工客服的接入时间。" in page.text
    again = await switch(lead, on=True, words=words)
    assert again.json()["now"]["since"] == done.json()["now"]["since"]
    over = (await switch(lead, on=False)).json()
    past = over["past"][0]
    assert (past["cause"], past["began_by"], past["ended_by"], past["why"]) == (
        "hand",
        lead.known["name"],
        lead.known["name"],
        "hand",
    )
    assert await public(world, "bitget") == OFF
    assert (await switch(lead, on=False)).json()["past"] == over["past"]
    assert "当前咨询量高于平时" not in (await world.stranger.get("/help/bitget/zh-CN")).text


async def test_who_switched_it_is_on_record(world: World) -> None:
    lead, auditor = await world.agent("supervisor", "bybit"), await world.agent("compliance", "bybit")
    await switch(lead, on=True)
    await switch(lead, on=True, hours=8)
    await switch(lead, on=False)
    rows = (await auditor.get("/api/v1/audit", params={"by": f"agent:{lead.id}"})).json()["items"]
    told = [one["action"] for one in reversed(rows)]
    assert [one for one in told if one.startswith("surge")] == ["surge.begin", "surge.change", "surge.end"]


async def test_nobody_else_switches_it(world: World) -> None:
    for role in ("agent", "senior", "editor", "compliance", "breakglass"):
        agent = await world.agent(role, "bitp")
        refused = await switch(agent, on=True)
        assert (refused.status_code, (await agent.get(PATH)).status_code) == (403, 403), role
    assert await public(world, "bitp") == OFF


async def test_what_is_said_there_is_read_by_everybody_and_holds_nothing_private(world: World) -> None:
    lead = await world.agent("supervisor", "bitp")
    secret = {"en": f"Use {'abandon ' * 11}about", "zh-CN": ""}
    asking = {"en": "", "zh-CN": "请发送您的助记词"}
    refused = [await switch(lead, on=True, words=words) for words in (secret, asking)]
    assert [one.status_code for one in refused] == [400, 422]
    assert await public(world, "bitp") == OFF


async def test_the_wait_is_told_as_it_is(world: World) -> None:
    key, lead = await world.integration(brand="bitmart"), await world.agent("supervisor", "bitmart")
    await crowd(world, key, 4)
    shown = (await switch(lead, on=True)).json()
    assert (shown["now"]["waiting"], shown["now"]["estimate_s"]) == (4, None)
    # Three are taken: now there is a pace, and the next look tells it.
    agent = await world.agent(brand="bitmart", capacity=3)
    await agent.put("/api/v1/presence", json={"state": "online"})
    await world.settle()
    await work(world, "bitmart", "surge.tick")
    told = await public(world, "bitmart")
    assert told["waiting"] == 1
    assert told["estimate_s"] is not None
    assert told["estimate_s"] >= 0


async def test_cards_are_what_the_lead_chose_or_what_most_of_the_waiting_ask_about(world: World) -> None:
    brand = "bybit"
    key, lead, senior = (
        await world.integration(brand=brand),
        await world.agent("supervisor", brand),
        await world.agent("senior", brand),
    )
    made = await senior.post(
        "/api/v1/incidents",
        json={
            "client_id": fresh(),
            "titles": {"en": "Deposits are late", "zh-CN": "充值延迟"},
            "topics": ["deposit"],
            "texts": {"en": "We look into it.", "zh-CN": "正在处理。"},
        },
    )
    incident = made.json()["id"]
    for number in await crowd(world, key, 2):
        await key.act(number, "labels", topic="deposit")
    await world.settle()
    card = {
        "kind": "incident",
        "id": incident,
        "title": {"en": "Deposits are late", "zh-CN": "充值延迟"},
        "url": {"en": f"/help/{brand}/en", "zh-CN": f"/help/{brand}/zh-CN"},
    }
    shown = (await switch(lead, on=True)).json()
    assert (shown["now"]["cards"], shown["chosen"]) == ([card], [])
    gone = {"kind": "article", "id": "no-such-article"}
    chosen = [{"kind": "incident", "id": incident}]
    shown = (await switch(lead, on=True, cards=[gone, *chosen])).json()
    assert (shown["now"]["cards"], shown["chosen"]) == ([card], [gone, *chosen])
    await switch(lead, on=False)


async def test_console_and_widget_hear_it_live_also_before_the_first_word(world: World) -> None:
    lead, agent, visitor = await world.agent("admin"), await world.agent(), await world.visitor()
    guest = world.meet(f"tg_bitget_{base64.urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip('=')}")
    async with agent.live() as desk, visitor.live() as chat, guest.live() as looker:
        for one in (desk, chat, looker):
            await one.follow("surge", None)
            assert (await one.until("surge"))["now"] == OFF
            one.frames.clear()
        await switch(lead, on=True)
        heard = [(await one.until("surge"))["now"] for one in (desk, chat, looker)]
        assert heard[0]["on"] is True
        assert heard[0] == heard[1] == heard[2] == await public(world, "bitget")
        await switch(lead, on=False)
        for one in (desk, chat, looker):
            await one.until("surge", now=OFF)


async def test_a_guest_hears_what_everybody_may_know_and_nothing_else(world: World) -> None:
    key = await world.integration()
    number = await world.letter(key)
    guest = world.meet(f"tg_bitget_{'A' * 43}")
    assert (await guest.get("/api/v1/widget/conversation")).status_code == 401
    assert (
        await guest.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": "x"})
    ).status_code == 401
    async with guest.live() as looker:
        await looker.say(t="sub", topic=f"conversation:{number}", after=0)
        assert (await looker.until("error"))["code"] == "not_found"
        looker.frames.clear()
        await looker.say(t="sub", topic="inbox", after=None)
        assert (await looker.until("error"))["topic"] == "inbox"
    stranger = world.meet(f"tg_nobrand_{'A' * 43}")
    live = Live(world.base_url, "")
    await live.knock(stranger.token)
    assert await live.closed() == 4401
