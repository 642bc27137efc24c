"""From, To, Subject, ids and dates as people's programs write them."""

from datetime import UTC, datetime

import pytest

from tests.channels.email.parsing.letters import PNG, head, multipart, part
from trustdesk.channels.email.parsing import Parsed, parse

ANN = "ann@mail.example"


def sent(sender: str | bytes) -> Parsed:
    return parse(head(sender=sender) + b"\nx")


@pytest.mark.parametrize(
    ("written", "name", "address"),
    [
        ("ann@mail.example", "", ANN),
        ("<ann@mail.example>", "", ANN),
        ("Ann Lee <ann@mail.example>", "Ann Lee", ANN),
        ('"Lee, Ann" <ann@mail.example>', "Lee, Ann", ANN),
        ("Lee, Ann <ann@mail.example>", "Lee, Ann", ANN),
        ('"Ann \\"A\\" Lee" <ann@mail.example>', 'Ann "A" Lee', ANN),
        ("ann@mail.example (Ann Lee)", "Ann Lee", ANN),
        ("ann@mail.example (Ann (the first) Lee)", "Ann the first Lee", ANN),
        ("Ann (work) Lee <ann@mail.example>", "Ann Lee", ANN),
        ("=?utf-8?B?5p2O5a6J?= <ann@mail.example>", "李安", ANN),
        ('"=?utf-8?B?5p2O5a6J?=" <ann@mail.example>', "李安", ANN),
        ("=?gb2312?B?wO6wsg==?= <ann@mail.example>", "李安", ANN),
        ("=?utf-8?Q?Lee,_Ann?= <ann@mail.example>", "Lee, Ann", ANN),
        ("=?utf-8?q?Ann_Lee?=<ann@mail.example>", "Ann Lee", ANN),
        ("李安 <ann@mail.example>", "李安", ANN),
        ("'Ann Lee' <ann@mail.example>", "Ann Lee", ANN),
        ("\"'Ann Lee'\" <ann@mail.example>", "Ann Lee", ANN),
        ("Ann Lee <ann@mail.example", "Ann Lee", ANN),
        ("Ann Lee ann@mail.example", "Ann Lee", ANN),
        ("Ann Lee <<ann@mail.example>>", "Ann Lee", ANN),
        ("Ann Lee <mailto:ann@mail.example>", "Ann Lee", ANN),
        ("Ann Lee < ann@mail.example >", "Ann Lee", ANN),
        ("<@relay.example,@b.example:ann@mail.example>", "", ANN),
        ('"ann lee"@mail.example', "", '"ann lee"@mail.example'),
        ("ann+tag@mail.example", "", "ann+tag@mail.example"),
        ("Ann <ann@例子.example>", "Ann", "ann@例子.example"),
        ("Ann\r\n Lee\r\n <ann@mail.example>", "Ann Lee", ANN),
        ("root", "", "root"),
        ("Ann(A nice \\) one) <ann(her account)@mail.example(her host)>", "Ann", ANN),
        ("ann@mail   . example", "", ANN),
        ("Ann\u202eeeL <ann@mail.example>", "AnneeL", ANN),
        ('J. R. "Bob" Dobbs <ann@mail.example>', "J. R. Bob Dobbs", ANN),
    ],
)
def test_who_wrote(written: str, name: str, address: str) -> None:
    found = sent(written)
    assert (found.sender.name, found.sender.address) == (name, address)


def test_raw_bytes_of_another_charset_in_a_name() -> None:
    assert sent("李安，您好 <ann@mail.example>".encode("gb18030")).sender.name.startswith("李安")


@pytest.mark.parametrize(
    ("written", "addresses"),
    [
        ("a@x.example, b@x.example", ["a@x.example", "b@x.example"]),
        ("a@x.example; b@x.example", ["a@x.example", "b@x.example"]),
        ("A <a@x.example>,\n B <b@x.example>,", ["a@x.example", "b@x.example"]),
        ("Team: a@x.example, B <b@x.example>;", ["a@x.example", "b@x.example"]),
        ("undisclosed-recipients:;", []),
        ("Undisclosed recipients: ;", []),
        ('"a@x.example" <a@x.example>, "b, c" <b@x.example>', ["a@x.example", "b@x.example"]),
        ("A <a@x.example> B <b@x.example>", ["a@x.example", "b@x.example"]),
        ("", []),
        ("=?utf-8?Q?=22a=22_=3Cevil=40x.example=3E=2C?= <a@x.example>", ["a@x.example"]),
    ],
)
def test_to_whom(written: str, addresses: list[str]) -> None:
    assert [a.address for a in parse(head(to=written) + b"\nx").to] == addresses


