"""Mails made to exhaust whoever reads them: refused by name, or read, within the limits of a confined child.

The child has five seconds of the processor and a fixed memory; whoever needs more is killed, and the test fails.
Each of these took a common library minutes, gigabytes or its life.
"""

import msgspec
import pytest

from tests.channels.email.parsing.letters import head, part
from trustdesk.channels.email.parsing import Refusal, confined_many, parse, parsed, parsed_many
from trustdesk.kit import confined
from trustdesk.kit.confined import Unreadable

CONFINED = "trustdesk.channels.email.parsing:confined"
HTML = "text/html; charset=utf-8"


def value(field: str, text: str) -> bytes:
    return f"{field}: {text}\n\nx".encode()


def nested(depth: int) -> bytes:
    mail = b""
    for n in range(depth):
        mail += b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n)
    return mail + b"\nhi"


REFUSED = {
    "26 MB": (head() + b"\n" + b"x" * 26 * 1024 * 1024, "mail_too_large"),
    "a header without end": (b"X: " + b"y" * 200_000, "header_block_too_large"),
    "10,000 encoded words": (value("Subject", "=?utf-8?q?a?= " * 10_000), "header_block_too_large"),
    "201 encoded words": (value("Subject", "=?utf-8?q?a?=\n " * 201), "too_many_encoded_words"),
    "an endless line": (value("Subject", "a" * 17_000), "header_line_too_long"),
    "20,000 recipients": (
        value("To", ",\n ".join(f"u{n}@x.example" for n in range(20_000))),
        "header_block_too_large",
    ),
    "501 recipients": (value("To", ",\n ".join(f"u{n}@x.example" for n in range(501))), "too_many_addresses"),
    "20,000 quotes in To": (value("To", '"a\\"' * 20_000), "header_line_too_long"),
    "201 headers": (b"X-A: b\n" * 201 + b"\nx", "too_many_headers"),
    "50,000 references": (value("References", "<a@b.example>\n " * 50_000), "header_block_too_large"),
    "nested 900 times": (nested(900), "nested_too_deep"),
    "nested 2,000 times": (nested(2_000), "nested_too_deep"),
    "nested 21 times": (nested(21), "nested_too_deep"),
    "501 parts": (
        head() + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 501,
        "too_many_parts",
    ),
    "messages in messages": (b"Content-Type: message/rfc822\n\n" * 30 + b"x", "nested_too_deep"),
}
READ = {
    "3,000 brackets in To": value("To", "(" * 3_000),
    "quotes over many lines": value("To", '"a\\"\n ' * 20_000),
    "15,000 references": value("References", "<a@b>\n " * 15_000),
    "nested 19 times": nested(19),
    "10,000 div": head() + part("<div>" * 10_000, HTML),
    "100,000 div": head() + part("<div>" * 100_000, HTML),
    "300,000 b": head() + part("<b>" * 250_000, HTML),
    "fonts that come back": head()
    + part("".join(f"<div><font color={n}></div>" for n in range(20_000)), HTML),
    "a million <": head() + part("<" * 1_000_000, HTML),
    "a million &": head() + part("&" * 1_000_000, HTML),
    "quotes in tags": head() + part('<a "b>" ' * 100_000, HTML),
    "open comments": head() + part("<!--" * 250_000, HTML),
    "one long line": head() + b"\n" + b"a" * 5_000_000,
    "a line of >": head() + b"\n" + b">" * 5_000_000,
    "a line of colons": head() + b"\n" + b": " * 2_500_000,
    "a million short lines": head() + b"\n" + b"On 1\n" * 500_000,
    "half attributions": head() + b"\n" + (b"on a@b 12:30 2024 " * 20 + b"\n") * 20_000,
    "half header blocks": head() + b"\n" + b"From: x\n" * 500_000,
    "answers between quotations": head() + b"\n" + b"> a\nb\n" * 500_000,
    "padding everywhere": head() + b"Content-Transfer-Encoding: base64\n\n" + b"A=\n" * 1_000_000,
    "files in text": head() + b"\n" + b"begin 644 a\nM\nend\n" * 200_000,
    "boundaries that are none": head()
    + b"Content-Type: multipart/mixed; boundary=b\n\n"
    + b"--b x\n" * 1_000_000,
    "an object a byte": head()
    + part(b"\x78\x9f\x3e\x22" + bytes(3_000_000), "application/ms-tnef", "base64"),
    "15,000 parameters": head() + b"Content-Type: text/plain" + b";\n a=b" * 15_000 + b"\n\nx",
    "nothing but null": b"\0" * 10_000,
    "nothing but returns": b"\r" * 1_000_000,
    "no charset at all": head() + b"\n" + b"\xff\xfe\xfd" * 1_000_000,
}


@pytest.mark.parametrize(("raw", "code"), REFUSED.values(), ids=REFUSED)
def test_what_is_too_much_is_refused_by_name(raw: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse(raw)
    assert refused.value.code == code


@pytest.mark.parametrize("raw", READ.values(), ids=READ)
async def test_what_is_only_nasty_is_read_within_the_limits(raw: bytes) -> None:
    assert parsed(await confined.run(CONFINED, raw)).message_id in {"", "one@mail.example"}


async def test_a_child_says_why_it_refused() -> None:
    with pytest.raises(Unreadable, match="nested_too_deep"):
        await confined.run(CONFINED, nested(900))


def test_one_refused_mail_does_not_stop_the_others() -> None:
    mails = [head("One") + b"\nx", nested(900), head("Three") + b"\nx"]
    outcomes = parsed_many(confined_many(msgspec.msgpack.encode(mails)))
    assert [(o.parsed.subject if o.parsed else "", o.refused) for o in outcomes] == [
        ("One", ""),
        ("", "nested_too_deep"),
        ("Three", ""),
    ]
