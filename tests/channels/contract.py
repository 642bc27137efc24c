"""What every line must pass, whatever it speaks: a line gives a ``Way`` and inherits ``Contract``.

class TestPigeon(Contract):
    @pytest.fixture
    async def way(self, world): return PigeonWay(world)
"""

import asyncio
import random
from typing import Protocol

from tests.channels.known import letters, numbers
from tests.world import BRAND, World, fresh

TAKEN = {200, 201, 202, 204, 250}
REFUSED = {401, 403, 404, 410, 550}
SECRET = "password: hunter2hunter2"


class Way(Protocol):
    """A line as the contract sees it: somebody outside writes on it and reads what is answered."""

    world: World
    line: str
    keeps_raw: bool  # False where what comes in is a letter at once, in the transaction that answers

    async def bring(self, sender: str, text: str, id: str, *, forged: bool = False, days_old: int = 0) -> int:
        """The provider brings an event of its own ``id``; the status it is answered."""
        ...

    async def poison(self, id: str) -> int:
        """The provider brings something that cannot be read."""
        ...

    async def rows(self) -> int:
        """How much is kept of the line: what came in, or letters where there is nothing raw."""
        ...

    async def read(self) -> None:
        """Everything that came is read."""
        ...

    def handle(self, sender: str) -> tuple[str, str]:
        """Under which line and external id the desk knows a sender."""
        ...

    async def break_once(self) -> None:
        """The provider takes nothing, the next time it is asked."""
        ...

    async def send(self) -> None:
        """Everything answered is sent, also what waits for its time."""
        ...

    def sent(self, sender: str) -> list[str]:
        """What the sender was sent, without acknowledgements."""
        ...


class Contract:
    """The tests."""

    async def test_what_is_delivered_up_to_three_times_is_one_letter(self, way: Way) -> None:
        sender = fresh()
        for count in range(1, 4):
            id = fresh()
            answers = await asyncio.gather(*(way.bring(sender, f"letter {count}", id) for _ in range(count)))
            assert set(answers) <= TAKEN
            await way.read()
        assert await texts(way, sender) == ["letter 1", "letter 2", "letter 3"]
        assert await cases(way, sender) == 1

    async def test_what_is_shuffled_and_repeated_is_complete_and_one_conversation(self, way: Way) -> None:
        sender = fresh()
        letters = [(fresh(), f"part {count}") for count in range(8)] * 2
        random.Random(7).shuffle(letters)
        for id, text in letters:
            assert await way.bring(sender, text, id) in TAKEN
        await way.read()
        assert sorted(await texts(way, sender)) == [f"part {count}" for count in range(8)]
        assert await cases(way, sender) == 1

    async def test_what_is_forged_leaves_no_trace(self, way: Way) -> None:
        sender, before = fresh(), await way.rows()
        assert await way.bring(sender, "believe me", fresh(), forged=True) in REFUSED
        await way.read()
        assert await way.rows() == before
        assert await texts(way, sender) == []

    async def test_what_is_a_day_old_is_taken_once(self, way: Way) -> None:
        sender, id = fresh(), fresh()
        for _ in range(2):
            assert await way.bring(sender, "from yesterday", id, days_old=1) in TAKEN
            await way.read()
        assert await texts(way, sender) == ["from yesterday"]

    async def test_another_body_under_the_same_id_changes_nothing(self, way: Way) -> None:
        sender, id = fresh(), fresh()
        await way.bring(sender, "the first", id)
        await way.read()
        await way.bring(sender, "another", id)
        await way.read()
        assert await texts(way, sender) == ["the first"]

    async def test_first_contact_in_parallel_is_one_open_conversation(self, way: Way) -> None:
        sender = fresh()
        answers = await asyncio.gather(
            *(way.bring(sender, f"at once {count}", fresh()) for count in range(6))
        )
        assert set(answers) <= TAKEN
        await way.read()
        assert sorted(await texts(way, sender)) == [f"at once {count}" for count in range(6)]
        assert await cases(way, sender) == 1

    async def test_it_is_there_before_it_is_answered(self, way: Way) -> None:
        sender, before = fresh(), await way.rows()
        assert await way.bring(sender, "kept", fresh()) in TAKEN
        assert await way.rows() == before + 1  # nothing has been read yet
        if way.keeps_raw:
            assert await texts(way, sender) == []
        await way.read()
        assert await texts(way, sender) == ["kept"]

    async def test_secrets_are_masked(self, way: Way) -> None:
        sender = fresh()
        await way.bring(sender, SECRET, fresh())
        await way.read()
        assert await texts(way, sender) == ["password: ⟦secret: password⟧"]

    async def test_poison_does_not_stop_the_next(self, way: Way) -> None:
        sender = fresh()
        await way.poison(fresh())
        assert await way.bring(sender, "behind the poison", fresh()) in TAKEN
        await way.read()
        assert await texts(way, sender) == ["behind the poison"]

    async def test_while_the_provider_is_away_an_answer_waits_and_goes_out_once(self, way: Way) -> None:
        sender = fresh()
        await way.bring(sender, f"answer me {sender}", fresh())
        await way.read()
        await way.send()  # the acknowledgement
        await way.break_once()
        key = await way.world.integration()
        assert (await key.reply(await number(way, sender), "Here is the answer")).status_code == 201
        await way.send()
        await way.send()
        assert way.sent(sender) == ["Here is the answer"]


async def texts(way: Way, sender: str) -> list[str]:
    """What the sender wrote on this line, as it stands, over all their conversations."""
    return await letters(way.world, *way.handle(sender), on=way.line)


async def cases(way: Way, sender: str) -> int:
    """How many conversations the sender has."""
    return len(await numbers(way.world, *way.handle(sender)))


async def number(way: Way, sender: str) -> str:
    """The number of the sender's conversation."""
    return (await numbers(way.world, *way.handle(sender)))[-1]


async def arrivals(world: World, line: str) -> int:
    """How many raw rows are kept of a line."""
    async with world.house.db.transaction(BRAND) as tx:
        return await tx.value("select count(*) from arrivals where line = $1", line)


async def hurry(world: World) -> None:
    """Let what waits for its time be due now, as if that time had passed."""
    async with world.house.db.transaction(BRAND) as tx:
        await tx.do("update arrivals set next_at = clock_timestamp() where next_at is not null")
        await tx.do("update deliveries set next_at = clock_timestamp() where next_at is not null")
        await tx.do("update webhook_deliveries set next_at = clock_timestamp() where state = 'due'")
