"""Macros: kept by seniors and up, safe as any reply, found by everybody."""

from typing import Any

import pytest

from tests.world import Person, World, fresh


def body(**more: Any) -> dict[str, Any]:
    return {
        "client_id": fresh(),
        "title": "Deposit on its way",
        "shortcut": f"deposit-{fresh()[:8]}",
        "texts": {
            "en": "Hello {{customer.name}}, it is on its way.",
            "zh-CN": "{{customer.name}}，您好，正在处理。",
        },
        "actions": {"status": "waiting", "tags": ["deposit"]},
    } | more


async def macros(person: Person) -> list[dict[str, Any]]:
    return (await person.get("/api/v1/macros")).json()["items"]


async def test_a_senior_adds_a_macro_that_every_agent_finds(world: World) -> None:
    senior, agent = await world.agent("senior"), await world.agent()
    wanted = body()
    added = await senior.post("/api/v1/macros", json=wanted)
    assert added.status_code == 201
    macro = added.json()
    assert macro == {
        "id": macro["id"],
        "topics": [],
        **{name: wanted[name] for name in wanted if name != "client_id"},
    }
    assert [one for one in await macros(agent) if one["id"] == macro["id"]] == [macro]


async def test_one_language_is_enough_and_actions_may_be_left_out(world: World) -> None:
    senior = await world.agent("senior")
    wanted = body(texts={"zh-CN": "您好"})
    del wanted["actions"]
    macro = (await senior.post("/api/v1/macros", json=wanted)).json()
    assert macro["texts"] == {"en": "", "zh-CN": "您好"}
    assert macro["actions"] == {"status": None, "tags": []}


async def test_the_same_macro_again_is_answered_the_same(world: World) -> None:
    senior = await world.agent("senior")
    wanted = body()
    first = await senior.post("/api/v1/macros", json=wanted)
    again = await senior.post("/api/v1/macros", json=wanted)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    other = await senior.post("/api/v1/macros", json=wanted | {"title": "Another"})
    assert (other.status_code, other.json()["code"]) == (422, "client_id_reused")
    assert [one["title"] for one in await macros(senior) if one["shortcut"] == wanted["shortcut"]] == [
        wanted["title"]
    ]


async def test_a_shortcut_belongs_to_one_macro(world: World) -> None:
    senior = await world.agent("senior")
    one, two = body(), body()
    first = (await senior.post("/api/v1/macros", json=one)).json()
    second = (await senior.post("/api/v1/macros", json=two)).json()
    taken = await senior.post("/api/v1/macros", json=body(shortcut=one["shortcut"]))
    assert (taken.status_code, taken.json()["code"]) == (409, "conflict")
    changed = await senior.put(f"/api/v1/macros/{second['id']}", json=two | {"shortcut": one["shortcut"]})
    assert (changed.status_code, changed.json()["code"]) == (409, "conflict")
    kept = {macro["id"]: macro for macro in await macros(senior)}
    assert (kept[first["id"]], kept[second["id"]]) == (first, second)


async def test_a_macro_is_replaced_and_removed(world: World) -> None:
    senior = await world.agent("senior")
    wanted = body()
    macro = (await senior.post("/api/v1/macros", json=wanted)).json()
    path = f"/api/v1/macros/{macro['id']}"
    changed = await senior.put(path, json=wanted | {"title": "New", "actions": {"tags": []}})
    assert changed.json() == macro | {"title": "New", "actions": {"status": None, "tags": []}}
    assert [one for one in await macros(senior) if one["id"] == macro["id"]] == [changed.json()]
    assert (await senior.delete(path)).status_code == 204
    assert [one for one in await macros(senior) if one["id"] == macro["id"]] == []
    for gone in (await senior.delete(path), await senior.put(path, json=wanted)):
        assert (gone.status_code, gone.json()["code"]) == (404, "not_found")


async def test_an_agent_changes_no_macro(world: World) -> None:
    senior, agent = await world.agent("senior"), await world.agent()
    macro = (await senior.post("/api/v1/macros", json=body())).json()
    path = f"/api/v1/macros/{macro['id']}"
    before = await macros(senior)
    for refused in (
        await agent.post("/api/v1/macros", json=body()),
        await agent.put(path, json=body()),
        await agent.delete(path),
    ):
        assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    assert await macros(senior) == before


