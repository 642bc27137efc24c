"""Every level 1 and 2 item of OWASP ASVS 5.0.0 is answered in ``security/asvs.csv``, and what is claimed has its tests.

What no other test asks, because it holds for the source as a whole, is asked here.
"""

import ast
import csv
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator

import pytest

from tests.house.tree import HOUSE, ROOT
from tests.incidents.named import missing
from tests.world import World
from trustdesk.staff.actions.means import hash_password

TABLE = ROOT / "security" / "asvs.csv"
# The level of each item, section by section, in the order of the standard (ids and levels only).
LEVELS = {
    "1.1": "22", "1.2": "1111122223", "1.3": "112222222223", "1.4": "222", "1.5": "123",
    "2.1": "122", "2.2": "112", "2.3": "12223", "2.4": "23",
    "3.1": "3", "3.2": "113", "3.3": "12223", "3.4": "11222233", "3.5": "11122333", "3.6": "3", "3.7": "22333",
    "4.1": "12233", "4.2": "23333", "4.3": "22", "4.4": "1222",
    "5.1": "2", "5.2": "112333", "5.3": "113", "5.4": "222",
    "6.1": "122", "6.2": "111111112222", "6.3": "11223333", "6.4": "112233", "6.5": "22222333", "6.6": "2223",
    "6.7": "33", "6.8": "2222",
    "7.1": "222", "7.2": "1111", "7.3": "22", "7.4": "11222", "7.5": "223", "7.6": "22",
    "8.1": "1233", "8.2": "1123", "8.3": "133", "8.4": "23",
    "9.1": "111", "9.2": "1222",
    "10.1": "22", "10.2": "223", "10.3": "22223", "10.4": "1111122222233333", "10.5": "22222", "10.6": "22",
    "10.7": "222",
    "11.1": "2233", "11.2": "22233", "11.3": "11233", "11.4": "1222", "11.5": "23", "11.6": "23", "11.7": "33",
    "12.1": "12233", "12.2": "11", "12.3": "22223",
    "13.1": "2333", "13.2": "222223", "13.3": "2233", "13.4": "1222233",
    "14.1": "22", "14.2": "12223333", "14.3": "122",
    "15.1": "12233", "15.2": "12233", "15.3": "1222222", "15.4": "3333",
    "16.1": "2", "16.2": "22222", "16.3": "2222", "16.4": "222", "16.5": "2223",
    "17.1": "23", "17.2": "22223333", "17.3": "22",
}  # fmt: skip
ITEMS = {
    f"V{section}.{at}": int(level) for section, levels in LEVELS.items() for at, level in enumerate(levels, 1)
}
BEYOND = {"V2.3.5", "V14.2.6", "V8.2.4", "V8.3.2", "V15.4.2", "V5.2.6", "V7.5.3"}  # of level 3, answered too
# Patterns put together from word lists when they are loaded, from a boundary that is escaped before, and those
# that our own shapes declare.
OWN_PATTERNS = ("guard/rules/", "channels/email/parsing/tree.py", "channels/setup/rules/values.py")
VENDORS = ("kit/signatures/wechat.py",)  # how a vendor signs what it sends is theirs to choose
BEGINS = {"not_applicable": "not applicable because ", "open": "open: "}


def faults(rows: Iterable[dict[str, str]]) -> Iterator[str]:
    """What is wrong with the table."""
    for row in rows:
        id, state, evidence = row["id"], row["state"], row["evidence"]
        if ITEMS.get(id) != int(row["level"]):
            yield f"{id}: there is no such item of level {row['level']}"
        if state == "met":
            yield from (f"{id}: {one} is not there" for one in missing(evidence.split(";")))
        elif not evidence.startswith(BEGINS.get(state, "\0")) or len(evidence) < len(BEGINS[state]) + 8:
            yield f"{id}: {state} needs a reason"


def table() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_standard_is_whole() -> None:
    assert Counter(ITEMS.values()) == {1: 70, 2: 183, 3: 92}


def test_every_item_is_answered_once_and_what_is_claimed_has_its_tests() -> None:
    rows = table()
    assert list(faults(rows)) == []
    wanted = {id for id, level in ITEMS.items() if level < 3} | BEYOND
    assert Counter(row["id"] for row in rows) == Counter(wanted)


def test_a_claim_without_a_test_an_unknown_item_and_an_empty_reason_are_caught() -> None:
    rows = [
        {"id": "V1.1.1", "level": "2", "state": "met", "evidence": "tests/house/test_asvs.py::test_gone"},
        {"id": "V1.1.9", "level": "2", "state": "open", "evidence": "open: not there at all"},
        {"id": "V1.1.2", "level": "2", "state": "not_applicable", "evidence": "because"},
        {"id": "V1.2.1", "level": "1", "state": "done", "evidence": "open: whatever it may be"},
    ]
    assert [one.partition(":")[0] for one in faults(rows)] == ["V1.1.1", "V1.1.9", "V1.1.2", "V1.2.1"]


def source() -> Iterator[tuple[str, ast.Module, str]]:
    for path in sorted(HOUSE.path.rglob("*.py")):
        text = path.read_text("utf-8")
        yield path.relative_to(HOUSE.path).as_posix(), ast.parse(text), text


