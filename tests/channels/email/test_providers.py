"""Mails as providers post them: Mailgun's form, SendGrid's, Postmark's JSON; each proved in its own way."""

import base64
import hashlib
import hmac
import os
import time
from typing import Any
from urllib.parse import quote_from_bytes

import httpx
import msgspec
import pytest

from tests.channels.email.letters import SUPPORT, Post, mail, signed, somebody
from tests.world import BRAND, fresh

KEY = "key-" + os.urandom(16).hex()
PATH = f"/api/v1/mail/{BRAND}"
SAID = "提现显示失败，请帮我查询。"


def basic(word: str) -> dict[str, str]:
    return {"authorization": "Basic " + base64.b64encode(f"desk:{word}".encode()).decode()}


def eight_bit(sender: str) -> bytes:
    """A mail in a charset that is not UTF-8, as it came."""
    head = f"From: {sender}\r\nTo: {SUPPORT}\r\nMessage-ID: <{fresh()}@x.example>\r\nSubject: x\r\n"
    return f"{head}Content-Type: text/plain; charset=gbk\r\n\r\n{SAID}\r\n".encode("gbk")


def form(fields: dict[str, bytes]) -> tuple[bytes, str]:
    """A form of several parts, none of them a file."""
    parts = [
        f'--xYz\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode() + value + b"\r\n"
        for name, value in fields.items()
    ]
    return b"".join(parts) + b"--xYz--\r\n", "multipart/form-data; boundary=xYz"


def written(fields: dict[str, bytes]) -> tuple[bytes, str]:
    """The same written into one line."""
    line = "&".join(f"{name}={quote_from_bytes(value)}" for name, value in fields.items())
    return line.encode(), "application/x-www-form-urlencoded"


def by_mailgun(raw: bytes, token: str = "", at: int = 0) -> dict[str, bytes]:
    token, time_said = token or fresh(), str(at or int(time.time()))
    proof = hmac.new(KEY.encode(), f"{time_said}{token}".encode(), hashlib.sha256).hexdigest()
    told = {"timestamp": time_said, "token": token, "signature": proof, "recipient": SUPPORT}
    return {name: value.encode() for name, value in told.items()} | {"body-mime": raw}


async def posted(
    post: Post, body: bytes, kind: str, headers: dict[str, str] | None = None, path: str = PATH
) -> httpx.Response:
    given = {"content-type": kind} | (headers or {})
    return await post.world.stranger.post(path, content=body, headers=given)


async def said(post: Post, sender: str) -> list[str]:
    await post.settle()
    [number] = await post.conversations_of(sender)
    entries = await (await post.agent()).entries(number)
    return [entry["text"] for entry in entries if entry["author"]["kind"] == "customer"]


@pytest.mark.parametrize("shape", [form, written])
async def test_mailgun_posts_a_mail(post: Post, shape: Any) -> None:
    await post.set_up(webhook_secret=KEY, webhook_auth="mailgun")
    ann = somebody("ann")
    body, kind = shape(by_mailgun(eight_bit(ann)))
    before = await post.kept()
    for _ in range(3):
        assert (await posted(post, body, kind)).status_code == 202
    assert await post.kept() == before + 1
    assert SAID in (await said(post, ann))[0]


@pytest.mark.parametrize("wrong", ["signature", "old", "no_form", "standard", "short"])
async def test_what_is_not_mailguns_leaves_no_trace(post: Post, wrong: str) -> None:
    await post.set_up(webhook_secret="too short" if wrong == "short" else KEY, webhook_auth="mailgun")
    raw = signed(mail(somebody()))
    fields = by_mailgun(raw, at=int(time.time()) - 400 if wrong == "old" else 0)
    if wrong == "signature":
        fields["token"] += b"x"
    body, kind = (raw, "message/rfc822") if wrong in ("no_form", "standard") else form(fields)
    headers = basic(KEY) if wrong == "standard" else {}
    before = await post.kept()
    refused = await posted(post, body, kind, headers)
    assert (refused.status_code, refused.json()["code"]) == (401, "unauthorised")
    assert await post.kept() == before


