"""The check phrase: the same on both sides of one conversation, another one elsewhere and tomorrow."""

from datetime import UTC, datetime, timedelta

from mnemonic import Mnemonic

from tests.world import World, fresh
from trustdesk.kit.ids import uuid7
from trustdesk.kit.secrets import Keys
from trustdesk.official import phrase_of
from trustdesk.official.rules.phrases import EN, OF_A_BRAND, ZH, of_brand

NOW = datetime(2026, 11, 25, 23, 59, tzinfo=UTC)
KEYS = Keys(b"k" * 32)


async def test_customer_and_agent_see_the_same_words(world: World) -> None:
    visitor, agent = await world.visitor(), await world.agent()
    assert (await visitor.get("/api/v1/widget/phrase")).status_code == 404
    written = await visitor.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": "hello"})
    number = written.json()["conversation"]
    mine = (await visitor.get("/api/v1/widget/phrase")).json()
    assert mine == (await agent.get(f"/api/v1/conversations/{number}/phrase")).json()
    assert [len(mine[language]) for language in ("en", "zh-CN")] == [3, 3]
    stranger = await world.visitor()
    await stranger.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": "hello"})
    assert (await stranger.get("/api/v1/widget/phrase")).json() != mine


async def test_who_may_not_read_a_conversation_hears_no_phrase(world: World) -> None:
    key = await world.integration()
    number = await world.letter(key)
    for person, status in (
        (await world.agent("admin"), 404),
        (await world.agent(brand="bybit"), 404),
        (world.stranger, 401),
        (await world.visitor(), 403),
    ):
        assert (await person.get(f"/api/v1/conversations/{number}/phrase")).status_code == status


def test_a_phrase_lasts_for_a_day_and_depends_on_key_brand_and_conversation() -> None:
    case = uuid7()
    phrase = phrase_of(KEYS, "bitget", case, NOW)
    assert phrase.until == datetime(2026, 11, 26, tzinfo=UTC)
    assert phrase_of(KEYS, "bitget", case, NOW - timedelta(hours=23)) == phrase
    others = [
        phrase_of(KEYS, "bitget", case, NOW + timedelta(minutes=1)),
        phrase_of(KEYS, "bitget", uuid7(), NOW),
        phrase_of(KEYS, "bybit", case, NOW),
        phrase_of(Keys(b"o" * 32), "bitget", case, NOW),
    ]
    assert phrase.en not in [other.en for other in others]
    assert phrase.zh not in [other.zh for other in others]


def test_no_word_of_ours_stands_in_a_wallets_list() -> None:
    for words, wallets in ((EN, Mnemonic("english").wordlist), (ZH, Mnemonic("chinese_simplified").wordlist)):
        assert set(words) & set(wallets) == set()
        assert len(words) == len(set(words)) >= OF_A_BRAND


def test_each_brand_has_a_list_of_its_own() -> None:
    lists = [of_brand(brand, EN) for brand in ("bitget", "bybit", "bitp", "bitmart")]
    assert len(set(map(frozenset, lists))) == 4
    assert {len(one) for one in lists} == {OF_A_BRAND}
