"""What goes out: signed, threaded, in both languages, quoting nobody, and never to where somebody else says."""

import asyncio
from email import message_from_string
from email.message import EmailMessage

import dkim

from tests.channels.email.letters import (
    DKIM_KEY,
    PUBLIC_KEY,
    SUPPORT,
    Post,
    mail,
    somebody,
    words,
)
from tests.channels.email.servers import DESK, QUIET
from tests.world import BRAND
from trustdesk import customers
from trustdesk.kit import clock
from trustdesk.kit.actors import Actor


async def answered(post: Post, address: str, text: str = "Hello", **more: str) -> list[EmailMessage]:
    """Somebody writes and is answered: the two mails they get."""
    await post.write(mail(address, **more), sign=address.endswith("customers.example"))
    number = (await post.conversations_of(address))[-1]
    agent = await post.agent()
    assert (await agent.reply(number, text)).status_code == 201
    await post.settle()
    return await post.inbox(address, 2)


async def test_an_answer_is_signed_by_the_brand(post: Post) -> None:
    wei = somebody("wei")
    await answered(post, wei)
    raw = post.boxes.mails(wei.partition("@")[0])[-1]
    raw = raw[raw.index(b"DKIM-Signature:") :]
    key = f"v=DKIM1; k=rsa; p={PUBLIC_KEY}".encode()
    assert DKIM_KEY
    names: list[bytes] = []

    def zone(name: bytes, timeout: int = 5) -> bytes:
        names.append(name)
        return key

    assert dkim.verify(raw, dnsfunc=zone)
    assert names == [f"mail._domainkey.{DESK}.".encode()]
    assert not dkim.verify(raw.replace(b"\nSubject:", b"\nSubject: Urgent\nSubject:"), dnsfunc=zone)


async def test_an_answer_stands_in_its_chain(post: Post) -> None:
    wei = somebody("wei")
    letter = mail(wei, Subject="Deposit")
    await post.write(letter)
    [number] = await post.conversations_of(wei)
    agent = await post.agent()
    await agent.reply(number, "Which network?")
    await post.settle()
    word, asked = await post.inbox(wei, 2)
    assert asked["In-Reply-To"] == word["Message-ID"]
    assert str(asked["References"]).split() == [letter["Message-ID"], word["Message-ID"]]
    assert (asked["Subject"], asked["From"], asked["To"]) == ("Re: Deposit", f"Bitget <{SUPPORT}>", wei)
    assert asked["Auto-Submitted"] is None
    assert asked.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in asked.iter_parts()] == ["text/plain", "text/html"]
    assert "My deposit is missing" not in asked.as_string()


async def test_the_desks_own_word_is_fixed_and_asks_no_machine_to_answer(post: Post) -> None:
    wei = somebody("wei")
    await post.write(mail(wei, "Buy now at https://evil.example", Subject="Buy cheap coins"))
    [number] = await post.conversations_of(wei)
    [word] = await post.inbox(wei)
    assert word["Subject"] == f"We have your message: {number}"
    assert word["Auto-Submitted"] == "auto-replied"
    assert word["Return-Path"] == "<>"
    text = word.as_string()
    assert "evil" not in text
    assert "cheap" not in text
    assert "close this page" not in words(word)


async def test_who_is_not_shown_to_own_an_address_makes_it_get_one_word_a_day(post: Post) -> None:
    victim = f"{somebody('victim').partition('@')[0]}@{QUIET}"
    for count in range(4):
        await post.write(mail(victim, f"Letter {count}"), sign=False)
    assert len(await post.conversations_of(victim)) == 4
    await asyncio.to_thread(post.mta.drained)
    assert len(post.boxes.mails(victim.partition("@")[0])) == 1


async def test_a_strangers_subject_is_not_repeated(post: Post) -> None:
    li = f"{somebody('li').partition('@')[0]}@{QUIET}"
    _, asked = await answered(post, li, Subject="Call +1 555 0100 to get your coins")
    assert "get your coins" not in asked.as_string()
    assert str(asked["Subject"]).startswith("Your conversation BG-")


