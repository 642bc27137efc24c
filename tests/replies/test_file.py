"""Macros in the file of ``trustdesk config``: exported, compared, applied, the same bytes again."""

from pathlib import Path
from typing import Any

import pytest

from tests.replies.test_macros import body, macros
from tests.world import Person, World, fresh
from trustdesk import configuring, evidence
from trustdesk.arguments import parser
from trustdesk.staffing import WillNotDo

WELCOME = """\
[bitget.macros."hello"]
title = "Hello"
en = "Hello {{customer.name}},\\nwe are looking."
zh-CN = "您好"
status = "waiting"
tags = ["deposit", "first word"]
topics = ["deposit"]
"""
BYE = '[bitget.macros."再见"]\ntitle = "再见"\nzh-CN = "再见“朋友”"\n'


class Typed:
    """``trustdesk config`` with nothing but macros, and a file at hand."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world, self.path = world, folder / "desk.toml"

    async def do(self, verb: str, text: str | None = None) -> tuple[str, int]:
        if text is not None:
            self.path.write_text(text, "utf-8")
        words = parser().parse_args(["config", verb, "--brand", "bitget", str(self.path)])
        return await configuring.act(self.world.house.settings, words, [], {})

    async def refused(self, text: str) -> str:
        with pytest.raises((WillNotDo, configuring.macros.Unfit)) as found:
            await self.do("apply", text)
        return str(found.value).removeprefix(f"{self.path}: ")


@pytest.fixture
async def desk(world: World, tmp_path: Path) -> Typed:
    async with world.house.db.transaction("bitget") as tx:
        await tx.do("delete from macros")
    return Typed(world, tmp_path)


async def kept(person: Person) -> dict[str, dict[str, Any]]:
    return {one["shortcut"]: one for one in await macros(person)}


async def test_what_is_applied_is_exported_byte_for_byte(desk: Typed, world: World) -> None:
    agent = await world.agent()
    assert await desk.do("apply", f"{WELCOME}\n{BYE}") == (
        "bitget.macros.hello: added\nbitget.macros.再见: added",
        0,
    )
    assert await desk.do("diff") == (f"{desk.path} and the desk say the same", 0)
    assert await desk.do("apply") == (f"nothing to do: the desk is as {desk.path} says", 0)
    found = await kept(agent)
    assert found["hello"] == {
        "id": found["hello"]["id"],
        "title": "Hello",
        "shortcut": "hello",
        "texts": {"en": "Hello {{customer.name}},\nwe are looking.", "zh-CN": "您好"},
        "actions": {"status": "waiting", "tags": ["deposit", "first word"]},
        "topics": ["deposit"],
    }
    await desk.do("export")
    assert desk.path.read_text("utf-8") == f"{WELCOME}\n{BYE}"


async def test_a_macro_of_the_console_is_changed_and_removed_by_the_file(desk: Typed, world: World) -> None:
    senior = await world.agent("senior")
    wanted = body(shortcut=fresh())
    assert (await senior.post("/api/v1/macros", json=wanted)).status_code == 201
    await desk.do("export")
    exported = desk.path.read_text("utf-8")
    assert await desk.do("diff") == (f"{desk.path} and the desk say the same", 0)
    changed = exported.replace("it is on its way.", "it has arrived.").replace('status = "waiting"\n', "")
    place = f"bitget.macros.{wanted['shortcut']}"
    told = (
        f'{place}.en: "Hello {{{{customer.name}}}}, it is on its way." → '
        f'"Hello {{{{customer.name}}}}, it has arrived."\n{place}.status: "waiting" → ""'
    )
    assert await desk.do("diff", changed) == (told, 1)
    assert (await kept(senior))[wanted["shortcut"]]["actions"]["status"] == "waiting"
    before = (await kept(senior))[wanted["shortcut"]]
    assert await desk.do("apply") == (told, 0)
    after = (await kept(senior))[wanted["shortcut"]]
    assert (after["id"], after["texts"]["en"], after["actions"]["status"]) == (
        before["id"],
        "Hello {{customer.name}}, it has arrived.",
        None,
    )
    assert await desk.do("apply", "[bitget.macros]\n") == (f"{place}: removed", 0)
    assert await kept(senior) == {}
    async with world.house.db.transaction("bitget") as tx:
        rows = [(row.action, row.actor) for row in await evidence.latest(tx, 2)]
    assert rows == [("macro.remove", "system:desk"), ("macro.change", "system:desk")]
    await desk.do("export")
    assert desk.path.read_text("utf-8") == "[bitget.macros]\n"


async def test_a_file_without_macros_leaves_them_alone(desk: Typed, world: World) -> None:
    await desk.do("apply", WELCOME)
    assert await desk.do("apply", "") == (f"nothing to do: the desk is as {desk.path} says", 0)
    assert list(await kept(await world.agent())) == ["hello"]


async def test_what_will_not_do_is_named_and_nothing_is_set(desk: Typed, world: World) -> None:
    await desk.do("apply", WELCOME)
    for text, said in {
        "[bitget.macros.x]\ntitle = 'X'\n": "bitget.macros.x: a macro needs a text",
        "[bitget.macros.x]\nen = 'X'\n": "line 1: bitget.macros.x: Expected `str` of length >= 1 - at `$.title`",
        "\n[bitget.macros.x]\ntitle = 'X'\nfr = 'X'\n": "line 4: bitget.macros.x has no fr",
        "[bitget.macros.x]\ntitle = 'X'\nen = '{{customer.phone}}'\n": (
            "bitget.macros.x: not a placeholder: {{customer.phone}}"
        ),
        "[bitget.macros.x]\ntitle = 'X'\nen = 'Please send us your password'\n": (
            "bitget.macros.x: asks_password"
        ),
        "[bitget.macros]\nx = 1\n": "line 2: bitget.macros.x must be a table",
        "[bitget]\nmacros = 1\n": "bitget.macros must be a table",
    }.items():
        assert await desk.refused(text) == said
    assert list(await kept(await world.agent())) == ["hello"]
