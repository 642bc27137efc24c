"""The child that knows what texts mean: started as a running desk starts it, asked once for each text."""

import uvloop

from trustdesk.knowledge import Meaning
from trustdesk.knowledge.actions.frames import DIMENSIONS


def test_a_running_desk_has_it_and_asks_once() -> None:
    async def ask() -> list[list[bytes]]:
        meaning = Meaning()
        first = await meaning.questions(["where is my deposit", "提币未到账", "where is my deposit"])
        await meaning.close()
        known = await meaning.question("提币未到账", 0)
        return [first, [known or b""]]

    (deposit, withdrawal, same), [kept] = uvloop.run(ask())
    assert len(deposit) == len(withdrawal) == DIMENSIONS * 4
    assert deposit == same != withdrawal
    assert kept == withdrawal
