"""What reaches outside does so at the edge: the clock, the network, and state that outlives a request."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.test_doors import imports
from tests.house.tree import HOUSE, House, Module, write

ASKS_THE_TIME = {"api", "jobs", "reactions", "intake", "deliver"} | {
    "app",
    "house",
    "foundation",
    "assisting",
    "worker",
    "cli",
    "starting",
    "demo",
    "staffing",
    "configuring",
    "schooling",
    "shelving",
    "tending",
    "planting",
    "keeping",
    "connecting",
}
NOW = {("clock", "utc_now"), ("datetime", "now"), ("datetime", "today"), ("date", "today"), ("time", "time")}
WAY_OUT = "kit/egress.py"
CLIENTS = {
    "httpx",
    "httpx_secure",
    "requests",
    "urllib",
    "http",
    "aiohttp",
    "smtplib",
    "socket",
    "ftplib",
    "imaplib",
    "poplib",
}
# Speaks on a connection that the way out has opened.
GIVEN = {("channels/email/jobs/imap.py", "imaplib")}
# Reading a cookie, taking addresses apart and binding a port reach nobody.
HARMLESS = ("http.cookies", "urllib.parse", "http.HTTPStatus")
SERVES = {"kit/serving.py", "kit/postgres/place.py", "kit/doctor.py"}


def asks_the_time(house: House) -> Iterator[str]:
    for module in house.modules:
        if module.room == "kit" or module.kind in ASKS_THE_TIME:
            continue
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                owner = node.func.value
                if isinstance(owner, ast.Name) and (owner.id, node.func.attr) in NOW:
                    yield f"{module.place}:{node.lineno}: {owner.id}.{node.func.attr}()"


def other_ways_out(house: House) -> Iterator[str]:
    for module in house.modules:
        if module.place == WAY_OUT or module.place in SERVES:
            continue
        for line, target in imports(module):
            if (module.place, target) in GIVEN or target.startswith(HARMLESS):
                continue
            if target.split(".")[0] in CLIENTS:
                yield f"{module.place}:{line}: {target}"


def lingering(house: House) -> Iterator[str]:
    """``global`` and containers at the top of a module that are not constants."""
    for module in house.modules:
        yield from (f"{module.place}: {name}" for name in _containers(module))
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Global):
                yield f"{module.place}:{node.lineno}: global {', '.join(node.names)}"


def _containers(module: Module) -> Iterator[str]:
    for node in module.tree.body:
        targets = (
            node.targets
            if isinstance(node, ast.Assign)
            else [node.target]
            if isinstance(node, ast.AnnAssign)
            else []
        )
        value = getattr(node, "value", None)
        for target in targets:
            if isinstance(target, ast.Name) and _is_variable(target.id) and _is_mutable(value):
                yield target.id


def _is_variable(name: str) -> bool:
    return not name.startswith("__") and not name.strip("_").isupper()


def _is_mutable(value: object) -> bool:
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
        return value.func.id in {"dict", "list", "set", "defaultdict", "deque"}
    return isinstance(value, ast.Dict | ast.List | ast.Set | ast.DictComp | ast.ListComp | ast.SetComp)


def test_the_clock_is_an_argument() -> None:
    assert list(asks_the_time(HOUSE)) == []


def test_there_is_one_way_out() -> None:
    assert list(other_ways_out(HOUSE)) == []
    assert any(module.place == WAY_OUT for module in HOUSE.modules)


def test_nothing_lingers() -> None:
    assert list(lingering(HOUSE)) == []


def test_reaching_out_is_caught(tmp_path: Path) -> None:
    house = write(
        tmp_path,
        {
            "cats/rules.py": "from datetime import datetime\nborn = datetime.now()\n",
            "cats/api.py": "from trustdesk.kit import clock\nnow = clock.utc_now()\n",
            "cats/actions.py": "import httpx\nfrom urllib.parse import urlsplit\nimport urllib.request\n",
            "cats/store.py": "seen = {}\nKNOWN = {}\ndef feed():\n    global seen\n    seen = {1: 2}\n",
        },
    )
    assert list(asks_the_time(house)) == ["cats/rules.py:2: datetime.now()"]
    assert list(other_ways_out(house)) == ["cats/actions.py:1: httpx", "cats/actions.py:3: urllib.request"]
    assert list(lingering(house)) == ["cats/store.py: seen", "cats/store.py:4: global seen"]
