"""Reading at a million conversations and at ten thousand: the inbox, opening one, searching a word."""

from bench import data, load
from bench.desk import Desk
from bench.figures import Say, note

CLIENTS = 4
SEARCHERS = 2
SECONDS = 6.0
VIEWS = ("open", "mine", "unassigned", "team", "waiting", "resolved", "closed", "all")
# From everywhere to nowhere, in both languages, alone and together.
WORDS = (
    "deposit", "withdrawal", "launchpool", "whitelist", "Arbitrum", "urgent", "referral bonus",
    "充值", "提现", "身份认证", "地址白名单", "手续费", "合约 仓位", "标签",
    "deposit Arbitrum", "launchpool TRC20 urgent", "Sara Haddad", "张敏 充值", "11:07", "nowhere",
)  # fmt: skip


def measure(say: Say) -> None:
    for size in data.SIZES:
        data.ensure(size)
        with Desk(size) as desk:
            _measure(desk, size, say)


def _measure(desk: Desk, size: str, say: Say) -> None:
    agents = desk.sign_in()
    inbox = [f"/api/v1/conversations?view={view}&limit=50" for view in VIEWS]
    say(f"inbox_p95_ms_{size}", _p95(desk, agents, inbox), "ms")
    numbers = _numbers(desk)
    opened = [f"/api/v1/conversations/{number}{part}" for number in numbers for part in ("", "/messages")]
    say(f"open_p95_ms_{size}", _p95(desk, [desk.api_key], opened), "ms")
    searched = [f"/api/v1/conversations?limit=50&q={load.quote(word)}" for word in WORDS]
    for place in searched:  # once from the disk, as after a restart; what is measured is a desk at work
        desk.call("GET", place, token=agents[-1])
    say(f"search_p95_ms_{size}", _p95(desk, agents[-1:], searched, SEARCHERS), "ms")


def _p95(desk: Desk, tokens: list[str], places: list[str], clients: int = CLIENTS) -> float:
    plan = load.Plan(
        kind="reads", port=desk.port, tokens=tokens, places=places, clients=clients, seconds=SECONDS
    )
    seen = load.run(plan)
    if seen.wrong:
        raise RuntimeError(f"{seen.wrong} answers were refusals, such as {seen.example}")
    note(f"{places[0][:40]}… {seen.per_second:.0f}/s, p50 {seen.p50:.1f}, p99 {seen.p99:.1f} ms")
    return seen.p95


def _numbers(desk: Desk) -> list[str]:
    """Two thousand conversations from all over the history."""
    with desk.admin() as admin:
        found = admin.execute("select number from conversations tablesample system (1) limit 2000").fetchall()
    return [str(number) for (number,) in found]
