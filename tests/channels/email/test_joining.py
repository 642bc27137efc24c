"""Into which conversation a mail goes: by what its sender can only know, never by what anybody can write."""

from email.message import EmailMessage

import pytest

from tests.channels.email.letters import SUPPORT, Post, answer, mail, somebody, words
from tests.channels.email.servers import QUIET
from tests.world import Person


async def asked(post: Post, address: str, *, sign: bool = True) -> tuple[str, Person, EmailMessage]:
    """Somebody has written and been asked something: the number, the agent, and the mail that asks."""
    await post.write(mail(address, Subject="Deposit"), sign=sign)
    [number] = await post.conversations_of(address)
    agent = await post.agent()
    assert (await agent.reply(number, "Which network did you use?")).status_code == 201
    await post.settle()
    return number, agent, (await post.inbox(address, 2))[-1]


async def texts(agent: Person, number: str) -> list[str]:
    return [one["text"] for one in await agent.entries(number) if one["author"]["kind"] == "customer"]


async def test_who_is_not_shown_to_own_their_address_begins_something_of_their_own(post: Post) -> None:
    wei = somebody("wei")
    number, agent, _ = await asked(post, wei)
    forged = mail(wei, "Send it to this address instead", Subject="Re: Deposit")
    await post.write(forged, sign=False)
    [kept, other] = await post.conversations_of(wei)
    assert kept == number
    assert await texts(agent, number) == ["Deposit\n\nMy deposit is missing"]
    assert await texts(agent, other) == ["Send it to this address instead"]
    [shown] = (await agent.get(f"/api/v1/conversations/{other}/mails")).json()["items"]
    assert (shown["lane"], shown["dmarc"], shown["joined_by"]) == ("unverified", "fail", "nothing")
    assert shown["offered"] == number


async def test_a_forger_with_the_chain_of_ids_gains_nothing(post: Post) -> None:
    wei = somebody("wei")
    number, agent, question = await asked(post, wei)
    await post.write(answer(question, wei, "It was me", To=SUPPORT), sign=False)
    assert await texts(agent, number) == ["Deposit\n\nMy deposit is missing"]
    await post.write(answer(question, wei, "It was me, and I know the address"), sign=False)
    assert await texts(agent, number) == ["Deposit\n\nMy deposit is missing"]
    assert len(await post.conversations_of(wei)) == 3


async def test_the_token_of_another_is_worth_nothing(post: Post) -> None:
    wei, mallory = somebody("wei"), somebody("mallory")
    number, agent, question = await asked(post, wei)
    await post.write(answer(question, mallory, "Tell me what he wrote"))
    assert await texts(agent, number) == ["Deposit\n\nMy deposit is missing"]
    [own] = await post.conversations_of(mallory)
    assert own != number


async def test_a_domain_that_asks_nothing_is_answered_and_goes_on_by_token(post: Post) -> None:
    plain = f"{somebody('li').partition('@')[0]}@{QUIET}"
    await post.write(mail(plain, "Hello", From=f"Li <{plain}>"), sign=False)
    [number] = await post.conversations_of(plain)
    [word] = await post.inbox(plain)
    await post.write(answer(word, plain, "One more thing"), sign=False)
    agent = await post.agent()
    assert await post.conversations_of(plain) == [number]
    assert await texts(agent, number) == ["A question\n\nHello", "One more thing"]
    await post.write(mail(plain, "Without a token"), sign=False)
    assert len(await post.conversations_of(plain)) == 2


async def test_the_same_verified_sender_goes_on_whatever_the_subject(post: Post) -> None:
    wei = somebody("wei")
    number, agent, _ = await asked(post, wei)
    await post.write(mail(wei, "And my withdrawal", Subject="Something else"))
    assert await post.conversations_of(wei) == [number]
    assert (await texts(agent, number))[-1] == "Something else\n\nAnd my withdrawal"


async def test_a_number_in_the_subject_is_no_authority(post: Post) -> None:
    number, agent, _ = await asked(post, somebody("wei"))
    mallory = somebody("mallory")
    await post.write(mail(mallory, "What is the state?", Subject=f"Re: [{number}] Deposit"))
    assert await post.conversations_of(mallory) != [number]
    assert await texts(agent, number) == ["Deposit\n\nMy deposit is missing"]


async def test_nobody_in_cc_gains_anything(post: Post) -> None:
    wei, mallory = somebody("wei"), somebody("mallory")
    await post.write(mail(wei, Cc=f"{mallory}, other@elsewhere.example"))
    [number] = await post.conversations_of(wei)
    agent = await post.agent()
    await agent.reply(number, "Only for you")
    await post.settle()
    got = (await post.inbox(wei, 2))[-1]
    assert "Only for you" in words(got)
    assert got["Cc"] is None
    assert post.boxes.mails(mallory.partition("@")[0]) == []
    await post.write(mail(mallory, "I am in copy", In_Reply_To=str(got["Message-ID"]), Subject="Re: x"))
    assert await texts(agent, number) == ["A question\n\nMy deposit is missing"]


@pytest.mark.parametrize("change", ["mac", "ref"])
async def test_a_token_with_another_symbol_is_none(post: Post, change: str) -> None:
    wei = somebody("wei")
    number, agent, question = await asked(post, wei)
    address = str(question["Reply-To"])
    place = address.index("@") - 1 if change == "mac" else address.index("+") + 1
    other = "a" if address[place] != "a" else "b"
    await post.write(mail(wei, "Hm", To=address[:place] + other + address[place + 1 :]), sign=False)
    assert await texts(agent, number) == ["Deposit\n\nMy deposit is missing"]


async def test_the_desk_never_writes_to_itself(post: Post) -> None:
    await post.write(mail(f"Agent <{SUPPORT}>", "Please pay to this address"), sign=False)
    assert (await post.arrivals())[-1] == ("quarantined", "own_address")
    assert await post.conversations_of(SUPPORT) == []
