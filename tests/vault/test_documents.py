"""An identity document: asked for by who holds the case, sent once, seen once, destroyed."""

import asyncio
import io
from datetime import timedelta
from typing import Any

import httpx
import pytest
from PIL import Image

from tests.world import Person, World, fresh
from trustdesk.kit import clock
from trustdesk.vault.jobs import destroy

REASON = {"reason": "check the name against the account"}


def photograph(width: int = 900, height: int = 600) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), (220, 230, 240)).save(out, "JPEG")
    return out.getvalue()


async def case(world: World, agent: Person) -> tuple[Person, str]:
    """A visitor's conversation that this agent holds."""
    visitor = await world.visitor()
    sent = await visitor.post(
        "/api/v1/widget/messages", json={"client_id": fresh(), "text": "I lost my phone"}
    )
    number = sent.json()["conversation"]
    assert (await agent.act(number, "assignee", assignee="me")).status_code < 300
    return visitor, number


async def ask(agent: Person, number: str, **more: Any) -> httpx.Response:
    body = {"client_id": fresh(), "kind": "identity"} | more
    return await agent.post(f"/api/v1/conversations/{number}/documents", json=body)


async def asked(visitor: Person) -> dict[str, Any] | None:
    return (await visitor.get("/api/v1/widget/conversation")).json()["document"]


async def send(world: World, url: str, body: bytes) -> httpx.Response:
    return await world.stranger.post(url, content=body)


async def documents(agent: Person, number: str) -> list[dict[str, Any]]:
    return (await agent.get(f"/api/v1/conversations/{number}/documents")).json()["items"]


async def arrived(world: World, agent: Person) -> tuple[Person, str, str]:
    """A document that has come: visitor, number, id."""
    visitor, number = await case(world, agent)
    id = (await ask(agent, number)).json()["id"]
    wanted = await asked(visitor)
    assert wanted is not None
    assert (await send(world, wanted["url"], photograph())).status_code == 201
    return visitor, number, id


async def kept(world: World, id: str) -> bytes | None:
    """The bytes as they are stored, or None."""
    async with world.house.db.transaction("bitget") as tx:
        blob = await tx.value("select blob from documents where id = $1::text::uuid", id)
    return await world.house.vault.get(blob) if blob else None


async def audited(world: World, id: str) -> list[tuple[str, str]]:
    async with world.house.db.transaction("bitget") as tx:
        rows = await tx.rows("select action, reason from audit where about_id = $1 order by at, id", id)
    return [(row["action"], row["reason"]) for row in rows]


async def test_from_asking_to_the_decision(world: World) -> None:
    agent = await world.agent()
    visitor, number = await case(world, agent)
    assert await asked(visitor) is None
    body = {"client_id": fresh(), "kind": "identity"}
    made = await agent.post(f"/api/v1/conversations/{number}/documents", json=body)
    again = await agent.post(f"/api/v1/conversations/{number}/documents", json=body)
    assert (made.status_code, again.json()) == (201, made.json())
    id = made.json()["id"]
    wanted = await asked(visitor)
    assert wanted is not None
    assert wanted["url"].startswith(world.house.settings.files_url + "/v/")
    page = await world.stranger.get(wanted["url"])
    assert (page.status_code, page.headers["cache-control"]) == (200, "no-store, private")
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert (await send(world, wanted["url"], photograph())).status_code == 201
    assert await asked(visitor) is None
    [held] = await documents(agent, number)
    assert (held["state"], held["viewable"]) == ("sent", True)
    seen = await agent.post(f"/api/v1/documents/{id}/view", json=REASON)
    assert (seen.status_code, seen.headers["content-type"]) == (200, "image/png")
    shown = Image.open(io.BytesIO(seen.content)).convert("RGB")
    assert shown.size == (900, 600)
    colours = shown.getcolors(1_000_000)
    assert colours is not None
    assert len(colours) > 10  # the picture was of one colour: the rest is who looked, and when
    decided = await agent.post(f"/api/v1/documents/{id}/verdict", json={"verdict": "accepted"})
    assert decided.json()["state"] == "accepted"
    assert await kept(world, id) is None
    async with world.house.db.transaction("bitget") as tx:
        assert await tx.value("select sealed_key from documents where id = $1::text::uuid", id) is None
    assert await audited(world, id) == [
        ("document.asked", ""),
        ("document.sent", ""),
        ("document.viewed", REASON["reason"]),
        ("document.accepted", ""),
    ]
    told = [entry["text"] for entry in await agent.entries(number) if entry["author"]["kind"] == "system"]
    assert "do not send it in this chat" in told[0]
    assert len([text for text in told if "arrived" in text]) == 1


async def test_it_is_seen_once(world: World) -> None:
    agent = await world.agent()
    _, _, id = await arrived(world, agent)
    assert (await agent.post(f"/api/v1/documents/{id}/view", json=REASON)).status_code == 200
    before = await audited(world, id)
    again = await agent.post(f"/api/v1/documents/{id}/view", json=REASON)
    assert (again.status_code, again.json()["code"]) == (409, "conflict")
    assert await audited(world, id) == before


