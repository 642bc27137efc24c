"""One mail's whole way: mail server, row, conversation, agent, mail server, and back into the same conversation."""

from tests.channels.email.letters import Post, answer, mail, somebody, words


async def test_a_mail_is_answered_and_goes_on(post: Post) -> None:
    wei = somebody("wei")
    await post.write(mail(wei, "My deposit is missing", Subject="Deposit"))
    print(await post.arrivals(), await post.kept())
    [number] = await post.conversations_of(wei)
    [word] = await post.inbox(wei)
    assert number in words(word)
    agent = await post.agent()
    [first, said] = await agent.entries(number)
    assert (first["text"], first["line"], first["author"]["kind"]) == (
        "Deposit\n\nMy deposit is missing",
        "email",
        "customer",
    )
    assert said["author"]["kind"] == "system"

    assert (await agent.reply(number, "Which network did you use?")).status_code == 201
    await post.settle()
    [_, asked] = await post.inbox(wei, 2)
    assert "Which network did you use?" in words(asked)
    assert asked["To"] == wei

    await post.write(answer(asked, wei, "TRON"))
    assert await post.conversations_of(wei) == [number]
    last = (await agent.entries(number))[-1]
    assert (last["text"], last["author"]["kind"]) == ("TRON", "customer")
