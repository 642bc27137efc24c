"""A hundred quieter ways to bend a copy of a transcript: its page never says that it is verified."""

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.async_api import Page

from tests.walks.test_transcript_page import offline, own, told
from tests.world import Person

__all__ = ["offline", "told"]
pytestmark = pytest.mark.browser

CONCLUDED = "#verdict:not([data-state=unchecked], [data-state=checking])"
Bending = Callable[[str, random.Random], str]


def _within(page: str) -> tuple[int, int]:
    return page.index("<main"), page.index("</main>")


def _text(page: str, dice: random.Random) -> tuple[int, int]:
    """A piece of text that is shown, of three letters at least."""
    start, end = _within(page)
    shown = [
        one.span() for one in re.finditer(r"(?<=>)[^<>&\s][^<>&]{2,}(?=<)", page[:end]) if one.start() > start
    ]
    return dice.choice(shown)


def an_invisible_sign(page: str, dice: random.Random) -> str:
    first, last = _text(page, dice)
    at = dice.randrange(first + 1, last)
    return page[:at] + dice.choice("\u200b\u200d\u2060\u00ad\u202e") + page[at:]


def an_invisible_sign_as_entity(page: str, dice: random.Random) -> str:
    first, last = _text(page, dice)
    at = dice.randrange(first + 1, last)
    return page[:at] + dice.choice(("&#8203;", "&zwj;", "&#x202e;", "&shy;")) + page[at:]


def a_letter_that_looks_the_same(page: str, dice: random.Random) -> str:
    letters = dict(zip("aeocpxiS0", "аеосрхіЅО", strict=True))
    while True:
        first, last = _text(page, dice)
        places = [at for at in range(first, last) if page[at] in letters]
        if places:
            at = dice.choice(places)
            return page[:at] + letters[page[at]] + page[at + 1 :]


def a_word_in_a_tag_of_its_own(page: str, dice: random.Random) -> str:
    first, last = _text(page, dice)
    return f"{page[:first]}<b>{page[first:last]}</b>{page[last:]}"


def a_text_twice(page: str, dice: random.Random) -> str:
    first, last = _text(page, dice)
    return page[:last] + page[first:last] + page[last:]


def a_text_gone(page: str, dice: random.Random) -> str:
    first, last = _text(page, dice)
    return page[:first] + page[last:]


def a_remark_instead(page: str, dice: random.Random) -> str:
    first, last = _text(page, dice)
    return f"{page[:first]}<!--{page[first:last]}-->{page[last:]}"


def a_style(page: str, dice: random.Random) -> str:
    entry = dice.choice(list(re.finditer(r'<li class="entry', page)))
    return page[: entry.start()] + '<li hidden class="entry' + page[entry.end() :]


def something_beside(page: str, dice: random.Random) -> str:
    more = dice.choice(
        [
            "<p>We owe you 5 BTC.</p>",
            "We owe you 5 BTC.",
            '<img alt="paid">',
            "<table><tr><td>paid</td></tr></table>",
        ]
    )
    at = dice.choice(
        ["<main", '<div id="key"', "</body>", "</html>", "</main>", '<div id="verdict"', '<script type="']
    )
    return page.replace(at, more + at, 1)


def something_after_everything(page: str, dice: random.Random) -> str:
    return page + dice.choice(
        [
            "<p>paid</p>",
            "paid",
            '<body class="x">',
            '<html class="x">',
            "<h1>Void</h1>",
            "<title>x</title>",
            "<b>",
        ]
    )


def something_in_the_head(page: str, dice: random.Random) -> str:
    more = dice.choice(
        [
            '<base href="https://evil.example/">',
            '<meta http-equiv="refresh" content="9;url=https://evil.example/">',
            "<style>p{}</style>",
            '<link rel="icon" href="x">',
        ]
    )
    return page.replace("<title>", f"{more}<title>", 1)


def a_style_sheet(page: str, dice: random.Random) -> str:
    at = dice.choice(["</main>", "<main", "</header>"])
    return page.replace(at, f"<style>.entry{{display:none}}</style>{at}", 1)


def a_lid_over_the_verdict(page: str, dice: random.Random) -> str:
    said = dice.choice(["Verified: every entry is as it was sealed.", "核验通过：每条记录与封存时一致。"])
    return page.replace("</main>", f"<p>{said}</p></main>", 1)


def a_picture(page: str, dice: random.Random) -> str:
    first, _ = _text(page, dice)
    return page[:first] + '<img alt="5 BTC were paid out">' + page[first:]


def two_entries_in_one(page: str, dice: random.Random) -> str:
    seams = [one.span() for one in re.finditer(r"</li>\s*<li class=\"entry[^>]*>", page)]
    start, end = dice.choice(seams)
    return page[:start] + page[end:]


def an_entry_of_another_time(page: str, dice: random.Random) -> str:
    times = list(re.finditer(r'datetime="([^"]+)"', page)) or list(re.finditer(r"\d{2}:\d{2}", page))
    one = dice.choice(times)
    figures = [at for at in range(one.start(), one.end()) if page[at].isdigit()]
    at = dice.choice(figures)
    return page[:at] + str((int(page[at]) + 1) % 10) + page[at + 1 :]


def two_values_of_the_bundle_exchanged(page: str, dice: random.Random) -> str:
    start, end = page.index('id="bundle">') + 12, page.rindex("<script>")
    hashes = list({one[0] for one in re.finditer(r'"[0-9a-f]{32,64}"', page[start:end])})
    one, other = dice.sample(sorted(hashes), 2)
    swapped = page[start:end].replace(one, "\0").replace(other, one).replace("\0", other)
    return page[:start] + swapped + page[end:]


def a_key_of_the_bundle_twice(page: str, dice: random.Random) -> str:
    return page.replace('"text":"', f'"text":"{dice.randrange(99)} BTC","text":"', 1)


def a_value_of_another_type(page: str, dice: random.Random) -> str:
    start, end = page.index('id="bundle">') + 12, page.rindex("<script>")
    one = dice.choice(list(re.finditer(r"(?<=:)\d+(?=[,}])", page[start:end])))
    return page[: start + one.start()] + f'"{one[0]}"' + page[start + one.end() :]


BENDINGS: tuple[Bending, ...] = (
    something_beside, something_after_everything, something_in_the_head, an_invisible_sign, an_invisible_sign_as_entity, a_letter_that_looks_the_same, a_word_in_a_tag_of_its_own, a_text_twice, a_text_gone,
    a_remark_instead, a_style, a_style_sheet, a_lid_over_the_verdict, a_picture, two_entries_in_one, an_entry_of_another_time,
    two_values_of_the_bundle_exchanged, a_key_of_the_bundle_twice, a_value_of_another_type,
)  # fmt: skip


@pytest.mark.parametrize("bending", BENDINGS, ids=lambda one: one.__name__)
async def test_a_bent_copy_never_says_so(
    offline: Page, told: tuple[Person, Person, str], tmp_path: Path, bending: Bending
) -> None:
    visitor, _, _ = told
    genuine, dice = await own(visitor), random.Random(bending.__name__)
    file, states = tmp_path / "bent.html", []
    for _ in range(7):
        bent = bending(genuine, dice)
        assert bent != genuine
        file.write_bytes(bent.encode())
        await offline.goto(file.as_uri())
        await offline.wait_for_selector(CONCLUDED)
        states.append(await offline.locator("#verdict").get_attribute("data-state"))
    assert set(states) <= {"entry", "page", "signature", "checkpoint"}, states
