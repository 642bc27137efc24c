"""Whatever the bytes are: read or refused, never anything else; and what was built is what is read."""

import contextlib
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8

import fast_mail_parser
import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.channels.email.parsing.letters import PNG, head, part
from trustdesk.channels.email.parsing import Refusal, confined, parse, parsed
from trustdesk.channels.email.parsing.limits import FILE_NAME, HTML_NESTING
from trustdesk.channels.email.parsing.markup import nesting

PIECES = st.sampled_from(
    [
        b"From: ",
        b"To: ",
        b"Subject: ",
        b"Date: ",
        b"Content-Type: ",
        b"Content-Transfer-Encoding: base64\n",
        b"multipart/mixed; boundary=b",
        b"multipart/alternative; boundary=b",
        b"text/html",
        b"text/plain; charset=",
        b"message/rfc822",
        b"application/ms-tnef",
        b"text/calendar",
        b"multipart/report",
        b"message/delivery-status",
        b"gb2312",
        b"iso-2022-jp",
        b"utf-7",
        b"--b\n",
        b"--b--\n",
        b"\n",
        b"\r\n",
        b"\r",
        b"\n\n",
        b" ",
        b"\t",
        b"\0",
        b"=?utf-8?B?",
        b"=?gb2312?Q?",
        b"?=",
        b"<",
        b">",
        b'"',
        b"(",
        b")",
        b",",
        b";",
        b":",
        b"@",
        b"\\",
        b"a@b.example",
        b"<div>",
        b"</div>",
        b"<!--",
        b"<a href='",
        b"&#x",
        b"On 5 Jan 2024 10:30, a@b wrote:\n",
        b"begin 644 a\n",
        b"end\n",
        b"> ",
        b"-- \n",
        b"\x1b$B",
        b"~{",
        b"\xff",
        b"\xb4\xf3",
        b"filename*0*=",
        b"=\n",
        b"BEGIN:VEVENT\n",
        b"In-Reply-To: ",
        b"Authentication-Results: ",
        b"5.1.1",
        b"\xe2\x80\xae",
    ]
)
ANY = st.one_of(st.binary(max_size=2000), st.lists(PIECES | st.binary(max_size=8), max_size=80).map(b"".join))
CALM = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@CALM
@given(ANY)
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    with contextlib.suppress(Refusal):
        found = parse(raw)
        assert parsed(confined(raw)) == found
        texts = [found.text, found.quoted, found.signature, found.subject, found.sender.name, found.body]
        assert not any("\0" in text for text in texts)
        assert all(
            len(a.name) <= FILE_NAME and "/" not in a.name and "\n" not in a.name for a in found.attachments
        )
        assert "\n" not in found.subject + found.sender.address + found.sender.name


@CALM
@given(st.lists(PIECES | st.text(max_size=8).map(str.encode), max_size=60).map(b"".join))
def test_html_of_any_kind_is_clean_within_bounds(raw: bytes) -> None:
    found = parse(head() + part(raw, "text/html; charset=utf-8"))
    if found.html is not None:
        assert nesting(found.html) <= HTML_NESTING * 2
        assert "<script" not in found.html.lower()


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp", "Zs"]), min_size=1, max_size=12
)
SENTENCE = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)
LOCAL = st.text("abcdefghijklmnopqrstuvwxyz0123456789._-", min_size=1, max_size=20).filter(
    lambda text: not text.startswith(".") and not text.endswith(".") and ".." not in text
)
LINES = st.lists(SENTENCE.map(lambda text: f"x {text} y"), min_size=1, max_size=6).map("\n".join)


@CALM
@given(
    st.tuples(SENTENCE, LOCAL),
    SENTENCE,
    LINES,
    st.tuples(SENTENCE, st.binary(max_size=300)),
    st.sampled_from(["base64", "quoted-printable", "8bit"]),
)
def test_what_the_standard_library_builds_is_read_back(
    who: tuple[str, str], subject: str, text: str, enclosed: tuple[str, bytes], encoding: str
) -> None:
    (name, local), (file_name, file) = who, enclosed
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(name, local, "mail.example")
    message["To"] = [Address("", local, "one.example"), Address(name, local, "two.example")]
    message["Subject"] = subject
    message.set_content(text, cte=encoding)
    message.add_attachment(file, maintype="application", subtype="octet-stream", filename=f"{file_name}.bin")
    found = parse(message.as_bytes(policy=SMTPUTF8 if encoding == "8bit" else SMTP))
    assert (found.sender.address, [a.address for a in found.to]) == (
        f"{local}@mail.example",
        [f"{local}@one.example", f"{local}@two.example"],
    )
    # Between two encoded words the library loses blanks when it folds.
    assert "".join(found.subject.split()) == "".join(subject.split())
    assert found.body == text
    assert [a.body for a in found.attachments] == [file]


@CALM
@given(SENTENCE, LINES, st.sampled_from(["base64", "quoted-printable"]))
def test_another_parser_reads_the_same(subject: str, text: str, encoding: str) -> None:
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = (
        "Ann <ann@mail.example>",
        "help@desk.example",
        subject,
    )
    message.set_content(text, cte=encoding)
    message.add_attachment(PNG, maintype="image", subtype="png", filename="a.png")
    raw = message.as_bytes()
    ours, theirs = parse(raw), fast_mail_parser.parse_email(raw)
    assert ours.body.split() == theirs.text_plain[0].split()
    assert [(a.name, a.body) for a in ours.attachments] == [
        (a.filename, a.content) for a in theirs.attachments
    ]
    assert [a.address for a in ours.to] == [a.address for a in theirs.to]


def test_an_answer_of_the_child_is_plain_msgpack() -> None:
    assert msgspec.msgpack.decode(confined(head("Hi") + b"\nx"))["subject"] == "Hi"
