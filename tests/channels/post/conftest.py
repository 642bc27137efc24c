"""The post of a running desk, with a line of our own: what it reads and what it carries is in our hand."""

import pytest

from tests.channels.post.twins import Carrying, Line, Reading
from tests.world import World


@pytest.fixture
def reading() -> Reading:
    """A translator that does as it is told."""
    return Reading()


@pytest.fixture
def carrying() -> Carrying:
    """A provider that does as it is told."""
    return Carrying()


@pytest.fixture
def line(world: World, reading: Reading, carrying: Carrying) -> Line:
    """A line between the two."""
    return Line(world, reading, carrying)
