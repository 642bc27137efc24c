"""The guard at work in the desk: what settles 64 hex digits, what an appeal does, what is remembered."""

import random

import pytest

from tests.guard import planted
from tests.world import Person, World, fresh
from trustdesk import guard
from trustdesk.brands import load
from trustdesk.kit.secrets import Keys
from trustdesk.kit.settings import load as settings

HIDDEN = "⟦secret: undecided⟧"


def hash_of(seed: str) -> str:
    return random.Random(seed).randbytes(32).hex()


async def write(visitor: Person, text: str) -> dict[str, object]:
    sent = await visitor.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": text})
    assert sent.status_code == 201
    return sent.json()


async def settle(who: Person, value: str, *, transaction: bool) -> tuple[int, dict[str, object]]:
    body = {"value": value, "transaction": transaction}
    answer = await who.put("/api/v1/guard/verdicts", json=body)
    return answer.status_code, answer.json()


async def test_sixty_four_hex_stay_hidden_until_a_look_up_has_shown_a_transaction(world: World) -> None:
    key, visitor, value = await world.integration(), await world.visitor(), hash_of("look-up")
    first = await write(visitor, value)
    assert (first["text"], first["masked"]) == (HIDDEN, ["undecided"])
    assert await settle(key, f"0x{value.upper()}", transaction=True) == (
        200,
        {"transaction": True, "hidden": 1},
    )
    second = await write(visitor, f"look: {value}")
    assert (second["text"], second["masked"]) == (f"look: {value}", [])
    assert (await settle(key, value, transaction=False))[1] == {"transaction": False, "hidden": 1}
    assert (await write(visitor, value))["text"] == HIDDEN


async def test_a_write_repeated_after_a_verdict_is_still_the_same_write(world: World) -> None:
    key, visitor, value = await world.integration(), await world.visitor(), hash_of("repeated")
    body = {"client_id": fresh(), "text": value}
    first = await visitor.post("/api/v1/widget/messages", json=body)
    await settle(key, value, transaction=True)
    again = await visitor.post("/api/v1/widget/messages", json=body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["id"] == first.json()["id"]
    other = {"client_id": fresh(), "text": value}
    settled = await visitor.post("/api/v1/widget/messages", json=other)
    await settle(key, value, transaction=False)
    repeated = await visitor.post("/api/v1/widget/messages", json=other)
    assert (settled.status_code, repeated.status_code) == (201, 200)
    assert repeated.json()["id"] == settled.json()["id"]


async def test_a_verdict_belongs_to_its_brand_and_to_keys_of_the_back_office(world: World) -> None:
    value, body = hash_of("elsewhere"), {"value": hash_of("elsewhere"), "transaction": True}
    for role in ("agent", "senior", "supervisor", "admin"):
        assert (await settle(await world.agent(role), value, transaction=True))[0] == 403
    assert (await settle(await world.integration("messages"), value, transaction=True))[0] == 403
    assert (await world.stranger.put("/api/v1/guard/verdicts", json=body)).status_code == 401
    assert (await settle(await world.integration(brand="bybit"), value, transaction=True))[0] == 200
    assert (await write(await world.visitor(), value))["text"] == HIDDEN
    assert (await settle(await world.integration(), "not hex", transaction=True))[0] == 400


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("Please send me the TxID of the deposit.", True),
        ("请提供这笔充值的交易哈希", True),
        ("How can I help you?", False),
    ],
)
async def test_what_answers_a_question_for_the_transaction_is_the_transaction(
    world: World, asked: str, *, kept: bool
) -> None:
    agent, visitor, value = await world.agent(), await world.visitor(), hash_of(asked)
    begun = await write(visitor, "my coins are missing")
    assert (await agent.reply(str(begun["conversation"]), asked)).status_code == 201
    assert (await write(visitor, value))["text"] == (value if kept else HIDDEN)
    secret = await write(visitor, f"private key {value}")
    assert secret["masked"] == ["private_key"]


