"""Whether a test that a document names is really there."""

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def functions(path: Path) -> frozenset[str]:
    """Name the tests of one file, in Python or TypeScript."""
    if not path.is_file():
        return frozenset()
    text = path.read_text("utf-8")
    if path.suffix == ".ts":
        parts = text.replace("test(", "it(").split("it(")[1:]
        return frozenset(part.lstrip().split(part.lstrip()[0])[1] for part in parts if part.strip())
    return frozenset(
        node.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
    )


def missing(nodes: Iterable[str], root: Path = ROOT) -> Iterator[str]:
    """Tell which ``file::test`` there is not; a file or folder without a test name must hold some."""
    for node in nodes:
        file, _, name = node.partition("::")
        path = root / file
        if name:
            there = name in functions(path)
        else:
            there = any(functions(one) for one in ([path] if path.is_file() else path.rglob("test_*.py")))
        if not there:
            yield node