async def test_only_who_holds_the_conversation_asks_looks_and_decides(world: World) -> None:
    agent = await world.agent()
    _, number, id = await arrived(world, agent)
    before = await audited(world, id)
    others = [await world.agent(role) for role in ("agent", "senior", "supervisor")]
    for other in others:
        for answer in (
            await ask(other, number),
            await other.post(f"/api/v1/documents/{id}/view", json=REASON),
            await other.post(f"/api/v1/documents/{id}/verdict", json={"verdict": "refused"}),
        ):
            assert (answer.status_code, answer.json()["code"]) == (403, "reason_required")
    for stranger in (await world.agent("admin"), await world.agent(brand="bybit")):
        assert (await stranger.post(f"/api/v1/documents/{id}/view", json=REASON)).status_code in (403, 404)
    without = await agent.post(f"/api/v1/documents/{id}/view", json={"reason": ""})
    assert (without.status_code, without.json()["code"]) == (400, "invalid")
    assert await audited(world, id) == before
    [held] = await documents(agent, number)
    assert (held["state"], held["viewed_at"]) == ("sent", None)


async def test_the_page_takes_one_picture_once(world: World) -> None:
    agent = await world.agent()
    visitor, number = await case(world, agent)
    id = (await ask(agent, number)).json()["id"]
    wanted = await asked(visitor)
    assert wanted is not None
    for body, status in ((b"", 415), (b"%PDF-1.7 x", 415), (b"<svg/>", 415), (b"\xff\xd8\xff broken", 400)):
        assert (await send(world, wanted["url"], body)).status_code == status
    assert (await send(world, wanted["url"], b"\xff\xd8\xff" + bytes(11_000_000))).status_code in (413, 400)
    assert await kept(world, id) is None
    assert (await documents(agent, number))[0]["state"] == "asked"
    assert (await send(world, wanted["url"], photograph())).status_code == 201
    for late in (await send(world, wanted["url"], photograph()), await world.stranger.get(wanted["url"])):
        assert late.status_code == 410


@pytest.mark.parametrize("spoil", ["tenant", "id", "signature", "nothing"])
async def test_a_forged_address_opens_nothing(world: World, spoil: str) -> None:
    agent = await world.agent()
    visitor, number = await case(world, agent)
    await ask(agent, number)
    wanted = await asked(visitor)
    assert wanted is not None
    base, _, token = wanted["url"].rpartition("/")
    tenant, id, until, mac = token.split(".")
    forged = {
        "tenant": f"bybit.{id}.{until}.{mac}",
        "id": f"{tenant}.{fresh()}.{until}.{mac}",
        "signature": f"{tenant}.{id}.{int(until) + 1}.{mac}",
        "nothing": "",
    }[spoil]
    for answer in (
        await world.stranger.get(f"{base}/{forged}"),
        await send(world, f"{base}/{forged}", photograph()),
    ):
        assert answer.status_code == 404
    assert (await documents(agent, number))[0]["state"] == "asked"


async def test_one_at_a_time(world: World) -> None:
    agent = await world.agent()
    _, number = await case(world, agent)
    assert (await ask(agent, number)).status_code == 201
    second = await ask(agent, number, kind="selfie")
    assert (second.status_code, second.json()["code"]) == (409, "conflict")
    assert (await ask(agent, number, kind="passport")).status_code == 400
    assert len(await documents(agent, number)) == 1


async def test_what_is_kept_is_noise_without_its_key(world: World) -> None:
    agent = await world.agent()
    _, _, id = await arrived(world, agent)
    stored = await kept(world, id)
    assert stored is not None
    assert b"JFIF" not in stored
    assert not stored.startswith(b"\xff\xd8")
    async with world.house.db.transaction("bitget") as tx:
        assert await tx.value("select count(*) from files where id = $1::text::uuid", id) == 0


async def test_undecided_it_is_gone_after_72_hours(world: World) -> None:
    agent = await world.agent()
    visitor, number, id = await arrived(world, agent)
    late = clock.utc_now() + timedelta(hours=72, minutes=1)
    await destroy(world.house.db, world.house.vault, "bitget", clock.utc_now() + timedelta(hours=71))
    assert (await documents(agent, number))[0]["state"] == "sent"
    assert await destroy(world.house.db, world.house.vault, "bitget", late) >= 1
    assert await kept(world, id) is None
    [held] = await documents(agent, number)
    assert (held["state"], held["viewable"]) == ("expired", False)
    refused = await agent.post(f"/api/v1/documents/{id}/view", json=REASON)
    assert (refused.status_code, refused.json()["code"]) == (409, "conflict")
    assert await asked(visitor) is None
    assert ("document.expired", "") in await audited(world, id)


async def test_of_two_at_once_one_counts_and_can_be_seen(world: World) -> None:
    agent = await world.agent()
    visitor, number = await case(world, agent)
    id = (await ask(agent, number)).json()["id"]
    wanted = await asked(visitor)
    assert wanted is not None
    answers = await asyncio.gather(*(send(world, wanted["url"], photograph()) for _ in range(3)))
    assert sorted(answer.status_code for answer in answers) == [201, 410, 410]
    assert (await agent.post(f"/api/v1/documents/{id}/view", json=REASON)).status_code == 200
