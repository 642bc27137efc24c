"""What the documents say is what the source says."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.draw import PAGE, draw
from tests.house.schema import read
from tests.house.test_sizes import python_files
from tests.house.tree import HOUSE, ROOT, House, write
from trustdesk.kit import errors

WORDS = ROOT / "docs" / "words.md"
DECISIONS = ROOT / "docs" / "decisions"
PARTS = ("## Context", "## Decision", "## Consequences", "## Alternatives", "## Enforced by")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
LINK = re.compile(r"`((?:src|tests|docs|web|bench|scripts|brands|deploy)/[\w./-]*)`|\]\(([\w./-]+)\)")


def missing_words(page: str, house: House) -> Iterator[str]:
    """Rooms, tables and facts of the source that the page does not name."""
    drawn = draw(house)
    facts = [
        fact
        for line in drawn.splitlines()
        if line.startswith("Publishes: ")
        for fact in re.findall(r"`(\w+)`", line)
    ]
    rooms = [room.split("/")[-1] for room in house.rooms]
    for word in [*rooms, *read(house.path / "migrations").tables, *facts]:
        if not re.search(rf"\b{re.escape(word)}\b", page):
            yield word


def one_sided(page: str) -> Iterator[str]:
    """Rows of a table whose second column is not Chinese."""
    for line in page.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if (
            line.startswith("|")
            and len(cells) > 1
            and cells[1] not in {"中文", "---"}
            and not CHINESE.search(cells[1])
        ):
            yield cells[0]


def thin_decisions(folder: Path) -> Iterator[str]:
    numbers: list[int] = []
    for path in sorted(folder.glob("[0-9]*.md")):
        text = path.read_text("utf-8")
        numbers.append(int(path.name[:4]))
        if not text.startswith(f"# {path.name[:4]} "):
            yield f"{path.name}: its title must begin with its number"
        yield from (f"{path.name}: {part} is missing" for part in PARTS if f"\n{part}\n" not in text)
        if len(text.splitlines()) > 80:
            yield f"{path.name}: longer than a page"
    if numbers != list(range(1, len(numbers) + 1)):
        yield "numbers must run 1, 2, 3 …"


def dead_links(root: Path, pages: list[Path]) -> Iterator[str]:
    for page in pages:
        for quoted, linked in LINK.findall(page.read_text("utf-8")):
            target = root / quoted if quoted else page.parent / linked
            if "<" not in str(target) and not target.exists():
                yield f"{page.name}: {quoted or linked}"


def test_the_house_is_drawn_as_it_is() -> None:
    assert PAGE.read_text("utf-8") == draw(HOUSE), "run: python -m tests.house.draw"


def test_every_word_of_the_trade_is_explained_in_both_languages() -> None:
    page = WORDS.read_text("utf-8")
    assert list(missing_words(page, HOUSE)) == []
    assert list(one_sided(page)) == []


def test_decisions_are_whole() -> None:
    assert list(thin_decisions(DECISIONS)) == []


def test_no_link_is_dead() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    assert list(dead_links(ROOT, pages)) == []


def test_every_code_a_document_shows_exists() -> None:
    codes = {code for module in python_files(ROOT) for code in re.findall(r'code = "(\w+)"', module.text)}
    assert {errors.StaleReply.code, errors.ClientIdReused.code} <= codes


ROOM = {
    "cats/__init__.py": '"""Cats of the house."""\n',
    "cats/events.py": "class CatFed(Fact): ...\n",
    "cats/store.py": 'S = "insert into bowls (id) values (1)"\n',
    "migrations/0001.sql": "create table bowls (\n    tenant text not null\n);\n",
}


def test_a_word_that_is_not_explained_is_caught(tmp_path: Path) -> None:
    house = write(tmp_path, {name.replace("cats", "customers"): text for name, text in ROOM.items()})
    assert "Publishes: `CatFed`.\n\nWrites: `bowls`.\n" in draw(house)
    assert list(missing_words("| customer | 客户 |\n customers, bowls", house)) == ["CatFed"]
    assert list(one_sided("| English | 中文 |\n|---|---|\n| cat | 猫 |\n| dog | dog |")) == ["dog"]


def test_thin_decisions_and_dead_links_are_caught(tmp_path: Path) -> None:
    whole = "# 0001 Cats\n" + "\n".join(f"{part}\nSo.\n" for part in PARTS)
    write(
        tmp_path,
        {
            "0001-cats.md": whole,
            "0003-dogs.md": whole.replace("## Alternatives\n", ""),
            "a.md": "`src/cat.py`",
        },
    )
    assert list(thin_decisions(tmp_path)) == [
        "0003-dogs.md: its title must begin with its number",
        "0003-dogs.md: ## Alternatives is missing",
        "numbers must run 1, 2, 3 …",
    ]
    assert list(dead_links(tmp_path, [tmp_path / "a.md"])) == ["a.md: src/cat.py"]
