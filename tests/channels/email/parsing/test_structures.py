"""Which part is the letter and which came along, in every shape clients send."""

import base64

import pytest

from tests.channels.email.parsing.letters import PNG, attached, head, multipart, part
from trustdesk.channels.email.parsing import Parsed, parse

PDF = b"%PDF-1.4\n" + bytes(range(256))
HTML = "text/html; charset=utf-8"
INNER = head("Inner one", sender="Bob <bob@x.example>") + part("What Bob said.")
ICS = (
    "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nSUMMARY:Call about\\, well\r\n , everything\r\n"
    "DTSTART;TZID=Asia/Singapore:20240108T150000\r\nDTEND:20240108T080000Z\r\n"
    'ORGANIZER;CN="Ann: Lee":mailto:ann@mail.example\r\nLOCATION:Room 5\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n'
)


def files(found: Parsed) -> list[tuple[str, str, bytes]]:
    return [(a.name, a.sniffed, a.body) for a in found.attachments]


def test_a_plain_letter() -> None:
    found = parse(head() + b"\nHello there.\n")
    assert (found.text, found.html, found.attachments) == ("Hello there.", None, [])


def test_an_empty_letter() -> None:
    assert parse(head() + b"\n").body == ""
    assert parse(head()).body == ""


def test_the_plain_of_two_ways_is_read_and_the_other_shown() -> None:
    found = parse(
        head() + multipart(part("Plain words."), part("<p>Rich <b>words</b>.</p>", HTML), kind="alternative")
    )
    assert (found.text, found.html) == ("Plain words.", "<p>Rich <b>words</b>.</p>")


def test_an_empty_plain_gives_way_to_html() -> None:
    found = parse(head() + multipart(part(" \n"), part("<p>Rich words.</p>", HTML), kind="alternative"))
    assert found.text == "Rich words."


def test_a_plain_that_only_excuses_itself_gives_way_to_html() -> None:
    excuse = "Your mail program does not support HTML messages."
    found = parse(head() + multipart(part(excuse), part("<p>Rich words.</p>", HTML), kind="alternative"))
    assert found.text == "Rich words."


def test_amp_is_ignored() -> None:
    amp = part("<html amp4email></html>", "text/x-amp-html")
    found = parse(head() + multipart(part("Words."), amp, part("<p>Words.</p>", HTML), kind="alternative"))
    assert (found.text, found.attachments) == ("Words.", [])


def test_pictures_of_the_letter_are_inline() -> None:
    picture = part(PNG, "image/png; name=logo.png", "base64", "Content-ID: <logo@1>")
    related = multipart(
        part('<p>See <img src="cid:logo@1"></p>', HTML), picture, kind="related", boundary="r"
    )
    found = parse(head() + multipart(part("See"), related, kind="alternative", boundary="a"))
    assert found.html == '<p>See <img src="cid:logo@1"></p>'
    assert [(a.name, a.content_id, a.inline, a.body) for a in found.attachments] == [
        ("logo.png", "logo@1", True, PNG)
    ]


def test_related_begins_where_it_says() -> None:
    picture = part(PNG, "image/png", "base64", "Content-ID: <p>")
    letter = part("<p>Root</p>", HTML, more="Content-ID: <root>")
    found = parse(head() + multipart(picture, letter, kind="related", more='; start="<root>"'))
    assert (found.text, [a.name for a in found.attachments]) == ("Root", ["attachment-1.png"])


def test_text_between_pictures_is_one_letter() -> None:
    found = parse(head() + multipart(part("Before."), attached(PNG, "a.png", "image/png"), part("After.")))
    assert (found.text, [a.name for a in found.attachments]) == ("Before.\n\nAfter.", ["a.png"])


def test_a_list_footer_joins_a_rich_letter() -> None:
    both = multipart(part("Words."), part("<p>Words.</p>", HTML), kind="alternative", boundary="i")
    found = parse(head() + multipart(both, part("_____\nlist footer")))
    assert found.body == "Words.\n\n_____\nlist footer"
    assert found.html == "<p>Words.</p>\n<pre>_____\nlist footer</pre>"


def test_a_named_text_is_a_file() -> None:
    found = parse(head() + multipart(part("Words."), part("log line", 'text/plain; name="log.txt"')))
    assert (found.text, files(found)) == ("Words.", [("log.txt", "text/plain", b"log line")])


def test_an_attached_text_is_a_file() -> None:
    found = parse(
        head() + multipart(part("Words."), part("a,b", "text/csv", more="Content-Disposition: attachment"))
    )
    assert files(found) == [("attachment-1.csv", "text/plain", b"a,b")]


