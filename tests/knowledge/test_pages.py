"""The help centre: read by anybody, without a script, in both languages."""

import re
from collections.abc import AsyncIterator

import httpx
import msgspec
import pytest
import pytest_asyncio

from tests.world import BRAND, World
from trustdesk import knowledge
from trustdesk.kit import clock
from trustdesk.kit.actors import system
from trustdesk.kit.i18n import Locale

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
    assert re.findall(r"<script[^>]*>", page.text) == re.findall(r'<script src="/widget[^>]*>', page.text)
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
