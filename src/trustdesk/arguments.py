"""What may be typed after ``trustdesk``: every command with its arguments."""

import argparse
from collections.abc import Callable
from typing import Any

COMMANDS = {
    "up": "everything on this machine: PostgreSQL, demo world, server and worker",
    "serve": "one node: the application and, on their own port, the files",
    "work": "one worker: reactions, scheduled and slow work",
    "migrate": "bring the database to this release's schema",
    "doctor": "say in plain words what is wrong",
    "database": "the embedded PostgreSQL alone, for backups and repairs",
    "code": "the demo agents' sign-in codes of this minute",
    "staff": "agents: add, list, reset, deactivate",
    "team": "teams: add",
    "audit": "who did what to whom: list it, verify that nothing was changed since",
    "transcript": "a transcript somebody shows: verify it, offline",
    "evidence": "what to keep outside: the public key, the newest signed checkpoint",
    "guard": "secrets in a text: scan",
    "config": "how every line is set up, as a file: export, diff, apply",
    "key": "API keys of the exchange's own systems: add, list, revoke",
    "sandbox": "a sandbox exchange, to try and to test with: invented people, no real money",
    "connector": "an exchange's own connector: check",
    "canary": "customers nobody has a reason to open: add, list",
    "erase": "erase a customer for good, by an approval of two",
    "keys": "the keys of what is sealed: rotate them, seal what is from before there were keys",
    "articles": "the help centre as a folder of files: import, export",
    "triage": "how messages are understood: train, show, activate",
    "retention": "how long what is kept is kept: show it, keep to it now",
}
DEFAULT_CAPACITY = 6
DEFAULT_ROWS = 50
OF_EVERY_BRAND = frozenset({"list", "verify", "key", "checkpoint", "export", "diff", "apply", "show", "run"})
ROLES = "agent (default), senior, supervisor, editor, compliance, admin, or breakglass for a few hours"

Add = Callable[..., Any]
Verbs = Callable[[str, str], Add]


def parser() -> argparse.ArgumentParser:
    """Describe the whole command line."""
    what = "A support desk for digital-asset exchanges."
    whole = argparse.ArgumentParser(prog="trustdesk", description=what)
    whole.add_argument(
        "--config", metavar="FILE", help="the TOML file of settings (default ./trustdesk.toml)"
    )
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    detailed: dict[str, Callable[[Verbs], None]] = {
        "staff": _staff,
        "team": _team,
        "key": _key,
        "audit": _audit,
        "evidence": _evidence,
        "transcript": _transcript,
        "guard": _guard,
        "canary": _canary,
        "connector": _connector,
        "keys": _keys,
        "retention": _retention,
        "config": _config,
        "articles": _articles,
        "triage": _triage,
    }
    for name, told in COMMANDS.items():
        command = commands.add_parser(name, help=told, description=told)
        if name == "erase":
            _erase(command.add_argument)
        if name == "doctor":
            command.add_argument(
                "--mend", action="store_true", help="after a restore: count on until all is heard"
            )
        if name in detailed:
            detailed[name](
                _verbs(command, of_a_brand=name not in {"transcript", "guard", "keys", "connector"})
            )
    return whole


def _verbs(command: argparse.ArgumentParser, *, of_a_brand: bool) -> Verbs:
    """Return what adds a verb below a command, and then its arguments; most work on one brand."""
    verbs = command.add_subparsers(dest="verb", required=True, metavar="VERB")

    def verb(name: str, told: str) -> Add:
        made = verbs.add_parser(name, help=told, description=told)
        if not of_a_brand:
            return made.add_argument
        every = " (default: every brand)" if name in OF_EVERY_BRAND else ""
        made.add_argument(
            "--brand", required=not every, metavar="BRAND", help=f"the brand, as its file is named{every}"
        )
        return made.add_argument

    return verb


def _guard(verbs: Verbs) -> None:
    add = verbs("scan", "say which secrets a text holds and where; exit code 1 when there is one")
    add("file", metavar="FILE", help="a file, or - for what comes in")
    add("--masked", action="store_true", help="print the text without them; findings go to stderr")


def _staff(verbs: Verbs) -> None:
    add = verbs("add", "take on an agent; prints a password and the second factor's URI, once")
    _email(add)
    add("--name", required=True, help="the name colleagues see")
    add("--public-name", help="the name customers see (default: the same)")
    add("--role", default="agent", help=ROLES)
    add("--until", help="with breakglass: when the access ends, as 2026-01-31T18:00Z, within 72 hours")
    add("--team", action="append", default=[], help="a team the agent is in; may be repeated")
    add(
        "--language",
        action="append",
        required=True,
        help="a language the agent writes, en or zh-CN; may be repeated",
    )
    add(
        "--capacity",
        type=int,
        default=DEFAULT_CAPACITY,
        help=f"conversations the agent can hold at once, 0 to 50 (default {DEFAULT_CAPACITY})",
    )
    verbs("list", "list the agents, also those who were deactivated")
    reset = verbs("reset", "a new password and second factor for an agent; every session ends")
    _email(reset)
    reset(
        "--proved",
        required=True,
        metavar="HOW",
        help="how you made sure that it is them, as closely as at their hiring; it stays on record",
    )
    _email(verbs("deactivate", "let an agent in no more; every session ends"))


