"""Draws docs/house.md from doors, facts and tables: ``python -m tests.house.draw``."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.schema import read
from tests.house.test_sql import owners
from tests.house.tree import HOUSE, ROOT, House

PAGE = ROOT / "docs" / "house.md"
HEAD = """# The house

Drawn from the source by `python -m tests.house.draw`; a test compares. Calls go down, news goes up: a room calls
rooms on lower floors through their door, and tells those above only by publishing a fact.
"""
FLOORS = {
    "6 · channels": ["channels"],
    "5": ["assistant", "automation", "reports"],
    "4 · work on conversations": [
        "routing",
        "sla",
        "replies",
        "procedures",
        "complaints",
        "ratings",
        "vault",
    ],
    "3 · conversations": ["conversations"],
    "2 · what is known and guarded": ["knowledge", "exchange", "guard"],
    "1 · people and files": ["customers", "staff", "files"],
    "brands and evidence": ["brands", "evidence"],
    "0 · kit": ["kit"],
}


def draw(house: House) -> str:
    """The whole page."""
    parts = [HEAD]
    written = _tables(house)
    for floor, names in FLOORS.items():
        rooms = [room for name in names for room in _rooms(house, name)]
        if rooms:
            parts.append(f"## {floor}\n")
            parts += [_room(house, room, written) for room in rooms]
    return "\n".join(parts)


def _rooms(house: House, name: str) -> list[str]:
    if name == "kit":
        return ["kit"] if (house.path / "kit").is_dir() else []
    return [room for room in house.rooms if room == name or room.startswith(f"{name}/")]


def _room(house: House, room: str, written: dict[str, list[str]]) -> str:
    parts = [f"### {room}", _doc(house.path / room / "__init__.py")]
    if facts := sorted(_facts(house, room)):
        parts.append("Publishes: " + ", ".join(f"`{fact}`" for fact in facts) + ".")
    if tables := written.get(room):
        parts.append("Writes: " + ", ".join(f"`{table}`" for table in tables) + ".")
    if room == "kit":
        parts.append("\n".join(_tools(house)))
    return "\n\n".join(part for part in parts if part) + "\n"


def _tables(house: House) -> dict[str, list[str]]:
    """Which tables of the schema each room writes."""
    found: dict[str, list[str]] = {}
    known = read(house.path / "migrations").tables
    for table, rooms in sorted(owners(house).items()):
        for room in rooms if table in known else ():
            found.setdefault(room, []).append(table)
    return found


def _doc(door: Path) -> str:
    doc = ast.get_docstring(ast.parse(door.read_text("utf-8"))) if door.exists() else None
    return (doc or "").strip()


def _facts(house: House, room: str) -> Iterator[str]:
    for module in house.modules:
        if module.room == room and module.kind == "events":
            for node in module.tree.body:
                if isinstance(node, ast.ClassDef) and any(_name(base) == "Fact" for base in node.bases):
                    yield node.name


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _tools(house: House) -> Iterator[str]:
    """Kit's files and folders with the first sentence of each."""
    kit = house.path / "kit"
    for path in sorted([*kit.glob("*.py"), *kit.glob("*/__init__.py")]):
        tool = path.parent.name if path.stem == "__init__" else path.stem
        if path != kit / "__init__.py":
            yield f"- `{tool}`: {_doc(path).split(chr(10) * 2)[0].replace(chr(10), ' ')}"


if __name__ == "__main__":
    PAGE.write_text(draw(HOUSE), "utf-8")
