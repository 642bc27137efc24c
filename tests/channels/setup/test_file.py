"""Settings as a file: exported, compared, applied; every key and every secret named, nothing by halves."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.channels.setup.sections import LINE, SECTION, PigeonSettings, untouched
from tests.cluster import Database
from tests.staff.test_commands import environ, typed
from tests.world import World
from trustdesk import configuring, evidence
from trustdesk.arguments import parser
from trustdesk.channels.setup import Section, Unreadable, read_file
from trustdesk.channels.setup.rules.file import place_of, write
from trustdesk.channels.setup.rules.values import chosen, settled
from trustdesk.staffing import WillNotDo

KNOWN = {LINE: SECTION}
WHISTLE = "BITGET_PIGEON_WHISTLE"
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
FITTING = st.builds(
    PigeonSettings,
    open=st.booleans(),
    loft=st.from_regex(r"[a-z.]{1,40}", fullmatch=True),
    rests=st.integers(1, 60),
    speed=st.floats(0.5, 2),
    breed=st.sampled_from(["homer", "racer"]),
    towers=st.lists(TEXT.filter(lambda text: len(text) > 1), max_size=3),
    greeting=TEXT.map(lambda text: text[:200]),
)


@given(FITTING)
def test_what_is_written_is_read_the_same(settings: PigeonSettings) -> None:
    text = write("bitget", SECTION, chosen(SECTION, settings), ["whistle"])
    (given_back,) = read_file(text, KNOWN, ["bitget"])
    assert settled(SECTION, given_back.values) == (settings, [])
    assert given_back.secrets == {"whistle": WHISTLE}


def test_a_table_is_written_for_people() -> None:
    assert write("bitget", SECTION, {"rests": 9, "towers": ["a b"], "greeting": "Hi\n“你好”\x7f"}, []) == (
        "[bitget.pigeon]\n"
        "# open = false\n"
        '# loft = ""\n'
        '# whistle = { env = "BITGET_PIGEON_WHISTLE" }\n'
        "rests = 9  # minutes\n"
        "# speed = 1.0\n"
        '# breed = "homer"\n'
        'towers = ["a b"]\n'
        'greeting = "Hi\\n“你好”\\u007f"\n'
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[bitgit.pigeon]\n", "line 1: bitgit: there is no such brand; did you mean bitget?"),
        ("\n[bitget.pidgeon]\n", "line 2: bitget.pidgeon: there is no such line; did you mean pigeon?"),
        (
            '[bitget.pigeon]\ngreeting = """\nrest = 1\n"""\nrest = 2\n',
            "line 5: bitget.pigeon.rest: there is no such setting; did you mean rests?",
        ),
        (
            '[bitget.pigeon]\nopen = true\nwhistle = "coo"\n',
            'line 3: bitget.pigeon.whistle is a secret; write { env = "NAME" }, never the secret itself',
        ),
        ("[bitget.pigeon]\nwhistle = { file = 'x' }\n", "line 2: bitget.pigeon.whistle is a secret"),
        ("[bitget]\npigeon = 1\n", "line 2: bitget.pigeon must be a table"),
        ("bitget = 1\n", "line 1: bitget must be a table"),
        ("[bitget.pigeon]\nopen =\n", "Invalid value (at line 2, column 7)"),
    ],
)
def test_what_has_no_place_is_named_with_its_line(text: str, said: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_file(text, KNOWN, ["bitget", "bybit"])
    assert str(refused.value).startswith(said)


def test_a_key_is_found_where_it_begins() -> None:
    text = 'a = 1\n[b]\nlist = [\n  "x",\n]\n\nc.d = 3\n'
    assert [place_of(text, path) for path in (("a",), ("b",), ("b", "list"), ("b", "c", "d"))] == [1, 2, 3, 7]


class Typed:
    """``trustdesk config`` on the desk of these tests, its file and its environment at hand."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world, self.path = world, folder / "lines.toml"
        self.environ: dict[str, str] = {}

    async def do(self, verb: str, *more: str, text: str | None = None) -> tuple[str, int]:
        if text is not None:
            self.path.write_text(text, "utf-8")
        words = parser().parse_args(["config", verb, *more, str(self.path)])
        return await configuring.act(self.world.house.settings, words, [SECTION], self.environ)

    async def of(self, brand: str) -> PigeonSettings:
        settings = await self.world.house.setup.of(brand, LINE)
        assert isinstance(settings, PigeonSettings)
        return settings

    async def rows(self) -> Mapping[str, Any]:
        async with self.world.house.db.transaction("bitget") as tx:
            rows = await tx.rows("select * from line_settings order by line")
            audit = await tx.value("select count(*) from audit where action = 'line.set'")
        return {"rows": [dict(row) for row in rows], "audit": audit}