def _team(verbs: Verbs) -> None:
    add = verbs("add", "make a team, or give it another name")
    add("--team", required=True, help="its id: small letters, digits and hyphens")
    add("--name", required=True, help="the name people see")


def _key(verbs: Verbs) -> None:
    add = verbs("add", "issue an API key; it is printed once")
    add("--name", required=True, help="the system that will use it")
    add("--line", default="api", help="the line on which it brings messages in (default api)")
    add(
        "--scope",
        action="append",
        required=True,
        help="messages: bring customers' messages in; desk: work on conversations; "
        "scim: the directory of the staff; may be repeated",
    )
    verbs("list", "list the keys, also those that were revoked")
    verbs("revoke", "end a key at once")("--key", required=True, help="its id, from `key list`")


def _audit(verbs: Verbs) -> None:
    listing = verbs("list", "list what was done, latest first")
    listing("--limit", type=int, default=DEFAULT_ROWS, metavar="N", help="rows of each brand (default 50)")
    add = verbs("verify", "recompute everything that was sealed; names the first bad entry")
    add(
        "--checkpoint",
        action="append",
        default=[],
        metavar="FILE",
        help="a checkpoint that was taken along earlier; may be repeated",
    )
    add("--key", metavar="KEY", help="the public key that must have signed (default: this desk's own)")


def _transcript(verbs: Verbs) -> None:
    add = verbs("verify", "check a page or JSON file, offline; names the first bad entry")
    add("file", metavar="FILE", help="the file as it was downloaded")
    add("--key", metavar="KEY", help="the public key that must have signed, as the desk publishes it")


def _evidence(verbs: Verbs) -> None:
    verbs("key", "print the public key with which others check us")
    verbs("checkpoint", "print the newest signed checkpoint, to be kept elsewhere")


def _config(verbs: Verbs) -> None:
    told = "the file, - for standard {} (default)"
    add = verbs("export", "write how every line is set up; secrets as references to the environment")
    add("file", metavar="FILE", nargs="?", default="-", help=told.format("output"))
    for name, what in (
        ("diff", "say what applying the file would change; exit code 1 when there is something"),
        ("apply", "set every line that the file names, all or none"),
    ):
        verbs(name, what)("file", metavar="FILE", nargs="?", default="-", help=told.format("input"))


def _articles(verbs: Verbs) -> None:
    add = verbs("import", "publish what a folder says otherwise than the help centre, all or nothing")
    add("folder", metavar="DIR", help="holds en/*.md and zh-CN/*.md, and their pictures in pictures/")
    add("--dry-run", action="store_true", help="only say what would change, line by line")
    verbs("export", "write what is public as a folder, with its pictures")(
        "folder", metavar="DIR", help="where to write; files that are there already are replaced"
    )


def _triage(verbs: Verbs) -> None:
    verbs("train", "learn a new version from our examples and the brand's corrections; it waits for you")
    verbs("show", "the cards of all versions: what each learnt from and how well it does")
    verbs("activate", "let a version read; 0 is the one from the start")(
        "version", type=int, help="the number that show tells"
    )


def _canary(verbs: Verbs) -> None:
    add = verbs("add", "plant a customer nobody has a reason to open; whoever does is reported at once")
    add("--name", default="", help="what the customer is called (default: made up)")
    add("--language", default="en", choices=("en", "zh-CN"), help="the language they write (default en)")
    verbs("list", "list the canaries and how often each was touched")


def _connector(verbs: Verbs) -> None:
    add = verbs("check", "hold an exchange's service against the contract, one line for each check")
    add("url", metavar="URL", help="where the service is, up to but without /v1")
    add("--uid", required=True, metavar="UID", help="a test customer of yours who has a bit of everything")
    add("--key-env", default="CONNECTOR_KEY", help="the variable that holds the key (default CONNECTOR_KEY)")
    add(
        "--secret-env",
        default="CONNECTOR_SECRET",
        help="the variable that holds the signing secret, whsec_… (default CONNECTOR_SECRET)",
    )
    add("--document", action="store_true", help="print the contract as OpenAPI instead")


def _erase(add: Add) -> None:
    add("--brand", required=True, metavar="BRAND", help="the brand, as its file is named")
    add("--customer", required=True, metavar="ID", help="the customer, as the console shows the id")
    add("--approval", required=True, metavar="ID", help="the approval of exactly this customer's erasure")
    add("--reason", required=True, help="why; it stays on record")


def _keys(verbs: Verbs) -> None:
    verbs("rotate", "seal every page of data keys with a new key, and destroy the old one; can be resumed")
    verbs("seal", "seal what was written before there were keys, beside a running desk; can be resumed")


def _retention(verbs: Verbs) -> None:
    verbs("show", "show how long each class is kept, and how much is due")
    add = verbs("run", "erase what is due now")
    add("--dry-run", action="store_true", help="only say what would be erased")


def _email(add: Add) -> None:
    add("--email", required=True, help="the address the agent signs in with")
