"""The embedded assistant: what it answers and rests on, when it asks back, when a person comes."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.assistant.people import ask, asked_and_answered, furnish, said, set_up, work
from tests.world import BRAND, World
from trustdesk import guard, knowledge
from trustdesk.kit import i18n

ENGLISH = i18n.words("en")


@pytest_asyncio.fixture(scope="module", loop_scope="session", autouse=True)
async def furnished(world: World) -> AsyncIterator[None]:
    await furnish(world)
    await set_up(world, mode="answer")
    yield


async def test_an_answer_is_an_articles_own_words_with_its_name_and_link(world: World) -> None:
    one = await asked_and_answered(world, "how do I create api keys")
    url = f"{world.base_url}/help/bitget/en/api-keys"
    assert one["author"]["kind"] == "system"
    assert one["text"].splitlines() == [
        "Our article “API keys” says:",
        "1. Create one key for one program, with reading or trading only.",
        "2. Bind it to the addresses of your server.",
        "3. Keep the secret outside of code, chats and pictures; it is shown once.",
        "4. Look at the list once a month and delete what you do not use.",
        "From the help centre: API keys",
        url,
    ]
    assert one["event"] == {
        "what": "assistant",
        "kind": "answered",
        "cited": [
            {
                "origin": "article",
                "slug": "api-keys",
                "title": "API keys",
                "url": url,
                "locale": "en",
                "version": 1,
            }
        ],
        "choices": [],
        "below": 2,
        "urgent": False,
    }
    assert (await world.stranger.get(url)).status_code == 200


@pytest.mark.parametrize(
    ("question", "locale", "slug", "written"),
    [
        ("充值没有到账怎么办", "zh-CN", "deposit-not-credited", "zh-CN"),
        ("充值沒有到賬怎麼辦", "zh-TW", "deposit-not-credited", "zh-CN"),
        ("where is my deposit, it has not arrived", "zh-CN", "deposit-not-credited", "en"),
        ("我的订单一直没有成交", "en", "order-not-filled", "zh-CN"),
    ],
)
async def test_it_answers_in_the_language_of_the_question(
    world: World, question: str, locale: str, slug: str, written: str
) -> None:
    one = await asked_and_answered(world, question, locale)
    [cited] = one["event"]["cited"]
    assert (cited["slug"], cited["locale"]) == (slug, written)
    assert cited["url"] == f"{world.base_url}/help/bitget/{written}/{slug}"


async def test_who_writes_in_another_language_is_told_so(world: World) -> None:
    one = await asked_and_answered(world, "как создать ключи api keys", "ru")
    assert one["text"].startswith("We have this in English and Chinese so far.\nOur article")


async def test_what_no_article_answers_goes_to_a_person(world: World) -> None:
    one = await asked_and_answered(world, "who won the football match yesterday")
    assert one["event"]["kind"] == "handed_over"
    assert one["text"] == ENGLISH.text("assistant.person.unknown")


@pytest.mark.parametrize(
    ("text", "locale", "why"),
    [
        ("someone hacked my account, how do I create api keys", "en", "urgent"),
        ("我的账户被盗了，币被转走", "zh-CN", "urgent"),
        ("you are scammers, this is ridiculous", "en", "upset"),
        ("骗子，我要起诉你们", "zh-CN", "upset"),
        ("I want to talk to a human", "en", "wanted"),
        ("转人工", "zh-CN", "wanted"),
    ],
)
async def test_danger_anger_and_a_wish_for_a_person_go_straight_to_one(
    world: World, text: str, locale: str, why: str
) -> None:
    visitor, agent = await world.visitor(locale=locale), await world.agent(capacity=0)
    number = await ask(visitor, text)
    await work(world, number)
    [one] = await said(visitor)
    assert one["text"].startswith(i18n.words(i18n.spoken(locale)).text(f"assistant.person.{why}"))
    assert one["event"]["urgent"] is (why == "urgent")
    row = await agent.row(number)
    assert row["priority"] == (3 if why == "urgent" else 1)
    assert row["tags"] == ["assistant"]


async def test_theft_comes_with_the_way_to_freeze(world: World) -> None:
    one = await asked_and_answered(world, "someone hacked my account")
    assert "freeze it in the app under Security" in one["text"]
    assert [cited["slug"] for cited in one["event"]["cited"]] == ["account-stolen"]


async def test_a_doubtful_question_is_asked_back_once_then_a_person_comes(world: World) -> None:
    visitor = await world.visitor()
    number = await ask(visitor, "my withdrawal")
    await work(world, number)
    [one] = await said(visitor)
    assert one["event"]["kind"] == "asked"
    assert one["event"]["choices"][0] == "My withdrawal is taking long"
    assert one["text"].startswith("I want to be sure. Which of these do you mean?\n• My withdrawal")
    await ask(visitor, "hmm, something with a review of I do not know what")
    await work(world, number)
    assert (await said(visitor))[-1]["event"]["kind"] == "handed_over"


async def test_choosing_what_is_meant_brings_the_answer(world: World) -> None:
    visitor = await world.visitor()
    number = await ask(visitor, "my withdrawal")
    await work(world, number)
    [one] = await said(visitor)
    await ask(visitor, one["event"]["choices"][0])
    await work(world, number)
    answer = (await said(visitor))[-1]
    assert answer["event"]["kind"] == "answered"
    assert answer["event"]["cited"][0]["slug"] == "withdrawal-pending"


async def test_a_greeting_is_returned_and_thanks_need_no_word(world: World) -> None:
    one = await asked_and_answered(world, "hello")
    assert one["text"].startswith("Hello, this is the automatic assistant of Bitget.")
    assert one["event"]["choices"][0] == "My deposit has not arrived"
    visitor = await world.visitor()
    number = await ask(visitor, "how do I create api keys")
    await work(world, number)
    await ask(visitor, "thank you so much!")
    await work(world, number)
    assert len(await said(visitor)) == 1


async def test_nobody_who_is_not_sure_promises_advice(world: World) -> None:
    one = await asked_and_answered(world, "which coin should I buy now")
    assert [cited["slug"] for cited in one["event"]["cited"]] in ([], ["no-advice"])


async def test_every_article_quotes_what_any_agent_may_say(world: World) -> None:
    """No quotation of ours would be stopped by the guard, in either language."""
    async with world.house.db.transaction(BRAND) as tx:
        for slug in ("api-keys", "withdrawal-fee", "account-stolen", "deposit-not-credited"):
            for locale in i18n.LOCALES:
                quote = await knowledge.quote(tx, world.house.brands[BRAND], slug, locale, "")
                assert quote is not None
                assert quote.lines
                assert guard.check_reply("\n".join((quote.summary, *quote.lines))) is None


async def test_suggesting_says_nothing_to_customers(world: World) -> None:
    await set_up(world, mode="suggest")
    try:
        visitor = await world.visitor()
        number = await ask(visitor, "how do I create api keys")
        await work(world, number)
        assert await said(visitor) == []
    finally:
        await set_up(world, mode="answer")
