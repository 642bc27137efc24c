"""Words that say nothing name nothing; what is unfinished is not in the tree; no machine shows through."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.test_sizes import python_files, web_files
from tests.house.tree import ROOT, write

EMPTY_WORDS = {"util", "utils", "helper", "helpers", "misc", "common", "manager", "handler", "handlers"} | {
    "processor",
    "service",
    "services",
}
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
WEB_NAME = re.compile(r"\b(?:function|class|interface|type)\s+([A-Za-z_$][\w$]*)")

UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX)\b|raise NotImplementedError")
SKIPPED = re.compile(r"pytest\.(mark\.)?(skip|xfail)|\b(it|test|describe)\.(skip|todo|only)\(")
MACHINE = re.compile(r"(?<![\w.:/])/(?:work|farm|root|home|Users|mnt)/[\w.-]+|/tmp/[a-z_]+[./]")
HOSTS = re.compile(
    r"https?://(?:[\w-]+\.)*(?:pypi|files\.pythonhosted|registry\.npmjs|npmmirror|nexus|artifactory)\b"
)
# Words about words: this file must spell what it forbids.
SPELLS_THEM = {"tests/house/test_names.py"}
LOCKS = ("requirements", "package-lock.json")


def empty_names(root: Path) -> Iterator[str]:
    for module in python_files(root):
        named = [module.path.stem] + [
            node.name
            for node in ast.walk(module.tree)
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        ]
        yield from (f"{module.place}: {name}" for name in named if is_empty(name))
    for path in web_files(root):
        named = [path.stem, *WEB_NAME.findall(path.read_text("utf-8"))]
        yield from (f"{path.relative_to(root).as_posix()}: {name}" for name in named if is_empty(name))


def is_empty(name: str) -> bool:
    """The empty word is what is named, not what is spoken of: ``service_hours`` are hours."""
    words = [word.lower() for word in WORD.findall(name)]
    return bool(words) and words[-1] in EMPTY_WORDS


def tracked(root: Path) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=root,
        capture_output=True,
        check=True,
    )
    return [root / name for name in listed.stdout.decode().split("\0") if name]


def unwanted(
    root: Path, paths: list[Path], pattern: re.Pattern[str], *, skip: tuple[str, ...] = ()
) -> Iterator[str]:
    for path in paths:
        place = path.relative_to(root).as_posix()
        if place in SPELLS_THEM or path.name.startswith(skip or ("\0",)) or not path.is_file():
            continue
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if found := pattern.search(line):
                yield f"{place}:{number}: {found[0]}"


def test_no_empty_names() -> None:
    assert list(empty_names(ROOT)) == []


@pytest.mark.parametrize("pattern", [UNFINISHED, SKIPPED], ids=["unfinished", "skipped"])
def test_nothing_unfinished_and_nothing_skipped(pattern: re.Pattern[str]) -> None:
    code = [path for path in tracked(ROOT) if path.suffix in {".py", ".ts", ".svelte", ".sql"}]
    assert list(unwanted(ROOT, code, pattern)) == []


@pytest.mark.parametrize("pattern", [MACHINE, HOSTS], ids=["paths", "hosts"])
def test_no_machine_shows_through(pattern: re.Pattern[str]) -> None:
    assert list(unwanted(ROOT, tracked(ROOT), pattern, skip=LOCKS if pattern is MACHINE else ())) == []


def test_empty_names_are_caught(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "src/string_utils.py": "class CatManager: ...\nservice_hours = 1\ndef meow_handler(): ...\n",
            "web/misc.ts": "export function feedHelper() {}\n",
        },
    )
    assert list(empty_names(tmp_path)) == [
        "src/string_utils.py: string_utils",
        "src/string_utils.py: CatManager",
        "src/string_utils.py: meow_handler",
        "web/misc.ts: misc",
        "web/misc.ts: feedHelper",
    ]


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (UNFINISHED, "# TODO: feed the cat"),
        (UNFINISHED, "raise NotImplementedError"),
        (SKIPPED, "@pytest.mark.skip"),
        (SKIPPED, "it.only('purrs')"),
        (MACHINE, "see /home/cat/notes"),
        (MACHINE, "cp /tmp/cats/a.txt ."),
        (HOSTS, "index-url = https://pypi.org/simple"),
        (HOSTS, '"resolved": "https://registry.npmjs.org/cat"'),
    ],
)
def test_what_must_not_be_there_is_caught(tmp_path: Path, pattern: re.Pattern[str], line: str) -> None:
    write(tmp_path, {"notes.txt": f"fine\n{line}\n"})
    assert len(list(unwanted(tmp_path, [tmp_path / "notes.txt"], pattern))) == 1


@pytest.mark.parametrize("line", ["GET /api/v1/work/7", "https://x.example/home/page", "tmp_path / 'a'"])
def test_ordinary_paths_are_fine(tmp_path: Path, line: str) -> None:
    write(tmp_path, {"notes.txt": line})
    assert list(unwanted(tmp_path, [tmp_path / "notes.txt"], MACHINE)) == []