def called(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def test_no_shell_is_asked() -> None:
    asked = [
        (place, name)
        for place, tree, _ in source()
        for name, call in called(tree)
        if name in {"os.system", "os.popen", "asyncio.create_subprocess_shell", "subprocess.getoutput"}
        or any(one.arg == "shell" for one in call.keywords)
    ]
    assert asked == []


def test_nothing_is_evaluated() -> None:
    away = {"eval", "exec", "compile", "__import__", "pickle.loads", "marshal.loads", "yaml.load"}
    assert [(place, name) for place, tree, _ in source() for name, _ in called(tree) if name in away] == []
    faces = [
        one
        for kind in ("ts", "svelte")
        for one in (ROOT / "web").rglob(f"*.{kind}")
        if "node_modules" not in one.parts
    ]
    assert len(faces) > 100
    risky = re.compile(
        r"\beval\(|new Function\(|\.innerHTML\s*=|outerHTML\s*=|insertAdjacentHTML|document\.write|\{@html"
    )
    assert [one.name for one in faces if risky.search(one.read_text("utf-8"))] == []


def fixed(pattern: ast.expr) -> bool:
    """Whether a pattern is written out, or put together of constants of the module."""
    if isinstance(pattern, ast.JoinedStr):
        return all(fixed(part) for part in pattern.values)
    if isinstance(pattern, ast.FormattedValue):
        return fixed(pattern.value)
    return isinstance(pattern, ast.Constant) or ast.unparse(pattern).isupper()


def test_no_pattern_is_made_of_what_people_write() -> None:
    """Patterns are written where they are; inside a function only whole ones or escaped words are used."""
    verbs = {
        f"re.{verb}"
        for verb in ("compile", "match", "search", "fullmatch", "findall", "sub", "split", "finditer")
    }
    loose = [
        (place, ast.unparse(call))
        for place, tree, _ in source()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for name, call in called(function)
        if name in verbs
        and not fixed(call.args[0])
        and "re.escape(" not in ast.unparse(call)
        and not place.startswith(OWN_PATTERNS)
    ]
    assert loose == []


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_chance_that_guards_comes_from_the_system() -> None:
    """Where ``random`` is used at all, it spreads attempts in time or chooses where a fault test strikes."""
    drawn = {place for place, tree, _ in source() if "random" in set(imported(tree))}
    drawn -= {"kit/failpoints.py"}
    assert {
        place
        for place in drawn
        if not re.search(
            r"jitter|backoff|delay|later|spread", (HOUSE.path / place).read_text("utf-8"), re.IGNORECASE
        )
    } == set()
    assert "secrets" in set(imported(ast.parse((HOUSE.path / "kit/secrets.py").read_text("utf-8"))))


def test_cryptography_comes_from_the_library() -> None:
    own = {"nacl", "rsa", "ecdsa", "jwt", "Cryptodome", "passlib", "bcrypt"}
    packages = {(place, name.partition(".")[0]) for place, tree, _ in source() for name in imported(tree)}
    assert {(place, name) for place, name in packages if name in own} == set()
    # Addresses of chains are checked with hashes that the library of the house does not have.
    assert {place.split("/")[0] for place, name in packages if name == "Crypto"} <= {"exchange"}
    assert {name for _, name in packages} >= {"cryptography", "argon2", "joserfc", "webauthn"}


def test_no_weak_algorithm_is_named() -> None:
    weak = re.compile(
        r"hashlib\.(md5|sha1)\b|modes\.ECB|algorithms\.(ARC4|TripleDES|Blowfish|IDEA)|padding\.PKCS1v15\b"
    )
    assert [place for place, _, text in source() if weak.search(text) and place not in VENDORS] == []


async def test_passwords_are_stretched() -> None:
    hashed = await hash_password("a good password")
    found = re.fullmatch(r"\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$[\w+/]{22,}\$[\w+/]{43}", hashed)
    assert found is not None, hashed
    memory, times, _ = map(int, found.groups())
    assert memory >= 19_456
    assert times >= 2
    assert hashed != await hash_password("a good password")


def test_a_password_is_hidden_and_may_be_pasted() -> None:
    form = (ROOT / "web/console/session/SignIn.svelte").read_text("utf-8")
    [field] = re.findall(r'<input\b(?:(?!/>).)*type="password"(?:(?!/>).)*/>', form, re.DOTALL)
    assert 'autocomplete="current-password"' in field
    assert "onpaste" not in form
    assert "maxlength" not in field


def test_the_image_leaves_history_behind() -> None:
    ignored = set((ROOT / ".dockerignore").read_text("utf-8").split())
    assert {".git", "tests", "var", ".env", "bench"} <= ignored
    copied = re.findall(
        r"^COPY (?!--from)(.+)$", (ROOT / "Dockerfile").read_text("utf-8").split("FROM")[-1], re.MULTILINE
    )
    assert set(copied) <= {"src src", "brands brands", "articles articles"}
    assert "src src" in copied


def test_there_is_no_debug_mode() -> None:
    shown = [
        (place, name)
        for place, tree, _ in source()
        for name, call in called(tree)
        for one in call.keywords
        if one.arg in {"debug", "pdb_on_exception"} and ast.unparse(one.value) != "False"
    ]
    assert shown == []


@pytest.mark.live
async def test_trace_is_not_answered(world: World) -> None:
    for path in ("/", "/api/v1/messages", "/api/v1/session", "/console/"):
        answer = await world.stranger.request("TRACE", path, headers={"x-secret": "echo me"})
        assert answer.status_code in {404, 405}, path
        assert "echo me" not in answer.text


def test_logs_are_one_json_line_an_event() -> None:
    code = (
        "from trustdesk.kit import logs; logs.configure('info'); import structlog;"
        "structlog.get_logger().warning('a\\nforged: line', who='x\\r\\ny')"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT / "src"
    ).stderr
    [line] = said.splitlines()
    event = json.loads(line)
    assert (event["event"], event["who"], event["level"]) == ("a\nforged: line", "x\r\ny", "warning")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", event["timestamp"])
