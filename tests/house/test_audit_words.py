"""What the audit and the alerts keep as codes reaches no screen untranslated: every code has words."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from tests.house.tree import HOUSE, ROOT, House, write
from trustdesk.kit.i18n import LOCALES
from trustdesk.oversight.model import AlertKind, Held
from trustdesk.staff.model import Factor
from trustdesk.surge.model import SurgeCause, SurgeEnd

APPENDS = {"append", "append_once", "_noted"}
FEWEST = 3  # a list is appended one thing; a row of the audit takes actor, action and what it is about


Function = ast.FunctionDef | ast.AsyncFunctionDef


def appended(tree: ast.AST) -> Iterator[tuple[Function, ast.Call]]:
    """Find the functions that write to the audit, with each call that does."""
    for function in ast.walk(tree):
        if isinstance(function, Function):
            for call in ast.walk(function):
                if isinstance(call, ast.Call) and len(call.args) >= FEWEST and name_of(call.func) in APPENDS:
                    yield function, call


def name_of(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def codes(house: House) -> set[str]:
    """Name every act and every detail that is written down literally."""
    found: set[str] = set()
    for module in house.modules:
        for function, call in appended(module.tree):
            declared = [inner for of in function.decorator_list for inner in ast.walk(of)]
            acts = [one.value for one in call.args if isinstance(one, ast.Constant)]
            found |= {f"audit.act.{one}" for one in acts if isinstance(one, str) and "." in one}
            for told in ast.walk(function):
                if isinstance(told, ast.Dict) and told not in declared:
                    keys = [one.value for one in told.keys if isinstance(one, ast.Constant)]
                    found |= {f"audit.detail.{one}" for one in keys}
    return found


def catalogue(locale: str) -> dict[str, str]:
    texts: dict[str, str] = {}
    for path in Path(ROOT / "web" / "console" / "i18n").glob(f"*{locale}.json"):
        texts |= msgspec.json.decode(path.read_bytes(), type=dict[str, str])
    return texts


def listed() -> set[str]:
    """Name what comes from a closed list."""
    lists = {"held": Held, "factor": Factor, "cause": SurgeCause, "why": SurgeEnd}
    values = {f"audit.value.{name}.{one}" for name, of in lists.items() for one in get_args(of) if one}
    return values | {f"alert.{one}" for one in get_args(AlertKind)} | {"audit.reason.no_topic"}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_code_has_words(locale: str) -> None:
    known = catalogue(locale)
    assert sorted(one for one in codes(HOUSE) | listed() if not known.get(one)) == []


def test_a_code_without_words_is_caught(tmp_path: Path) -> None:
    written = (
        "async def purr(tx, actor):\n"
        "    told = {'volume': 3}\n"
        "    await evidence.append(tx, actor, 'cat.purr', about, told)\n"
        "def listed(found):\n"
        "    found.append({'not': 'a row'})\n"
    )
    house = write(tmp_path, {"cats/actions.py": written})
    assert codes(house) == {"audit.act.cat.purr", "audit.detail.volume"}
