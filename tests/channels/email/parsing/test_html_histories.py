"""Folding of HTML: what clients mark as history, as a forwarded header or as their signature."""

import pytest

from tests.channels.email.parsing.letters import head, part
from trustdesk.channels.email.parsing import parse

NEW, OLD = "<div>It is still missing.</div><div>Please look again.</div>", "<div>Please wait a day.</div>"
SUPPORT = "Support &lt;help@desk.example&gt;"
HEADER = (
    f"<div><b>From:</b> {SUPPORT}</div><div><b>Sent:</b> Friday, January 5, 2024 10:30</div>"
    "<div><b>To:</b> ann@mail.example</div><div><b>Subject:</b> Re: missing</div>"
)
HEADER_ZH = (
    f"<div><b>发件人:</b>&nbsp;{SUPPORT}</div><div><b>发送时间:</b>&nbsp;2024年1月5日 10:30</div>"
    "<div><b>收件人:</b>&nbsp;ann</div><div><b>主题:</b>&nbsp;Re: missing</div>"
)
LETTERS = {
    "gmail, with its signature": (
        f'<div dir="ltr">{NEW}<div><br></div><span class="gmail_signature_prefix">-- </span><br>'
        '<div dir="ltr" class="gmail_signature"><div dir="ltr">Ann Lee<br>+1 555 0100</div></div></div><br>'
        '<div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Fri, Jan 5, 2024 wrote:<br></div>'
        f'<blockquote class="gmail_quote">{OLD}</blockquote></div>'
    ),
    "outlook on the web, with its signature": (
        f'<div class="elementToProof">{NEW}</div><div id="Signature"><p>Ann Lee</p></div>'
        '<div id="appendonsend"></div><hr style="width:98%" tabindex="-1"><div id="divRplyFwdMsg">'
        f"{HEADER}</div><div>{OLD}</div>"
    ),
    "outlook, repeated by another outlook": (
        f'<div>{NEW}</div><hr tabindex="-1" style="width:98%"><div id="x_divRplyFwdMsg">{HEADER}</div>{OLD}'
    ),
    "outlook for ios": (
        f'<div>{NEW}</div><div id="ms-outlook-mobile-signature">Get <a href="https://aka.ms/o0ukef">Outlook '
        f'for iOS</a></div><div id="mail-editor-reference-message-container">{HEADER}{OLD}</div>'
    ),
    "yahoo, with the names it gives to pasted mails": (
        f'<div class="ydpa1b2c3yahoo-style-wrap">{NEW}</div><div id="ydp0f3ee1cyahoo_quoted_0123456789" '
        f'class="ydp0f3ee1cyahoo_quoted"><div>{SUPPORT}:</div>{OLD}</div>'
    ),
    "qq, new": (
        f'<div class="qmbox">{NEW}<div id="original-content"><div>Original</div><table><tr><td>发件人：'
        f"{SUPPORT}</td></tr></table>{OLD}</div></div>"
    ),
    "qq, old": (
        f"{NEW}<div>------------------&nbsp;原始邮件&nbsp;------------------</div>"
        f'<div style="background:#efefef">{HEADER_ZH}</div>{OLD}'
    ),
    "163's mail master": (
        f'<div>{NEW}</div><div class="ntes-mailmaster-quote"><div class="J-reply"><table><tr><td>From</td>'
        f'<td>Support</td></tr></table></div><blockquote id="ntes-pcmail-quote">{OLD}</blockquote></div>'
    ),
    "foxmail, which signs below a short line": (
        f'{NEW}<hr style="width: 210px; height: 1px;" color="#b5c4df" size="1" align="left"><div>'
        f"<span>ann@mail.example</span></div><blockquote><div>&nbsp;</div>{HEADER_ZH}{OLD}</blockquote>"
    ),
    "spark": (
        f'<div name="messageBodySection">{NEW}</div><div name="messageSignatureSection"><br/>Sent from Spark'
        f'</div><div name="messageReplySection">On 5 Jan 2024, {SUPPORT}, wrote:<blockquote type="cite">{OLD}'
        "</blockquote></div>"
    ),
    "zimbra": f'<div>{NEW}<hr id="zwchr" data-marker="__DIVIDER__"><div>{HEADER}</div><br><div>{OLD}</div></div>',
    "a date without its time": (
        f"{NEW}<br><blockquote>On January 5, 2024, {SUPPORT} wrote:<br>{OLD}</blockquote>"
    ),
}


@pytest.mark.parametrize("letter", LETTERS.values(), ids=LETTERS)
def test_only_the_new_words_are_the_text(letter: str) -> None:
    found = parse(head() + part(f"<html><body>{letter}</body></html>", "text/html; charset=utf-8"))
    assert [line for line in found.text.split("\n") if line] == ["It is still missing.", "Please look again."]
    assert "Please wait a day." in found.quoted
    assert "Please wait a day." not in found.signature


def test_what_is_written_below_a_signature_that_is_empty_is_words() -> None:
    letter = '<div>First.</div><div id="Signature"></div><div>Second.</div>'
    found = parse(head() + part(letter, "text/html; charset=utf-8"))
    assert (found.text, found.signature) == ("First.\nSecond.", "")


def test_a_list_of_transfers_in_html_is_words() -> None:
    letter = (
        "<div>Missing:</div><div>From: my wallet</div><div>To: TXyz</div><div>Date: 2024-01-05 10:30</div>"
    )
    found = parse(head() + part(letter, "text/html; charset=utf-8"))
    assert found.text == "Missing:\nFrom: my wallet\nTo: TXyz\nDate: 2024-01-05 10:30"