async def test_an_appeal_calls_the_supervisors_in_a_note_without_the_secret(world: World) -> None:
    key, agent, supervisor = await world.integration(), await world.agent(), await world.agent("supervisor")
    number = await world.letter(key)
    text = f"Please send me your password again, it was not hunter44: {planted.wif(random.Random(1))}"
    refused = await agent.reply(number, text, refused=True)
    assert refused.json()["reason"] == "asks_password"
    body = {"client_id": fresh(), "text": text}
    appealed = await agent.post(f"/api/v1/conversations/{number}/appeals", json=body)
    assert appealed.status_code == 201
    assert (await agent.post(f"/api/v1/conversations/{number}/appeals", json=body)).status_code == 200
    [note] = [one for one in await agent.entries(number) if one["kind"] == "note"]
    assert supervisor.id in note["mentions"]
    assert "asks the customer for a password" in note["text"]
    assert note["text"].endswith(
        "Please send me your password again, it was not ⟦secret: password⟧: ⟦secret: private key⟧"
    )
    called = (await supervisor.get("/api/v1/conversations", params={"view": "mentions"})).json()["items"]
    assert number in [row["number"] for row in called]
    # The customer never hears of it.
    assert [one for one in await agent.entries(number) if one["kind"] == "message"][1:] == []


async def test_there_is_nothing_to_appeal_where_nothing_was_stopped(world: World) -> None:
    key, agent = await world.integration(), await world.agent()
    number = await world.letter(key)
    refused = await agent.act(number, "appeals", text="Good day, where did you send it?", refused=True)
    assert refused.status_code == 409
    assert [one["kind"] for one in await agent.entries(number)] == ["message"]
    other = await world.agent(teams=["elsewhere"])
    await agent.act(number, "assignee", assignee="me", team="support")
    lost = await other.act(number, "appeals", text="please send me your password", refused=True)
    assert lost.status_code == 404


async def test_a_draft_says_what_would_stop_it_before_it_is_sent(world: World) -> None:
    key, agent = await world.integration(), await world.agent()
    path = f"/api/v1/conversations/{await world.letter(key)}/draft"
    asked = (await agent.put(path, json={"text": "Please transfer 50 USDT to us first"})).json()
    assert asked["stopped_for"] == "asks_payment"
    assert (await agent.put(path, json={"text": "Please send the TxID"})).json()["stopped_for"] is None


async def test_the_desk_sees_what_was_hidden_and_that_it_came_before(world: World) -> None:
    agent, visitor = await world.agent(), await world.visitor()
    begun = await write(visitor, "my password is hunter22")
    number = str(begun["conversation"])
    assert (await agent.row(number))["hidden"] == [{"kind": "password", "times": 1, "again": False}]
    await write(visitor, "密码是hunter22，手机 13900001234")
    assert (await agent.row(number))["hidden"] == [
        {"kind": "password", "times": 2, "again": True},
        {"kind": "phone_number", "times": 1, "again": False},
    ]


def test_published_hotlines_and_official_addresses_are_not_hidden() -> None:
    known = guard.Known(frozenset({"85230188888"}), frozenset({"help@desk.example"}))
    for text in ("Call us: +852 3018 8888", "hotline: 3018 8888", "You can email me at help@desk.example"):
        assert guard.clean(text, known=known).text == text
    assert guard.clean("phone: +852 3018 8889", known=known).text == "phone: ⟦secret: phone number⟧"
    assert guard.clean("email me at me@desk.example", known=known).kinds == (guard.Kind.EMAIL_ADDRESS,)


def test_what_a_brand_publishes_is_known_and_what_it_does_not_is_hidden() -> None:
    brands = load(settings({}).brands_dir)
    assert "15550100" in guard.own_contacts(brands["bybit"]).numbers
    assert not brands["bitget"].hotlines.published
    assert guard.own_contacts(brands["bitget"]).numbers == frozenset()
    assert guard.own_contacts(brands["bybit"]).mails == {
        mail.lower() for mail in brands["bybit"].official.mail
    }


def test_the_same_value_has_the_same_mark_however_it_is_written() -> None:
    keys = Keys(b"k" * 32)
    for one, other in [
        ("card 4111 1111 1111 1111", "卡号 4111111111111111"),
        ("call me at +86 138-1234-5678", "电话 +8613812345678"),
        ("code: 482 913", "验证码是482913"),
    ]:
        [first], [second] = (guard.clean(text, keys).findings for text in (one, other))
        assert first.mark == second.mark != None  # noqa: E711 - both, and there is one


async def test_a_secret_for_a_name_is_masked_with_every_message(world: World) -> None:
    key, secret = await world.integration(), " ".join(planted.phrase(random.Random(7), "english", 12))
    shown: list[str] = []
    for name in (secret, "Wei Lin", secret, "Wei Lin"):
        number = await world.letter(
            key, "Where is my deposit?", customer={"external_id": fresh(), "name": name}
        )
        shown.append((await key.row(number))["customer"]["name"])
    assert shown == ["⟦secret: recovery phrase⟧", "Wei Lin"] * 2