EVIL = """\
From: =?utf-8?q?Wei=0D=0ABcc=3A_all=40customers=2Eexample?= <{wei}>
To: {to}
Subject: =?utf-8?q?Hello=0D=0ABcc=3A_all=40customers=2Eexample?=
Message-ID: <evil>bcc:all@customers.example>
Date: Mon, 23 Nov 2026 10:00:00 +0000

Hello
"""


async def test_header_lines_are_made_of_values(post: Post) -> None:
    wei = somebody("wei")
    await post.write(message_from_string(EVIL.format(wei=wei, to=SUPPORT)), sign=False)
    [number] = await post.conversations_of(wei)
    agent = await post.agent()
    await agent.reply(number, "Yes\r\n.\r\nMAIL FROM:<evil@evil.example>\r\n")
    await post.settle()
    first, second = await post.inbox(wei, 2)
    assert (first["Bcc"], second["Bcc"], first["To"], second["To"]) == (None, None, wei, wei)
    assert "\n.\n" in words(second).replace("\r\n", "\n")
    await asyncio.to_thread(post.mta.drained)
    assert post.boxes.mails("all") == []


async def test_chinese_is_answered_in_chinese(post: Post) -> None:
    wei = somebody("wei")
    await post.write(mail(wei, "我的充值没有到账，请帮我查询一下，谢谢。", Subject="充值未到账"))
    [number] = await post.conversations_of(wei)
    [word] = await post.inbox(wei)
    assert word["Subject"] == f"我们已收到您的来信：{number}"
    assert "我们绝不会索要密码、验证码、助记词或私钥。" in words(word)


async def test_the_customers_own_code_stands_in_every_mail(post: Post) -> None:
    wei = somebody("wei")
    await post.write(mail(wei))
    [number] = await post.conversations_of(wei)
    async with post.house.db.transaction(BRAND) as tx:
        customer = await customers.known_as(tx, customers.Sender("email", wei))
        who = Actor(tenant=BRAND, kind="customer", id=str(customer), name="")
        await customers.set_anti_phishing_code(tx, who, "blue heron", clock.utc_now())
    agent = await post.agent()
    await agent.reply(number, "Hello")
    await post.settle()
    first, second = await post.inbox(wei, 2)
    assert "blue heron" not in words(first)
    assert "Your anti-phishing code: blue heron" in words(second)


async def test_files_go_as_links_that_expire(post: Post) -> None:
    wei = somebody("wei")
    await post.write(mail(wei))
    [number] = await post.conversations_of(wei)
    agent = await post.agent()
    pdf = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\ntrailer\n<<>>\n%%EOF\n"
    sent = await agent.post("/api/v1/files", params={"name": "statement.pdf"}, content=pdf)
    assert sent.status_code == 201, sent.text
    await agent.reply(number, "Here it is", attachments=[sent.json()["id"]])
    await post.settle()
    got = (await post.inbox(wei, 2))[-1]
    assert list(got.iter_attachments()) == []
    [line] = [line for line in words(got).splitlines() if line.startswith("statement.pdf: ")]
    opened = await post.world.stranger.get(line.partition(": ")[2])
    assert (opened.status_code, opened.content) == (200, pdf)


async def test_a_server_that_refuses_for_good_fails_the_delivery(post: Post) -> None:
    gone = "nobody@elsewhere.example"
    await post.write(mail(gone), sign=False)
    [number] = await post.conversations_of(gone)
    agent = await post.agent()
    await agent.reply(number, "Hello?")
    await post.settle()
    items = (await agent.get(f"/api/v1/conversations/{number}/deliveries")).json()["items"]
    assert [one["state"] for one in items] == ["failed", "failed"]
    assert "550 5.1.1" in items[-1]["reason"]
