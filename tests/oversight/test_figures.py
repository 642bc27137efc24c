"""Figures: what an agent read against their colleagues and their own past."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.oversight.test_reveals import handle_of, held, reveal
from tests.world import BRAND, World
from trustdesk.oversight.rules.figures import MEASURES, Measure, figure, figures, score, verdict

DAYS = st.lists(st.integers(0, 500), min_size=15, max_size=15)


def test_who_reads_far_more_than_the_others_stands_out() -> None:
    quiet: dict[Measure, list[int]] = {measure: [4] * 15 for measure in MEASURES}
    busy: dict[Measure, list[int]] = {measure: [4] * 14 + [40] for measure in MEASURES}
    still = dict(quiet)
    still["canaries"] = [0] * 15
    found = figures({"a": quiet, "b": quiet, "c": busy, "d": still})
    assert {one.verdict for one in found["c"]} == {"far_more"}
    assert {one.verdict for one in found["d"]} == {"usual"}
    reads = found["c"][0]
    assert (reads.measure, reads.today, reads.days, reads.peers, reads.own) == (
        "reads",
        40,
        [4] * 14,
        4.0,
        4.0,
    )
    assert reads.peers_z == reads.own_z == 18.0


def test_a_busy_day_of_everybody_accuses_nobody_by_the_peers() -> None:
    assert round(score(40, [38, 42, 41]), 1) == -0.1
    assert verdict("reads", 9, 50.0) == "usual"
    assert verdict("canaries", 1, 0.0) == "far_more"
    assert score(5, []) == 0.0


@given(DAYS, st.lists(st.integers(0, 500), max_size=6))
def test_more_is_never_less_remarkable(days: list[int], peers: list[int]) -> None:
    words = ["usual", "more", "far_more"]
    one = figure("reads", days, peers)
    other = figure("reads", [*days[:-1], days[-1] + 50], peers)
    assert words.index(other.verdict) >= words.index(one.verdict)
    assert other.own_z > one.own_z


async def test_compliance_sees_reads_reveals_and_searches_from_the_audit(world: World) -> None:
    agent, compliance = await world.agent(), await world.agent("compliance")
    number = await held(world, agent)
    await reveal(agent, (await handle_of(agent, number))["ref"])
    for _ in range(3):
        await agent.get("/api/v1/conversations", params={"q": "deposit"})
    async with world.house.db.transaction(BRAND) as tx:
        earlier = datetime.now(UTC) - timedelta(days=2)
        await tx.do(
            """insert into audit (tenant, id, actor, role, session, action, about_kind, about_id, reason,
                purpose, detail, at)
            values ($1, gen_random_uuid(), $2, 'agent', '', 'file.read', 'file', 'x', '', '', '{}', $3)""",
            BRAND,
            f"agent:{agent.id}",
            earlier,
        )
    items = (await compliance.get("/api/v1/figures/reading")).json()["items"]
    [mine] = [one for one in items if one["id"] == agent.id]
    today = {one["measure"]: one["today"] for one in mine["figures"]}
    assert (today["reads"], today["reveals"], today["searches"], today["canaries"]) == (1, 1, 3, 0)
    [files] = [one for one in mine["figures"] if one["measure"] == "files"]
    assert (files["today"], files["days"]) == (0, [0] * 12 + [1, 0])
    for role in ("agent", "supervisor", "admin"):
        refused = await (await world.agent(role)).get("/api/v1/figures/reading")
        assert (role, refused.status_code) == (role, 403)
