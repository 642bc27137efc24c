"""Every room has a door, holds only the ten fixed names, and is entered through its door."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import DATA, HOUSE, OF_CHANNELS, OF_LINES, OF_PROCEDURES, TEN, House, Module, write

SHORTEST = 40
# The house's own page plugs rooms together and so names what they offer the edge.
EDGE = {"app", "mounting", "house", "foundation", "assisting", "worker", "cli", "demo", "__main__"}
OFFERED_TO_THE_EDGE = {"api", "reactions", "jobs", "views"}


def bad_doors(house: House) -> Iterator[str]:
    for name, folder in house.rooms.items():
        door = folder / "__init__.py"
        doc = ast.get_docstring(ast.parse(door.read_text("utf-8"))) if door.exists() else None
        if doc is None or len(doc) < SHORTEST:
            yield f"{name}: the door needs a paragraph"
        more = {"channels": OF_CHANNELS, "procedures": OF_PROCEDURES}.get(name, set[str]())
        allowed = TEN | (OF_LINES if "/" in name else set()) | more
        for child in folder.iterdir():
            is_line = name == "channels" and f"channels/{child.name}" in house.rooms
            if child.name != "__pycache__" and child.stem not in allowed | DATA and not is_line:
                yield f"{name}/{child.name}: not one of the ten names"


def climbing_in(house: House) -> Iterator[str]:
    for module in house.modules:
        for line, target in imports(module):
            parts = target.removeprefix("trustdesk.").split(".")
            room = "/".join(parts[:2]) if parts[0] == "channels" and len(parts) > 1 else parts[0]
            inner = parts[len(room.split("/")) :]
            if not target.startswith("trustdesk.") or room not in house.rooms or parts[0] == "kit":
                continue
            if module.room == room:
                if not inner and module.kind != "__init__":
                    yield f"{module.place}:{line}: enters its own room through the door"
            elif inner and not (module.parts[0] in EDGE and inner[0] in OFFERED_TO_THE_EDGE):
                yield f"{module.place}:{line}: {target} is not the door of {room}"


def imports(module: Module) -> Iterator[tuple[int, str]]:
    """What is imported, as dotted names; ``from room import file`` counts as the file when it is one."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                is_file = alias.name in TEN | OF_LINES | OF_CHANNELS | OF_PROCEDURES or node.module in {
                    "trustdesk",
                    "trustdesk.channels",
                }
                yield node.lineno, f"{node.module}.{alias.name}" if is_file else node.module


def test_doors_and_the_ten_names() -> None:
    assert list(bad_doors(HOUSE)) == []
    assert len(HOUSE.rooms) >= 3


def test_rooms_are_entered_through_their_doors() -> None:
    assert list(climbing_in(HOUSE)) == []


DOOR = '"""Cats of the house: who they are and what they eat, and nothing else."""\n'


def test_a_room_without_a_door_is_caught(tmp_path: Path) -> None:
    house = write(tmp_path, {"cats/model.py": "", "dogs/__init__.py": '"""Dogs."""'})
    assert list(bad_doors(house)) == ["cats: the door needs a paragraph", "dogs: the door needs a paragraph"]


def test_an_eleventh_name_is_caught(tmp_path: Path) -> None:
    house = write(tmp_path, {"cats/__init__.py": DOOR, "cats/food.py": "", "cats/rules/meals.py": ""})
    assert list(bad_doors(house)) == ["cats/food.py: not one of the ten names"]


def test_climbing_in_through_the_window_is_caught(tmp_path: Path) -> None:
    house = write(
        tmp_path,
        {
            "cats/__init__.py": DOOR,
            "cats/store.py": "from trustdesk import cats",
            "dogs/__init__.py": DOOR,
            "dogs/actions.py": "from trustdesk.cats import store\nfrom trustdesk.cats import feed\n",
            "app.py": "from trustdesk.cats import api, store\n",
        },
    )
    assert list(climbing_in(house)) == [
        "app.py:1: trustdesk.cats.store is not the door of cats",
        "cats/store.py:1: enters its own room through the door",
        "dogs/actions.py:1: trustdesk.cats.store is not the door of cats",
    ]
