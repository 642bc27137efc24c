"""HTML of anybody's making: what is shown is harmless, and history is known by its marks."""

import pytest

from tests.channels.email.parsing.letters import head, part
from trustdesk.channels.email.parsing import Parsed, parse

OLD = "Which network?"
MARKED = {
    "gmail": f'<div>TRON</div><div class="gmail_quote"><div class="gmail_attr">On Fri, Bob wrote:</div><blockquote class="gmail_quote">{OLD}</blockquote></div>',
    "apple": f'<div>TRON</div><blockquote type="cite"><div>{OLD}</div></blockquote>',
    "thunderbird": f'<p>TRON</p><div class="moz-cite-prefix">Am 05.01.24 schrieb Bob:</div><blockquote type="cite">{OLD}</blockquote>',
    "outlook web": f'<div>TRON</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Bob<br><b>Sent:</b> Friday</div><div>{OLD}</div>',
    "outlook desktop": f'<p>TRON</p><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm"><p>From: Bob</p></div><p>{OLD}</p>',
    "outlook over exchange": f'<div>TRON</div><div class="x_gmail_attr">x</div><blockquote class="x_gmail_quote">{OLD}</blockquote>',
    "yahoo": f'<div>TRON</div><div id="yahoo_quoted_1" class="yahoo_quoted"><div>On Friday, Bob wrote:</div><div>{OLD}</div></div>',
    "proton": f'<div>TRON</div><div class="protonmail_quote">On Friday Bob wrote:<blockquote class="protonmail_quote" type="cite">{OLD}</blockquote></div>',
    "zoho": f'<div>TRON</div><div class="zmail_extra"><blockquote id="blockquote_zmail">{OLD}</blockquote></div>',
    "netease": f'<div>TRON</div><blockquote id="isReplyContent">{OLD}</blockquote>',
    "qq": f"<div>TRON</div><includetail><div>{OLD}</div></includetail>",
    "front": f'<div>TRON</div><blockquote type="cite" class="front-blockquote">{OLD}</blockquote>',
    "qq by line": f"<div>TRON</div><div>------------------&nbsp;原始邮件&nbsp;------------------</div><div>发件人: Bob</div><div>{OLD}</div>",
}


def rich(html: str) -> Parsed:
    return parse(head() + part(html, "text/html; charset=utf-8"))


@pytest.mark.parametrize("html", MARKED.values(), ids=MARKED)
def test_marked_history_is_folded(html: str) -> None:
    found = rich(html)
    assert (found.text, OLD in found.quoted) == ("TRON", True)


def test_answers_between_quotations_stay() -> None:
    html = (
        '<div class="gmail_quote"><blockquote class="gmail_quote">Which network?</blockquote><div>TRON</div>'
        '<blockquote class="gmail_quote">Which amount?</blockquote><div>500</div></div>'
    )
    assert [line for line in rich(html).text.split("\n") if line] == [
        "> Which network?",
        "TRON",
        "> Which amount?",
        "500",
    ]


ATTACKS = [
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href="java\x01script:alert(1)">x</a>',
    '<a href=" &#14; javascript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="vbscript:x">x</a>',
    '<iframe src="https://bad.example"></iframe>',
    '<object data="x"></object><embed src="x">',
    '<form action="https://bad.example"><input name=p><button>ok</button></form>',
    '<meta http-equiv=refresh content="0;url=https://bad.example">',
    '<base href="https://bad.example/">',
    '<link rel=stylesheet href="https://bad.example/x.css">',
    '<style>@import "https://bad.example/x.css";</style>',
    '<div style="background:url(https://bad.example/x)">x</div>',
    '<table background="https://bad.example/x"><tr><td>x</td></tr></table>',
    '<img src="https://bad.example/pixel.gif">',
    '<img src="//bad.example/pixel.gif">',
    '<img srcset="https://bad.example/pixel.gif 1x">',
    '<video src="https://bad.example/v" poster="https://bad.example/p"></video>',
    "<math><mtext><script>alert(1)</script></mtext></math>",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<b onmouseover=alert(1)>x</b>",
    '<a href="cid:x">x</a>',
    "<scr\x00ipt>alert(1)</script>",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_runs_and_nothing_is_fetched(attack: str) -> None:
    html = rich(f"<p>before</p>{attack}<p>after</p>").html
    assert html is not None
    lowered = html.lower()
    live = (
        "<script",
        "javascript:",
        "vbscript:",
        "onerror",
        "onload",
        "onmouseover",
        "<iframe",
        "<form",
        "<svg",
        "<style",
    )
    fetched = ("bad.example", "data:", 'href="cid:', "style=", "srcset", "background")
    assert [word for word in (*live, *fetched) if word in lowered] == []


def test_cleaning_twice_changes_nothing() -> None:
    for attack in ATTACKS:
        once = rich(attack).html or ""
        assert (rich(once).html or "") == once


def test_a_link_opens_without_telling_from_where() -> None:
    assert rich('<a href="https://a.example/">x</a>').html == (
        '<a href="https://a.example/" rel="noopener noreferrer nofollow">x</a>'
    )


@pytest.mark.parametrize(
    ("html", "warning"),
    [
        ("<div>" * 300 + "deep", "html_too_deep"),
        ("<div><font color=1></div>" * 300 + "deep", "html_too_deep"),
        ("<p>x</p>deep" + " " * 1_100_000, "html_too_large"),
        ("deep" + "&" * 60_000, "html_too_large"),
    ],
)
def test_what_is_too_much_is_read_as_text_and_kept_as_a_file(html: str, warning: str) -> None:
    found = rich(html)
    assert warning in found.warnings
    assert "deep" in found.text
    assert [(a.name, a.body) for a in found.attachments] == [("message.html", html.encode())]


@pytest.mark.parametrize(
    "html", ["<div><p>x</p></div>" * 2000, "<li>x" * 2000, "<p>x<br>" * 5000, "<tr><td>x" * 3000]
)
def test_long_is_not_deep(html: str) -> None:
    assert rich(html).warnings == []
