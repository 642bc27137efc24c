"""Reporting an impostor, judging what was reported, and handing it to the police."""

import io
import json
import zipfile
from typing import Any

import pytest

from tests.world import Person, World, fresh

PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"


async def report(who: Person, text: str, path: str = "/api/v1/official/bitget/reports", **more: Any) -> Any:
    return await who.post(path, json={"client_id": fresh(), "text": text, "seen": "chat", **more})


async def listed(supervisor: Person, **params: str) -> list[dict[str, Any]]:
    return (await supervisor.get("/api/v1/impostors", params=params)).json()["items"]


async def verdict(world: World, text: str, brand: str = "bitget") -> str:
    asked = await world.stranger.post(f"/api/v1/official/{brand}/check", json={"text": text})
    return asked.json()["verdict"]


async def count(world: World, brand: str = "bitget") -> int:
    async with world.house.db.transaction(brand) as tx:
        return await tx.value("select count(*) from impostor_reports")


async def test_reports_of_one_thing_meet_and_a_confirmed_one_is_known_from_then_on(world: World) -> None:
    supervisor = await world.agent("supervisor")
    for text in ("https://b1tget.example/login", "see B1TGET.example", "b1tget.example"):
        assert (await report(world.stranger, text)).status_code == 201
    [one] = [item for item in await listed(supervisor) if item["thing"] == "b1tget.example"]
    assert (one["kind"], one["imitates"], one["state"], one["reports"]) == (
        "site",
        "bitget.example",
        "new",
        3,
    )
    assert one["first_at"] < one["last_at"]

    path = f"/api/v1/impostors/{one['id']}"
    judged = (await supervisor.post(f"{path}/state", json={"state": "confirmed"})).json()
    assert (judged["state"], judged["judged_by"]) == ("confirmed", supervisor.known["name"])
    again = (await supervisor.post(f"{path}/state", json={"state": "confirmed"})).json()
    assert again == judged
    assert await verdict(world, "b1tget.example/en") == "known_impostor"
    assert await verdict(world, "b1tget.example/en", "bybit") == "not_official"
    await supervisor.post(f"{path}/state", json={"state": "taken_down"})
    assert await verdict(world, "b1tget.example") == "known_impostor"
    await supervisor.post(f"{path}/state", json={"state": "not_impostor"})
    assert await verdict(world, "b1tget.example") == "looks_like"


async def test_the_worst_thing_is_reported_unless_another_is_named(world: World) -> None:
    text = "evil.test or support-bitget.com or support.bitget.example"
    worst = await report(world.stranger, text)
    assert worst.json()["thing"] == "support-bitget.com"
    named = await report(world.stranger, text, thing="site:evil.test")
    assert named.json()["thing"] == "evil.test"
    assert len(named.json()["advice"]) == 3


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("support.bitget.example", {}),
        ("hello", {}),
        ("evil.test", {"thing": "site:other.test"}),
        ("evil.test", {"seen": "dream"}),
        ("evil.test", {"mail": "this is no mail"}),
        ("evil.test", {"note": "x" * 2_001}),
    ],
)
async def test_what_is_no_report_leaves_no_trace(world: World, text: str, more: dict[str, Any]) -> None:
    before = await count(world)
    refused = await report(world.stranger, text, **more)
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid")
    assert await count(world) == before


async def test_the_same_report_again_is_answered_and_another_under_its_id_refused(world: World) -> None:
    body = {"client_id": fresh(), "text": "twice.bitget.evil.com", "seen": "mail"}
    path = "/api/v1/official/bitget/reports"
    first, again = [await world.stranger.post(path, json=body) for _ in range(2)]
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    other = await world.stranger.post(path, json=body | {"note": "more"})
    assert (other.status_code, other.json()["code"]) == (422, "client_id_reused")


async def test_a_report_is_stored_without_the_secrets_in_it(world: World) -> None:
    supervisor = await world.agent("supervisor")
    await report(world.stranger, f"bitget-phish.com asked for {PHRASE}", note=f"I typed {PHRASE}")
    [one] = [item for item in await listed(supervisor) if item["thing"] == "bitget-phish.com"]
    found = await supervisor.get(f"/api/v1/impostors/{one['id']}")
    assert "sausage" not in found.text
    [told] = found.json()["reports"]
    assert told["pasted"] == "bitget-phish.com asked for ⟦secret: recovery phrase⟧"
    assert told["note"] == "I typed ⟦secret: recovery phrase⟧"


async def test_a_report_from_the_chat_is_a_note_in_the_conversation(world: World) -> None:
    visitor, supervisor = await world.visitor(), await world.agent("supervisor")
    written = await visitor.post(
        "/api/v1/widget/messages", json={"client_id": fresh(), "text": "strange mail"}
    )
    number = written.json()["conversation"]
    body = {"client_id": fresh(), "text": "help@bitget-chat.com", "seen": "mail"}
    first, again = [await visitor.post("/api/v1/widget/reports", json=body) for _ in range(2)]
    assert (first.status_code, again.status_code) == (201, 200)

    notes = [entry for entry in await supervisor.entries(number) if entry["kind"] == "note"]
    assert [note["text"] for note in notes] == [
        "The customer reported an impostor: help@bitget-chat.com (This looks like us, and is not), seen: In an e-mail."
    ]
    assert (await supervisor.row(number))["topic"] == "phishing"
    shown = (await visitor.get("/api/v1/widget/conversation")).json()["entries"]
    assert "bitget-chat" not in json.dumps(shown)
    [one] = [item for item in await listed(supervisor) if item["thing"] == "help@bitget-chat.com"]
    detail = (await supervisor.get(f"/api/v1/impostors/{one['id']}")).json()
    assert [told["conversation"] for told in detail["reports"]] == [number]


