"""The audit over HTTP: compliance finds who did what to what and why, and is on record for it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.world import Person, World, fresh
from trustdesk.oversight.rules import disclosing

ROLES = ("agent", "senior", "supervisor", "editor", "admin", "breakglass")


async def asked(person: Person, **wanted: Any) -> dict[str, Any]:
    answer = await person.get("/api/v1/audit", params=wanted)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_compliance_finds_who_did_what_to_what_and_why(world: World) -> None:
    auditor, boss, agent = (
        await world.agent("compliance"),
        await world.agent("supervisor"),
        await world.agent(),
    )
    number = await world.letter(await world.integration())
    await agent.act(number, "assignee", assignee="me")
    await boss.act(number, "assignee", assignee="me", force=True, why="gone home")
    [taken, given] = (await asked(auditor, kind="conversation", about=number, action="conversation.assign"))[
        "items"
    ]
    assert (taken["actor"], taken["role"], taken["reason"]) == (f"agent:{boss.id}", "supervisor", "gone home")
    assert (taken["about_kind"], taken["about_id"]) == ("conversation", number)
    assert taken["detail"] == {"to": boss.id, "force": "yes"}
    assert (given["actor"], given["detail"]["force"]) == (f"agent:{agent.id}", "no")
    by_boss = (await asked(auditor, by=f"agent:{boss.id}"))["items"]
    assert {one["actor"] for one in by_boss} == {f"agent:{boss.id}"}
    assert {one["actor_name"] for one in by_boss} == {boss.known["name"].replace("A.", "Agent")}
    assert {one["action"].split(".")[0] for one in (await asked(auditor, action="session"))["items"]} <= {
        "session"
    }


async def test_words_searched_for_and_handles_are_masks(world: World) -> None:
    auditor, agent = await world.agent("compliance"), await world.agent()
    await agent.get("/api/v1/conversations", params={"q": "missing deposit of Wang"})
    [one] = (await asked(auditor, by=f"agent:{agent.id}", action="conversation.search"))["items"]
    assert one["detail"]["words"] == "•••"
    assert "Wang" not in str(one)


async def test_reading_it_is_on_record(world: World) -> None:
    auditor = await world.agent("compliance")
    await asked(auditor, kind="conversation", about="BG-222-2222", limit=5)
    [read] = (await asked(auditor, by=f"agent:{auditor.id}", action="audit.read"))["items"]
    assert read["detail"] == {"about_kind": "conversation", "about_id": "•••", "rows": "0"}
    assert len((await asked(auditor, by=f"agent:{auditor.id}", action="audit.read"))["items"]) == 2


async def test_pages_hold_every_row_once_latest_first(world: World) -> None:
    auditor, agent = await world.agent("compliance"), await world.agent()
    for _ in range(7):
        await agent.get("/api/v1/conversations", params={"q": "deposit"})
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = await asked(
            auditor, by=f"agent:{agent.id}", action="conversation.search", limit=3, cursor=cursor
        )
        seen += [one["id"] for one in page["items"]]
        cursor = page["cursor"]
    assert len(seen) == len(set(seen)) == 7
    assert seen == sorted(seen, reverse=True)


async def test_time_narrows_it(world: World) -> None:
    auditor, agent = await world.agent("compliance"), await world.agent()
    await agent.get("/api/v1/conversations", params={"q": "deposit"})
    soon, who = datetime.now(UTC) + timedelta(minutes=1), {"by": f"agent:{agent.id}"}
    assert (await asked(auditor, since=soon.isoformat(), **who))["items"] == []
    assert len((await asked(auditor, until=soon.isoformat(), **who))["items"]) >= 1
    assert (await auditor.get("/api/v1/audit", params={"since": "2026-01-01T00:00:00"})).status_code == 400


async def test_it_says_what_is_sealed(world: World) -> None:
    auditor, agent = await world.agent("compliance"), await world.agent()
    await agent.get("/api/v1/conversations", params={"q": "deposit"})
    newest = (await asked(auditor, by=f"agent:{agent.id}"))["items"][0]
    assert newest["place"] is None
    await world.house.sealer.settle("bitget")
    page = await asked(auditor, by=f"agent:{agent.id}")
    assert 0 <= page["items"][0]["place"] < page["sealed"]
    assert page["sealed_at"] is not None


@pytest.mark.parametrize("role", ROLES)
async def test_nobody_else_reads_it_and_a_refusal_leaves_no_row(world: World, role: str) -> None:
    person = await world.agent(role)
    refused = await person.get("/api/v1/audit")
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    async with world.house.db.transaction("bitget") as tx:
        mine = "select count(*) from audit where actor = $1 and action = 'audit.read'"
        assert await tx.value(mine, f"agent:{person.id}") == 0
    assert (await (await world.integration()).get("/api/v1/audit")).status_code == 403
    assert (await (await world.visitor()).get("/api/v1/audit")).status_code == 403


@pytest.mark.parametrize("cursor", ["x", "1", "1|x", f"-1|{fresh()}", f"99999999999999999999|{fresh()}", "|"])
async def test_a_cursor_is_ours_or_refused(world: World, cursor: str) -> None:
    auditor = await world.agent("compliance")
    answer = await auditor.get("/api/v1/audit", params={"cursor": cursor})
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


def test_ids_of_ours_are_shown_and_everything_else_is_masked() -> None:
    for ours in ("", "BG-222-2222", "01a2154c-6e30-7612-bbd5-af079335619d", "reading"):
        assert disclosing.about(ours) == ours
    for theirs in ("wang@mail.example", "+8613800138000", "Wang Wei", "user-4711-of-the-exchange"):
        assert disclosing.about(theirs) != theirs
    said = {"salted": {"salt": "ab", "sha256": "cd"}, "many": ["a", {"salt": "x"}], "none": None, "count": 3}
    assert disclosing.detail(said) == {"salted": "•••", "many": "a, •••", "none": "", "count": "3"}