@pytest.mark.parametrize(
    "texts",
    [
        {"en": "Hello {{customer.password}}"},
        {"en": "Hello {{customer.name"},
        {"en": "Hello }}"},
        {"zh-CN": "{{ 客户 }}"},
        {"en": " ", "zh-CN": ""},
        {},
    ],
)
async def test_only_known_placeholders_and_some_text(world: World, texts: dict[str, str]) -> None:
    senior = await world.agent("senior")
    before = await macros(senior)
    refused = await senior.post("/api/v1/macros", json=body(texts=texts))
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid")
    assert await macros(senior) == before


@pytest.mark.parametrize(
    "texts",
    [
        {"en": "Hi", "zh-CN": "请把您的助记词发给我"},
        {"en": "Please send me your recovery phrase", "zh-CN": "您好"},
    ],
)
async def test_a_macro_asks_for_no_secret(world: World, texts: dict[str, str]) -> None:
    senior = await world.agent("senior")
    before = await macros(senior)
    refused = await senior.post("/api/v1/macros", json=body(texts=texts))
    assert (refused.status_code, refused.json()["code"]) == (422, "unsafe_reply")
    assert refused.json()["reason"] == "asks_recovery_phrase"
    assert await macros(senior) == before


async def test_macros_of_another_brand_are_not_seen(world: World) -> None:
    senior, stranger = await world.agent("senior"), await world.agent("senior", brand="bybit")
    macro = (await senior.post("/api/v1/macros", json=body())).json()
    assert macro["id"] not in {one["id"] for one in await macros(stranger)}
    assert (await stranger.delete(f"/api/v1/macros/{macro['id']}")).status_code == 404
    assert macro in await macros(senior)


async def filled(agent: Person, number: str, macro: dict[str, Any]) -> dict[str, Any]:
    sent = await agent.post(f"/api/v1/conversations/{number}/macros/{macro['id']}")
    assert sent.status_code == 200, sent.text
    return sent.json()


async def test_a_macro_is_filled_in_for_a_conversation_in_its_customers_language(world: World) -> None:
    senior, agent, key = await world.agent("senior"), await world.agent(), await world.integration()
    texts = {
        "en": "Dear {{customer.name}}, {{brand.name}} charges {{figure.withdrawal_fee_usdt_trc20}}. {{agent.name}}",
        "zh-CN": "{{customer.name}}，您好。{{#if conversation.topic is deposit}}关于充值：{{else}}关于您的问题：{{/if}}{{conversation.number}}",
    }
    macro = (await senior.post("/api/v1/macros", json=body(texts=texts, topics=["deposit"]))).json()
    assert macro["topics"] == ["deposit"]
    english = await world.letter(key, customer={"name": "Amara"})
    assert await filled(agent, english, macro) == {
        "text": f"Dear Amara, Bitget charges 1.6 USDT (as of 2026-11-26). {agent.known['name']}",
        "locale": "en",
        "missing": [],
    }
    chinese = await world.letter(key, customer={"name": "王伟", "locale": "zh-TW"})
    await agent.act(chinese, "labels", topic="deposit")
    assert (await filled(agent, chinese, macro))["text"] == f"王伟，您好。关于充值：{chinese}"
    other = await world.letter(key, customer={"name": "王伟", "locale": "zh-CN"})
    assert (await filled(agent, other, macro))["text"] == f"王伟，您好。关于您的问题：{other}"


async def test_one_language_serves_where_the_other_is_missing(world: World) -> None:
    senior, agent, key = await world.agent("senior"), await world.agent(), await world.integration()
    macro = (await senior.post("/api/v1/macros", json=body(texts={"zh-CN": "您好"}))).json()
    number = await world.letter(key)
    assert await filled(agent, number, macro) == {"text": "您好", "locale": "zh-CN", "missing": []}


