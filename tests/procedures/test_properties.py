"""What holds whatever happens: no credit without two people, nobody's turn never, no float in any amount."""

import ast
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustdesk.exchange import Network
from trustdesk.procedures.cases import all_of_them
from trustdesk.procedures.model.policy import Fee, Policy, Terms
from trustdesk.procedures.model.procedure import Procedure
from trustdesk.procedures.rules import machine, recovery

SOURCE = Path(__file__).parents[2] / "src/trustdesk/procedures"
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
EVERY = list(all_of_them().values())
EVENTS = sorted({step.event for one in EVERY for step in one.machine.steps} | {"nonsense"})
AMOUNTS = st.decimals(min_value=0, max_value=10**15, allow_nan=False, places=8)
RECOVERY = all_of_them()["deposit_recovery"]


def walked(procedure: Procedure, events: list[str]) -> tuple[str, list[str]]:
    """Follow events as the room does: one that cannot happen changes nothing."""
    state, taken = procedure.machine.first, list[str]()
    for event in events:
        target = machine.follow(procedure.machine, state, event)
        if target is not None:
            state = target.name
            taken.append(event)
    return state, taken


@given(st.sampled_from(EVERY), st.lists(st.sampled_from(EVENTS), max_size=40), st.integers(0, 10**6))
def test_no_sequence_of_events_leaves_a_case_without_an_owner_or_a_clock(
    procedure: Procedure, events: list[str], minutes: int
) -> None:
    state = machine.state_of(procedure.machine, walked(procedure, events)[0])
    due = machine.due(state, NOW, NOW - timedelta(minutes=minutes))
    if state.ending is None:
        assert state.owner != "nobody"
        assert due is not None
        assert due > NOW
        assert machine.follow(procedure.machine, state.name, state.late) is not None
    else:
        assert (state.owner, due) == ("nobody", None)


@given(st.lists(st.sampled_from(EVENTS), max_size=80))
def test_no_path_credits_that_was_not_examined_and_asked_for_by_approval(events: list[str]) -> None:
    state, taken = walked(RECOVERY, events)
    if state == "credited":
        assert taken.index("pass") < taken.index("request") < taken.index("done") < taken.index("credited")


def test_every_path_to_a_credit_leads_through_both_people() -> None:
    for removed in ("pass", "request"):
        steps = tuple(one for one in RECOVERY.machine.steps if one.event != removed)
        cut = RECOVERY.machine.__class__(
            first=RECOVERY.machine.first, states=RECOVERY.machine.states, steps=steps
        )
        assert "credited" not in machine.reachable(cut)


PEOPLE = st.sampled_from([UUID(int=one) for one in range(3)])


@given(st.none() | PEOPLE, PEOPLE, st.none() | PEOPLE)
def test_a_credit_needs_two_different_people(
    reviewer: UUID | None, requester: UUID, approver: UUID | None
) -> None:
    allowed = recovery.may_credit(reviewer, requester, approver)
    assert allowed == (
        reviewer is not None and approver is not None and approver not in (reviewer, requester)
    )
    if allowed:
        assert len({reviewer, approver}) == 2


RUNS = Network(
    asset="USDT", network="tron", at=NOW, deposits=True, withdrawals=True, minimum="1", fee="1.6", credit_at=20, unlock_at=20
)  # fmt: skip
FEES = st.one_of(
    st.builds(lambda one: Fee(flat=f"{one:f}"), AMOUNTS),
    st.just(Fee(times_withdrawal_fee="5")),
    st.builds(lambda above: Fee(percent="5", above=f"{above:f}"), AMOUNTS),
)


@given(FEES, AMOUNTS, AMOUNTS)
def test_a_fee_is_reckoned_to_the_last_digit_and_never_eats_what_is_recovered(
    fee: Fee, amount: Decimal, minimum: Decimal
) -> None:
    policy = Policy(outcome="credit", days=(1, 2), fee=fee, minimum=f"{minimum:f}")
    found = recovery.terms(policy, amount, RUNS, ("bsc", NOW), NOW)
    if isinstance(found, Terms):
        assert type(found.fee) is Decimal
        assert 0 <= found.fee < amount
        assert amount >= minimum
        assert (amount - found.fee) + found.fee == amount
    else:
        assert found in {"too_little", "nothing_left"}


POLICY = Policy(
    outcome="credit", days=(3, 10), minimum="30", oldest_days=90, excluded=("polygon",), fee=Fee(flat="25")
)
REFUSALS = [
    (POLICY, "29.99999999", "bsc", 1, "too_little"),
    (POLICY, "480", "bsc", 91, "too_old"),
    (POLICY, "480", "polygon", 1, "excluded"),
    (Policy(outcome="refuse", days=(1, 1)), "480", "bsc", 1, "policy"),
    (Policy(outcome="credit", days=(1, 1), fee=Fee(flat="25")), "25", "bsc", 1, "nothing_left"),
    (None, "480", "bsc", 1, None),
    (POLICY, "480", "bsc", 90, Terms("credit", Decimal(25), ("identity", "ownership"), (3, 10))),
]


@pytest.mark.parametrize(("policy", "amount", "network", "days", "said"), REFUSALS)
def test_each_limit_of_a_policy_refuses_by_itself(
    policy: Policy | None, amount: str, network: str, days: int, said: object
) -> None:
    sent = (network, NOW - timedelta(days=days))
    assert recovery.terms(policy, Decimal(amount), RUNS, sent, NOW) == said


def test_amounts_never_pass_through_a_float() -> None:
    found = [
        f"{path.relative_to(SOURCE)}:{node.lineno}"
        for folder in ("rules", "cases", "model")
        for path in (SOURCE / folder).glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if (isinstance(node, ast.Name) and node.id == "float")
        or (isinstance(node, ast.Constant) and isinstance(node.value, float))
    ]
    assert found == []
