"""No body has a field named like a part that handlers are given: a wrong value in it would be answered as a bug.

The framework tells whose value was wrong by its name alone; then at least the edge knows better, but not which.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from litestar import post
from litestar.handlers import HTTPRouteHandler

from tests.house.test_guarded import bodies
from trustdesk.app import _given
from trustdesk.house import House
from trustdesk.kit.settings import load
from trustdesk.mounting import mounted

SETTLED = {"VisitBody.locale"}  # said by widgets in the field since the first release


def confused(handlers: Sequence[HTTPRouteHandler], given: set[str]) -> Iterator[str]:
    """Fields of bodies that are named like a part some route may ask for."""
    for body in dict.fromkeys(bodies(handlers)):
        for field in msgspec.structs.fields(body):
            if {field.name, field.encode_name} & given:
                yield f"{body.__name__}.{field.encode_name}"


def house(folder: Path) -> House:
    environ = {
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none",
        "DATA_DIR": str(folder),
        "TRUSTDESK_SECRET": "a secret of the tests, long enough to be taken",
    }
    return House(load(environ))


def test_no_body_is_mixed_up_with_what_is_given(tmp_path: Path) -> None:
    parts = house(tmp_path)
    assert set(confused(mounted(parts), set(_given(parts)))) == SETTLED


class Cat(msgspec.Struct):
    name: str
    now: str


@post("/cats", opt={"policy": "staff"}, sync_to_thread=False)
def adopt(data: Cat) -> None:
    """Take a cat in."""


def test_a_field_named_like_what_routes_are_given_is_caught() -> None:
    assert list(confused([adopt], {"now", "db"})) == ["Cat.now"]