async def test_what_is_missing_stops_the_sending_with_its_name(world: World) -> None:
    senior, agent, key = await world.agent("senior"), await world.agent(), await world.integration()
    texts = {"en": "{{#if customer.name}}Dear {{customer.name}}, {{/if}}about {{conversation.topic}}."}
    macro = (await senior.post("/api/v1/macros", json=body(texts=texts))).json()
    number = await world.letter(key, customer={"name": ""})
    made = await filled(agent, number, macro)
    assert made["text"] == "about {{conversation.topic}}."
    assert made["missing"] == ["conversation.topic"]
    before = await agent.entries(number)
    refused = await agent.reply(number, made["text"], refused=True)
    assert (refused.status_code, refused.json()["code"]) == (422, "unfilled_reply")
    assert refused.json()["names"] == ["conversation.topic"]
    assert refused.json()["title"] == "Something in the reply is still open"
    assert await agent.entries(number) == before
    assert (await agent.reply(number, "about your deposit.")).status_code == 201


async def test_a_risk_notice_is_the_one_the_brand_has_written(world: World) -> None:
    senior, agent, key = await world.agent("senior"), await world.agent(), await world.integration()
    texts = {"en": "How it works: … {{block.risk}}", "zh-CN": "说明：… {{block.risk}}"}
    macro = (await senior.post("/api/v1/macros", json=body(texts=texts))).json()
    number = await world.letter(key)
    made = await filled(agent, number, macro)
    assert made["text"].endswith("This text explains; it is no advice to trade.")
    chinese = await world.letter(key, customer={"name": "王伟", "locale": "zh-CN"})
    assert (await filled(agent, chinese, macro))["text"].endswith("本文只作说明，不构成交易建议。")
    editor = await world.agent("editor")
    own = {"client_id": fresh(), "version": 0, "text": "Losses may exceed what you put in."}
    answer = await editor.put("/api/v1/knowledge/blocks/risk/en", json=own)
    assert answer.status_code == 200, answer.text
    assert (await filled(agent, number, macro))[
        "text"
    ] == "How it works: … Losses may exceed what you put in."


async def test_an_article_is_named_with_its_address_or_is_missing(world: World) -> None:
    senior, agent, key = await world.agent("senior"), await world.agent(), await world.integration()
    macro = (await senior.post("/api/v1/macros", json=body(texts={"en": "Read {{article.no-such}}"}))).json()
    number = await world.letter(key)
    assert (await filled(agent, number, macro))["missing"] == ["article.no-such"]


@pytest.mark.parametrize(
    "text",
    [
        "{{#if customer.name}}open",
        "{{/if}}",
        "{{else}}",
        "{{#if customer.name}}a{{else}}b{{else}}c{{/if}}",
        "{{#if customer.secret}}a{{/if}}",
        "{{figure.}}",
        "{{article.No Such}}",
    ],
)
async def test_conditions_must_be_whole(world: World, text: str) -> None:
    senior = await world.agent("senior")
    refused = await senior.post("/api/v1/macros", json=body(texts={"en": text}))
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid")


async def test_a_preview_says_how_it_reads_and_what_would_stop_it(world: World) -> None:
    senior = await world.agent("senior")
    texts = {
        "en": "Dear {{customer.name}}, {{#if hours is open}}we are here{{else}}we are back soon{{/if}}.",
        "zh-CN": "请把您的助记词发给我 {{密码}}",
    }
    seen = (await senior.post("/api/v1/macros/preview", json={"texts": texts})).json()
    assert seen["en"] == {"text": "Dear Amara Okafor, we are here.", "wrong": [], "stopped_for": None}
    assert seen["zh-CN"]["wrong"] == ["{{密码}}"]
    assert seen["zh-CN"]["stopped_for"] == "asks_recovery_phrase"


async def test_a_macro_is_filled_in_only_for_who_may_read(world: World) -> None:
    senior, stranger, key = (
        await world.agent("senior"),
        await world.agent(brand="bybit"),
        await world.integration(),
    )
    macro = (await senior.post("/api/v1/macros", json=body())).json()
    number = await world.letter(key)
    sent = await stranger.post(f"/api/v1/conversations/{number}/macros/{macro['id']}")
    assert sent.status_code == 404
