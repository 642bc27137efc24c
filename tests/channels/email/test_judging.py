"""What was set aside: who judges it sees whom it names and what about, lets it in or drops it, on record."""

import pytest

from tests.channels.email.letters import SUPPORT, Post, mail, somebody
from tests.world import BRAND, Person
from trustdesk import evidence

PATH, HELD = "/api/v1/lines/email/failures", "/api/v1/lines/email/held"
SPAM = {"X-Spam-Flag": "YES"}


async def held(person: Person) -> list[dict[str, object]]:
    return (await person.get(PATH, params={"way": "in"})).json()["items"]


async def acts(post: Post) -> list[tuple[str, str]]:
    async with post.world.house.db.transaction(BRAND) as tx:
        return [(row.action, row.about_id) for row in await evidence.latest(tx, 3)]


async def test_what_was_no_spam_becomes_a_conversation(post: Post) -> None:
    wei, supervisor = somebody("wei"), await post.world.agent("supervisor")
    await post.write(mail(wei, "It is me", Subject="My code is 482913, help", **SPAM))
    [first, *_] = await held(supervisor)
    assert (first["state"], first["reason"], first["may_enter"]) == ("quarantined", "spam", True)
    assert first["sender"] == "w•••@customers.example"
    assert "help" in f"{first['subject']}"
    assert "482913" not in f"{first['subject']}"
    assert await post.conversations_of(wei) == []
    assert (await supervisor.post(f"{HELD}/{first['id']}/let-in", json={})).status_code == 204
    assert (await acts(post))[0] == ("arrival.let_in", first["id"])
    await post.settle()
    [number] = await post.conversations_of(wei)
    entries = await (await post.agent()).entries(number)
    assert "It is me" in entries[0]["text"]
    assert first["id"] not in [one["id"] for one in await held(supervisor)]
    again = await supervisor.post(f"{HELD}/{first['id']}/let-in", json={})
    assert again.status_code == 404


async def test_what_nobody_needs_is_dropped(post: Post) -> None:
    ann, supervisor = somebody("ann"), await post.world.agent("supervisor")
    await post.write(mail(ann, **{"List-Id": "<news.example>"}))
    [first, *_] = await held(supervisor)
    assert (first["reason"], first["may_enter"]) == ("list", True)
    assert (await supervisor.post(f"{HELD}/{first['id']}/drop", json={})).status_code == 204
    assert (await acts(post))[0] == ("arrival.dropped", first["id"])
    assert (await post.arrivals())[-1] == ("dropped", "list")
    assert first["id"] not in [one["id"] for one in await held(supervisor)]
    for verb in ("drop", "let-in"):
        assert (await supervisor.post(f"{HELD}/{first['id']}/{verb}", json={})).status_code == 404
    await post.settle()
    assert await post.conversations_of(ann) == []


@pytest.mark.parametrize("forged", [True, False])
async def test_nobody_lets_in_what_pretends_or_belongs_to_another_desk(post: Post, *, forged: bool) -> None:
    supervisor = await post.world.agent("supervisor")
    letter = (
        mail(SUPPORT)
        if forged
        else mail("no-reply@slack.com", "Your code is 123-456", Subject="Slack confirmation code")
    )
    await post.write(letter, sign=False)
    [first, *_] = await held(supervisor)
    assert first["reason"] == ("own_address" if forged else "verification")
    assert first["may_enter"] is False
    refused = await supervisor.post(f"{HELD}/{first['id']}/let-in", json={})
    assert refused.status_code == 404
    await post.settle()
    assert (await post.arrivals())[-1] == ("quarantined", first["reason"])


async def test_who_does_not_judge_sees_only_that_something_waits(post: Post) -> None:
    admin = await post.world.agent("admin")
    await post.write(mail(somebody(), "hello", Subject="About my account", **SPAM))
    [first, *_] = await held(admin)
    assert (first["sender"], first["subject"], first["may_enter"]) == ("", "", False)
    before = await acts(post)
    for verb in ("drop", "let-in"):
        assert (await admin.post(f"{HELD}/{first['id']}/{verb}", json={})).status_code == 403
    assert (await post.arrivals())[-1] == ("quarantined", "spam")
    assert await acts(post) == before


async def test_on_another_line_it_is_not_there(post: Post) -> None:
    supervisor = await post.world.agent("supervisor")
    await post.write(mail(somebody(), **SPAM))
    [first, *_] = await held(supervisor)
    path = f"/api/v1/lines/telegram/held/{first['id']}/let-in"
    assert (await supervisor.post(path, json={})).status_code == 404


async def test_what_was_let_in_is_forgotten_with_its_conversation(post: Post) -> None:
    wei, supervisor = somebody("wei"), await post.world.agent("supervisor")
    await post.write(mail(wei, **SPAM))
    [first, *_] = await held(supervisor)
    await supervisor.post(f"{HELD}/{first['id']}/let-in", json={})
    await post.settle()
    async with post.world.house.db.transaction(BRAND) as tx:
        case = await tx.value("select conversation from arrivals where id = $1", first["id"])
        from trustdesk.channels.post.actions import arrivals  # noqa: PLC0415 - what a reaction calls

        await arrivals.forget(tx, [case])
        assert await tx.value("select count(*) from held_arrivals where arrival = $1", first["id"]) == 0
