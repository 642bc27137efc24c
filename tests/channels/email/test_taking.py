"""What is let in, what is set aside and what is dropped; nothing that was kept is lost."""

import asyncio

import pytest

from tests.channels.email.letters import SUPPORT, Post, bounce, mail, somebody, words
from tests.channels.email.servers import DESK
from trustdesk.channels.email.jobs.listener import LARGEST

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc00000030101"
    "0018dd8db00000000049454e44ae426082"
)


async def test_files_come_along(post: Post) -> None:
    wei = somebody("wei")
    letter = mail(wei, "See the picture")
    letter.add_attachment(PIXEL, maintype="image", subtype="png", filename="proof.png")
    letter.add_attachment(
        b"MZ not for us", maintype="application", subtype="octet-stream", filename="run.exe"
    )
    await post.write(letter)
    print(await post.arrivals())
    [number] = await post.conversations_of(wei)
    agent = await post.agent()
    first = (await agent.entries(number))[0]
    assert [one["media_type"] for one in first["attachments"]] == ["image/png"]
    [shown] = (await agent.get(f"/api/v1/conversations/{number}/mails")).json()["items"]
    assert shown["left_out"] == ["•••.exe"]
    assert shown["seq"] == first["seq"]


async def test_the_same_mail_twice_is_one_message(post: Post) -> None:
    wei = somebody("wei")
    letter = mail(wei, "Once")
    await post.write(letter)
    await post.write(letter)
    [number] = await post.conversations_of(wei)
    agent = await post.agent()
    assert [one["text"] for one in await agent.entries(number) if one["author"]["kind"] == "customer"] == [
        "A question\n\nOnce"
    ]
    assert (await post.arrivals())[-2:] == [("taken", ""), ("dropped", "duplicate")]


async def test_machines_are_not_answered(post: Post) -> None:
    wei = somebody("wei")
    await post.write(mail(wei, "I am away", Auto_Submitted="auto-replied"))
    assert (await post.arrivals())[-1] == ("dropped", "auto_reply")
    assert await post.conversations_of(wei) == []
    await asyncio.to_thread(post.mta.drained)
    assert post.boxes.mails(wei.partition("@")[0]) == []


async def test_a_mail_that_another_service_wants_confirmed_is_set_aside(post: Post) -> None:
    service = "no-reply@slack.com"
    letter = mail(
        service, "Your code is 123-456. Confirm your email address", Subject="Slack confirmation code"
    )
    await post.write(letter, sign=False)
    assert (await post.arrivals())[-1] == ("quarantined", "verification")
    assert await post.conversations_of(service) == []


@pytest.mark.parametrize(
    ("header", "reason"), [({"X-Spam-Flag": "YES"}, "spam"), ({"List-Id": "<news.example>"}, "list")]
)
async def test_bulk_and_spam_wait_for_a_person(post: Post, header: dict[str, str], reason: str) -> None:
    letter = mail(somebody(), **header)
    await post.write(letter)
    assert (await post.arrivals())[-1] == ("quarantined", reason)


async def test_secrets_are_masked_before_they_are_stored(post: Post) -> None:
    wei = somebody("wei")
    await post.write(mail(wei, "My password: Tr0ub4dor&3 please", Subject="Password: Tr0ub4dor&3"))
    [number] = await post.conversations_of(wei)
    agent = await post.agent()
    first = (await agent.entries(number))[0]
    assert "Tr0ub4dor" not in first["text"]
    assert "⟦secret: password⟧" in first["text"]
    mails = await agent.get(f"/api/v1/conversations/{number}/mails")
    assert "Tr0ub4dor" not in mails.text


async def test_bad_news_of_an_answer_is_told_in_its_conversation(post: Post) -> None:
    wei = somebody("wei")
    await post.write(mail(wei))
    [number] = await post.conversations_of(wei)
    agent = await post.agent()
    await agent.reply(number, "Hello?")
    await post.settle()
    sent = (await post.inbox(wei, 2))[-1]
    await post.write(bounce(str(sent["Message-ID"]), str(sent["Reply-To"])), sign=False)
    assert (await post.arrivals())[-1] == ("dropped", "bounce")
    items = (await agent.get(f"/api/v1/conversations/{number}/deliveries")).json()["items"]
    assert [one["state"] for one in items] == ["sent", "failed"]
    assert "5.1.1" in items[-1]["reason"]
    await post.write(bounce(f"<aaaaaaaaaa.{'a' * 26}.{'a' * 26}@{DESK}>"), sign=False)
    assert (await post.arrivals())[-1] == ("dropped", "bounce_unknown")


async def test_who_is_not_ours_is_refused_at_the_door(post: Post) -> None:
    before = await post.kept()
    await asyncio.to_thread(post.submit, mail(somebody()), f"nobody@{DESK}")
    await asyncio.to_thread(post.mta.drained)
    assert await post.kept() == before
    assert "550 5.1.1 no such mailbox here" in post.mta.log()


async def test_what_is_unreadable_waits_with_its_reason(post: Post) -> None:
    wei = somebody("wei")
    letter = mail(wei)
    letter["X-Long"] = "a" * 900
    for count in range(300):
        letter[f"X-Line-{count}"] = "x"
    await post.write(letter, sign=False)
    state, reason = (await post.arrivals())[-1]
    assert (state, reason.partition(":")[0]) == ("quarantined", "unreadable")


def test_the_limit_is_that_of_the_reader() -> None:
    assert LARGEST == 25 * 1024 * 1024


async def test_an_empty_mail_is_a_message_still(post: Post) -> None:
    wei = somebody("wei")
    await post.write(mail(wei, "", Subject="Please call"))
    [number] = await post.conversations_of(wei)
    agent = await post.agent()
    assert (await agent.entries(number))[0]["text"] == "Please call"
    [word] = await post.inbox(wei)
    assert number in words(word)
    assert word["Reply-To"].startswith(SUPPORT.partition("@")[0] + "+")