def test_more_than_one_sender_is_told() -> None:
    found = sent("Ann <ann@mail.example>, Bob <bob@x.example>")
    assert ([a.address for a in found.senders], found.warnings) == (
        [ANN, "bob@x.example"],
        ["several_senders"],
    )
    twice = parse(b"From: ann@mail.example\nFrom: bob@x.example\n\nx")
    assert (twice.sender.address, twice.warnings) == (ANN, ["several_from", "several_senders"])


def test_a_name_that_is_somebody_elses_address_is_told() -> None:
    assert sent('"help@desk.example" <ann@mail.example>').warnings == ["name_is_address"]
    assert sent('"ann@mail.example" <ann@mail.example>').warnings == []


def test_nobody() -> None:
    found = parse(b"Subject: x\n\ny")
    assert (found.sender.address, found.warnings) == ("", ["no_sender"])


@pytest.mark.parametrize(
    ("written", "subject"),
    [
        ("Hello", "Hello"),
        ("", ""),
        ("Folded\n  line", "Folded line"),
        ("=?utf-8?B?5o+Q5biB?=", "提币"),
        ("=?UTF-8?B?5o+Q?= =?UTF-8?B?5biB?=", "提币"),
        ("=?UTF-8?B?5o+Q?=\n =?UTF-8?B?5biB?=", "提币"),
        ("=?utf-8?B?5o+Q?= and =?utf-8?Q?=E5=B8=81?=", "提 and 币"),
        ("Re:=?utf-8?B?5o+Q5biB?=!", "Re:提币!"),
        ("=?utf-8?Q?a=5Fb_c?=", "a_b c"),
        ("=?utf-8?Q?with space?=", "with space"),
        ("=?utf-8?Q?why??=", "why?"),
        ("=?utf-8?B?5o+Q5biB", "=?utf-8?B?5o+Q5biB"),
        ("=?utf-8?B?5o+Q5biB=?=", "提币"),
        ("=?utf-8*zh?B?5o+Q5biB?=", "提币"),
        ("=?x-none?Q?caf=C3=A9?=", "café"),
        ("=?iso-2022-jp?B?GyRCPVA2YhsoQg==?=", "出金"),
        ("=?gb18030?B?zOGxrw==?=", "提悲"),
        ("=?us-ascii?Q?plain?=", "plain"),
        ("a =? b ?= c", "a =? b ?= c"),
        ("tab\there", "tab here"),
    ],
)
def test_about_what(written: str, subject: str) -> None:
    assert parse(head(written) + b"\nx").subject == subject


def test_ids_of_the_thread() -> None:
    more = "In-Reply-To: <two@desk.example>\nReferences: <one@desk.example>\n <two@desk.example> <one@desk.example>"
    found = parse(head(more=more) + b"\nx")
    assert (found.message_id, found.in_reply_to) == ("one@mail.example", ["two@desk.example"])
    assert found.references == ["one@desk.example", "two@desk.example"]


def test_of_very_many_references_the_first_and_the_last_are_kept() -> None:
    more = "References: " + "\n ".join(f"<{n}@x.example>" for n in range(500))
    found = parse(head(more=more) + b"\nx")
    assert (len(found.references), found.references[0], found.references[-1]) == (
        100,
        "0@x.example",
        "499@x.example",
    )