def test_a_file_is_what_its_bytes_are() -> None:
    found = parse(
        head() + multipart(part("x"), attached(b"MZ\x90" + bytes(60), "receipt.pdf", "application/pdf"))
    )
    sniffed = "application/vnd.microsoft.portable-executable"
    assert [(a.declared, a.sniffed) for a in found.attachments] == [("application/pdf", sniffed)]


def test_only_a_file() -> None:
    found = parse(head() + attached(PDF, "receipt.pdf", "application/pdf"))
    assert (found.body, files(found)) == ("", [("receipt.pdf", "application/pdf", PDF)])


@pytest.mark.parametrize("encoding", ["8bit", "base64"])
def test_a_mail_inside_a_mail_is_readable(encoding: str) -> None:
    found = parse(head() + multipart(part("See."), part(INNER, "message/rfc822", encoding)))
    assert found.text == "See."
    assert [(a.name, a.declared) for a in found.attachments] == [("Inner one.eml", "message/rfc822")]
    assert found.attachments[0].body.rstrip() == INNER.rstrip()
    assert found.attachments[0].text == (
        "From: Bob <bob@x.example>\nTo: Help <help@desk.example>\nDate: Fri, 5 Jan 2024 10:30:00 +0800\n"
        "Subject: Inner one\n\nWhat Bob said."
    )


def test_words_of_a_mail_inside_a_mail_inside_a_mail_come_through() -> None:
    middle = head("Middle") + multipart(part("Middle words."), part(INNER, "message/rfc822"), boundary="m")
    found = parse(head() + multipart(part("See."), part(middle, "message/rfc822")))
    text = found.attachments[0].text
    assert ("Middle words." in text, "What Bob said." in text) == (True, True)


def test_an_invitation_in_few_words() -> None:
    invite = part(ICS, "text/calendar; method=REQUEST; charset=utf-8", "base64")
    found = parse(head() + multipart(part("Invitation"), invite, kind="alternative"))
    assert found.calendar is not None
    assert (found.calendar.method, found.calendar.summary) == ("request", "Call about, well, everything")
    assert (found.calendar.starts, found.calendar.ends) == (
        "2024-01-08 15:00 Asia/Singapore",
        "2024-01-08 08:00 UTC",
    )
    assert (found.calendar.organiser, found.calendar.place) == ("ann@mail.example", "Room 5")
    assert [a.name for a in found.attachments] == ["invite-1.ics"]


def test_signed_by_openpgp() -> None:
    signature = part("-----BEGIN PGP SIGNATURE-----", "application/pgp-signature; name=signature.asc")
    protocol = '; protocol="application/pgp-signature"; micalg=pgp-sha256'
    found = parse(head() + multipart(part("Signed."), signature, kind="signed", more=protocol))
    assert (found.text, found.protection, [a.name for a in found.attachments]) == (
        "Signed.",
        "pgp-signed",
        ["signature.asc"],
    )


def test_encrypted_by_openpgp() -> None:
    version = part("Version: 1", "application/pgp-encrypted")
    secret = part("-----BEGIN PGP MESSAGE-----", 'application/octet-stream; name="encrypted.asc"')
    found = parse(
        head() + multipart(version, secret, kind="encrypted", more='; protocol="application/pgp-encrypted"')
    )
    assert (found.body, found.protection) == ("", "pgp-encrypted")
    assert [a.name for a in found.attachments] == ["attachment-1.asc", "encrypted.asc"]


@pytest.mark.parametrize(
    ("how", "protection"), [("signed-data", "smime-signed"), ("enveloped-data", "smime-encrypted")]
)
def test_opaque_smime(how: str, protection: str) -> None:
    found = parse(
        head() + part(b"\x30\x80", f"application/pkcs7-mime; smime-type={how}; name=smime.p7m", "base64")
    )
    assert (found.protection, [a.name for a in found.attachments]) == (protection, ["smime.p7m"])


def test_uuencoded_files_are_taken_out_of_the_text() -> None:
    body = b"Look:\nbegin 644 cat.txt\n#0V%T\n`\nend\nBye.\n"
    found = parse(head() + b"\n" + body)
    assert (found.text, files(found)) == ("Look:\nBye.", [("cat.txt", "text/plain", b"Cat")])


def test_begin_in_a_sentence_is_no_file() -> None:
    body = "begin 2024 with a smile\nand\nend it so"
    assert parse(head() + b"\n" + body.encode()).text == body


def test_flowed_paragraphs_are_joined() -> None:
    body = "One paragraph that \nwas broken.\n Stuffed\n> quoted \n> lines\n-- \nAnn"
    found = parse(head() + part(body, "text/plain; charset=utf-8; format=flowed"))
    assert (found.text, found.quoted, found.signature) == (
        "One paragraph that was broken.\nStuffed",
        "> quoted\n> lines",
        "--\nAnn",
    )


