"""A line of these tests: one field of each kind, a secret, a rule about two fields."""

from typing import Annotated, Literal

import msgspec
import psycopg

from tests.cluster import Database
from tests.world import BRAND, World
from trustdesk.channels.setup import Finding, Section, Trial

LINE = "pigeon"


class PigeonSettings(msgspec.Struct, frozen=True):
    """Letters by pigeon."""

    open: bool = False
    loft: Annotated[str, msgspec.Meta(max_length=40, pattern="^[a-z.]*$", extra={"group": "where"})] = ""
    whistle: Annotated[str, msgspec.Meta(max_length=60)] = ""
    rests: Annotated[int, msgspec.Meta(ge=1, le=60, extra={"unit": "minutes"})] = 5
    speed: Annotated[float, msgspec.Meta(ge=0.5, le=2)] = 1.0
    breed: Literal["homer", "racer"] = "homer"
    towers: Annotated[list[Annotated[str, msgspec.Meta(min_length=2)]], msgspec.Meta(max_length=3)] = []
    greeting: Annotated[str, msgspec.Meta(max_length=200, extra={"long": True})] = ""

    def __post_init__(self) -> None:
        """Refuse a line that is open without knowing where to."""
        if self.open and not self.loft:
            raise ValueError("loft: needed")


SECTION = Section(LINE, PigeonSettings, frozenset({"whistle"}))


class PigeonCheck:
    """Knows one loft."""

    line = LINE

    def __init__(self) -> None:
        self.tried: list[Trial] = []

    async def check(self, trial: Trial) -> list[Finding]:
        self.tried.append(trial)
        assert isinstance(trial.settings, PigeonSettings)
        there = trial.settings.loft == "tower.example"
        return [
            Finding("loft", there, "" if there else "no such loft"),
            Finding("whistle", trial.settings.whistle == "coo", "heard"),
        ]


def untouched(world: World, database: Database) -> None:
    """Let nobody have set the line up yet, at any brand, on any node."""
    with psycopg.connect(database.admin_url) as db:
        db.execute("delete from line_settings_history where line = %s", (LINE,))
        db.execute("delete from line_settings where line = %s", (LINE,))
    world.house.setup.wake(BRAND)
