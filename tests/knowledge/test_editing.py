"""Writing articles: kept as it is written, never over somebody else's words, public when it is sound."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
import pytest_asyncio

from tests.guard.paths import PICTURE
from tests.world import BRAND, Person, World
from trustdesk.kit import clock
from trustdesk.knowledge.jobs import jobs

BASE = "/api/v1/knowledge"
CARD = {"category": "deposit", "topics": ["deposit"], "owner": "deposits"}
WORDS = {
    "title": "Where coins go",
    "summary": "In short.",
    "questions": ["where are my coins", "coins gone"],
    "body": "1. Look.\n2. Ask.\n",
}


@pytest_asyncio.fixture(loop_scope="session")
async def editor(world: World) -> AsyncIterator[Person]:
    yield await world.agent(role="editor")


async def begun(editor: Person, slug: str, card: dict[str, Any] = CARD) -> None:
    made = await editor.put(f"{BASE}/articles/{slug}", json={"revision": 0, "card": card})
    assert made.status_code == 200, made.text


async def written(
    editor: Person, slug: str, revision: int, locale: str = "en", **more: Any
) -> httpx.Response:
    path = f"{BASE}/articles/{slug}/{locale}/draft"
    return await editor.put(path, json={"revision": revision, "wording": WORDS | more})


async def published(
    editor: Person, slug: str, revision: int, locale: str = "en", **more: Any
) -> httpx.Response:
    return await editor.post(f"{BASE}/articles/{slug}/{locale}/publish", json={"revision": revision, **more})


async def page(world: World, slug: str, locale: str = "en") -> httpx.Response:
    return await world.stranger.get(f"/help/{BRAND}/{locale}/{slug}")


async def test_from_the_first_word_to_the_public_page_and_back(world: World, editor: Person) -> None:
    await begun(editor, "first-word")
    assert (await written(editor, "first-word", 0)).json()["revision"] == 1
    assert (await page(world, "first-word")).status_code == 404
    done = (await published(editor, "first-word", 1)).json()
    assert (done["open"], done["public"]["version"], done["revision"]) == (False, 1, 2)
    assert "<h1>Where coins go</h1>" in (await page(world, "first-word")).text
    gone = await editor.post(f"{BASE}/articles/first-word/en/unpublish")
    assert gone.json()["public"] is None
    assert (await page(world, "first-word")).status_code == 404


async def test_the_same_said_twice_is_done_once(editor: Person) -> None:
    await begun(editor, "said-twice")
    await begun(editor, "said-twice")
    first, again = await written(editor, "said-twice", 0), await written(editor, "said-twice", 0)
    assert first.json() == again.json()
    first, again = await published(editor, "said-twice", 1), await published(editor, "said-twice", 1)
    assert first.json() == again.json()
    kept = (await editor.get(f"{BASE}/articles/said-twice/en/versions")).json()["items"]
    assert [one["version"] for one in kept] == [1]


async def test_nobody_writes_over_words_they_have_not_seen(world: World, editor: Person) -> None:
    other = await world.agent(role="editor")
    await begun(editor, "two-editors")
    await written(editor, "two-editors", 0)
    assert (await written(other, "two-editors", 1, title="Theirs")).json()["revision"] == 2
    late = await written(editor, "two-editors", 1, title="Mine")
    assert (late.status_code, late.json()["code"], late.json()["revision"]) == (409, "article_changed", 2)
    early = await published(editor, "two-editors", 1)
    assert (early.status_code, early.json()["code"]) == (409, "article_changed")
    kept = (await editor.get(f"{BASE}/articles/two-editors")).json()["texts"]["en"]
    assert (kept["title"], kept["public"]) == ("Theirs", None)
    card = {"revision": 7, "card": CARD | {"owner": "me"}}
    assert (await editor.put(f"{BASE}/articles/two-editors", json=card)).status_code == 409


async def test_what_is_thrown_away_never_lets_old_words_over_new_ones(editor: Person) -> None:
    await begun(editor, "thrown-away")
    await written(editor, "thrown-away", 0)
    gone = await editor.post(f"{BASE}/articles/thrown-away/en/discard", json={"revision": 1})
    assert (gone.json()["open"], gone.json()["title"]) == (False, "")
    assert (await written(editor, "thrown-away", 0)).status_code == 409
    assert (await written(editor, "thrown-away", 2)).json()["revision"] == 3


@pytest.mark.parametrize(
    ("flaw", "code"),
    [
        ({"title": " "}, "no_title"),
        ({"body": "See {{figure.unheard_of}}."}, "unknown_placeholder"),
        ({"body": "[there](no-such-article)"}, "dead_link"),
        ({"body": "![](../pictures/x.png)"}, "no_alt"),
        ({"body": "![a map](../pictures/x.png)"}, "unknown_picture"),
        ({"body": "![a map](https://elsewhere.example/x.png)"}, "unknown_picture"),
    ],
)
async def test_what_is_not_sound_does_not_become_public(
    world: World, editor: Person, flaw: dict[str, str], code: str
) -> None:
    slug = f"unsound-{code.replace('_', '-')}-{len(str(flaw))}"
    await begun(editor, slug)
    await written(editor, slug, 0, **flaw)
    refused = await published(editor, slug, 1)
    assert (refused.status_code, refused.json()["code"]) == (422, "article_unfit")
    assert code in [one["code"] for one in refused.json()["errors"]]
    seen = await editor.post(f"{BASE}/preview", json={"tongue": "en", "wording": WORDS | flaw})
    assert code in [one["code"] for one in seen.json()["flaws"] if not one["hint"]]
    assert (await page(world, slug)).status_code == 404


async def test_an_earlier_version_comes_back(world: World, editor: Person) -> None:
    await begun(editor, "comes-back")
    await written(editor, "comes-back", 0)
    await published(editor, "comes-back", 1)
    await written(editor, "comes-back", 2, body="1. Wait.\n2. Ask.\n")
    await published(editor, "comes-back", 3)
    told = await editor.get(f"{BASE}/articles/comes-back/en/compare", params={"before": 1, "after": 2})
    changed = [(one["mark"], one["text"]) for one in told.json()["lines"] if one["mark"] != "same"]
    assert changed == [("gone", "1. Look."), ("new", "1. Wait.")]
    back = await editor.post(f"{BASE}/articles/comes-back/en/restore", json={"revision": 4, "version": 1})
    assert (back.json()["open"], back.json()["body"]) == (True, WORDS["body"])
    assert (await published(editor, "comes-back", 5)).json()["public"]["version"] == 3
    assert "Look." in (await page(world, "comes-back")).text


async def test_what_has_its_time_is_public_then_and_no_longer_than_its_last_day(
    world: World, editor: Person
) -> None:
    now = clock.utc_now()
    await begun(editor, "has-its-time", CARD | {"expires_on": str((now + timedelta(days=9)).date())})
    await written(editor, "has-its-time", 0)
    waits = await published(editor, "has-its-time", 1, at=(now + timedelta(hours=1)).isoformat())
    assert (waits.json()["public"], waits.json()["scheduled"]["version"]) == (None, 1)
    [job] = jobs()
    await job.run(world.house.db, BRAND, {})
    assert (await page(world, "has-its-time")).status_code == 404
    async with world.house.db.transaction(BRAND) as tx:
        await tx.do(
            "update article_versions set publish_at = now() - interval '1 s' where state = 'scheduled'"
        )
    for _ in range(2):
        await job.run(world.house.db, BRAND, {})
        assert (await page(world, "has-its-time")).status_code == 200
    over = {"revision": 1, "card": CARD | {"expires_on": str((now - timedelta(days=1)).date())}}
    await editor.put(f"{BASE}/articles/has-its-time", json=over)
    await job.run(world.house.db, BRAND, {})
    assert (await page(world, "has-its-time")).status_code == 404


async def test_a_translation_shows_what_it_has_not_followed(editor: Person) -> None:
    await begun(editor, "follows")
    for locale in ("en", "zh-CN"):
        await written(editor, "follows", 0, locale)
        await published(editor, "follows", 1, locale)
    await written(editor, "follows", 2, body="1. Look.\n2. Look again.\n3. Ask.\n")
    assert (await published(editor, "follows", 3)).json()["changed"] == [1, 2]

    async def behind() -> list[str]:
        rows = (await editor.get(f"{BASE}/articles", params={"q": "follows"})).json()["items"]
        return next(one["behind"] for one in rows if one["slug"] == "follows")

    assert await behind() == ["zh-CN"]
    await written(editor, "follows", 2, "zh-CN", body="1. 看。\n2. 再看。\n3. 问。\n")
    await published(editor, "follows", 3, "zh-CN", in_step=True)
    assert await behind() == []
    assert (await editor.get(f"{BASE}/articles/follows")).json()["texts"]["en"]["changed"] == []


async def test_articles_are_found_by_where_they_stand(world: World, editor: Person) -> None:
    today = clock.utc_now().date()
    await begun(editor, "stands-review", CARD | {"review_by": str(today)})
    await begun(editor, "stands-draft")
    await written(editor, "stands-draft", 0)
    await begun(editor, "stands-public", CARD | {"category": "rules"})
    await written(editor, "stands-public", 0)
    await published(editor, "stands-public", 1)
    async with world.house.db.transaction(BRAND) as tx:
        await tx.do(
            """insert into article_votes (tenant, article, locale, voter, helpful, at)
            select $1, id, 'en', decode(voter, 'hex'), false, now()
            from articles, unnest(array['01', '02']) voter where slug = 'stands-public'""",
            BRAND,
        )

    async def found(**asked: str) -> list[str]:
        rows = (await editor.get(f"{BASE}/articles", params={"q": "stands-", **asked})).json()["items"]
        return [one["slug"] for one in rows]

    assert await found() == ["stands-draft", "stands-public", "stands-review"]
    assert await found(only="review") == ["stands-review"]
    assert await found(only="draft", tongue="en") == ["stands-draft"]
    assert await found(only="published") == ["stands-public"]
    assert await found(only="missing", tongue="zh-CN") == ["stands-draft", "stands-public", "stands-review"]
    assert await found(only="unhelpful") == ["stands-public"]
    assert await found(category="rules") == ["stands-public"]
    assert await found(cursor="stands-draft") == ["stands-public", "stands-review"]


async def test_a_block_is_written_once_for_all_who_quote_it(world: World, editor: Person) -> None:
    await begun(editor, "quotes")
    await written(editor, "quotes", 0, body="1. Look.\n\n> {{block.risk}}\n")
    await published(editor, "quotes", 1)
    path = f"{BASE}/blocks/risk/en"
    assert (await editor.put(path, json={"version": 0, "text": "Coins fall."})).json()["version"] == 1
    assert (await editor.put(path, json={"version": 0, "text": "Coins fall."})).json()["version"] == 1
    assert (await editor.put(path, json={"version": 0, "text": "Mine."})).status_code == 409
    assert "Coins fall." in (await page(world, "quotes")).text
    uses = (await editor.get(f"{path}/uses")).json()["items"]
    assert uses == [{"slug": "quotes", "locale": "en", "title": "Where coins go", "draft": False}]
    before = (await editor.get(path)).json()["items"]
    assert [one["version"] for one in before] == [1, 0]
    assert (await editor.put(path, json={"version": 1, "text": before[1]["text"]})).json()["version"] == 2


async def test_a_picture_is_made_anew_and_seen_by_everybody(world: World, editor: Person) -> None:
    path = f"{BASE}/pictures?name=A%20Map.PNG"
    headers = {"content-type": "image/png"}
    taken = (await editor.post(path, content=PICTURE + b"hidden behind", headers=headers)).json()
    assert taken["source"].startswith("../pictures/a-map-")
    assert (await editor.post(path, content=PICTURE, headers=headers)).json() == taken
    seen = await world.stranger.get(taken["address"])
    assert (seen.status_code, seen.headers["content-type"]) == (200, "image/png")
    assert b"hidden" not in seen.content
    known = {"if-none-match": seen.headers["etag"]}
    assert (await world.stranger.get(taken["address"], headers=known)).status_code == 304
    await begun(editor, "has-a-picture")
    await written(editor, "has-a-picture", 0, body=f"1. Look.\n\n![a map]({taken['source']})\n")
    await published(editor, "has-a-picture", 1)
    shown = f'<img src="{taken["address"]}" alt="a map" width="1" height="1"'
    assert shown in (await page(world, "has-a-picture")).text


@pytest.mark.parametrize(
    "body", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.4", b"\x89PNG\r\n\x1a\nno"]
)
async def test_what_is_no_picture_is_refused(world: World, editor: Person, body: bytes) -> None:
    refused = await editor.post(f"{BASE}/pictures?name=x.svg", content=body)
    assert refused.status_code in {400, 415, 422}
    async with world.house.db.transaction(BRAND) as tx:
        assert await tx.value("select count(*) from article_pictures where name like 'x-%'") == 0


async def test_figures_are_offered_with_their_day(editor: Person) -> None:
    items = (await editor.get(f"{BASE}/placeholders", params={"tongue": "en"})).json()["items"]
    [lock] = [one for one in items if one["name"] == "figure.security_lock"]
    assert lock == {
        "name": "figure.security_lock",
        "kind": "figure",
        "value": "24 hours",
        "day": "2026-11-26",
    }
    assert "block.secrets" in [one["name"] for one in items]


async def test_a_question_is_tried_before_it_is_public(editor: Person) -> None:
    await begun(editor, "tries")
    await written(editor, "tries", 0)
    body = {"tongue": "en", "question": "zebra crossing of the moon", "slug": "tries"}
    assert (await editor.post(f"{BASE}/try", json=body)).json()["rank"] is None
    draft = WORDS | {"questions": ["zebra crossing of the moon"]}
    tried = (await editor.post(f"{BASE}/try", json=body | {"wording": draft})).json()
    assert (tried["rank"], tried["with_draft"]) == (1, True)


async def test_only_who_keeps_articles_sees_how_they_are_written(world: World) -> None:
    agent = await world.agent()
    for path in ("articles", "articles/x", "blocks", "placeholders?tongue=en"):
        assert (await agent.get(f"{BASE}/{path}")).status_code in {403, 404}
    refused = await agent.put(f"{BASE}/articles/not-mine", json={"revision": 0, "card": CARD})
    assert refused.status_code in {403, 404}
    async with world.house.db.transaction(BRAND) as tx:
        assert await tx.value("select count(*) from articles where slug = 'not-mine'") == 0
