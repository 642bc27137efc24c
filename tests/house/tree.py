"""The house as the checks see it: rooms, files, definitions, SQL texts, schema.

Every check takes a tree, so that a test can hand it a small broken house and see it fail.
"""

import ast
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]

TEN = {"__init__", "model", "events", "rules", "views", "store", "actions", "reactions", "jobs", "api"}
# Lines translate a vendor's shapes and send in a vendor's way; intake, delivery and the frame of pages join them.
# "parsing" is a package of its own: what hostile bytes say; "auth" is whether they say who sent them.
OF_LINES = {"translate", "send", "parsing", "auth"}
OF_CHANNELS = {"intake", "deliver", "paper"}
# A procedure is one file in "cases"; what several of them look up stands in "checks".
OF_PROCEDURES = {"cases", "checks"}
NOT_ROOMS = {"kit", "migrations", "static", "__pycache__"}
DATA = {"words"}

SQL = re.compile(
    r"^\s*(select\s|insert\s+into\s|update\s+\w+\s+(\w+\s+)?set\s|delete\s+from\s|with\s+(recursive\s+)?\w+(\s*\(|\s+as)"
    r"|merge\s+into\s|begin\b(?!\s+\w+\s+\w+)|commit\s*;?$|rollback\s*;?$|lock\s+table\s)",
    re.IGNORECASE,
)
WRITES = re.compile(
    r"\b(?:insert\s+into|update(?!\s+(?:of|skip|nowait|set)\b)|delete\s+from|merge\s+into)\s+(?:only\s+)?(\w+)",
    re.IGNORECASE,
)


class Module:
    """One Python file."""

    def __init__(self, path: Path, house: Path) -> None:
        self.path = path
        self.place = path.relative_to(house).as_posix()
        self.parts = path.relative_to(house).with_suffix("").parts

    @cached_property
    def text(self) -> str:
        return self.path.read_text("utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def room(self) -> str:
        """The room, or the line below channels, to which the file belongs; empty on the house's own page."""
        if len(self.parts) > 2 and self.parts[0] == "channels":
            return f"channels/{self.parts[1]}"
        return self.parts[0] if len(self.parts) > 1 else ""

    @property
    def kind(self) -> str:
        """Which of the ten: the file's name, or the folder's that stands for it."""
        return self.parts[len(self.room.split("/"))] if self.room else self.parts[0]

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node

    def texts(self) -> Iterator[str]:
        """Every string that is not a docstring; the fixed parts of an f-string are joined."""
        docs = {id(doc) for doc in _docstrings(self.tree)}
        inside = {
            id(part)
            for node in ast.walk(self.tree)
            if isinstance(node, ast.JoinedStr)
            for part in node.values
        }
        for node in ast.walk(self.tree):
            if isinstance(node, ast.JoinedStr):
                yield "".join(
                    str(part.value) if isinstance(part, ast.Constant) else "x" for part in node.values
                )
            elif (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in docs | inside
            ):
                yield node.value

    def sql(self) -> list[str]:
        return [text for text in self.texts() if SQL.match(text)]


class House:
    """A folder laid out like src/trustdesk."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def modules(self) -> list[Module]:
        return [
            Module(path, self.path)
            for path in sorted(self.path.rglob("*.py"))
            if "__pycache__" not in path.parts and "migrations" not in path.parts
        ]

    @cached_property
    def rooms(self) -> dict[str, Path]:
        """Rooms and lines by name; a folder without Python (texts that wait for their room) is none."""
        folders = [
            child for child in sorted(self.path.iterdir()) if child.is_dir() and child.name not in NOT_ROOMS
        ]
        channels = self.path / "channels"
        lines = sorted(channels.iterdir()) if channels.is_dir() else []
        named = {folder.name: folder for folder in folders}
        named |= {
            f"channels/{line.name}": line for line in lines if line.is_dir() and line.name not in NOT_ROOMS
        }
        return {name: folder for name, folder in named.items() if any(folder.glob("*.py"))}


HOUSE = House(ROOT / "src" / "trustdesk")


def write(root: Path, files: dict[str, str]) -> House:
    """A small house for a broken twin."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return House(root)


def _docstrings(tree: ast.Module) -> Iterator[ast.Constant]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                yield first.value
