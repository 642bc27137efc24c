"""winmail.dat: what Outlook wraps for itself comes out, under the names it had."""

import struct

import pytest

from tests.channels.email.parsing.letters import PNG, attached, head, multipart, part
from trustdesk.channels.email.parsing import parse

MESSAGE, ATTACHMENT = 1, 2
CODE_PAGE, BODY = 0x00069007, 0x0002800C
BEGINS, TITLE, DATA = 0x00069002, 0x00018010, 0x0006800F


def item(level: int, kind: int, data: bytes) -> bytes:
    return struct.pack("<BII", level, kind, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def wrapped(*items: bytes) -> bytes:
    return struct.pack("<IH", 0x223E9F78, 1) + b"".join(items)


def file(name: bytes, data: bytes) -> bytes:
    begins = item(ATTACHMENT, BEGINS, bytes(14))
    return begins + item(ATTACHMENT, TITLE, name + b"\0") + item(ATTACHMENT, DATA, data)


@pytest.mark.parametrize(
    ("page", "name", "shown"),
    [
        (1252, b"receipt.png", "receipt.png"),
        (936, "截图.png".encode("gb18030"), "截图.png"),
        (1251, "чек.png".encode("cp1251"), "чек.png"),
    ],
)
def test_files_come_out_under_their_names(page: int, name: bytes, shown: str) -> None:
    dat = wrapped(item(MESSAGE, CODE_PAGE, struct.pack("<II", page, 0)), file(name, PNG))
    found = parse(head() + multipart(part("See."), attached(dat, "winmail.dat", "application/ms-tnef")))
    assert (found.text, [(a.name, a.sniffed, a.body) for a in found.attachments]) == (
        "See.",
        [(shown, "image/png", PNG)],
    )


def test_words_come_out_where_the_letter_has_none() -> None:
    dat = wrapped(
        item(MESSAGE, CODE_PAGE, struct.pack("<II", 1252, 0)),
        item(MESSAGE, BODY, b"Words inside.\r\nMore.\0"),
    )
    found = parse(head() + attached(dat, "winmail.dat", "application/octet-stream"))
    assert (found.text, found.attachments) == ("Words inside.\nMore.", [])


@pytest.mark.parametrize("dat", [b"no tnef", wrapped(b"\x01\x02"), b"\x78\x9f\x3e\x22" + bytes(100_000)])
def test_what_cannot_be_unwrapped_stays_as_it_came(dat: bytes) -> None:
    found = parse(head() + multipart(part("See."), attached(dat, "winmail.dat", "application/ms-tnef")))
    assert found.text == "See."
    assert [(a.name, a.body) for a in found.attachments] == [("winmail.dat", dat)]
