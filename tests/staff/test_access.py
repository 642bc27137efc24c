"""The table of who may do what, whole: every role, every action, every situation."""

from uuid import UUID

import msgspec
import pytest

from trustdesk.kit.actors import Actor, system
from trustdesk.kit.errors import Forbidden, NotFound, ReasonRequired
from trustdesk.staff import Action, can, check
from trustdesk.staff.rules.leading import may_suspend

ME = UUID(int=7)
GRANTS = frozenset({UUID(int=21)})
ROLES = ("agent", "senior", "supervisor", "editor", "compliance", "admin", "breakglass")


class Case(msgspec.Struct):
    assignee: UUID | None = None
    team: str | None = None
    status: str = "open"
    id: UUID = UUID(int=20)


def actor(role: str, *, limited: bool = False) -> Actor:
    if role == "key":
        return Actor(tenant="t", kind="api", id=str(UUID(int=1)), name="", scopes=("messages", "desk"))
    if role in {"line", "scim"}:
        scope = "messages" if role == "line" else "scim"
        return Actor(tenant="t", kind="api", id=str(UUID(int=1)), name="", scopes=(scope,))
    if role == "customer":
        return Actor(tenant="t", kind="customer", id=str(UUID(int=2)), name="")
    return Actor(
        tenant="t",
        kind="agent",
        id=str(ME),
        name="",
        role=role,
        teams=("support",),
        limited=limited,
        grants=GRANTS,
    )


MINE, FREE, LOOSE = Case(ME, "vip"), Case(None, "support"), Case(UUID(int=8), None)
OURS, THEIRS, NONE = Case(UUID(int=8), "support"), Case(UUID(int=8), "vip"), None
ENDED, DONE = Case(ME, "support", "closed"), Case(None, "support", "resolved")
GRANTED = Case(UUID(int=8), "support", "closed", UUID(int=21))
# What is asked about: one's own, a free one of the team, one that a colleague of no team holds, a colleague's,
# another team's, nothing; one's own that is closed, a resolved one that nobody holds, one opened by a reason.
SITUATIONS = (MINE, FREE, LOOSE, OURS, THEIRS, NONE, ENDED, DONE, GRANTED)
READ, WRITE, TAKE, HELD = "aammdamma", "aadddadda", "aaaadaada", "adddddddd"
REACH, ALL = "aaaadaaaa", "aaaaaaaaa"
WORK = ("read", "write", "note", "take", "assign")
OWN = {"read": READ, "write": "aadddaada", "take": TAKE, "reveal": HELD} | dict.fromkeys(
    ("note", "assign"), WRITE
)
# For each role: what is allowed (a), known to be there (m) or denied (d) in each situation. What is not
# here is denied.
TABLE: dict[str, dict[str, str]] = {
    "agent": OWN,
    "senior": OWN | {"manage_macros": ALL, "keep_incidents": ALL},
    "supervisor": OWN
    | dict.fromkeys(("overlook", "assign", "take_over"), REACH)
    | dict.fromkeys(("manage_macros", "manage_webhooks", "see_health", "see_ratings", "see_staff"), ALL)
    | dict.fromkeys(
        ("suspend", "judge_impostors", "decide_ties", "keep_canaries", "approve", "read_raw"), ALL
    )
    | dict.fromkeys(
        (
            "grant_breakglass",
            "keep_incidents",
            "keep_announcements",
            "manage_articles",
            "switch_surge",
        ),
        ALL,
    ),
    "editor": dict.fromkeys(("manage_macros", "keep_announcements", "manage_articles"), ALL),
    "compliance": dict.fromkeys(
        ("see_health", "see_staff", "see_alerts", "keep_canaries", "see_figures", "see_audit", "approve"), ALL
    )
    | {"keep_retention": ALL},
    "admin": dict.fromkeys(
        (
            "switch_surge",
            "manage_macros",
            "keep_announcements",
            "manage_articles",
            "see_health",
            "see_staff",
            "suspend",
            "approve",
            "set_up_lines",
            "grant_breakglass",
        ),
        ALL,
    ),
    "breakglass": OWN
    | {"read": "aammmamma"}
    | dict.fromkeys(("overlook", "assign", "take_over", "see_health", "see_staff", "read_raw"), ALL)
    | {"keep_incidents": ALL},
    "key": dict.fromkeys(("read", "write", "note", "assign", "manage_webhooks", "see_health", "settle"), ALL),
    "line": {},
    "scim": {},
    "customer": {},
    "nonsense": {},
}


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("role", TABLE)
def test_the_table(role: str, action: Action) -> None:
    found = "".join(can(actor(role), action, case)[0] for case in SITUATIONS)
    assert found == TABLE[role].get(action.value, "d" * len(SITUATIONS))


def test_the_table_holds_every_role_and_no_action_that_does_not_exist() -> None:
    assert set(ROLES) <= TABLE.keys()
    assert {action for row in TABLE.values() for action in row} <= set(Action)


@pytest.mark.parametrize("role", ROLES)
def test_who_has_not_completed_their_sign_in_may_nothing(role: str) -> None:
    limited = actor(role, limited=True)
    assert {can(limited, action, case) for action in Action for case in SITUATIONS} == {"deny"}


@pytest.mark.parametrize("role", ["editor", "compliance", "admin", "scim"])
def test_who_works_on_no_conversation_reads_none(role: str) -> None:
    for action in (*WORK, "overlook", "reveal", "see_ratings", "take_over", "manage_webhooks"):
        assert {can(actor(role), Action(action), case) for case in SITUATIONS} == {"deny"}
    with pytest.raises(NotFound):
        check(actor(role), Action.READ, MINE)


def test_the_desk_itself_may_everything() -> None:
    assert {can(system("t"), action, THEIRS) for action in Action} == {"allow"}


def test_what_one_may_not_read_does_not_exist() -> None:
    with pytest.raises(NotFound):
        check(actor("agent"), Action.WRITE, THEIRS)
    with pytest.raises(Forbidden):
        check(actor("agent"), Action.TAKE_OVER, MINE)


def test_what_one_might_read_needs_a_reason() -> None:
    for action in (Action.READ, Action.WRITE, Action.NOTE, Action.TAKE_OVER):
        with pytest.raises(ReasonRequired):
            check(actor("agent"), action, OURS)
    check(actor("supervisor"), Action.ASSIGN, OURS)
    with pytest.raises(ReasonRequired):
        check(actor("supervisor"), Action.READ, OURS)


def test_only_the_holder_reveals() -> None:
    for role in ROLES:
        assert can(actor(role), Action.REVEAL, GRANTED) == "deny"
    assert can(actor("agent"), Action.REVEAL, MINE) == "allow"


def test_whom_one_may_stop() -> None:
    other = UUID(int=9)
    by = {
        role: [one for one in ROLES if may_suspend(actor(role), other, one)]
        for role in ("supervisor", "admin")
    }
    assert by == {
        "supervisor": ["agent", "senior", "editor", "breakglass"],
        "admin": list(ROLES),
    }
    assert not any(may_suspend(actor(role), ME, one) for role in ("supervisor", "admin") for one in ROLES)
