"""Mails that are broken in ways that are really sent, and are read as their sender meant them."""

from tests.channels.email.parsing.letters import PNG, head, multipart, part
from trustdesk.channels.email.parsing import parse

ALTERNATIVE = 'Content-Type: multipart/alternative; boundary="=_b"\n\n'


def test_an_inner_part_under_its_parents_own_boundary_is_inside_it() -> None:
    both = part("Plain words.") + b"\n--=_b\n" + part("<p>Plain words.</p>", "text/html")
    mail = (
        head()
        + b'Content-Type: multipart/mixed; boundary="=_b"\n\n--=_b\n'
        + ALTERNATIVE.encode()
        + b"--=_b\n"
        + both
        + b"\n--=_b--\n\n--=_b\n"
        + part(PNG, "image/png; name=seen.png", "base64")
        + b"--=_b--\n"
    )
    found = parse(mail)
    assert (found.text, found.html) == ("Plain words.", "<p>Plain words.</p>")
    assert [(a.name, a.body) for a in found.attachments] == [("seen.png", PNG)]


def test_an_inner_part_under_its_parents_boundary_that_never_ends() -> None:
    mail = head() + b'Content-Type: multipart/mixed; boundary="=_b"\n\n--=_b\n' + ALTERNATIVE.encode()
    assert parse(mail + b"--=_b\n" + part("Plain words.")).text == "Plain words."


def test_related_parts_that_are_none_are_a_letter() -> None:
    found = parse(head(more='Content-Type: multipart/related; boundary="=_gone"') + b"\n")
    assert (found.sender.address, found.body, found.attachments) == ("ann@mail.example", "", [])


def test_words_that_are_only_called_base64_are_read_as_they_stand() -> None:
    words = "my last coin is not yet here and no one will say to me when it is"
    assert parse(head() + part("", encoding="base64") + f"{words}\n".encode() * 8).text == "\n".join(
        [words] * 8
    )


def test_base64_with_a_blank_where_a_line_ended_is_still_base64() -> None:
    written = part("The deposit has not arrived, and it is three hours now. " * 4, encoding="base64")
    top, _, encoded = written.partition(b"\n\n")
    found = parse(head() + top + b"\n\n" + encoded.strip().replace(b"\n", b" "))
    assert found.text.startswith("The deposit has not arrived, and it is three hours now. The deposit")


def test_parts_that_begin_without_an_empty_line_end_the_headers() -> None:
    mail = head("") + multipart(part("Plain words."))
    top, _, parts = mail.partition(b"\n\n")
    lines = [line for line in top.split(b"\n") if not line.startswith(b"Subject")]
    found = parse(b"\n".join([*lines, b"Subject: ", b" "]) + b"\n" + parts)
    assert (found.subject, found.text) == ("", "Plain words.")


def test_a_row_of_one_sign_is_no_language() -> None:
    rule = "\u00b0" * 40
    found = parse(head() + part(f"Regards\n{rule}\nAnn".encode("latin-1"), "text/plain; charset=iso-8859-1"))
    assert (found.body, found.warnings) == (f"Regards\n{rule}\nAnn", [])
