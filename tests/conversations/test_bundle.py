"""Bundles: whoever has one can check it without us; whatever is changed in it is found and named."""

import copy as copies
import json
import random
import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.cluster import Database, TestCluster
from tests.conversations.told import Told
from tests.world import BRAND, World, running
from trustdesk import evidence
from trustdesk.conversations.rules import bundles
from trustdesk.conversations.rules.bundles import check
from trustdesk.conversations.rules.papers import check_file
from trustdesk.conversations.rules.redaction import BAR
from trustdesk.kit import actors

Steps = tuple[Any, ...]


@pytest.mark.parametrize("form", ["json", "html"])
@pytest.mark.parametrize("kind", ["customer", "staff", "shareable"])
async def test_every_copy_is_verified_as_it_came(told: Told, form: str, kind: str) -> None:
    answer = await (told.staff(form) if kind == "staff" else told.own(form, share=kind == "shareable"))
    verdict = check_file(answer.content)
    assert (verdict.wrong, verdict.seq, verdict.unsealed) == ("", None, ())
    assert verdict.copy == kind
    assert verdict.number == (BAR if kind == "shareable" else told.number)
    assert verdict.entries == (await told.agent.row(told.number))["seq"]
    key = (await told.agent.get(f"/api/v1/evidence/{BRAND}/key")).json()
    assert verdict.key == key["key"]


async def test_what_is_withheld_is_a_hash_that_nobody_can_guess(told: Told) -> None:
    answer = await told.own()
    bundle = answer.json()
    assert "last week" not in answer.text
    assert "deposit" not in answer.text
    withheld = bundle["transcript"]["withheld"]
    assert withheld
    for proof in bundle["proof"]["entries"]:
        if proof["seq"] in withheld:
            assert proof.keys() == {"seq", "place", "path", "salts", "body"}
            assert proof["salts"].keys() == {"number", "seq"}


async def test_the_checkpoint_of_a_bundle_is_one_that_was_published(told: Told) -> None:
    bundle = (await told.own()).json()
    published = (await told.agent.get(f"/api/v1/evidence/{BRAND}/checkpoints", params={"limit": 200})).json()
    assert bundle["proof"]["checkpoint"] in [one["checkpoint"] for one in published["items"]]


def leaves(value: Any, path: Steps = ()) -> list[Steps]:
    if isinstance(value, dict):
        return [found for name, inner in value.items() for found in leaves(inner, (*path, name))]
    if isinstance(value, list) and value:
        return [found for at, inner in enumerate(value) for found in leaves(inner, (*path, at))]
    return [path]


def changed(value: Any) -> Any:
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case str() if value:
            return ("1" if value[0] != "1" else "2") + value[1:]
        case _:
            return "x"


def within(value: Any, path: Steps) -> Any:
    for step in path:
        value = value[step]
    return value


async def test_every_change_of_every_value_is_found_and_entries_are_named(told: Told) -> None:
    bundle = (await told.own()).json()
    proved = {"id", "at", "kind", "line", "text", "author", "event"}
    paths = [path for path in leaves(bundle) if path != ("format",)]
    assert len(paths) > 150
    for path in paths:
        tampered = copies.deepcopy(bundle)
        within(tampered, path[:-1])[path[-1]] = changed(within(bundle, path))
        verdict = check(tampered)
        assert verdict.wrong, path
        if path[:2] == ("transcript", "entries") and path[3] in proved and verdict.wrong != "form":
            assert (verdict.wrong, verdict.seq) == ("entry", bundle["transcript"]["entries"][path[2]]["seq"])


@pytest.mark.parametrize(
    ("tamper", "named"),
    [
        ("drop", ("entry", 5)),
        ("withhold", ("entry", 5)),
        ("swap", ("entry", 1)),
        ("double", ("entry", 5)),
        ("move", ("entry", 3)),
        ("unseal", ("signature", None)),
        ("hide", ("entry", 5)),
    ],
)
async def test_entries_cannot_be_dropped_moved_or_hidden(told: Told, tamper: str, named: Any) -> None:
    bundle = (await told.own()).json()
    entries: list[Any] = bundle["transcript"]["entries"]
    at = next(at for at, entry in enumerate(entries) if entry["seq"] == 5)
    proof = next(one for one in bundle["proof"]["entries"] if one["seq"] == 5)
    match tamper:
        case "drop":
            del entries[at]
        case "withhold":
            del entries[at]
            bundle["transcript"]["withheld"] = sorted([*bundle["transcript"]["withheld"], 5])
        case "swap":
            entries[0]["text"], entries[at]["text"] = entries[at]["text"], entries[0]["text"]
        case "double":
            entries.insert(at, entries[at])
        case "move":
            entries[at], entries[at - 1] = entries[at - 1], entries[at]
        case "unseal":
            bundle["proof"]["entries"].remove(proof)
            bundle["proof"]["unsealed"] = [5]
            entries[at]["text"] = "we owe you 5 BTC"
            bundle["sha256"] = evidence.sha256(evidence.canonical(bundle["transcript"]))
        case _:
            proof["hidden"]["text"] = "00" * 32
    verdict = check(bundle)
    assert (verdict.wrong, verdict.seq) == named


