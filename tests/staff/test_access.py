"""The table of who may do what, whole."""

from uuid import UUID

import msgspec
import pytest

from trustdesk.kit.actors import Actor, system
from trustdesk.kit.errors import Forbidden, NotFound
from trustdesk.kit.fields import ACCOUNT, CONTACT
from trustdesk.staff import Action, can, check, scopes_of

ME = UUID(int=7)


class Case(msgspec.Struct):
    assignee: UUID | None = None
    team: str | None = None


def actor(role: str) -> Actor:
    if role == "key":
        return Actor(tenant="t", kind="api", id=str(UUID(int=1)), name="", scopes=("messages", "desk"))
    if role == "line":
        return Actor(tenant="t", kind="api", id=str(UUID(int=1)), name="", scopes=("messages",))
    if role == "customer":
        return Actor(tenant="t", kind="customer", id=str(UUID(int=2)), name="")
    return Actor(tenant="t", kind="agent", id=str(ME), name="", role=role, teams=("support",))


MINE, FREE = Case(ME, "vip"), Case(None, "support")
OURS, THEIRS = Case(UUID(int=8), "support"), Case(UUID(int=8), "vip")
CASES = {"mine": MINE, "free": FREE, "ours": OURS, "theirs": THEIRS}
# For each role: what is allowed on mine, free, ours, theirs (a allow, m mask, d deny).
TABLE = {
    "agent": {
        "read": "aaad",
        "write": "aaad",
        "note": "aaad",
        "take": "aaad",
        "assign": "aaad",
        "see_contact": "ammm",
    },
    "senior": {"read": "aaad", "manage_macros": "aaaa", "take_over": "dddd", "see_contact": "ammm"},
    "supervisor": {
        "read": "aaaa",
        "write": "aaaa",
        "take_over": "aaaa",
        "see_contact": "ammm",
        "see_health": "aaaa",
    },
    "admin": {
        "read": "dddd",
        "write": "dddd",
        "manage_webhooks": "dddd",
        "see_health": "aaaa",
        "see_contact": "dddd",
    },
    "key": {"read": "aaaa", "write": "aaaa", "take": "dddd", "take_over": "dddd", "see_contact": "mmmm"},
    "line": {"read": "dddd", "write": "dddd", "manage_webhooks": "dddd"},
    "customer": {"read": "dddd", "write": "dddd", "see_contact": "dddd"},
    "nonsense": {"read": "dddd"},
}


@pytest.mark.parametrize("role", TABLE)
def test_the_table(role: str) -> None:
    for action, verdicts in TABLE[role].items():
        found = "".join(can(actor(role), Action(action), case)[0] for case in CASES.values())
        assert (action, found) == (action, verdicts)


def test_what_the_table_does_not_name_is_denied() -> None:
    assert {can(actor("agent"), action) for action in set(Action) - set(map(Action, TABLE["agent"]))} == {
        "deny"
    }


def test_the_desk_itself_may_everything() -> None:
    assert {can(system("t"), action, THEIRS) for action in Action} == {"allow"}


def test_what_one_may_not_read_does_not_exist() -> None:
    with pytest.raises(NotFound):
        check(actor("agent"), Action.WRITE, THEIRS)
    with pytest.raises(Forbidden):
        check(actor("agent"), Action.TAKE_OVER, OURS)


def test_contact_data_is_for_the_holder() -> None:
    assert scopes_of(actor("agent"), MINE) == {ACCOUNT, CONTACT}
    assert scopes_of(actor("supervisor"), OURS) == {ACCOUNT}
