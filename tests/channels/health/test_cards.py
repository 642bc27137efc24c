"""Cards of the lines: what waits, what failed, tried again, taken raw; figures for machines; a nudge, live."""

from typing import Any

import httpx
import pytest

from tests.channels.post.twins import LINE, Carrying, Line, Reading
from tests.channels.setup.sections import PigeonSettings
from tests.world import BRAND, Person, World, fresh
from trustdesk import evidence, tending
from trustdesk.channels import post, setup
from trustdesk.kit import clock


class Bay:
    """The line, broken and mended at will, and who looks at it."""

    def __init__(self, line: Line, reading: Reading, carrying: Carrying, key: Person) -> None:
        self.line, self.reading, self.carrying, self.key = line, reading, carrying, key
        self.world = line.world

    async def card(self, person: Person) -> dict[str, Any]:
        found = (await person.get("/api/v1/lines")).json()
        [card] = [one for one in found["items"] if one["figures"]["line"] == LINE]
        return card

    async def lost_arrival(self) -> str:
        """Something comes in that cannot be read, until it waits for a person."""

        def broken(_arrival: post.Arrival) -> None:
            raise ValueError("torn in half")

        self.reading.before = broken
        id = await self.line.keep(f"unreadable {fresh()}")
        for _ in range(8):
            await self.line.arrivals.settle()
            await self.line.hurry()
        self.reading.before = lambda _arrival: None
        return str(id)

    async def lost_answer(self, text: str) -> str:
        """An answer that cannot be delivered; the number of its conversation."""
        number = await self.line.conversation(self.key, text)
        self.carrying.answer = lambda _parcel: post.Failed("the loft is closed")
        await self.key.reply(number, "Good day")
        await self.line.send()
        self.carrying.answer = lambda parcel: post.Sent(f"outside {parcel.id}")
        return number

    async def failures(self, person: Person, way: str, **more: Any) -> dict[str, Any]:
        found = await person.get(f"/api/v1/lines/{LINE}/failures", params={"way": way, **more})
        assert found.status_code == 200, found.text
        return found.json()

    async def again(self, person: Person, way: str, id: str) -> httpx.Response:
        return await person.post(f"/api/v1/lines/{LINE}/failures/{way}/{id}/again", json={})

    async def record(self) -> list[tuple[str, str, str]]:
        async with self.world.house.db.transaction(BRAND) as tx:
            return [(row.action, row.about_id, row.reason) for row in await evidence.latest(tx, 5)]


@pytest.fixture
def reading() -> Reading:
    return Reading()


@pytest.fixture
def carrying() -> Carrying:
    return Carrying()


@pytest.fixture
async def bay(world: World, reading: Reading, carrying: Carrying) -> Bay:
    if LINE not in world.house.watch.watched.lines:
        world.house.watch.watched.lines.append(LINE)
    async with world.house.db.transaction(BRAND) as tx:
        await tx.do("update arrivals set state = 'dropped', next_at = null")
        await tx.do("update deliveries set state = 'sent', next_at = null, reason = ''")
        await setup.mended(tx, LINE, "loft")
    return Bay(Line(world, reading, carrying), reading, carrying, await world.integration())


async def test_what_came_and_went_is_seen(world: World, bay: Bay) -> None:
    admin = await world.agent("admin")
    number = await bay.line.conversation(bay.key, f"seen {fresh()}")
    await bay.key.reply(number, "Good day")
    await bay.line.send()
    card = await bay.card(admin)
    assert (card["state"], card["troubles"]) == ("well", [])
    assert (card["set_up"], card["open"]) == (False, True)
    cards = (await admin.get("/api/v1/lines")).json()["items"]
    [mail] = [one for one in cards if one["figures"]["line"] == "email"]
    assert (mail["set_up"], mail["open"]) == (True, False)
    figures = card["figures"]
    assert figures["received_at"] <= figures["sent_at"]
    assert {figures[one] for one in ("due_in", "late_in", "failed_in", "held")} == {0}
    assert {figures[one] for one in ("due_out", "late_out", "failed_out")} == {0}


async def test_what_waits_is_counted(world: World, bay: Bay) -> None:
    admin = await world.agent("admin")
    for _ in range(3):
        await bay.line.keep("waits")
    card = await bay.card(admin)
    assert (card["state"], card["figures"]["due_in"]) == ("well", 3)
    async with world.house.db.transaction(BRAND) as tx:
        await tx.do(
            "update arrivals set received_at = received_at - interval '3 minutes' where state = 'due'"
        )
    assert (await bay.card(admin))["state"] == "stands"


