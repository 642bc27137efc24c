"""A report of phishing: the original mail read within bounds, compared, made a security case; and one of what is ours."""

from typing import Any

import httpx

from tests.exchange.sandbox import held, signed_in
from tests.procedures.story import Story
from tests.world import World, fresh

TRUE, FALSE = "20260901", "20260902"
SLUG = "phishing_report"
MAIL = """\
From: Bitget Support <support@bltget.example>
Reply-To: help@recover-funds.test
Return-Path: <bounce@bulk-sender.test>
Authentication-Results: mx.mailbox.test; spf=fail; dkim=none; dmarc=fail
To: customer@mailbox.test
Subject: Your account will be closed within 24 hours
Date: Thu, 26 Nov 2026 09:00:00 +0000
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8

<p>Confirm your password and your recovery phrase at
<a href="https://bltget.example/login">www.bitget.example</a> immediately.</p>
<img src="https://tracker.test/pixel.gif">
"""


async def report(story: Story, text: str, mail: str = "") -> httpx.Response:
    body = {"client_id": fresh(), "text": text, "seen": "mail"} | ({"mail": mail} if mail else {})
    answer = await story.person.post("/api/v1/widget/reports", json=body)
    await story.settle()
    return answer


async def begun(world: World, uid: str, text: str = "hello") -> Story:
    person, number = await signed_in(world, uid, text)
    agent = await world.agent()
    await held(world, agent, number)
    story = Story(world, person, agent, number)
    await story.settle()
    return story


def signs(view: dict[str, Any]) -> set[str]:
    return {
        one["value"]["en"] for one in view["diagnosis"]["proofs"] if one["label"]["en"] == "Gives it away"
    }


async def test_an_original_mail_is_taken_apart_and_becomes_a_security_case(world: World) -> None:
    compliance = await world.agent("compliance")
    story = await begun(world, TRUE)
    sent = await report(story, "support@bltget.example", MAIL)
    assert sent.status_code == 201, sent.text
    found = await story.now(SLUG)
    assert (found["state"], found["owner"], found["diagnosis"]["code"]) == ("reported", "agent", "look_alike")
    assert signs(found) == {
        "Answers go to another domain than the sender's",
        "It was sent by another domain than the sender's",
        "The name shown is borrowed, the address is not ours",
        "The sender's domain does not stand up for it",
        "A link shows one address and leads to another",
        "It asks for a secret",
        "It hurries its reader",
    }
    [drawn] = {
        one["value"]["en"]
        for one in found["diagnosis"]["proofs"]
        if one["value"]["en"].startswith("support@b[")
    }
    assert "[l→i]" in drawn
    row = await story.agent.row(story.number)
    assert (row["topic"], row["priority"], row["tags"]) == ("phishing", 3, ["security"])
    alerts = (await compliance.get("/api/v1/alerts")).json()["items"]
    assert f"{story.number} {SLUG}" in [one["about"] for one in alerts]


async def test_whoever_may_have_been_harmed_is_offered_the_freeze_as_well(world: World) -> None:
    story = await begun(world, "20260801")  # a strange device has been at this account
    await report(story, "bltget.example")
    assert (await story.now("account_stolen"))["state"] == "offered"
    entries = (await story.person.get("/api/v1/widget/conversation")).json()["entries"]
    assert any("Thank you for reporting it" in one["text"] for one in entries)


async def test_what_is_ours_is_explained_and_no_case(world: World) -> None:
    story = await begun(world, FALSE, "Is this really you? https://support.bitget.example/help")
    found = await story.now(SLUG)
    assert (found["state"], found["owner"], found["diagnosis"]["code"]) == ("found", "agent", "official")
    assert (await story.agent.row(story.number))["tags"] == []
    declined = await story.do(SLUG, "moves", event="refuse")
    assert declined.status_code == 200, declined.text
    assert (await story.now(SLUG))["ending"] == "refused"


async def test_a_mail_that_is_too_much_for_the_parser_is_kept_and_said(world: World) -> None:
    story = await begun(world, "20260302")
    bomb = (
        "From: a@bltget.example\nDate: x\nSubject: y\n"
        + "".join(f"X-{n}: {'a' * 100}\n" for n in range(400))
        + "\nhello"
    )
    assert (await report(story, "bltget.example", bomb)).status_code == 201
    found = await story.now(SLUG)
    assert (found["state"], found["diagnosis"]["code"]) == ("reported", "look_alike")
    assert any("could not be read" in one["value"]["en"] for one in found["diagnosis"]["proofs"])
