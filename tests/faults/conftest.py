"""One prepared database a session; a copy with its own server for each test that asks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.ground import Ground, copied, prepared


@pytest.fixture(scope="session")
def template() -> Iterator[Path]:
    """A stopped server with people in it."""
    with prepared() as folder:
        yield folder


@pytest.fixture
def ground(template: Path) -> Iterator[Ground]:
    """A running copy that this test may kill."""
    with copied(template) as made:
        yield made


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let no test fail for a socket of its own side that was cut while it connected and is collected late."""
    late = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(late)