async def test_a_forger_with_another_key_shows_another_key(told: Told) -> None:
    bundle = (await told.own()).json()
    key = Ed25519PrivateKey.generate()
    bundle["transcript"]["status"] = "open"
    bundle["sha256"] = evidence.sha256(evidence.canonical(bundle["transcript"]))
    bundle["signature"] = key.sign(bundles.signed_bytes(bundle)).hex()
    assert check(bundle).wrong == "signature"
    origin, _, _ = bundle["proof"]["key"].split("+")
    forger = evidence.Signer(origin, key)
    bundle["proof"]["key"] = forger.key_text
    bundle["signature"] = key.sign(bundles.signed_bytes(bundle)).hex()
    assert check(bundle).wrong == "checkpoint"


@pytest.mark.parametrize("form", ["json", "html"])
async def test_one_other_byte_anywhere_is_found(told: Told, form: str) -> None:
    content = (await told.own(form)).content
    dice = random.Random(7)
    found = 0
    for _ in range(100):
        at = dice.randrange(len(content) - 1)
        other = content[:at] + bytes([content[at] ^ dice.choice((1, 2, 4, 32))]) + content[at + 1 :]
        found += check_file(other).wrong != ""
    assert found == 100


async def test_a_changed_entry_of_the_page_is_named(told: Told) -> None:
    page = (await told.own("html")).text
    assert "充值已到账" in page
    main, closing, rest = page.partition("</main>")
    verdict = check_file((main.replace("充值已到账", "充值未到账") + closing + rest).encode())
    assert verdict.wrong == "entry"
    said = re.findall(r'id="entry-(\d+)">(?:(?!<li class="entry).)*充值', main, re.DOTALL)
    assert str(verdict.seq) == said[-1]
    assert check_file(page.replace("<header><h1>", "<header><h1>Re: ").encode()).wrong == "page"
    assert check_file(page.replace("<body>", "<body> ").encode()).wrong == "page"


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"<!doctype html>", b"\xff", b'{"transcript":{}}'])
def test_what_is_no_bundle_is_not_verified(content: bytes) -> None:
    assert check_file(content).wrong == "form"


@pytest_asyncio.fixture(loop_scope="session")
async def desk(cluster: TestCluster, database: Database) -> AsyncIterator[World]:
    async with running(cluster, database) as started:
        yield started


async def test_what_is_too_new_for_a_seal_is_said_and_signed(desk: World) -> None:
    key = await desk.integration()
    number = await desk.letter(key, "first")
    path = f"/api/v1/conversations/{number}/transcript"
    await desk.house.sealer.settle(BRAND)
    async with desk.house.db.transaction(BRAND) as late:
        await evidence.append(late, actors.system(BRAND), "late.write", evidence.About("desk", "1"))
        await key.act(number, "notes", text="second")
        page = await key.get(path, params={"format": "html"})
    verdict = check_file(page.content)
    last = (await key.row(number))["seq"]
    assert (verdict.wrong, verdict.unsealed) == ("", (last,))
    assert f"Entries {last} were seconds old" in page.text
    assert check_file((await key.get(path, params={"format": "json"})).content).unsealed == ()


async def test_a_shareable_copy_hides_who_and_keeps_what(told: Told) -> None:
    for form in ("json", "html", "text"):
        text = (await told.own(form, share=True)).text
        for hidden in (
            "Li Lei",
            "li.lei@",
            "123456789",
            "+44 20 7946",
            "13800138000",
            told.number,
            told.agent.known["name"],
        ):
            assert hidden not in text, (form, hidden)
        for kept in ("0.5 BTC", "ab" * 32, "充值已到账"):
            assert kept in text, (form, kept)
    harder = (await told.own("json", share=True, hide=["amounts", "chain"])).text
    assert "0.5 BTC" not in harder
    assert "ab" * 32 not in harder
    assert check_file((await told.staff("html", share=True)).content).copy == "shareable"
    assert (await told.own("json", share=True, hide=["everything"])).status_code == 400


async def test_the_staff_copy_proves_its_notes(told: Told) -> None:
    bundle = json.loads((await told.staff()).content)
    [note] = [entry for entry in bundle["transcript"]["entries"] if entry["kind"] == "note"]
    note["text"] = "nothing"
    verdict = check(bundle)
    assert (verdict.wrong, verdict.seq) == ("entry", note["seq"])
