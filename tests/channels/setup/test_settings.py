"""How a line is set up: read, set, refused, restored, tried; secrets go in and never come out."""

import asyncio
import json
from typing import Any
from uuid import UUID

import pytest

from tests.channels.setup.sections import LINE, SECTION, PigeonCheck, PigeonSettings, untouched
from tests.cluster import Database
from tests.world import BRAND, Person, World
from trustdesk import evidence

PATH = f"/api/v1/settings/lines/{LINE}"
DEFAULTS = {
    "open": False,
    "loft": "",
    "rests": 5,
    "speed": 1.0,
    "breed": "homer",
    "towers": [],
    "greeting": "",
}


class Lofts:
    """A desk with a line of its own, one administrator for each brand."""

    def __init__(self, world: World) -> None:
        self.world, self.check = world, PigeonCheck()
        self.setup = world.house.setup
        self._admins: dict[str, Person] = {}
        self.setup.sections[LINE] = SECTION
        world.house.panel.checks[LINE] = self.check

    async def admin(self, brand: str) -> Person:
        if brand not in self._admins:
            self._admins[brand] = await self.world.agent("admin", brand=brand)
        return self._admins[brand]

    async def audited(self, brand: str) -> list[dict[str, Any]]:
        async with self.world.house.db.transaction(brand) as tx:
            rows = await evidence.latest(tx, 50)
        return [json.loads(row.detail) for row in rows if row.action == "line.set"]


@pytest.fixture
def lofts(world: World, module_database: Database) -> Lofts:
    """Nobody has set the line up yet."""
    untouched(world, module_database)
    return Lofts(world)


async def put(person: Person, version: int, secrets: dict[str, str] | None = None, **values: Any) -> Any:
    return await person.put(PATH, json={"version": version, "values": values, "secrets": secrets or {}})


async def test_what_nobody_has_set_is_the_default(lofts: Lofts) -> None:
    person = await lofts.admin("bitmart")
    shown = (await person.get(PATH)).json()
    assert (shown["line"], shown["version"], shown["can_try"]) == (LINE, 0, True)
    assert shown["values"] == DEFAULTS
    assert shown["secrets"] == {"whistle": "not_set"}
    fields = {one["name"]: one for one in shown["fields"]}
    assert list(fields) == [*list(DEFAULTS)[:2], "whistle", *list(DEFAULTS)[2:]]
    assert [one["kind"] for one in shown["fields"]] == [
        *("switch", "text", "text", "number", "decimal", "choice", "list", "long")
    ]
    assert (fields["rests"]["minimum"], fields["rests"]["maximum"], fields["rests"]["unit"]) == (
        1,
        60,
        "minutes",
    )
    assert (fields["loft"]["group"], fields["loft"]["pattern"]) == ("where", "^[a-z.]*$")
    assert (fields["towers"]["most"], fields["towers"]["min_length"]) == (3, 2)
    assert fields["breed"]["choices"] == ["homer", "racer"]
    assert fields["whistle"]["secret"] is True
    assert (await person.get("/api/v1/settings/lines")).json()["items"][-1] == shown


async def test_what_is_set_holds_on_every_node_and_is_on_record(lofts: Lofts) -> None:
    person, setup = await lofts.admin(BRAND), lofts.setup
    assert await setup.of(BRAND, LINE) == PigeonSettings()
    done = await put(person, 0, {"whistle": "coo coo"}, open=True, loft="tower.example", rests=9)
    assert done.status_code == 200, done.text
    assert done.json()["version"] == 1
    assert done.json()["values"] == DEFAULTS | {"open": True, "loft": "tower.example", "rests": 9}
    assert done.json()["secrets"] == {"whistle": "set"}
    assert "coo" not in done.text
    assert await setup.of(BRAND, LINE) == PigeonSettings(
        open=True, loft="tower.example", rests=9, whistle="coo coo"
    )
    assert await setup.of("bitmart", LINE) == PigeonSettings()
    again = await put(person, 1, loft="other.example", breed="racer")
    assert again.json()["secrets"] == {"whistle": "set"}
    assert (await setup.of(BRAND, LINE)) == PigeonSettings(
        loft="other.example", breed="racer", whistle="coo coo"
    )
    latest, first = (await lofts.audited(BRAND))[:2]
    assert first == {
        "version": 1,
        "via": "screen",
        "before": {"loft": "", "open": False, "rests": 5},
        "after": {"loft": "tower.example", "open": True, "rests": 9},
        "secrets": ["whistle set"],
    }
    assert latest["secrets"] == []
    assert latest["after"] == {"loft": "other.example", "open": False, "rests": 5, "breed": "racer"}


