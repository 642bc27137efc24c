"""The help centre as a folder: out as it came in, in whole or not at all."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.guard.paths import PICTURE
from tests.staff.test_commands import environ, typed
from tests.world import World
from trustdesk import knowledge

BRAND = "bybit"
ROOT = Path(__file__).parents[2]
ARTICLE = '+++\nslug = "{slug}"\ncategory = "start"\ntitle = "{title}"\nsummary = "Short."\n+++\n\n{body}\n'


class Shelf:
    """The command line on one brand's articles."""

    def __init__(self, world: World) -> None:
        self.world = world

    async def __call__(self, *words: str) -> tuple[int, str, str]:
        return await typed(environ(self.world.house.settings), "articles", *words, "--brand", BRAND)

    async def published(self) -> dict[str, str]:
        async with self.world.house.db.transaction(BRAND) as tx:
            return await knowledge.exported(tx)


@pytest_asyncio.fixture(loop_scope="session")
async def shelf(world: World) -> AsyncIterator[Shelf]:
    yield Shelf(world)


def put(folder: Path, locale: str, slug: str, body: str, title: str = "A title") -> Path:
    path = folder / locale / f"{slug}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(ARTICLE.format(slug=slug, title=title, body=body), "utf-8")
    return path


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


async def test_the_starter_set_goes_out_as_it_came_in(shelf: Shelf, tmp_path: Path) -> None:
    given = ROOT / "articles"
    assert (await shelf("import", str(given)))[2] == ""
    code, told, _ = await shelf("export", str(tmp_path / "out"))
    assert code == 0
    assert told.endswith(f"of {BRAND} are in {tmp_path / 'out'}\n")
    out, kept = bytes_of(tmp_path / "out"), bytes_of(given)
    assert {path: out[path] for path in out} == {path: kept[path] for path in out}
    assert {path for path in kept if path.endswith(".md")} == {path for path in out if path.endswith(".md")}
    again = await shelf("import", str(tmp_path / "out"))
    assert again[1] == f"0 changed, {len(await shelf.published())} are as they were\n"


async def test_a_file_keeps_the_signs_it_was_written_in(shelf: Shelf, tmp_path: Path) -> None:
    path = tmp_path / "in" / "en" / "own-signs.md"
    path.parent.mkdir(parents=True)
    signs = b"+++\r\ntitle = 'One'   # mine\r\nslug='own-signs'\r\ncategory = 'start'\r\nsummary = '''S'''\r\n+++\r\nHello.\r\n"
    path.write_bytes(signs)
    assert (await shelf("import", str(tmp_path / "in")))[0] == 0
    await shelf("export", str(tmp_path / "out"))
    assert (tmp_path / "out" / "en" / "own-signs.md").read_bytes() == signs


async def test_a_dry_run_says_line_by_line_and_changes_nothing(shelf: Shelf, tmp_path: Path) -> None:
    path = put(tmp_path, "en", "dry-run", "1. Look.\n2. Ask.")
    await shelf("import", str(tmp_path))
    before = await shelf.published()
    path.write_text(path.read_text("utf-8").replace("2. Ask.", "2. Wait."), "utf-8")
    code, told, _ = await shelf("import", str(tmp_path), "--dry-run")
    assert code == 0
    assert "-2. Ask.\n+2. Wait." in told
    assert told.endswith("1 would change, 0 are as they were\n")
    assert await shelf.published() == before
    await shelf("import", str(tmp_path))
    assert (await shelf.published())["en/dry-run.md"] == path.read_text("utf-8")


async def test_one_bad_file_stops_them_all_and_every_fault_is_named(shelf: Shelf, tmp_path: Path) -> None:
    before = await shelf.published()
    put(tmp_path, "en", "all-good", "1. Look.")
    put(tmp_path, "en", "bad-link", "[x](nowhere-at-all) {{figure.unheard}} ![](../pictures/gone.png)")
    put(tmp_path, "zh-CN", "all-good", "1. 看。").write_text("no keys", "utf-8")
    (tmp_path / "en" / "notes.txt").write_text("x")
    (tmp_path / "fr").mkdir()
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "own.svg").write_text("<svg onload='alert(1)'/>")
    (tmp_path / "pictures" / "no.png").write_bytes(b"\x89PNG\r\n\x1a\nnothing")
    put(
        tmp_path,
        "en",
        "secret",
        "abandon ability able about above absent absorb abstract absurd abuse access accident",
    )
    code, told, complaint = await shelf("import", str(tmp_path))
    assert (code, told) == (2, "")
    for said in (
        "nothing was changed",
        "zh-CN/all-good.md: the first line is not +++",
        "en/notes.txt: not a file named *.md",
        "fr: neither a language (",
        "en/bad-link.md: leads to an article that is not there: nowhere-at-all",
        "en/bad-link.md: leaves something open that nobody fills in: figure.unheard",
        "en/bad-link.md: shows a picture without words for who cannot see it: ../pictures/gone.png",
        "en/bad-link.md: shows a picture that is not there: ../pictures/gone.png",
        "pictures/own.svg: a drawing can run scripts",
        "pictures/no.png: not a picture that can be taken",
        "en/secret.md: holds what looks like a secret",
    ):
        assert said in complaint, complaint
    assert await shelf.published() == before


async def test_pictures_come_along_and_are_made_anew_once(shelf: Shelf, tmp_path: Path) -> None:
    put(tmp_path / "in", "en", "with-picture", "1. Look.\n\n![a dot](../pictures/dot.png)")
    (tmp_path / "in" / "pictures").mkdir()
    (tmp_path / "in" / "pictures" / "dot.png").write_bytes(PICTURE + b"behind")
    code, told, complaint = await shelf("import", str(tmp_path / "in"))
    assert (code, complaint) == (0, "")
    assert "pictures/dot.png" in told
    await shelf("export", str(tmp_path / "out"))
    made = (tmp_path / "out" / "pictures" / "dot.png").read_bytes()
    assert b"behind" not in made
    for unused in set((tmp_path / "out").rglob("*.md")) - {tmp_path / "out" / "en" / "with-picture.md"}:
        unused.unlink()
    shutil.rmtree(tmp_path / "out" / "zh-CN", ignore_errors=True)
    again = await shelf("import", str(tmp_path / "out"))
    assert "dot.png" not in again[1]
    seen = await shelf.world.stranger.get(f"/help/{BRAND}/pictures/dot.png")
    assert seen.content == made


@pytest.mark.parametrize("name", ["no-such-folder", ""])
async def test_a_folder_that_is_none_is_named(shelf: Shelf, tmp_path: Path, name: str) -> None:
    before = await shelf.published()
    code, _, complaint = await shelf("import", str(tmp_path / name))
    assert code == 2
    assert "No such file" in complaint or "no articles" in complaint
    assert await shelf.published() == before


async def test_what_holds_for_both_languages_is_said_alike(shelf: Shelf, tmp_path: Path) -> None:
    put(tmp_path, "en", "said-alike", "1. Look.")
    path = put(tmp_path, "zh-CN", "said-alike", "1. 看。")
    path.write_text(path.read_text("utf-8").replace('"start"', '"rules"'), "utf-8")
    code, _, complaint = await shelf("import", str(tmp_path))
    assert code == 2
    assert "zh-CN/said-alike.md: category: not as in en/said-alike.md" in complaint
