"""The help centre: read by anybody, without a script, in both languages."""

import re
from collections.abc import AsyncIterator
from typing import Any

import httpx
import msgspec
import pytest
import pytest_asyncio

from tests.triage.steps import read
from tests.world import BRAND, World
from trustdesk import knowledge, triage
from trustdesk.kit import clock
from trustdesk.kit.actors import system
from trustdesk.kit.i18n import Locale
from trustdesk.knowledge.actions import structured
from trustdesk.knowledge.api.public import worth_showing
from trustdesk.knowledge.model import Hit
from trustdesk.triage.store import readings

# What texts mean takes its time to find out: six articles of the starter set are enough to be told apart.
SLUGS = frozenset(
    (
        "deposit-not-credited",
        "withdrawal-failed",
        "liquidation",
        "complaint",
        "two-factor-lost",
        "trading-fee",
    )
)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def reader(world: World) -> AsyncIterator[httpx.AsyncClient]:
    async with world.house.db.transaction(BRAND) as tx:
        articles = knowledge.sources(world.house.settings.articles_dir)
        few: list[tuple[Locale, knowledge.Source]] = [
            (locale, msgspec.structs.replace(source, questions=source.questions[:5]))
            for locale, source in articles
            if source.slug in SLUGS
        ]
        await knowledge.take_in(tx, system(BRAND), few, clock.utc_now())
    async with httpx.AsyncClient(base_url=world.base_url, timeout=10) as client:
        yield client


async def test_the_front_leads_to_the_readers_language(reader: httpx.AsyncClient) -> None:
    for spoken, tongue in (("zh-TW,zh;q=0.9", "zh-CN"), ("en-GB", "en"), ("fr", "en")):
        answer = await reader.get(f"/help/{BRAND}", headers={"accept-language": spoken})
        assert (answer.status_code, answer.headers["location"]) == (302, f"/help/{BRAND}/{tongue}")


@pytest.mark.parametrize(
    ("tongue", "title"), [("en", "My deposit has not arrived"), ("zh-CN", "充值没有到账")]
)
async def test_an_article_is_found_by_subject_and_read(
    reader: httpx.AsyncClient, tongue: str, title: str
) -> None:
    home = await reader.get(f"/help/{BRAND}/{tongue}")
    assert home.status_code == 200
    assert f'<a href="/help/{BRAND}/{tongue}/deposit-not-credited">{title}</a>' in home.text
    page = await reader.get(f"/help/{BRAND}/{tongue}/deposit-not-credited")
    assert f"<h1>{title}</h1>" in page.text
    assert "{{" not in page.text
    scripts = re.findall(r"<script[^>]*>", page.text)
    data = '<script type="application/ld+json">'
    assert [one for one in scripts if one != data] == re.findall(r'<script src="/widget[^>]*>', page.text)
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert page.headers["content-language"] == tongue


@pytest.mark.parametrize(
    ("asked", "tongue"),
    [
        ("where is my deposit?", "en"),
        ("depsit missing", "en"),
        ("充值怎么还没到账", "zh-CN"),
        ("儲值沒有到帳，充幣不見了", "zh-CN"),
        ("充币没到", "en"),
        ("泰达币没到账", "zh-CN"),
    ],
)
async def test_a_question_in_ones_own_words_finds_it(
    reader: httpx.AsyncClient, asked: str, tongue: str
) -> None:
    answer = await reader.get(
        f"/api/v1/help/{BRAND}/search", params={"q": asked}, headers={"accept-language": tongue}
    )
    first = answer.json()["items"][0]
    assert first["slug"] == "deposit-not-credited"
    assert first["url"] == f"/help/{BRAND}/{tongue}/deposit-not-credited"
    page = await reader.get(f"/help/{BRAND}/{tongue}/search", params={"q": asked})
    assert re.search(r'<ol class="hits"><li lang="[^"]+"><a href="[^"]*/deposit-not-credited\?q=', page.text)


async def test_what_no_article_answers_leads_to_a_person(reader: httpx.AsyncClient) -> None:
    page = await reader.get(f"/help/{BRAND}/en/search", params={"q": "<b>xyzzy</b>"})
    assert "No article answers “&lt;b&gt;xyzzy&lt;/b&gt;” yet." in page.text
    assert f'href="/{BRAND}/form?q=%3Cb%3Exyzzy%3C/b%3E"' in page.text


async def test_whether_it_helped_counts_once_for_each_reader(world: World, reader: httpx.AsyncClient) -> None:
    path = f"/help/{BRAND}/en/deposit-not-credited"
    for said in ("no", "yes", "yes"):
        answer = await reader.post(f"{path}/vote", data={"helpful": said})
        assert (answer.status_code, answer.headers["location"]) == (303, f"{path}?voted={said}")
    assert (await reader.post(f"{path}/vote", data={"helpful": "maybe"})).status_code == 400
    async with world.house.db.transaction(BRAND) as tx:
        kept = await tx.rows("select helpful from article_votes")
    assert [row["helpful"] for row in kept] == [True]


