"""Elegance shows as size: files, functions, and where the 90th percentile stands."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import quantiles

from tests.house.tree import HOUSE, ROOT, House, Module, write

FILE, WEB_FILE, FUNCTION = 300, 250, 40
OURS = ("src", "tests", "bench", "scripts")
WEB_SUFFIXES = {".ts", ".svelte", ".css", ".html"}
GENERATED = {"web/shared/structs.ts"}


def python_files(root: Path) -> list[Module]:
    return [
        module
        for folder in OURS
        if (root / folder).is_dir()
        for path in sorted((root / folder).rglob("*.py"))
        if "__pycache__" not in path.parts
        for module in [Module(path, root)]
    ]


def web_files(root: Path) -> list[Path]:
    web = root / "web"
    paths = [p for p in web.rglob("*") if p.suffix in WEB_SUFFIXES] if web.is_dir() else []
    outside = {"node_modules", "dist"}
    return sorted(
        p
        for p in paths
        if not outside & set(p.relative_to(web).parts) and p.relative_to(root).as_posix() not in GENERATED
    )


def too_long(root: Path) -> Iterator[str]:
    for module in python_files(root):
        lines = len(module.text.splitlines())
        if lines > FILE:
            yield f"{module.place}: {lines} lines"
        for name, length in functions(module):
            if length > FUNCTION:
                yield f"{module.place}: {name} has {length} lines"
    for path in web_files(root):
        lines = len(path.read_text("utf-8").splitlines())
        if lines > WEB_FILE:
            yield f"{path.relative_to(root).as_posix()}: {lines} lines"


def functions(module: Module) -> Iterator[tuple[str, int]]:
    for node in module.functions():
        yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def ninetieth(values: Iterable[int]) -> float:
    return quantiles(list(values), n=10)[8]


def test_nothing_is_too_long() -> None:
    assert list(too_long(ROOT)) == []


def test_the_ninetieth_percentile_is_printed() -> None:
    files = [len(module.text.splitlines()) for module in HOUSE.modules]
    lengths = [length for module in HOUSE.modules for _, length in functions(module)]
    print(f"90th percentile: {ninetieth(files):.0f} lines a file, {ninetieth(lengths):.0f} a function")
    assert ninetieth(lengths) <= 25


def test_length_is_caught(tmp_path: Path) -> None:
    long = "def meow() -> None:\n" + "    print()\n" * 41
    write(
        tmp_path,
        {"src/cats.py": long + "\n" * 270, "web/x.ts": "//\n" * 251, "web/node_modules/y.ts": "//\n" * 999},
    )
    assert list(too_long(tmp_path)) == [
        "src/cats.py: 312 lines",
        "src/cats.py: meow has 42 lines",
        "web/x.ts: 251 lines",
    ]


def test_a_house_is_read_whole(tmp_path: Path) -> None:
    house: House = write(
        tmp_path, {"cats/__init__.py": "", "cats/rules/meals.py": "", "migrations/env.py": ""}
    )
    assert [(m.place, m.room, m.kind) for m in house.modules] == [
        ("cats/__init__.py", "cats", "__init__"),
        ("cats/rules/meals.py", "cats", "rules"),
    ]