def test_flowed_with_delsp() -> None:
    found = parse(head() + part("提币没 \n有到账", "text/plain; charset=utf-8; format=flowed; delsp=yes"))
    assert found.text == "提币没有到账"


def test_tables_lists_and_links_become_text() -> None:
    html = (
        "<table><tr><td>Network</td><td>TRON</td></tr><tr><td>Amount</td><td>500</td></tr></table>"
        "<ul><li>one</li><li>two</li></ul><ol><li>first</li><li>second</li></ol>"
        '<p>See <a href="https://bad.example/x">your wallet</a> and <a href="https://a.example/">a.example</a>.<br>Bye</p>'
    )
    assert parse(head() + part(html, HTML)).text == (
        "Network\tTRON\nAmount\t500\n\n- one\n- two\n\n1. first\n2. second\n\n"
        "See your wallet <https://bad.example/x> and a.example.\nBye"
    )


def test_what_a_browser_does_not_show_is_no_text() -> None:
    html = "<html><head><title>T</title><style>p{}</style></head><body><script>1<2</script><p>A &amp; B&nbsp;C</p><!-- no --></body></html>"
    assert parse(head() + part(html, HTML)).text == "A & B C"


@pytest.mark.parametrize(
    "broken", ["aGVsbG8", "aGVs bG8=", "aGVs\nbG8=\n", "aGVsbG8=\n--\nSent by a list server", "aGVs!bG8="]
)
def test_broken_base64_is_read_as_far_as_it_goes(broken: str) -> None:
    raw = head() + b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n" + broken.encode()
    assert parse(raw).text == "hello"


def test_base64_padded_on_every_line() -> None:
    lines = b"\n".join(base64.b64encode(word) for word in (b"hello", b" wide", b" world"))
    assert parse(head() + b"Content-Transfer-Encoding: base64\n\n" + lines).text == "hello wide world"


def test_broken_quoted_printable_is_read_as_far_as_it_goes() -> None:
    raw = head() + b"Content-Transfer-Encoding: quoted-printable\n\n100=25 of =XY and soft= \nly =3D ok ="
    assert parse(raw).text == "100% of =XY and softly = ok"


def test_a_boundary_that_never_closes() -> None:
    raw = (
        head()
        + b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nFirst.\n--b\nContent-Type: image/png\n\nabc"
    )
    found = parse(raw)
    assert (found.text, files(found)) == ("First.", [("attachment-1.png", "text/plain", b"abc")])


def test_a_boundary_that_never_comes() -> None:
    assert parse(head() + b"Content-Type: multipart/mixed; boundary=b\n\nJust words.").text == "Just words."


def test_a_boundary_that_begins_like_another() -> None:
    inner = multipart(part("Plain."), part("<p>Rich.</p>", HTML), kind="alternative", boundary="bb")
    found = parse(head() + multipart(inner, attached(PNG, "a.png", "image/png"), boundary="b"))
    assert (found.text, found.html, len(found.attachments)) == ("Plain.", "<p>Rich.</p>", 1)


def test_windows_and_old_line_ends() -> None:
    unix = head() + multipart(part("One.\nTwo."), attached(PNG, "a.png", "image/png"))
    for ends in (b"\r\n", b"\r"):
        found = parse(unix.replace(b"\n", ends))
        assert (found.subject, found.text, files(found)) == (
            "Hello",
            "One.\nTwo.",
            [("a.png", "image/png", PNG)],
        )


@pytest.mark.parametrize(
    "written", ["quoted printable", "Quoted-Printable;", '"quoted-printable"', "QUOTED_PRINTABLE"]
)
def test_names_of_encodings_as_people_write_them(written: str) -> None:
    raw = head() + f"Content-Transfer-Encoding: {written}\n\n1=3D1".encode()
    assert parse(raw).text == "1=1"


@pytest.mark.parametrize("codec", ["utf-8", "latin-1", "gb18030"])
def test_a_boundary_in_letters_of_any_charset(codec: str) -> None:
    mark = "b-é".encode(codec)
    raw = (
        head()
        + b'Content-Type: multipart/mixed; boundary="'
        + mark
        + b'"\n\n--'
        + mark
        + b"\n\nWords.\n--"
        + mark
        + b"--\n"
    )
    assert parse(raw).text == "Words."


@pytest.mark.parametrize(
    ("mark", "protection"), [("SIGNED MESSAGE", "pgp-signed"), ("MESSAGE", "pgp-encrypted")]
)
def test_openpgp_written_into_the_text(mark: str, protection: str) -> None:
    assert parse(head() + f"\n-----BEGIN PGP {mark}-----\n\nabc".encode()).protection == protection
