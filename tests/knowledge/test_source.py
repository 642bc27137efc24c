"""Articles as files."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustdesk import guard
from trustdesk.knowledge import Source, Unreadable, read, sources, write
from trustdesk.knowledge.model import CATEGORIES, Category
from trustdesk.knowledge.rules import render
from trustdesk.knowledge.rules.filling import opened

ROOT = Path(__file__).parents[2]
line = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60)


@given(
    title=line,
    questions=st.lists(line, max_size=3),
    category=st.sampled_from(CATEGORIES),
    body=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), min_size=1).map(
        lambda text: text.strip() + "\n"
    ),
)
def test_what_is_written_is_read_back(
    title: str, questions: list[str], category: Category, body: str
) -> None:
    source = Source(
        slug="one-thing", category=category, title=title, summary=title, questions=tuple(questions), body=body
    )  # fmt: skip
    if body.strip():
        assert read(write(source)) == source


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("no keys", "the first line is not +++"),
        ("+++\nslug = 'a'\n", "no second line of +++"),
        ("+++\nslug = \n+++\nx", "Invalid value"),
        ("+++\nslug = 'a'\n+++\nx", "missing required field `category`"),
        ("+++\nslug = 'A B'\ncategory = 'rules'\ntitle = 't'\nsummary = 's'\n+++\nx", "matching regex"),
        ("+++\nslug = 'a'\ncategory = 'odd'\ntitle = 't'\nsummary = 's'\n+++\nx", "Invalid enum value"),
        (
            "+++\nnew = 1\nslug = 'a'\ncategory = 'rules'\ntitle = 't'\nsummary = 's'\n+++\nx",
            "unknown field `new`",
        ),
    ],
)
def test_a_file_that_is_no_article_says_why(text: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said.replace("+", r"\+")):
        read(text)


def test_the_starter_set_is_whole() -> None:
    """Both languages, the same articles, links that lead somewhere, pictures with words for who cannot see them."""
    written = {(locale, source.slug): source for locale, source in sources(ROOT / "articles")}
    slugs = {slug for _, slug in written}
    assert {locale for locale, _ in written} == {"en", "zh-CN"}
    for locale in ("en", "zh-CN"):
        assert {slug for where, slug in written if where == locale} == slugs
    for (locale, slug), source in written.items():
        for where in render.links(source.body):
            assert where in slugs or where.startswith(("https://", "/", "#", "mailto:", "%7B%7B")), (
                slug,
                where,
            )
        assert all(words for _, words in render.pictures(source.body))
        assert source.questions, f"{locale}/{slug} can be asked for in no other way"
        twin = written[("zh-CN" if locale == "en" else "en", slug)]
        assert (source.category, source.topics, source.related) == (twin.category, twin.topics, twin.related)
        assert opened(source.body) == opened(twin.body) or set(opened(source.body)) == set(opened(twin.body))


def test_the_starter_set_says_nothing_that_no_agent_may_say() -> None:
    """Else the assistant, which quotes it, would have to hand over."""
    for locale, source in sources(ROOT / "articles"):
        lines = [source.title, source.summary, *source.body.splitlines()]
        stopped = {line: refusal.excerpt for line in lines if (refusal := guard.check_reply(line))}
        assert stopped == {}, f"{locale}/{source.slug}"


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](data:text/html,x)",
        "![a](javascript:alert(1))",
        "![a](https://elsewhere.example/x?leak=1)",
        "<img src=x onerror=alert(1)>",
        "[a](//elsewhere.example)",
    ],
)
def test_nothing_a_writer_writes_runs(hostile: str) -> None:
    made = render.html(hostile)
    assert "<script" not in made
    assert "<img src=x" not in made
    assert 'href="javascript' not in made.lower()
    assert 'href="data' not in made
    assert 'src="javascript' not in made.lower()
    assert "leak" not in made or 'src=""' in made
    assert 'href="//' not in made
