"""Announcements and incidents: what is known right now is said before what always holds."""

from collections.abc import AsyncIterator, Sequence

import msgspec
import pytest
import pytest_asyncio

from tests.assistant.people import furnish
from tests.world import BRAND, World
from trustdesk import assistant
from trustdesk.assistant import AssistantSettings, Passage, Question
from trustdesk.kit.db import Tx
from trustdesk.kit.i18n import Locale


@pytest_asyncio.fixture(scope="module", loop_scope="session", autouse=True)
async def furnished(world: World) -> AsyncIterator[None]:
    await furnish(world)
    yield


LATE = Passage(
    origin="incident",
    slug="late",
    title="USDT deposits over TRC20 are late",
    url="https://desk.example/incidents/late",
    locale="en",
    lines=["Deposits are credited when the network is open again."],
    summary="We know of it since this morning.",
)
LISTING = Passage(
    origin="announcement",
    slug="listing",
    title="A new coin is listed",
    url="https://desk.example/announcements/listing",
    locale="en",
    lines=["Trading begins on Monday."],
)


async def told(_tx: Tx, _locale: Locale) -> Sequence[Passage]:
    return [LISTING, LATE]


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("my USDT deposit over TRC20 has not arrived", ["late"]),
        ("is the new coin listed", ["listing"]),
        ("how do I create api keys", []),
    ],
)
async def test_notices_are_found_by_what_they_are_about(world: World, text: str, slugs: list[str]) -> None:
    notices = assistant.Notices(world.house.db, told)
    found = await notices.find(BRAND, Question(text=text, locale="en"))
    assert [one.slug for one in found] == slugs


async def test_an_incident_answers_before_the_article_and_names_both(world: World) -> None:
    notices = assistant.Notices(world.house.db, told)
    parts = msgspec.structs.replace(world.house.assistant, sources=[notices])
    question = Question(text="USDT deposit TRC20 late", locale="en")
    given = await assistant.answer(parts, BRAND, question, AssistantSettings())
    assert given.kind == "answered"
    assert given.text.splitlines()[:2] == [
        "We know of this right now: USDT deposits over TRC20 are late",
        "We know of it since this morning.",
    ]
    assert given.cited[0].slug == "late"