async def test_what_could_not_be_read_is_tried_again(world: World, bay: Bay) -> None:
    admin = await world.agent("admin")
    id = await bay.lost_arrival()
    card = await bay.card(admin)
    assert (card["state"], card["figures"]["failed_in"]) == ("failed", 1)
    assert card["figures"]["error"] == "ValueError: torn in half"
    [failure] = (await bay.failures(admin, "in"))["items"]
    assert (failure["id"], failure["way"], failure["state"], failure["attempts"]) == (id, "in", "failed", 8)
    assert (failure["reason"], failure["number"]) == ("ValueError: torn in half", None)
    assert (await bay.again(admin, "in", id)).status_code == 204
    assert (await bay.record())[0] == ("arrival.again", id, "")
    await bay.line.arrivals.settle()
    assert (await bay.card(admin))["state"] == "well"
    assert (await bay.again(admin, "in", id)).status_code == 404


async def test_what_could_not_be_sent_is_sent_again_by_who_reads_nothing(world: World, bay: Bay) -> None:
    admin = await world.agent("admin")
    number = await bay.lost_answer(f"lost {fresh()}")
    card = await bay.card(admin)
    assert (card["state"], card["figures"]["failed_out"]) == ("failed", 1)
    assert card["figures"]["error"] == "the loft is closed"
    [failure] = (await bay.failures(admin, "out"))["items"]
    assert (failure["number"], failure["reason"]) == (number, "the loft is closed")
    assert (await admin.get(f"/api/v1/conversations/{number}")).status_code == 404
    assert (await bay.again(admin, "out", failure["id"])).status_code == 204
    assert (await bay.record())[0] == ("delivery.again", failure["id"], "")
    await bay.line.send()
    assert [one.text for one in bay.carrying.carried] == ["Good day", "Good day"]
    assert (await bay.card(admin))["state"] == "well"


async def test_everything_that_failed_is_tried_again_at_once(world: World, bay: Bay) -> None:
    supervisor = await world.agent("supervisor")
    await bay.lost_arrival()
    for _ in range(2):
        await bay.lost_answer(f"lost {fresh()}")
    first = await bay.failures(supervisor, "out", limit=1)
    second = await bay.failures(supervisor, "out", limit=1, cursor=first["cursor"])
    assert (len(first["items"]), len(second["items"]), second["cursor"]) == (1, 1, None)
    assert first["items"][0]["at"] >= second["items"][0]["at"]
    done = await supervisor.post(f"/api/v1/lines/{LINE}/again", json={})
    assert done.json() == {"count": 3}
    assert (await bay.failures(supervisor, "in"))["items"] == []
    assert (await bay.failures(supervisor, "out"))["items"] == []


async def test_what_waits_for_judgement_is_not_tried_again_by_the_way(world: World, bay: Bay) -> None:
    supervisor = await world.agent("supervisor")
    id = await bay.line.keep("perhaps spam")
    async with world.house.db.transaction(BRAND) as tx:
        await tx.do("update arrivals set state = 'quarantined', next_at = null where id = $1", id)
    card = await bay.card(supervisor)
    assert (card["state"], card["figures"]["held"]) == ("held", 1)
    assert (await supervisor.post(f"/api/v1/lines/{LINE}/again", json={})).json() == {"count": 0}
    [failure] = (await bay.failures(supervisor, "in"))["items"]
    assert failure["state"] == "quarantined"


async def test_a_flood_of_what_was_set_aside_hides_no_failure(world: World, bay: Bay) -> None:
    admin = await world.agent("admin")
    await bay.lost_arrival()
    async with world.house.db.transaction(BRAND) as tx:
        await tx.do(
            """insert into arrivals (tenant, id, line, account, external_id, sender, about, body_mark, sealed,
                state, next_at, received_at)
            select $1, gen_random_uuid(), $2, 'loft', 'flood ' || n, '', '', '', '', 'quarantined', null,
                clock_timestamp() from generate_series(1, 1500) n""",
            BRAND,
            LINE,
        )
    figures = (await bay.card(admin))["figures"]
    assert (figures["failed_in"], figures["held"]) == (1, 1000)


async def test_what_a_line_cannot_reach_is_told_until_it_is_mended(world: World, bay: Bay) -> None:
    admin, since = await world.agent("admin"), clock.utc_now()
    async with admin.live() as live:
        await live.follow("lines", None)
        async with world.house.db.transaction(BRAND) as tx:
            await setup.troubled(tx, LINE, "loft", "nobody opens", since)
        await live.until("lines", topic="lines")
    async with world.house.db.transaction(BRAND) as tx:
        await setup.troubled(tx, LINE, "loft", "nobody opens, still", clock.utc_now())
    card = await bay.card(admin)
    assert card["state"] == "failed"
    [trouble] = card["troubles"]
    assert (trouble["part"], trouble["reason"]) == ("loft", "nobody opens, still")
    assert trouble["since"] < trouble["at"]
    async with world.house.db.transaction(BRAND) as tx:
        await setup.mended(tx, LINE, "loft")
    assert (await bay.card(admin))["troubles"] == []