async def test_what_is_set_so_already_makes_no_version(lofts: Lofts) -> None:
    person = await lofts.admin("bitmart")
    version = (await person.get(PATH)).json()["version"]
    first = await put(person, version, greeting="Coo!")
    same = await put(person, version + 1, greeting="Coo!")
    assert (first.json()["version"], same.json()["version"]) == (version + 1, version + 1)


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"rests": 0}, [("rests", "too_small", "At least 1")]),
        ({"rests": 61, "speed": 3}, [("rests", "too_big", "At most 60"), ("speed", "too_big", "At most 2")]),
        ({"rests": "5"}, [("rests", "not_whole", "Must be a whole number")]),
        ({"open": 1}, [("open", "not_a_switch", "Must be on or off")]),
        ({"breed": "dove"}, [("breed", "not_one_of", "Must be one of: homer, racer")]),
        ({"loft": "UP"}, [("loft", "not_the_form", "Does not have the form this setting needs")]),
        ({"greeting": "x" * 201}, [("greeting", "too_long", "At most 200 characters")]),
        ({"towers": ["a"]}, [("towers", "too_short", "At least 2 characters")]),
        ({"towers": ["aa"] * 4}, [("towers", "too_many", "At most 3 entries")]),
        ({"wings": 2}, [("wings", "unknown", "There is no such setting")]),
        ({"open": True}, [("loft", "needed", "Is needed for this line to work")]),
    ],
)
async def test_what_will_not_do_is_named_and_nothing_changes(
    lofts: Lofts, values: dict[str, Any], errors: list[tuple[str, str, str]]
) -> None:
    person = await lofts.admin("bybit")
    before = (await person.get(PATH)).json()
    refused = await put(person, before["version"], **values)
    assert (refused.status_code, refused.json()["code"]) == (422, "settings_unfit")
    assert [(one["field"], one["code"], one["text"]) for one in refused.json()["errors"]] == errors
    assert (await person.get(PATH)).json() == before
    assert await lofts.audited("bybit") == []


async def test_faults_are_said_in_the_reader_s_language(lofts: Lofts) -> None:
    person = await lofts.admin("bybit")
    body = {"version": 0, "values": {"rests": 0}}
    refused = await person.put(PATH, json=body, headers={"accept-language": "zh-CN"})
    assert refused.json()["errors"] == [{"field": "rests", "code": "too_small", "text": "不得小于 1"}]


async def test_of_two_who_set_it_one_is_shown_the_other_s(lofts: Lofts) -> None:
    one, other = await lofts.admin("bitmart"), await lofts.world.agent("admin", brand="bitmart")
    version = (await one.get(PATH)).json()["version"]
    answers = await asyncio.gather(put(one, version, rests=20), put(other, version, rests=30))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    kept = next(answer for answer in answers if answer.status_code == 200).json()
    refused = next(answer for answer in answers if answer.status_code == 409).json()
    assert refused["code"] == "settings_changed"
    assert refused["current"] == kept
    assert (await one.get(PATH)).json() == kept


async def test_secrets_are_removed_by_name_and_never_shown(lofts: Lofts) -> None:
    person = await lofts.admin("bitmart")
    version = (await person.get(PATH)).json()["version"]
    await put(person, version, {"whistle": "plain to hear"})
    removed = await put(person, version + 1, {"whistle": ""})
    assert removed.json()["secrets"] == {"whistle": "not_set"}
    assert await put_as_value(person, version + 2) == 404
    history = await person.get(f"{PATH}/history")
    assert [one["secrets"] for one in history.json()["items"][:2]] == [["whistle"], ["whistle"]]
    async with lofts.world.house.db.transaction("bitmart") as tx:
        rows = await tx.rows("select given, secrets_sealed from line_settings where line = $1", LINE)
        audit = await tx.value("select string_agg(detail, ' ') from audit")
    assert rows[0]["secrets_sealed"] is None
    assert "plain to hear" not in audit + history.text + rows[0]["given"]