async def test_a_visitor_without_a_conversation_may_report(world: World) -> None:
    visitor = await world.visitor(locale="zh-CN")
    sent = await visitor.post(
        "/api/v1/widget/reports", json={"client_id": fresh(), "text": "@bitget_kefu_88", "seen": "chat"}
    )
    assert sent.status_code == 201
    assert "核查" in sent.json()["text"]
    assert (await visitor.get("/api/v1/widget/conversation")).json()["conversation"] is None


async def test_only_supervisors_of_the_brand_read_and_judge(world: World) -> None:
    await report(world.stranger, "private-bitget.com")
    supervisor = await world.agent("supervisor")
    [one] = [item for item in await listed(supervisor) if item["thing"] == "private-bitget.com"]
    path = f"/api/v1/impostors/{one['id']}"
    for role in ("agent", "senior", "admin"):
        person = await world.agent(role)
        for asked in (
            await person.get("/api/v1/impostors"),
            await person.get(path),
            await person.get(f"{path}/evidence"),
            await person.post(f"{path}/state", json={"state": "confirmed"}),
        ):
            assert asked.status_code == 403
    elsewhere = await world.agent("supervisor", brand="bybit")
    for asked in (
        await elsewhere.get(path),
        await elsewhere.get(f"{path}/evidence"),
        await elsewhere.post(f"{path}/state", json={"state": "confirmed"}),
    ):
        assert asked.status_code == 404
    assert await listed(elsewhere) == []
    assert (await supervisor.get(path)).json()["impostor"]["state"] == "new"


async def test_what_is_the_brands_own_cannot_be_confirmed(world: World) -> None:
    supervisor = await world.agent("supervisor")
    await report(world.stranger, "+1 555 0130 called me")
    [one] = [item for item in await listed(supervisor) if item["thing"] == "+15550130"]
    refused = await supervisor.post(f"/api/v1/impostors/{one['id']}/state", json={"state": "confirmed"})
    assert (refused.status_code, refused.json()["code"]) == (409, "conflict")
    assert await verdict(world, "+1 555 0130") == "not_official"


async def test_evidence_holds_the_record_and_the_mail_and_no_contact(world: World) -> None:
    supervisor = await world.agent("supervisor")
    mail = "From: Bitget <a@bitget-mail.net>\nSubject: locked\nDate: today\n\nGive us your code."
    await report(world.stranger, "a@bitget-mail.net", mail=mail, contact="kim@example.net", note="at night")
    [one] = [item for item in await listed(supervisor) if item["thing"] == "a@bitget-mail.net"]
    detail = (await supervisor.get(f"/api/v1/impostors/{one['id']}")).json()
    assert [(told["contact"], told["mail"]) for told in detail["reports"]] == [("kim@example.net", True)]

    path = f"/api/v1/impostors/{one['id']}/evidence"
    taken, again = [await supervisor.get(path) for _ in range(2)]
    assert taken.headers["content-type"] == "application/zip"
    assert taken.content == again.content
    with zipfile.ZipFile(io.BytesIO(taken.content)) as archive:
        told = json.loads(archive.read("evidence.json"))
        [kept] = told["reports"]
        assert archive.read(kept["mail"]["file"]).decode() == mail
    assert (told["thing"], told["imitates"], kept["note"]) == (
        "a@bitget-mail.net",
        "support@bitget.example",
        "at night",
    )
    assert "kim@example.net" not in json.dumps(told)

    await supervisor.post(path.replace("evidence", "state"), json={"state": "confirmed"})
    async with world.house.db.transaction("bitget") as tx:
        rows = await tx.rows("select actor, action from audit where about_id = $1 order by at, id", one["id"])
    assert [(row["actor"], row["action"]) for row in rows] == [
        (f"agent:{supervisor.id}", action)
        for action in ("impostor.read", "impostor.export", "impostor.export", "impostor.judge")
    ]


async def test_the_list_goes_on_by_its_cursor_and_by_state(world: World) -> None:
    supervisor = await world.agent("supervisor", brand="bitmart")
    for name in ("one", "two", "three"):
        await report(world.stranger, f"bitmart-{name}.com", "/api/v1/official/bitmart/reports")
    first = (await supervisor.get("/api/v1/impostors", params={"limit": 2})).json()
    rest = (await supervisor.get("/api/v1/impostors", params={"limit": 2, "cursor": first["cursor"]})).json()
    assert [one["thing"] for one in first["items"] + rest["items"]] == [
        "bitmart-three.com",
        "bitmart-two.com",
        "bitmart-one.com",
    ]
    assert rest["cursor"] is None
    assert first["counts"] == {"new": 3}
    assert await listed(supervisor, state="confirmed") == []


async def test_one_address_cannot_report_without_end(world: World) -> None:
    async with world.house.db.transaction("desk") as tx:
        await tx.do(
            """insert into limits (tenant, name, since, used)
            values ('desk', 'official-report:127.0.0.1', clock_timestamp(), 20)
            on conflict (tenant, name) do update set used = 20, since = clock_timestamp()"""
        )
    before = await count(world)
    refused = await report(world.stranger, "evil.test")
    assert (refused.status_code, refused.json()["code"]) == (429, "rate_limited")
    assert await count(world) == before
    async with world.house.db.transaction("desk") as tx:
        await tx.do("delete from limits where name = 'official-report:127.0.0.1'")


@pytest.fixture(autouse=True)
async def _patient(world: World) -> None:
    async with world.house.db.transaction("desk") as tx:
        await tx.do("delete from limits where name = 'official-report:127.0.0.1'")