async def test_what_arrived_is_taken_as_it_came_by_a_reason_on_record(world: World, bay: Bay) -> None:
    supervisor = await world.agent("supervisor")
    id = await bay.lost_arrival()
    path, body = f"/api/v1/arrivals/{id}/raw", {"reason": "the parser cannot read it"}
    taken = await supervisor.post(path, json=body)
    assert (taken.status_code, taken.headers["content-type"]) == (200, "application/octet-stream")
    assert taken.content.startswith(b"unreadable ")
    assert taken.headers["content-disposition"] == f'attachment; filename="{LINE}-{id}.bin"'
    assert (await bay.record())[0] == ("arrival.raw", id, "the parser cannot read it")
    assert (await supervisor.post(path, json={"reason": " "})).status_code == 400
    others = [await world.agent(role) for role in ("admin", "compliance", "agent")]
    before = await bay.record()
    assert [(await one.post(path, json=body)).status_code for one in others] == [403] * 3
    assert await bay.record() == before
    may = [(await one.get("/api/v1/lines")).json()["may_read_raw"] for one in (supervisor, others[0])]
    assert may == [True, False]


async def test_agents_see_no_cards(world: World, bay: Bay) -> None:
    person = await world.agent("agent")
    answers = [
        await person.get("/api/v1/lines"),
        await person.get(f"/api/v1/lines/{LINE}/failures"),
        await person.post(f"/api/v1/lines/{LINE}/again", json={}),
        await bay.again(person, "in", fresh()),
    ]
    assert [answer.status_code for answer in answers] == [403] * 4
    async with person.live() as live:
        await live.say(t="sub", topic="lines", after=None)
        refused = await live.until("error", topic="lines")
    assert refused["topic"] == "lines"


async def test_of_another_line_or_way_there_is_nothing(world: World, bay: Bay) -> None:
    admin = await world.agent("admin")
    id = await bay.lost_arrival()
    for path in (f"/api/v1/lines/owl/failures/in/{id}/again", f"/api/v1/lines/{LINE}/failures/up/{id}/again"):
        assert (await admin.post(path, json={})).status_code == 404
    assert (await bay.again(admin, "out", id)).status_code == 404
    assert (await bay.card(admin))["figures"]["failed_in"] == 1


async def test_the_doctor_names_lines_that_need_somebody(world: World, bay: Bay) -> None:
    section = setup.Section(LINE, PigeonSettings)
    settings = world.house.settings
    assert await tending.examine(settings, [section]) == []
    await bay.lost_arrival()
    await bay.line.keep("waits")
    async with world.house.db.transaction(BRAND) as tx:
        await tx.do(
            "update arrivals set received_at = received_at - interval '3 minutes' where state = 'due'"
        )
        await setup.troubled(tx, LINE, "loft", "nobody opens", clock.utc_now())
    [problem] = await tending.examine(settings, [section])
    assert (problem.code, problem.fatal) == ("lines", False)
    assert problem.text.startswith("bitget: pigeon: loft cannot be reached since ")
    assert problem.text.endswith("(nobody opens); 1 failed and wait for somebody: see Lines in the console")


async def test_figures_for_the_operator_s_machines(world: World, bay: Bay) -> None:
    await bay.lost_arrival()
    await bay.line.keep("waits")
    await world.house.watch.look()
    told = (await world.stranger.get("/metrics")).text
    labels = f'{{brand="{BRAND}",line="{LINE}",way="in"}}'
    assert f"trustdesk_line_backlog{labels} 1.0" in told
    assert f"trustdesk_line_failed{labels} 1.0" in told
    assert f'trustdesk_line_troubles{{brand="{BRAND}",line="{LINE}"}} 0.0' in told


async def test_every_line_tells_when_it_was_last_alive(world: World) -> None:
    admin, visitor, key = await world.agent("admin"), await world.visitor(), await world.integration("desk")

    async def alive(line: str) -> tuple[bool, bool, str]:
        items = (await admin.get("/api/v1/lines")).json()["items"]
        [card] = [one for one in items if one["figures"]["line"] == line]
        return bool(card["figures"]["received_at"]), bool(card["figures"]["sent_at"]), card["state"]

    async with world.house.db.transaction(BRAND) as tx:
        await tx.do("delete from line_pulses")
    assert await alive("webchat") == (False, False, "quiet")
    sent = await visitor.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": "hello"})
    await world.settle()
    assert await alive("webchat") == (True, False, "well")
    await key.reply(sent.json()["conversation"], "Good day")
    await world.settle()
    assert await alive("webchat") == (True, True, "well")
    assert await alive("form") == (False, False, "quiet")
