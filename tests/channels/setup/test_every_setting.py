"""Every setting of every line: on its screen, explained in both languages, and the same as a file."""

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.world import World
from trustdesk import configuring, foundation
from trustdesk.arguments import parser
from trustdesk.channels.setup import Section
from trustdesk.channels.setup.model import Field
from trustdesk.channels.setup.rules.fields import fields

SECTIONS = {one.line: one for one in foundation.sections()}
TEXTS = Path(__file__).parents[3] / "web" / "console" / "i18n"
# What fits a pattern; the first that fits and is not the default is taken.
SAMPLES = (
    "@our_channel",
    "support@desk.example",
    "https://there.example/x",
    "123456:" + "x" * 30,
    "telegram",
    "sample_of_16_signs",
)
BY_SCREEN, BY_FILE = "bitget", "bybit"


def another(field: Field) -> Any:
    """A value that is allowed and not the default."""
    if field.kind == "switch":
        return not field.default
    if field.kind == "choice":
        return next(one for one in field.choices if one != field.default)
    if field.kind in ("number", "decimal"):
        assert isinstance(field.default, int | float)
        fits = field.maximum is None or field.default < field.maximum
        return field.default + (1 if fits else -1)
    fitting = [one for one in SAMPLES if re.search(field.pattern or "", one)]
    chosen = next(one for one in reversed(fitting) if field.default not in (one, [one]))
    return [chosen] if field.kind == "list" else chosen


def given(section: Section) -> tuple[dict[str, Any], dict[str, str]]:
    """Every value and every secret of a line, none as it comes."""
    found = {field.name: another(field) for field in fields(section)}
    values = {name: value for name, value in found.items() if name not in section.secret}
    return values, {name: found[name] for name in section.secret}


async def config(world: World, verb: str, path: Path, environ: dict[str, str], *more: str) -> tuple[str, int]:
    words = parser().parse_args(["config", verb, *more, str(path)])
    return await configuring.act(world.house.settings, words, list(SECTIONS.values()), environ)


@pytest.mark.parametrize("line", SECTIONS)
async def test_the_screen_and_the_file_say_the_same(world: World, tmp_path: Path, line: str) -> None:
    section, path = SECTIONS[line], tmp_path / "lines.toml"
    values, secrets = given(section)
    person = await world.agent("admin", brand=BY_SCREEN)
    other = await world.agent("admin", brand=BY_FILE)
    address = f"/api/v1/settings/lines/{line}"
    shown = (await person.get(address)).json()
    assert {one["name"] for one in shown["fields"]} == {*values, *secrets}
    assert all(shown["values"][name] != value for name, value in values.items())

    body = {"version": shown["version"], "values": values, "secrets": secrets}
    done = await person.put(address, json=body)
    assert done.status_code == 200, done.text
    environ = {f"{BY_SCREEN}_{line}_{name}".upper(): secret for name, secret in secrets.items()}
    assert (await config(world, "export", path, {}, "--brand", BY_SCREEN))[1] == 0
    [table] = re.findall(
        rf"^\[{BY_SCREEN}\.{line}\]\n(?:(?!\[).*\n?)*", path.read_text("utf-8"), re.MULTILINE
    )
    assert set(re.findall(r"^(\w+) = ", table, re.MULTILINE)) == {*values, *secrets}

    path.write_text(table.replace(f"[{BY_SCREEN}.", f"[{BY_FILE}."), "utf-8")
    said, code = await config(world, "diff", path, environ)
    assert (code, len(said.splitlines())) == (1, len(values) + len(secrets))
    assert (await config(world, "apply", path, environ))[1] == 0
    assert (await config(world, "diff", path, environ))[1] == 0
    for brand in (BY_SCREEN, BY_FILE):
        world.house.setup.wake(brand)
    ours, theirs = [await world.house.setup.of(brand, line) for brand in (BY_SCREEN, BY_FILE)]
    assert ours == theirs
    assert msgspec.to_builtins(theirs) == values | secrets
    seen = (await other.get(address)).json()
    assert (seen["values"], set(seen["secrets"].values())) == (values, {"set"} if secrets else set())


@pytest.mark.parametrize("locale", ["en", "zh-CN"])
def test_each_setting_is_named_and_explained_where_it_stands(locale: str) -> None:
    texts: dict[str, str] = {}
    for path in TEXTS.glob(f"*.{locale}.json"):
        texts |= msgspec.json.decode(path.read_bytes(), type=dict[str, str])
    wanted = {
        f"settings.{line}.{key}"
        for line, section in SECTIONS.items()
        for field in fields(section)
        for key in (
            field.name,
            f"{field.name}.why",
            *(f"{field.name}.{choice}" for choice in field.choices),
            *([f"group.{field.group}"] if field.group else []),
        )
    }
    assert wanted - texts.keys() == set()