@pytest.fixture
def desk(world: World, module_database: Database, tmp_path: Path) -> Typed:
    untouched(world, module_database)
    world.house.setup.sections[LINE] = SECTION
    return Typed(world, tmp_path)


async def test_a_file_is_applied_and_then_there_is_nothing_to_do(desk: Typed) -> None:
    desk.environ = {"WHISTLE": "coo coo"}
    text = '[bitget.pigeon]\nopen = true\nloft = "a.b"\nwhistle = { env = "WHISTLE" }\n\n[bybit.pigeon]\nrests = 7\n'
    named = (
        "bitget.pigeon.open: false → true\n"
        'bitget.pigeon.loft: "" → "a.b"\n'
        "bitget.pigeon.whistle: replaced\n"
        "bybit.pigeon.rests: 5 → 7"
    )
    assert await desk.do("diff", text=text) == (named, 1)
    assert await desk.of("bitget") == PigeonSettings()
    assert await desk.do("apply") == (named, 0)
    desk.world.house.setup.wake("bitget")
    assert await desk.of("bitget") == PigeonSettings(open=True, loft="a.b", whistle="coo coo")
    assert await desk.of("bybit") == PigeonSettings(rests=7)
    before = await desk.rows()
    assert await desk.do("diff") == (f"{desk.path} and the desk say the same", 0)
    assert await desk.do("apply") == (f"nothing to do: the desk is as {desk.path} says", 0)
    assert await desk.rows() == before
    async with desk.world.house.db.transaction("bitget") as tx:
        latest = next(row for row in await evidence.latest(tx, 9) if row.action == "line.set")
    assert latest.actor == "system:desk"
    assert json.loads(latest.detail) == {
        "version": before["rows"][0]["version"],
        "via": "file",
        "before": {"loft": "", "open": False},
        "after": {"loft": "a.b", "open": True},
        "secrets": ["whistle set"],
    }


async def test_what_is_exported_is_applied_without_a_difference(desk: Typed) -> None:
    desk.environ = {WHISTLE: "the first"}
    text = f'[bitget.pigeon]\ngreeting = "Coo"\nwhistle = {{ env = "{WHISTLE}" }}\n'
    await desk.do("apply", text=text)
    said, code = await desk.do("export", "--brand", "bitget")
    assert (said, code) == (f"{desk.path} says how every line is set up", 0)
    exported = desk.path.read_text("utf-8")
    assert 'greeting = "Coo"' in exported
    assert f'\nwhistle = {{ env = "{WHISTLE}" }}\n' in exported
    assert "the first" not in exported
    assert (await desk.do("diff"))[1] == 0
    desk.environ = {}  # what is set stays, when nobody says what it should be
    assert (await desk.do("diff"))[1] == 0
    desk.environ = {WHISTLE: "the second"}
    assert await desk.do("diff") == ("bitget.pigeon.whistle: replaced", 1)


async def test_of_a_file_all_is_applied_or_nothing(desk: Typed) -> None:
    before = await desk.rows()
    text = "[bitget.pigeon]\nrests = 41\n[bybit.pigeon]\nrests = 99\n"
    with pytest.raises(WillNotDo) as refused:
        await desk.do("apply", text=text)
    assert str(refused.value) == f"{desk.path}: bybit.pigeon.rests: At most 60"
    with pytest.raises(WillNotDo, match="environment has no X"):
        await desk.do("apply", text='[bitget.pigeon]\nrests = 41\n[bybit.pigeon]\nwhistle = { env = "X" }\n')
    assert await desk.rows() == before


async def test_a_secret_is_removed_by_an_empty_text(desk: Typed) -> None:
    desk.environ = {"W": "coo"}
    await desk.do("apply", text='[bybit.pigeon]\nwhistle = { env = "W" }\n')
    assert await desk.do("apply", text='[bybit.pigeon]\nwhistle = ""\n') == (
        "bybit.pigeon.whistle: removed",
        0,
    )
    assert (await desk.of("bybit")).whistle == ""


def test_the_section_of_these_tests_is_none_of_the_house() -> None:
    assert not any(isinstance(one, Section) and one.line == LINE for one in configuring.foundation.sections())


async def test_the_command_line_says_what_is_wrong(world: World, tmp_path: Path) -> None:
    path = tmp_path / "lines.toml"
    path.write_text("[bitget.owl]\n", "utf-8")
    code, told, complaint = await typed(environ(world.house.settings), "config", "apply", str(path))
    assert (code, told) == (2, "")
    assert complaint == f"trustdesk: {path}: line 1: bitget.owl: there is no such line\n"
