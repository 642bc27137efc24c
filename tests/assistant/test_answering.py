"""The embedded assistant: what it answers and with what it rests on, when it asks back, when a person comes."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.assistant.people import ask, asked_and_answered, furnish, said, set_up, work
from tests.world import World, fresh

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(scope="module", loop_scope="session", autouse=True)
async def furnished(world: World) -> AsyncIterator[None]:
    await furnish(world)
    await set_up(world, mode="answer")
    yield


async def test_an_answer_names_and_links_what_it_rests_on(world: World) -> None:
    one = await asked_and_answered(world, "how do I create api keys")
    print(one)
    one = await asked_and_answered(world, "充值没有到账怎么办", "zh-CN")
    print(one["text"], one["event"])
    one = await asked_and_answered(world, "someone hacked my account, freeze my account")
    print(one["text"], one["event"])
    one = await asked_and_answered(world, "who won the match")
    print(one["text"], one["event"])
    one = await asked_and_answered(world, "withdrawal review")
    print(one["text"], one["event"])
