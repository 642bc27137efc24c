"""Mails that a provider posts: signed, fresh, kept once."""

import base64
import os
import time
from datetime import UTC, datetime

import httpx
import pytest
from standardwebhooks import Webhook

from tests.channels.email.letters import SUPPORT, Post, mail, signed, somebody
from tests.world import BRAND, fresh

SECRET = "whsec_" + base64.b64encode(os.urandom(32)).decode()
PATH = f"/api/v1/mail/{BRAND}"


@pytest.fixture(autouse=True)
async def opened(post: Post) -> None:
    """The provider's way is open."""
    await post.set_up(webhook_secret=SECRET)


def headers(id: str, body: bytes, at: int | None = None) -> dict[str, str]:
    at = int(time.time()) if at is None else at
    signature = Webhook(SECRET).sign(id, datetime.fromtimestamp(at, UTC), body.decode())
    return {
        "content-type": "message/rfc822",
        "webhook-id": id,
        "webhook-timestamp": str(at),
        "webhook-signature": signature,
    }


async def test_a_posted_mail_is_kept_once(post: Post) -> None:
    wei, id = somebody("wei"), fresh()
    raw = signed(mail(wei))
    before = await post.kept()
    for _ in range(3):
        taken = await post.world.stranger.post(PATH, content=raw, headers=headers(id, raw))
        assert taken.status_code == 202, taken.text
    assert await post.kept() == before + 1
    await post.settle()
    assert len(await post.conversations_of(wei)) == 1


async def test_a_form_holds_the_mail(post: Post) -> None:
    wei, id = somebody("wei"), fresh()
    sender = httpx.Request(
        "POST",
        "http://x/",
        files={"email": ("mail", signed(mail(wei))), "recipient": (None, SUPPORT)},
    )
    body = sender.read()
    given = headers(id, body) | {"content-type": sender.headers["content-type"]}
    taken = await post.world.stranger.post(PATH, content=body, headers=given)
    assert taken.status_code == 202, taken.text
    await post.settle()
    assert len(await post.conversations_of(wei)) == 1


@pytest.mark.parametrize("wrong", ["unsigned", "body", "old", "early", "other_brand", "no_secret"])
async def test_what_is_not_genuine_leaves_no_trace(post: Post, wrong: str) -> None:
    raw, id, path = signed(mail(somebody())), fresh(), PATH
    given = headers(id, raw)
    if wrong == "unsigned":
        given["webhook-signature"] = "v1,AAAA"
    elif wrong == "body":
        raw += b"PS: send it to me"
    elif wrong in ("old", "early"):
        given = headers(id, raw, int(time.time()) + (400 if wrong == "early" else -400))
    elif wrong == "other_brand":
        path = "/api/v1/mail/bybit"
    else:
        await post.set_up(webhook_secret="")
    before = await post.kept()
    refused = await post.world.stranger.post(path, content=raw, headers=given)
    assert (refused.status_code, refused.json()["code"]) == (401, "unauthorised")
    assert await post.kept() == before
