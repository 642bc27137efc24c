"""Signing in at the exchange raises a visit, merges nothing by itself, and ends in time."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest

from tests.customers.exchange import Exchange, identify
from tests.world import Person, World, fresh
from trustdesk.kit import clock
from trustdesk.kit.errors import IdentityRefused


async def thread(visitor: Person) -> dict[str, Any]:
    return (await visitor.get("/api/v1/widget/conversation")).json()


async def write(visitor: Person, text: str) -> str:
    sent = await visitor.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": text})
    assert sent.status_code == 201, sent.text
    return sent.json()["conversation"]


async def bring(visitor: Person, *, along: bool = True) -> Person:
    answer = await visitor.post("/api/v1/widget/bring-along", json={"client_id": fresh(), "bring": along})
    assert answer.status_code == 200, answer.text
    visitor.known["id"] = answer.json()["id"]
    return visitor


def texts(found: dict[str, Any]) -> list[str]:
    return [one["text"] for one in found["entries"] if one["kind"] == "message"]


async def test_nobody_signed_in_is_a_visitor(world: World) -> None:
    stands = (await thread(await world.visitor()))["standing"]
    assert stands == {"level": 0, "proof": None, "possible": True, "as_verified": False, "apart": None}
    assert (await thread(await world.visitor(brand="bitp")))["standing"]["possible"] is False


async def test_the_exchanges_word_raises_a_visit_for_a_while(world: World, exchange: Exchange) -> None:
    visitor = await world.visitor()
    signed = await exchange.identify(visitor, "100200", amr=["pwd", "otp"], kyc_level="2")
    stands = (await thread(signed))["standing"]
    assert (stands["level"], stands["as_verified"], stands["apart"]) == (2, True, None)
    proof = stands["proof"]
    assert (proof["level"], proof["via"], proof["kyc_level"]) == (2, "pwd otp", "2")
    assert "account_data" in proof["allows"]
    assert "account_action" not in proof["allows"]
    assert signed.id != visitor.id
    assert signed.token != visitor.token
    assert (await thread(visitor))["standing"]["level"] == 0


@pytest.mark.parametrize("algorithm", ["Ed25519", "EdDSA", "ES256"])
async def test_both_kinds_of_keys_count(world: World, exchange: Exchange, algorithm: str) -> None:
    visitor = await world.visitor()
    claims = exchange.claims(world, f"by-{algorithm}")
    header: dict[str, Any] = {"alg": algorithm}
    if algorithm == "ES256":
        header["kid"] = exchange.ec.kid
    answer = await identify(visitor, "bitget", exchange.sign(claims, **header))
    assert answer.status_code == 200, answer.text


async def test_the_same_customer_is_known_on_every_device(world: World, exchange: Exchange) -> None:
    home = await exchange.identify(await world.visitor(), "300400")
    number = await write(home, "written at home")
    away = await exchange.identify(await world.visitor(), "300400")
    assert away.id == home.id
    found = await thread(away)
    assert (found["conversation"]["number"], texts(found)) == (number, ["written at home"])
    assert await write(away, "and away") == number


async def test_an_anonymous_chat_stays_until_the_customer_brings_it_along(
    world: World, exchange: Exchange
) -> None:
    earlier = await write(await exchange.identify(await world.visitor(), "500600"), "from last week")
    visitor, agent = await world.visitor(), await world.agent()
    number = await write(visitor, "my deposit is missing")
    signed = await exchange.identify(visitor, "500600")
    found = await thread(signed)
    assert (found["conversation"]["number"], texts(found)) == (number, ["my deposit is missing"])
    assert (found["standing"]["level"], found["standing"]["as_verified"]) == (2, False)
    assert found["standing"]["apart"] == number
    before = await agent.row(number)
    assert (before["customer_detail"]["id"], before["customer_detail"]["proof"]) == (visitor.id, None)
    assert await write(signed, "still anonymous") == number
    await bring(signed)
    found = await thread(signed)
    assert (found["conversation"]["number"], found["standing"]["apart"]) == (number, None)
    assert found["entries"][-1]["event"] == {"what": "brought_along"}
    after = await agent.row(number)
    assert after["customer_detail"]["id"] == signed.id
    assert after["customer_detail"]["proof"]["level"] == 2
    assert [other["number"] for other in after["others"]] == [earlier]
    # The device's own token, which anybody may have copied before, sees nothing of it any more.
    assert (await thread(visitor))["conversation"] is None


async def test_an_anonymous_chat_that_is_left_stays_anonymous(world: World, exchange: Exchange) -> None:
    visitor, agent = await world.visitor(), await world.agent()
    number = await write(visitor, "left behind")
    signed = await bring(await exchange.identify(visitor, "700800"), along=False)
    found = await thread(signed)
    assert (found["conversation"], found["standing"]["apart"]) == (None, number)
    own = await write(signed, "mine")
    assert own != number
    assert (await agent.row(number))["customer_detail"]["proof"] is None
    await bring(signed)
    assert (await agent.row(number))["customer_detail"]["id"] == signed.id


async def test_bringing_along_twice_or_at_once_does_it_once(world: World, exchange: Exchange) -> None:
    visitor, agent = await world.visitor(), await world.agent()
    number = await write(visitor, "once")
    signed = await exchange.identify(visitor, "700900")
    body = {"client_id": fresh(), "bring": True}
    answers = await asyncio.gather(*(signed.post("/api/v1/widget/bring-along", json=body) for _ in range(3)))
    assert {answer.status_code for answer in answers} <= {200, 404, 409}
    assert (await signed.post("/api/v1/widget/bring-along", json=body)).status_code == 200
    told = [one["event"] for one in await agent.entries(number) if one["kind"] == "event"]
    assert told == [{"what": "brought_along"}]


async def test_without_signing_in_nothing_is_brought_along(world: World) -> None:
    visitor, agent = await world.visitor(), await world.agent()
    number = await write(visitor, "anonymous")
    before = await agent.entries(number)
    refused = await visitor.post("/api/v1/widget/bring-along", json={"client_id": fresh(), "bring": True})
    assert (refused.status_code, refused.json()["code"], refused.json()["needed"]) == (
        403,
        "level_too_low",
        2,
    )
    assert await agent.entries(number) == before


async def test_a_level_falls_back_when_it_runs_out_and_the_socket_with_it(
    world: World, exchange: Exchange
) -> None:
    visitor = await world.visitor()
    signed = await exchange.identify(visitor, "110110")
    await write(signed, "while signed in")
    async with signed.live() as live:
        await live.follow("conversation:current")
        await live.entries(1)
        await run_out(world, signed, timedelta(seconds=0.4))
        assert await live.closed() == 1012
    found = await thread(signed)
    assert (found["conversation"], found["entries"]) == (None, [])
    assert found["standing"]["level"] == 0
    again = await exchange.identify(signed, "110110")
    assert (again.token, again.id) == (signed.token, signed.id)
    assert texts(await thread(again)) == ["while signed in"]


async def run_out(world: World, signed: Person, left: timedelta) -> None:
    """Let what was proved end sooner than it would."""
    with psycopg.connect(world.house.settings.migrate_url) as owner:
        owner.execute("select set_config('app.tenant', 'bitget', true)")
        ends = clock.utc_now() + left
        owner.execute("update customer_proofs set until = %s where customer = %s", [ends, signed.id])
    async with world.house.db.transaction("bitget") as tx:
        tx.news.add(UUID(signed.id))
    world.house.admission.forget(signed.token)


async def test_somebody_else_on_the_same_device_starts_afresh(world: World, exchange: Exchange) -> None:
    visitor = await world.visitor()
    first = await bring(await exchange.identify(await talking(visitor, "of the first"), "210210"))
    second = await exchange.identify(first, "220220")
    assert (first.known["afresh"], second.known["afresh"]) == (False, True)
    found = await thread(second)
    assert (found["conversation"], found["standing"]["apart"], found["standing"]["level"]) == (None, None, 2)
    for gone in (visitor, first):
        assert (await gone.get("/api/v1/widget/conversation")).status_code == 401
    home = await exchange.identify(await world.visitor(), "210210")
    assert texts(await thread(home)) == ["of the first"]


async def talking(visitor: Person, text: str) -> Person:
    await write(visitor, text)
    return visitor


async def test_signing_out_drops_everything_of_the_device(world: World, exchange: Exchange) -> None:
    visitor = await talking(await world.visitor(), "before")
    signed = await exchange.identify(visitor, "230230")
    assert (await signed.delete("/api/v1/widget/session")).status_code == 204
    for gone in (visitor, signed):
        assert (await gone.get("/api/v1/widget/conversation")).status_code == 401


async def test_a_lost_answer_leaves_one_raised_token_at_most(world: World, exchange: Exchange) -> None:
    visitor = await talking(await world.visitor(), "on a bad line")
    lost = await exchange.identify(visitor, "240240")
    kept = await exchange.identify(visitor, "240240")
    assert (await lost.get("/api/v1/widget/conversation")).status_code == 401
    assert (await thread(kept))["standing"]["level"] == 2
    assert texts(await thread(visitor)) == ["on a bad line"]


async def test_a_word_counts_once_however_many_come_at_once(world: World, exchange: Exchange) -> None:
    visitors = [await world.visitor() for _ in range(8)]
    token = exchange.token(world, "250250")
    answers = await asyncio.gather(*(identify(one, "bitget", token) for one in visitors))
    assert sorted(answer.status_code for answer in answers) == [200, *[401] * 7]
    refused = next(answer.json() for answer in answers if answer.status_code == 401)
    assert (refused["code"], refused["why"]) == (IdentityRefused.code, "used")


async def test_who_signed_in_is_on_record_without_the_exchanges_number(
    world: World, exchange: Exchange
) -> None:
    visitor = await talking(await world.visitor(), "for the record")
    signed = await bring(await exchange.identify(visitor, "998877665544", amr=["hwk"]))
    async with world.house.db.transaction("bitget") as tx:
        rows = await tx.rows(
            "select action, actor, detail from audit where about_id = $1 order by at, id", signed.id
        )
        everything = await tx.rows("select a::text as line from audit a")
    assert [row["action"] for row in rows] == ["customer.signed_in", "customer.brought_along"]
    assert {row["actor"] for row in rows} == {f"customer:{visitor.id}"}
    assert '"via":"hwk"' in rows[0]["detail"]
    assert not [row for row in everything if "998877665544" in row["line"]]