async def put_as_value(person: Person, version: int) -> int:
    return (await put(person, version, whistle="in the open")).status_code


async def test_an_earlier_version_holds_again(lofts: Lofts) -> None:
    person = await lofts.admin("bitmart")
    version = (await person.get(PATH)).json()["version"]
    await put(person, version, {"whistle": "coo"}, rests=11)
    await put(person, version + 1, rests=12, speed=1.5)
    restored = await person.post(f"{PATH}/restore", json={"version": version + 2, "to": version + 1})
    assert restored.json()["values"] == DEFAULTS | {"rests": 11}
    assert restored.json()["secrets"] == {"whistle": "set"}
    latest = (await person.get(f"{PATH}/history", params={"limit": 1})).json()
    assert latest["items"][0]["changes"] == [
        {"field": "rests", "before": 12, "after": 11},
        {"field": "speed", "before": 1.5, "after": 1.0},
    ]
    assert (latest["items"][0]["via"], latest["items"][0]["by"]) == ("restored", person.known["name"])
    older = (await person.get(f"{PATH}/history", params={"cursor": latest["cursor"]})).json()
    assert older["items"][0]["version"] == version + 2
    missing = await person.post(f"{PATH}/restore", json={"version": version + 3, "to": version + 40})
    assert missing.status_code == 404


async def test_a_line_is_tried_before_it_is_kept(lofts: Lofts) -> None:
    person = await lofts.admin("bybit")
    body = {"version": 0, "values": {"loft": "tower.example"}, "secrets": {"whistle": "coo"}}
    found = await person.post(f"{PATH}/try", json=body)
    assert found.json()["items"] == [
        {"step": "loft", "ok": True, "said": ""},
        {"step": "whistle", "ok": True, "said": "heard"},
    ]
    trial = lofts.check.tried[-1]
    assert (trial.tenant, trial.email) == ("bybit", person.known["email"])
    assert (await person.get(PATH)).json()["version"] == 0
    unfit = await person.post(f"{PATH}/try", json={"version": 0, "values": {"rests": 0}})
    assert unfit.status_code == 422
    assert len([one for one in lofts.check.tried if one.tenant == "bybit"]) == 1


@pytest.mark.parametrize("role", ["supervisor", "compliance", "breakglass"])
async def test_only_an_administrator_sets_up_lines(lofts: Lofts, role: str) -> None:
    person, body = await lofts.world.agent(role, brand="bybit"), {"version": 0, "values": {"rests": 7}}
    answers = [
        await person.get("/api/v1/settings/lines"),
        await person.get(PATH),
        await person.put(PATH, json=body),
        await person.get(f"{PATH}/history"),
        await person.post(f"{PATH}/restore", json={"version": 0, "to": 0}),
        await person.post(f"{PATH}/try", json=body),
    ]
    assert [answer.status_code for answer in answers] == [403] * 6
    assert await lofts.setup.of("bybit", LINE) == PigeonSettings()


async def test_setting_a_line_needs_a_fresh_proof(lofts: Lofts) -> None:
    person = await lofts.world.agent("admin", brand="bybit")
    async with lofts.world.house.db.transaction("bybit") as tx:
        await tx.do(
            "update staff_sessions set proved_at = proved_at - interval '11 minutes' where agent = $1",
            UUID(person.id),
        )
    lofts.world.house.admission.forget(person.token)
    body = {"version": 0, "values": {"greeting": "Coo"}}
    for answer in (await person.put(PATH, json=body), await person.post(f"{PATH}/try", json=body)):
        assert (answer.status_code, answer.json()["code"]) == (403, "step_up_required")
    assert (await person.get(PATH)).json()["version"] == 0


async def test_a_line_that_is_not_there(lofts: Lofts) -> None:
    person = await lofts.admin("bybit")
    assert (await person.get("/api/v1/settings/lines/owl")).status_code == 404
    lofts.setup.sections["crow"] = SECTION
    tried = await person.post("/api/v1/settings/lines/crow/try", json={"version": 0, "values": {}})
    del lofts.setup.sections["crow"]
    assert tried.status_code == 404
