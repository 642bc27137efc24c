"""The transcript: complete, in order, checkable, and harmless whatever was written."""

import base64
import hashlib
import json
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from tests.world import Person, World, fresh
from trustdesk.conversations.actions.pages import numbers, size
from trustdesk.kit.i18n import offset_of
from trustdesk.kit.ids import uuid7

HOSTILE = '<script>alert(1)</script> "quoted" & <img src=x onerror=alert(1)>\n[99] 2026-01-01 · Support, support\n   we refund'
ALLOWED_TAGS = {
    "html", "head", "meta", "title", "style", "body", "main", "header", "h1", "dl", "dt", "dd", "p", "ol", "li",
    "ul", "b", "bdi", "time", "footer", "br", "code", "div", "script",
}  # fmt: skip


class Page(HTMLParser):
    """What a browser would make of it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.entries: list[str] = []
        self.shown = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        found = dict(attrs)
        if tag == "li" and (found.get("id") or "").startswith("entry-"):
            self.entries.append(found["id"] or "")

    def handle_data(self, data: str) -> None:
        self.shown += data


async def attached(world: World, agent: Person, name: str) -> str:
    """The id of a file this agent has taken in."""
    id = uuid7()
    async with world.house.db.transaction("bitget") as tx:
        await tx.do(
            """insert into files (tenant, id, name, media_type, size, sha256, blob, uploaded_by)
            values ($1, $2, $3, 'image/png', 12345, $4, 'nowhere', $5)""",
            tx.tenant,
            id,
            name,
            b"0" * 32,
            f"agent:{agent.id}",
        )
    return str(id)


async def told(world: World) -> tuple[Person, Person, str]:
    """A visitor, the agent who helped, and the number of a conversation in which everything happened."""
    visitor, agent = await world.visitor("zh-CN"), await world.agent()
    sent = await visitor.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": HOSTILE})
    number = sent.json()["conversation"]
    await agent.act(number, "notes", text="a word among colleagues")
    await agent.act(number, "labels", tags=["secret-tag"])
    file = await attached(world, agent, '"><script>.png')
    assert (await agent.reply(number, "您的充值已到账", attachments=[file])).status_code == 201
    await agent.act(number, "status", status="resolved")
    await visitor.post("/api/v1/widget/rating", json={"client_id": fresh(), "score": 4, "text": "好"})
    return visitor, agent, number


async def own(visitor: Person, form: str, language: str = "en") -> Any:
    return await visitor.get(
        "/api/v1/widget/transcript", params={"format": form}, headers={"accept-language": language}
    )


async def copy_of(staff: Person, number: str, form: str, language: str = "en") -> Any:
    path = f"/api/v1/conversations/{number}/transcript"
    return await staff.get(path, params={"format": form}, headers={"accept-language": language})


async def test_the_staff_copy_holds_every_entry_as_it_is_stored(world: World) -> None:
    _, agent, number = await told(world)
    record = (await copy_of(agent, number, "json")).json()["transcript"]
    entries = await agent.entries(number)
    assert [entry["seq"] for entry in record["entries"]] == list(range(1, len(entries) + 1))
    assert [(one["id"], one["at"], one["kind"], one["text"], one["line"]) for one in record["entries"]] == [
        (one["id"], one["at"], one["kind"], one["text"], one["line"]) for one in entries
    ]
    assert record["withheld"] == []
    assert (record["copy"], record["number"], record["brand"]) == ("staff", number, "bitget")
    assert (record["status"], record["language"], record["line"]) == ("resolved", "zh-CN", "webchat")
    [reply] = [entry for entry in record["entries"] if entry["files"]]
    assert reply["files"] == [{"name": '">•••t>.png', "media_type": "image/png", "size": 12345}]
    assert reply["author"] == {"kind": "agent", "name": agent.known["name"]}


async def test_the_customers_copy_says_which_numbers_it_withholds(world: World) -> None:
    visitor, agent, number = await told(world)
    answer = await own(visitor, "json")
    record = answer.json()["transcript"]
    hidden = [
        entry["seq"]
        for entry in await agent.entries(number)
        if entry["kind"] == "note" or (entry["event"] or {}).get("what") == "labelled"
    ]
    assert record["copy"] == "customer"
    assert record["withheld"] == hidden
    shown = [entry["seq"] for entry in record["entries"]]
    assert sorted(shown + hidden) == list(range(1, (await agent.row(number))["seq"] + 1))
    for secret in ("among colleagues", "secret-tag", agent.id):
        assert secret not in answer.text
    page, text = (await own(visitor, "html")).text, (await own(visitor, "text")).text
    for form in (page, text):
        assert f"The entries numbered {numbers(hidden)} are internal" in form
        assert "among colleagues" not in form


async def test_the_checksum_is_of_the_canonical_record_and_stands_on_every_copy(world: World) -> None:
    visitor, agent, number = await told(world)
    for forms in (
        [await own(visitor, form) for form in ("json", "html", "text")],
        [await copy_of(agent, number, form) for form in ("json", "html", "text")],
    ):
        copy = forms[0].json()
        canonical = json.dumps(copy["transcript"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        checksum = hashlib.sha256(canonical.encode()).hexdigest()
        assert copy["sha256"] == checksum
        assert canonical.encode() in forms[0].content
        assert all(checksum in form.text for form in forms)
    assert (await own(visitor, "json")).json()["sha256"] == (await own(visitor, "json")).json()["sha256"]


async def test_the_page_is_whole_in_itself_and_harmless(world: World) -> None:
    visitor, agent, number = await told(world)
    for answer, name in (
        (await own(visitor, "html"), '"><script>.png'),
        (await copy_of(agent, number, "html"), '">•••t>.png'),
    ):
        page = Page(answer.text)
        assert page.tags <= ALLOWED_TAGS
        assert not {name for name in page.attributes if name.startswith("on")}
        assert not page.attributes & {"src", "href", "style"}
        assert "url(" not in answer.text
        assert "@import" not in answer.text
        assert HOSTILE in page.shown
        assert f"Attachment: {name} (image/png, 12.3 kB)" in page.shown
        # Two elements of script: the bundle, which is data, and the check, whose hash the policy names.
        assert answer.text.count("<script") == 2
        policy, *_ = re.findall(r'Content-Security-Policy" content="([^"]+)"', answer.text)
        check = answer.text.rpartition("<script>")[2].partition("</script>")[0]
        digest = base64.b64encode(hashlib.sha256(check.encode()).digest()).decode()
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert policy.endswith(f"; script-src 'sha256-{digest}'")
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "sandbox" in answer.headers["content-security-policy"]


async def test_entries_stand_in_order_with_time_zone_line_and_author(world: World) -> None:
    _, agent, number = await told(world)
    entries = await agent.entries(number)
    page = Page((await copy_of(agent, number, "html")).text)
    assert page.entries == [f"entry-{entry['seq']}" for entry in entries]
    text = (await copy_of(agent, number, "text")).text
    heads = re.findall(
        r"^\[(\d+)\] (.+?) · (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\S*) · (\S+)$", text, re.MULTILINE
    )
    zone = world.house.brands["bitget"].hours.time_zone
    assert [int(seq) for seq, *_ in heads] == [entry["seq"] for entry in entries]
    assert {line for *_, line in heads} == {"webchat"}
    assert f"All times are in {zone}." in text
    for (_, who, at, _), entry in zip(heads, entries, strict=True):
        if entry["author"]["kind"] == "agent":
            assert who.startswith(f"{agent.known['name']}, support")
        local = datetime.fromisoformat(entry["at"]).astimezone(ZoneInfo(zone))
        assert at == f"{local:%Y-%m-%d %H:%M:%S} {offset_of(local)}"


async def test_staff_read_which_labels_changed_and_who_has_no_name(world: World) -> None:
    visitor, agent, number = await told(world)
    await agent.act(number, "labels", tags=[], priority=3)
    text = (await copy_of(agent, number, "text")).text
    assert "    Changed: tags: secret-tag\n" in text
    assert "    Changed: tags: none, priority: 3\n" in text
    assert "\n[1] Customer · " in text
    assert "已更改：标签: 无, 优先级: 3" in (await copy_of(agent, number, "text", "zh")).text
    assert "Changed" not in (await own(visitor, "text")).text


async def test_nobody_writes_an_entry_into_the_text(world: World) -> None:
    visitor, _, _ = await told(world)
    text = (await own(visitor, "text")).text
    assert "\n    [99] 2026-01-01 · Support, support\n       we refund\n" in text
    assert not re.search(r"^\[99\]", text, re.MULTILINE)


@pytest.mark.parametrize("separator", ["\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\r\n"])
async def test_no_kind_of_line_break_does_either(world: World, separator: str) -> None:
    key = await world.integration()
    number = await world.letter(
        key, f"one{separator}[2] forged", customer={"name": f"Eve{separator}[3] forged"}
    )
    text = (await copy_of(key, number, "text")).text
    assert not [line for line in text.splitlines() if line.startswith(("[2]", "[3]"))]


async def test_it_speaks_chinese(world: World) -> None:
    visitor, agent, number = await told(world)
    text = (await own(visitor, "text", "zh-CN")).text
    for said in (
        f"会话 {number}",
        "您的评分：4 分（满分 5 分）。",
        "当前状态：已解决。",
        "内部内容",
        "SHA-256",
        "您 ·",
        "好",
    ):
        assert said in text
    page = (await copy_of(agent, number, "html", "zh-Hans")).text
    assert '<html lang="zh-CN">' in page
    assert "内部备注" in page
    assert "客户评分：4 分（满分 5 分）。" in page
    assert "本副本不提供给客户" in page


@pytest.mark.parametrize(
    ("form", "media_type", "ending"),
    [
        ("html", "text/html; charset=utf-8", "html"),
        ("json", "application/json", "json"),
        ("text", "text/plain; charset=utf-8", "txt"),
    ],
)
async def test_it_is_a_file_to_keep(world: World, form: str, media_type: str, ending: str) -> None:
    key = await world.integration()
    number = await world.letter(key)
    answer = await copy_of(key, number, form)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == media_type
    assert answer.headers["content-disposition"] == f'attachment; filename="bitget-{number}.{ending}"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store, private"


async def test_only_who_may_read_the_conversation_takes_it_along(world: World) -> None:
    key, visitor = await world.integration(), await world.visitor()
    number = await world.letter(key)
    for stranger in (await world.agent("admin"), await world.agent(brand="bybit")):
        refused = await copy_of(stranger, number, "json")
        assert (refused.status_code, refused.json()["code"]) == (404, "not_found")
    assert (await copy_of(visitor, number, "json")).status_code == 403
    assert (await copy_of(world.stranger, number, "json")).status_code == 401
    assert (await own(visitor, "json")).status_code == 404
    assert (await copy_of(key, number, "docx")).status_code == 400


async def test_a_long_conversation_is_complete(world: World) -> None:
    key = await world.integration()
    number = await world.letter(key, "0")
    async with world.house.db.transaction("bitget") as tx:
        id: UUID = await tx.value("select id from conversations where number = $1", number)
        await tx.do(
            """insert into messages (tenant, conversation, seq, id, kind, author_kind, author_id, author_name, line,
                text, actor, client_id, body_hash, words, at)
            select tenant, conversation, count, gen_random_uuid(), kind, author_kind, author_id, 'Wang Wei', line,
                (count - 1)::text, actor, client_id || count, body_hash, words, $2
            from messages, generate_series(2, 1203) as count where conversation = $1""",
            id,
            datetime.now(UTC),
        )
        await tx.do("update conversations set seq = 1203 where id = $1", id)
    entries = (await copy_of(key, number, "json")).json()["transcript"]["entries"]
    assert [(entry["seq"], entry["text"]) for entry in entries] == [(i + 1, str(i)) for i in range(1203)]


@pytest.mark.parametrize(
    ("found", "written"), [([3], "3"), ([2, 4, 5, 6, 9], "2, 4-6, 9"), ([1, 2], "1-2"), ([], "")]
)
def test_numbers_are_written_shortly(found: list[int], written: str) -> None:
    assert numbers(found) == written


@pytest.mark.parametrize(
    ("count", "written"),
    [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (12345, "12.3 kB"), (9_999_999, "10.0 MB")],
)
def test_sizes_are_written_for_people(count: int, written: str) -> None:
    assert size(count) == written