async def test_what_is_not_there_says_so(reader: httpx.AsyncClient) -> None:
    assert (await reader.get("/help/nobody/en")).status_code == 404
    assert (await reader.get(f"/help/{BRAND}/fr")).status_code == 404
    gone = await reader.get(f"/help/{BRAND}/en/withdrawn-long-ago")
    assert gone.status_code == 404
    assert 'data-test="question"' in gone.text


async def test_machines_find_every_page(reader: httpx.AsyncClient) -> None:
    there = (await reader.get(f"/help/{BRAND}/sitemap.xml")).text
    base = str(reader.base_url).rstrip("/")
    assert f"<loc>{base}/help/{BRAND}/en/deposit-not-credited</loc><lastmod>" in there
    feed = (await reader.get(f"/help/{BRAND}/zh-CN/feed.xml")).text
    assert "<title>充值没有到账</title>" in feed
    assert f'<link href="{base}/help/{BRAND}/zh-CN/deposit-not-credited"/>' in feed


def linked(page: str) -> list[dict[str, Any]]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert found
    told = msgspec.json.decode(found[1])
    assert told["@context"] == "https://schema.org"
    return told["@graph"]


async def test_machines_read_what_an_article_says_and_where_it_stands(reader: httpx.AsyncClient) -> None:
    home = f"{str(reader.base_url).rstrip('/')}/help/{BRAND}/zh-CN"
    [site] = linked((await reader.get(f"/help/{BRAND}/zh-CN")).text)
    assert (site["@type"], site["url"]) == ("WebSite", home)
    assert site["potentialAction"]["target"]["urlTemplate"] == f"{home}/search?q={{asked}}"
    article, way = linked((await reader.get(f"/help/{BRAND}/zh-CN/deposit-not-credited")).text)
    assert (article["@type"], article["name"]) == ("HowTo", "充值没有到账")
    assert article["inLanguage"] == "zh-CN"
    assert [one["position"] for one in article["step"]] == [1, 2, 3, 4, 5]
    assert article["step"][0]["text"].startswith("向转出的平台或钱包要交易哈希（TxID）。")
    assert [one["item"] for one in way["itemListElement"]] == [
        home,
        f"{home}#deposit",
        f"{home}/deposit-not-credited",
    ]


def test_what_machines_read_ends_no_element() -> None:
    written = structured.script([{"name": "</script><script>alert(1)</script> & <!--"}])
    assert "</script><script>" not in written
    assert written.count("<") == 2
    assert linked(written) == [{"name": "</script><script>alert(1)</script> & <!--"}]


def test_what_answers_far_worse_than_the_best_is_not_listed() -> None:
    hits = [Hit(f"a{at}", "en", "", "", score) for at, score in enumerate((0.8, 0.7, 0.33, 0.31, 0.1))]
    assert [one.slug for one in worth_showing(hits)] == ["a0", "a1", "a2"]
    assert len(worth_showing([hits[0]] * 20)) == 8
    assert worth_showing([]) == []


async def test_the_first_page_shows_what_others_ask_now(world: World, reader: httpx.AsyncClient) -> None:
    key, began = await world.integration(), clock.utc_now()
    # What only two ask is not told: it might name them.
    for times, told in ((2, []), (1, ["deposit.not_credited"])):
        for _ in range(times):
            await read(world, await world.letter(key, text="my deposit has not arrived, where is it"))
        async with world.house.db.transaction(BRAND) as tx:
            assert await readings.asked_since(tx, began, 3, 4) == told
    async with world.house.db.transaction(BRAND) as tx:
        articles = await triage.asked_lately(tx, clock.utc_now())
    page = (await reader.get(f"/help/{BRAND}/en")).text
    shown = re.search(r'<section class="asked".*?</section>', page)
    assert shown
    here = [one for one in articles if one in SLUGS]
    assert re.findall(r'href="/help/[a-z]+/en/([^"]+)"', shown[0]) == here


async def test_a_question_that_shares_no_word_is_found_by_what_it_means(
    world: World, reader: httpx.AsyncClient
) -> None:
    await world.house.library.learnt(BRAND)
    asked = "the coins never showed up on my side"
    found = (await reader.get(f"/api/v1/help/{BRAND}/search", params={"q": asked})).json()["items"]
    assert found[0]["slug"] == "deposit-not-credited"
    async with world.house.db.transaction(BRAND) as tx:
        kept = await tx.value("select count(*) from article_vectors where length(vector) = 384 * 4")
    assert kept == len({one.mark for one in world.house.library._kept[BRAND][1].documents if one.text})


async def test_without_the_child_words_alone_decide(world: World, reader: httpx.AsyncClient) -> None:
    await world.house.library.learnt(BRAND)
    child = world.house.library.meaning._child
    if child is not None:
        child.kill()
        await child.wait()
    answer = await reader.get(
        f"/api/v1/help/{BRAND}/search", params={"q": "my deposit is not credited, asked for the first time"}
    )
    assert answer.json()["items"][0]["slug"] == "deposit-not-credited"
