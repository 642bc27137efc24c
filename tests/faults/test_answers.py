"""Answers that are swallowed or cut in half: whoever asks again gets the same answer."""

import pytest

from tests.faults.desk import SERVE, Desk, opened
from tests.faults.ground import Ground
from tests.faults.load import crowd, proved
from tests.faults.proxy import Mischief, Proxy

pytestmark = [pytest.mark.faults, pytest.mark.timeout(240)]


async def through(desk: Desk, mischief: Mischief, cuts: int) -> Proxy:
    """The usual crowd behind a bad line, until so many answers have been spoilt."""
    proxy = Proxy(desk.anywhere, 0.1)
    await proxy.start()
    proxy.hit = lambda: desk.fault(mischief)
    await crowd(desk, lambda: proxy.port)
    proxy.mischief = mischief
    await desk.until(lambda: proxy.done >= cuts and desk.acked >= 220 and desk.repeated >= 20, 40)
    proxy.mischief = "none"
    return proxy


@pytest.mark.parametrize("mischief", ["swallow", "half"])
async def test_a_spoilt_answer_is_given_again(ground: Ground, mischief: Mischief) -> None:
    async with opened(ground, SERVE, SERVE) as desk:
        proxy = await through(desk, mischief, 60)
        try:
            history = await desk.finish()
        finally:
            await proxy.stop()
        proved(history, acked=200, faults=60, in_flight=60)
        assert history.repeated >= 20
        assert [200 for call in history.calls for status in call.statuses if status == 200], (
            "nothing was asked twice"
        )