@pytest.mark.parametrize(
    ("written", "when"),
    [
        ("Fri, 5 Jan 2024 10:30:00 +0800", datetime(2024, 1, 5, 2, 30, tzinfo=UTC)),
        ("5 Jan 2024 10:30 GMT", datetime(2024, 1, 5, 10, 30, tzinfo=UTC)),
        ("Fri, 05 Jan 2024 10:30:00 -0000", datetime(2024, 1, 5, 10, 30, tzinfo=UTC)),
        ("Fri, 5 Jan 2024 10:30:00 +0800 (CST)", datetime(2024, 1, 5, 2, 30, tzinfo=UTC)),
        ("Fri, 5 Jan 24 10:30:00 EST", datetime(2024, 1, 5, 15, 30, tzinfo=UTC)),
        ("2024-01-05T10:30:00+08:00", datetime(2024, 1, 5, 2, 30, tzinfo=UTC)),
        ("Fri, 32 Jan 2024 10:30:00 +0800", None),
        ("yesterday", None),
        ("Fri, 5 Jan 9999 99:99:99 +9999", None),
        ("", None),
    ],
)
def test_when(written: str, when: datetime | None) -> None:
    assert parse(b"Date: " + written.encode() + b"\n\nx").date == when


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ("attachment; filename=a.png", "a.png"),
        ('attachment; filename="my file.png"', "my file.png"),
        ("attachment; filename=my file.png", "my file.png"),
        ("attachment; filename*=utf-8''%E6%88%AA%E5%9B%BE.png", "截图.png"),
        ("attachment; filename*=GB2312''%BD%D8%CD%BC.png", "截图.png"),
        ('attachment; filename*0="long-"; filename*1="name.png"', "long-name.png"),
        ("attachment; filename*0*=utf-8''%E6%88%AA; filename*1*=%E5%9B%BE; filename*2=\".png\"", "截图.png"),
        ('attachment; filename="=?utf-8?B?5oiq5Zu+LnBuZw==?="', "截图.png"),
        ("attachment; filename==?gb2312?B?vdjNvC5wbmc=?=", "截图.png"),
        ('attachment; filename="=?gb2312?B?vdg=?= =?gb2312?B?zbwucG5n?="', "截图.png"),
        ('attachment; filename="截图.png"', "截图.png"),
        ('attachment; filename="../../etc/passwd"', "passwd"),
        ('attachment; filename="C:\\temp\\receipt.png"', "receipt.png"),
        ('attachment; filename="gnp.\u202egpj.exe"', "gnp.gpj.exe"),
        ('attachment; filename="semi;colon.png"', "semi;colon.png"),
        ('attachment; filename="quote\\"d.png"', 'quote"d.png'),
        ("attachment; filename=fallback.png; filename*=utf-8''better.png", "better.png"),
        ('attachment; filename=""', "attachment-1.png"),
        ("attachment", "attachment-1.png"),
    ],
)
def test_names_of_files(disposition: str, name: str) -> None:
    picture = part(PNG, "image/png", "base64", f"Content-Disposition: {disposition}")
    assert [(a.name, a.body) for a in parse(head() + multipart(part("x"), picture)).attachments] == [
        (name, PNG)
    ]


def test_a_very_long_name_keeps_its_ending() -> None:
    picture = part(PNG, "image/png", "base64", f'Content-Disposition: attachment; filename="{"a" * 900}.png"')
    name = parse(head() + multipart(part("x"), picture)).attachments[0].name
    assert (len(name), name[-5:]) == (200, "a.png")


@pytest.mark.parametrize(
    "raw",
    [
        b"From ann@mail.example Fri Jan  5 10:30:00 2024\nFrom: ann@mail.example\nSubject: s\n\nbody",
        b"\n\nFrom: ann@mail.example\nSubject: s\n\nbody",
        b"\xef\xbb\xbfFrom: ann@mail.example\nSubject: s\n\nbody",
        b"From : ann@mail.example\nSubject : s\n\nbody",
        b"FROM:ann@mail.example\nsubject:s\n\nbody",
        b"From: ann@mail.example\nSubject: s\nThis line is no header\nX-More: y\n\nbody",
        b"From: ann@mail.example\nX-A: b\nSubject: s\nbody",
    ],
)
def test_headers_with_something_wrong(raw: bytes) -> None:
    found = parse(raw)
    assert (found.sender.address, found.subject.split()[0], found.body) == (ANN, "s", "body")
