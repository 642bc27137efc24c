"""Two people, or two nodes, do the same thing at once, round after round."""

import asyncio
from typing import Any

import pytest

from tests.faults.checker import findings
from tests.faults.desk import LONGER, SERVE, Desk, gather, opened
from tests.faults.ground import KEY, TOKENS, Ground
from tests.faults.wire import Answer, Line
from trustdesk.kit import ids

pytestmark = [pytest.mark.faults, pytest.mark.timeout(240)]

ROUNDS = int(50 * LONGER)
MESSAGES = "/api/v1/messages"


class Pair:
    """Two open lines, one to each node, so that both ask in the same moment."""

    def __init__(self, desk: Desk, *tokens: str) -> None:
        self.tokens = tokens
        self.lines = [Line(node.port, token) for node, token in zip(desk.serving, tokens, strict=True)]

    async def both(self, path: str, *bodies: dict[str, Any]) -> list[Answer]:
        asked = (line.ask("POST", path, body) for line, body in zip(self.lines, bodies, strict=True))
        return list(await asyncio.gather(*asked))

    def leave(self) -> None:
        for line in self.lines:
            line.close()


def letter(external_id: str, text: str, client_id: str = "") -> dict[str, Any]:
    return {
        "client_id": client_id or str(ids.uuid7()),
        "customer": {"external_id": external_id},
        "text": text,
    }


def fresh(**more: Any) -> dict[str, Any]:
    return {"client_id": str(ids.uuid7()), **more}


def statuses(answers: list[Answer]) -> list[int]:
    return sorted(answer.status for answer in answers)


async def test_two_agents_take_answer_and_close_at_once(ground: Ground) -> None:
    async with opened(ground, SERVE, SERVE) as desk:
        agents = Pair(desk, TOKENS["anna"], TOKENS["ben"])
        owners: list[str] = []
        for place in range(ROUNDS):
            call = await desk.customer(f"kim {place}", f"kim-{place}").say("help")
            owners.append(await _one_round(desk, agents, f"/api/v1/conversations/{call.conversation}"))
        agents.leave()
        await asyncio.to_thread(gather, ground, desk.history)
        closed = [row for row in desk.history.rows if row.status == "closed"]
        assert len(closed) == ROUNDS
        taken = [one for one in desk.history.entries if '"assigned"' in one.event]
        assert len(taken) == ROUNDS, "somebody took what was taken"
        print(f"{ROUNDS} rounds: {owners.count('Anna')} to one, {owners.count('Ben')} to the other")


async def _one_round(desk: Desk, agents: Pair, path: str) -> str:
    taking = await agents.both(f"{path}/assignee", fresh(assignee="me"), fresh(assignee="me"))
    assert statuses(taking) in ([200, 409], [201, 409])
    assert _refusal(taking)["code"] == "already_taken"
    owner = (await desk.ask("GET", path))["assignee"]["name"]
    winner = next(place for place, answer in enumerate(taking) if answer.status != 409)
    assert owner == ("Anna", "Ben")[winner]
    seen = (await desk.ask("GET", path))["seq"]
    # Only who holds it answers, and the exchange's own desk.
    writers = Pair(desk, agents.tokens[winner], KEY)
    replies = [fresh(text=f"{name} answers", seen=seen) for name in (owner, "the exchange")]
    answering = await writers.both(f"{path}/replies", *replies)
    assert statuses(answering) == [201, 409]
    missed = _refusal(answering)
    faster = next(place for place, answer in enumerate(answering) if answer.status == 201)
    assert missed["code"] == "stale_reply"
    assert [entry["text"] for entry in missed["entries"]] == [replies[faster]["text"]]
    closing = await writers.both(f"{path}/status", fresh(status="closed"), fresh(status="closed"))
    writers.leave()
    assert statuses(closing) in ([200, 409], [201, 409])
    assert _refusal(closing)["code"] == "closed"
    return owner


def _refusal(answers: list[Answer]) -> dict[str, Any]:
    return next(answer.json() for answer in answers if answer.status == 409)


async def test_a_first_letter_on_two_nodes_begins_one_conversation(ground: Ground) -> None:
    async with opened(ground, SERVE, SERVE) as desk:
        lines = [Line(node.port, KEY) for node in desk.serving for _ in range(3)]
        for place in range(ROUNDS):
            asked = (
                line.ask("POST", MESSAGES, letter(f"kim-{place}", f"{number}"))
                for number, line in enumerate(lines)
            )
            answers = await asyncio.gather(*asked)
            assert {answer.status for answer in answers} == {201}
            assert len({answer.json()["conversation"] for answer in answers}) == 1
            assert sorted(answer.json()["seq"] for answer in answers) == list(range(1, len(lines) + 1))
        for line in lines:
            line.close()
        await asyncio.to_thread(gather, ground, desk.history)
        assert len(desk.history.rows) == ROUNDS
        assert [one for one in findings(desk.history) if not one.startswith("phantom")] == []


async def test_the_same_write_on_two_nodes_is_stored_once(ground: Ground) -> None:
    async with opened(ground, SERVE, SERVE) as desk:
        known = await desk.customer("lee", "lee").say("hello")
        lines = Pair(desk, KEY, KEY)
        for place in range(ROUNDS):
            again = letter(f"kim-{place}", "hello?")
            await _once(await lines.both(MESSAGES, again, again))
            again = fresh(text=f"answer {place}")
            await _once(await lines.both(f"/api/v1/conversations/{known.conversation}/replies", again, again))
        lines.leave()
        await asyncio.to_thread(gather, ground, desk.history)
        assert len(desk.history.rows) == ROUNDS + 1
        assert sum(one.kind == "message" for one in desk.history.entries) == 2 * ROUNDS + 1


async def _once(answers: list[Answer]) -> None:
    assert statuses(answers) == [200, 201], [answer.body for answer in answers]
    assert answers[0].json() == answers[1].json()


async def test_a_greedy_twin_is_caught(ground: Ground) -> None:
    greedy = ("tests.faults.broken", "greedy", "serve")
    async with opened(ground, greedy, greedy) as desk:
        agents = Pair(desk, TOKENS["anna"], TOKENS["ben"])
        call = await desk.customer("kim", "kim").say("help")
        path = f"/api/v1/conversations/{call.conversation}/assignee"
        taking = await agents.both(path, fresh(assignee="me"), fresh(assignee="me"))
        agents.leave()
        assert 409 not in statuses(taking)
