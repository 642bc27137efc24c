"""Bounces of a dozen servers: who was not reached, why, and which mail of ours it was."""

import pytest

from tests.channels.email.parsing.letters import head, multipart, part
from trustdesk.channels.email.parsing import Bounce, Kind, parse

DAEMON = "Mail Delivery System <MAILER-DAEMON@mx.example>"
OURS = head("Your case", sender="help@desk.example", to="ann@gone.example") + b"\nWords of ours"


def report(
    status: str, text: str = "It failed.", original: bytes | None = None, sender: str = DAEMON
) -> bytes:
    parts = [part(text), part(status, "message/delivery-status")]
    parts.append(part(OURS, "message/rfc822") if original is None else original)
    whole = multipart(*parts, kind="report", more="; report-type=delivery-status")
    return head("Undelivered Mail Returned to Sender", sender=sender, more="Return-Path: <>") + whole


STATUS = (
    "Reporting-MTA: dns; mx.example\nX-Postfix-Queue-ID: 4ABC\n\n"
    "Final-Recipient: rfc822; ann@gone.example\nOriginal-Recipient: rfc822;ann@gone.example\nAction: failed\n"
    "Status: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 <ann@gone.example>: no such\n    user here\n"
)


def test_a_report_of_the_standard() -> None:
    found = parse(report(STATUS))
    assert found.kind is Kind.BOUNCE
    expected = Bounce(
        recipient="ann@gone.example",
        action="failed",
        status="5.1.1",
        diagnostic="550 5.1.1 <ann@gone.example>: no such user here",
        message_id="one@mail.example",
    )
    assert (found.bounce, expected.failed) == (expected, True)


def test_a_report_with_only_the_headers_of_ours() -> None:
    headers = part("Message-ID: <two@desk.example>\nSubject: Your case\n", "text/rfc822-headers")
    found = parse(report(STATUS, original=headers))
    assert found.bounce is not None
    assert found.bounce.message_id == "two@desk.example"


@pytest.mark.parametrize(
    ("action", "failed"), [("delayed", False), ("delivered", False), ("relayed", False), ("failed", True)]
)
def test_not_every_report_is_bad_news(action: str, *, failed: bool) -> None:
    found = parse(report(STATUS.replace("Action: failed", f"Action: {action}")))
    assert found.bounce is not None
    assert (found.bounce.action, found.bounce.failed) == (action, failed)


def test_of_several_recipients_the_one_that_failed() -> None:
    status = (
        "Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; a@x.example\nAction: delivered\nStatus: 2.0.0\n\n"
        "Final-Recipient: rfc822; b@x.example\nAction: failed\nStatus: 5.2.2\n"
    )
    found = parse(report(status))
    assert found.bounce is not None
    assert (found.bounce.recipient, found.bounce.status) == ("b@x.example", "5.2.2")


def test_an_empty_report_is_one_all_the_same() -> None:
    found = parse(report(""))
    assert found.bounce is not None
    assert (found.bounce.recipient, found.bounce.message_id) == ("", "one@mail.example")


QMAIL = """Hi. This is the qmail-send program at mx.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<ann@gone.example>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

Return-Path: <help@desk.example>
Message-ID: <three@desk.example>
Subject: Your case
"""
EXIM = """This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  ann@gone.example
    host mx.gone.example [192.0.2.1]
    SMTP error from remote mail server after RCPT TO:<ann@gone.example>:
    550 5.1.1 user unknown

------ This is a copy of the message, including all the headers. ------

Message-ID: <three@desk.example>
"""
POSTFIX = """This is the mail system at host mx.example.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

<ann@gone.example>: host mx.gone.example[192.0.2.1] said: 552 5.2.2 mailbox full
"""
EXCHANGE = """Your message did not reach some or all of the intended recipients.

      Subject:  Your case
The following recipient(s) cannot be reached:
      ann@gone.example on 1/5/2024 10:30 AM
            The e-mail account does not exist. <mx.gone.example #5.1.1 smtp;550>
"""
NETEASE = """抱歉，您的邮件被退回来了……
原邮件信息：
收件人：ann@gone.example
退信原因：
SMTP error, RCPT TO: 550 User not found: ann@gone.example
"""
TENCENT = """你发送的邮件被退回
收件人 ann@gone.example
退信原因 对方邮箱不存在 550 Mailbox not found
"""


@pytest.mark.parametrize(
    ("subject", "text", "status", "ours"),
    [
        ("failure notice", QMAIL, "5.1.1", "three@desk.example"),
        ("Mail delivery failed: returning message to sender", EXIM, "5.1.1", "three@desk.example"),
        ("Undelivered Mail Returned to Sender", POSTFIX, "5.2.2", ""),
        ("Undeliverable: Your case", EXCHANGE, "5.1.1", ""),
        ("系统退信", NETEASE, "5.0.0", ""),
        ("来自 mx.example 的退信", TENCENT, "5.0.0", ""),
    ],
)
def test_bounces_in_words(subject: str, text: str, status: str, ours: str) -> None:
    found = parse(head(subject, sender=DAEMON) + part(text))
    assert (found.kind, found.bounce is not None) == (Kind.BOUNCE, True)
    assert found.bounce is not None
    assert (found.bounce.recipient, found.bounce.action) == ("ann@gone.example", "failed")
    assert (found.bounce.status, found.bounce.message_id) == (status, ours)


def test_neither_we_nor_whoever_can_be_asked_are_who_was_not_reached() -> None:
    text = (
        "The mail of help@desk.example came back. For help, write to <postmaster@mx.example>.\n"
        "<ann@gone.example>: 550 5.1.1 nobody of that name"
    )
    found = parse(head("User unknown", sender=DAEMON) + part(text))
    assert found.bounce is not None
    assert (found.bounce.recipient, found.bounce.status) == ("ann@gone.example", "5.1.1")


def test_a_report_that_names_nobody_is_read_by_its_words() -> None:
    found = parse(report("Reporting-MTA: dns; mx.example\n", text="Nobody is called ann@gone.example here."))
    assert found.bounce is not None
    assert found.bounce.recipient == "ann@gone.example"


def test_exim_names_the_recipient_in_a_header() -> None:
    raw = head("Mail failure", sender=DAEMON, more="X-Failed-Recipients: ann@gone.example") + part("no words")
    found = parse(raw)
    assert found.bounce is not None
    assert found.bounce.recipient == "ann@gone.example"


def test_a_warning_is_a_delay() -> None:
    text = "Your message to ann@gone.example has been delayed. It will be retried for 3 days. 4.4.1 timeout"
    found = parse(head("Warning: message delayed", sender=DAEMON) + part(text))
    assert found.bounce is not None
    assert (found.bounce.action, found.bounce.status) == ("delayed", "4.4.1")


@pytest.mark.parametrize(
    ("subject", "sender"),
    [
        ("Delivery failure of my card", "Ann <ann@mail.example>"),
        ("退信问题", "ann@mail.example"),
        ("Hello", DAEMON),
    ],
)
def test_what_only_sounds_like_a_bounce_is_none(subject: str, sender: str) -> None:
    assert parse(head(subject, sender=sender) + b"\nI sent to bob@x.example, error 550").bounce is None


def test_a_bounce_that_a_customer_passes_on_is_the_customers_mail() -> None:
    found = parse(
        head("What is this?")
        + multipart(part("Look."), part(report(STATUS), "message/rfc822"), boundary="outer")
    )
    assert (found.kind, found.bounce, found.text) == (Kind.ORDINARY, None, "Look.")
