"""Whether an account was taken over, as its own events tell."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from trustdesk.exchange import Account, SecurityEvent, Withdrawal
from trustdesk.procedures.rules import theft
from trustdesk.sandbox.rules import made

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OWN, STRANGE = "Pixel 9, app 5.2", "Windows, Chrome 141"


def account(*events: SecurityEvent) -> Account:
    return msgspec.structs.replace(made.account("20260801", NOW), events=list(events))


def event(kind: str, ago: timedelta, device: str = STRANGE, outcome: str = "done") -> SecurityEvent:
    return SecurityEvent(kind, NOW - ago, outcome, "RO", device)


def out(id: str, ago: timedelta, state: Any) -> Withdrawal:
    return Withdrawal(
        id=id, at=NOW - ago, asset="USDT", network="tron", amount="3900", fee="1.6", state=state,
        address=made.address("tron", "a thief"),
    )  # fmt: skip


def test_a_strange_device_that_changes_things_has_taken_over() -> None:
    found = theft.judge(
        account(
            event("withdrawal_requested", HOUR), event("sign_in", 2 * HOUR), event("sign_in", 3 * HOUR, OWN)
        ),
        [out("W2", HOUR, "checking"), out("W1", HOUR, "sent"), out("W0", DAY, "confirmed")],
        NOW,
    )
    assert found.verdict == "taken_over"
    assert found.since == NOW - 2 * HOUR
    assert [(one.kind, one.known) for one in found.traces] == [
        ("sign_in", True), ("sign_in", False), ("withdrawal_requested", False),
    ]  # fmt: skip
    assert [one.id for one in found.stoppable] == ["W2"]
    assert [one.id for one in found.gone] == ["W1"]


def test_a_strange_sign_in_alone_is_suspicious() -> None:
    assert theft.judge(account(event("sign_in", HOUR)), [], NOW).verdict == "suspicious"


def test_a_strange_sign_in_that_failed_is_not() -> None:
    tried = account(event("sign_in", HOUR, outcome="wrong_password"), event("sign_in", HOUR, OWN))
    found = theft.judge(tried, [out("W1", HOUR / 2, "confirmed")], NOW)
    assert (found.verdict, found.since, found.gone) == ("own_devices", None, ())


def test_without_events_nothing_is_said() -> None:
    old = account(event("password_changed", 31 * DAY))
    assert theft.judge(old, [], NOW) == theft.Theft(verdict="quiet", traces=[])


@pytest.mark.parametrize(
    "text",
    [
        "My account was HACKED",
        "Someone else is in my account",
        "It wasn't me",
        "账户被盗了",
        "这笔提现不是本人操作",
        "发现异常登录",
    ],
)
def test_the_fear_is_heard(text: str) -> None:
    assert theft.feared(text)


@pytest.mark.parametrize("text", ["How do I deposit?", "我想修改密码", "What are the fees?"])
def test_the_ordinary_is_not_taken_for_it(text: str) -> None:
    assert not theft.feared(text)