async def test_a_token_of_mailgun_is_worth_one_mail(post: Post) -> None:
    await post.set_up(webhook_secret=KEY, webhook_auth="mailgun")
    ann, eve, token = somebody("ann"), somebody("eve"), fresh()
    for sender in (ann, eve):
        body, kind = form(by_mailgun(eight_bit(sender), token))
        assert (await posted(post, body, kind)).status_code == 202
    await post.settle()
    assert (len(await post.conversations_of(ann)), await post.conversations_of(eve)) == (1, [])


async def test_sendgrid_posts_a_form_by_password(post: Post) -> None:
    await post.set_up(webhook_secret=KEY, webhook_auth="password")
    ann = somebody("ann")
    envelope = msgspec.json.encode({"to": [SUPPORT], "from": ann})
    body, kind = form({"headers": b"", "envelope": envelope, "email": eight_bit(ann), "SPF": b"pass"})
    before = await post.kept()
    for _ in range(2):
        assert (await posted(post, body, kind, basic(KEY))).status_code == 202
    assert await post.kept() == before + 1
    assert SAID in (await said(post, ann))[0]


async def test_postmark_posts_json_by_password(post: Post) -> None:
    await post.set_up(webhook_secret=KEY, webhook_auth="password")
    ann = somebody("ann")
    raw = signed(mail(ann, "Where is my deposit?"))
    told = {"OriginalRecipient": SUPPORT, "From": ann, "TextBody": "not this", "RawEmail": raw.decode()}
    taken = await posted(post, msgspec.json.encode(told), "application/json", basic(KEY))
    assert taken.status_code == 202
    assert "Where is my deposit?" in (await said(post, ann))[0]


@pytest.mark.parametrize("wrong", ["password", "none", "scheme", "mailgun", "other_brand", "short"])
async def test_without_the_password_nothing_is_taken(post: Post, wrong: str) -> None:
    await post.set_up(webhook_secret="short" if wrong == "short" else KEY, webhook_auth="password")
    body, kind = form(by_mailgun(signed(mail(somebody()))))
    headers = basic(KEY)
    if wrong in ("none", "mailgun"):
        headers = {}
    elif wrong == "password":
        headers = basic(KEY + "x")
    elif wrong == "scheme":
        headers = {"authorization": f"Bearer {KEY}"}
    elif wrong == "short":
        headers = basic("short")
    before = await post.kept()
    path = "/api/v1/mail/bybit" if wrong == "other_brand" else PATH
    refused = await posted(post, body, kind, headers, path)
    assert (refused.status_code, refused.json()["code"]) == (401, "unauthorised")
    assert await post.kept() == before


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "multipart/form-data; boundary=xYz"),
        (b"--xYz", "multipart/form-data"),
        (b"\xff\xfe[", "application/json"),
        (b"[]", "application/json"),
        (b"a=" + b"&a=" * 1_000, "application/x-www-form-urlencoded"),
        (b'{"envelope": "{\\"to\\": 5}"}', "application/json"),
    ],
)
async def test_a_call_without_a_mail_is_told_so(post: Post, body: bytes, kind: str) -> None:
    await post.set_up(webhook_secret=KEY, webhook_auth="password")
    before = await post.kept()
    refused = await posted(post, body, kind, basic(KEY))
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid")
    assert await post.kept() == before


@pytest.mark.parametrize(
    ("way", "secret", "well"),
    [("signed", KEY, False), ("mailgun", KEY, True), ("password", KEY, True), ("password", "short", False)],
)
async def test_trying_it_tells_whether_a_secret_guards_anything(
    post: Post, way: str, secret: str, *, well: bool
) -> None:
    admin = await post.world.agent("admin")
    path = "/api/v1/settings/lines/email"
    now = (await admin.get(path)).json()
    values = {"address": SUPPORT, "webhook_auth": way}
    body = {"version": now["version"], "values": values, "secrets": {"webhook_secret": secret}}
    found = await admin.post(f"{path}/try", json=body)
    assert found.status_code == 200, found.text
    assert [one["ok"] for one in found.json()["items"] if one["step"] == "webhook"] == [well]
