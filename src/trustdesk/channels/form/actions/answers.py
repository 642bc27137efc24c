"""The pages that answer: look into your mail, prove it, it is with us."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from trustdesk.channels import paper
from trustdesk.channels.form.model import Answer
from trustdesk.channels.paper import Frame
from trustdesk.kit.markup import Markup, tag


def sent(frame: Frame, answer: Answer, address: str) -> str:
    """Say that the letter waits for a look into the mail."""
    typed: Markup | str = ""
    if answer.code is not None:
        typed = paper.digits(frame, answer.code, frame.text("form.code"), frame.text("form.code.send"))
    lead = "form.sent.lead" if answer.code else "form.sent.before"
    return paper.page(
        frame,
        frame.text("form.sent.title"),
        tag("h1", frame.text("form.sent.title")),
        tag("p", frame.text(lead, address=address), class_="lead", data_test="sent"),
        masked(frame, answer.masked),
        typed,
        tag("p", frame.text("form.sent.nothing"), class_="quiet"),
    )


def confirm(frame: Frame, code: UUID, token: str, fault: str = "") -> str:
    """Ask for the one press that proves that a person followed the link."""
    return paper.page(
        frame,
        frame.text("form.confirm.title"),
        tag("h1", frame.text("form.confirm.title")),
        tag("p", frame.text("form.confirm.lead"), class_="lead"),
        paper.said(fault, "fault"),
        tag(
            "form",
            tag("input", type="hidden", name="c", value=str(code)),
            tag("input", type="hidden", name="t", value=token),
            tag("button", frame.text("form.confirm.yes"), type="submit", data_test="confirm"),
            method="post",
            action=frame.to(f"{frame.path}/confirm"),
        ),
    )


def retry(frame: Frame, code: UUID, fault: str) -> str:
    """Say that the code did not count; offer to type it once more, or to have another mail sent."""
    return paper.page(
        frame,
        frame.text("form.retry.title"),
        tag("h1", frame.text("form.retry.title")),
        paper.said(fault, "fault"),
        paper.digits(frame, code, frame.text("form.code"), frame.text("form.code.send")),
        tag(
            "form",
            tag("input", type="hidden", name="c", value=str(code)),
            tag("button", frame.text("form.retry.again"), type="submit", class_="second", data_test="again"),
            method="post",
            action=frame.to(f"{frame.path}/again"),
        ),
    )


def done(
    frame: Frame, answers: Sequence[Answer], follow: Mapping[str, str], opens_at: datetime | None
) -> str:
    """Say where the letters stand, and where one can see how they get on."""
    numbers = [
        tag(
            "li",
            tag("strong", number, class_="number", data_test="number"),
            tag("a", frame.text("form.done.follow"), href=frame.to(to), data_test="follow"),
        )
        for number, to in follow.items()
    ]
    kinds = tuple(dict.fromkeys(kind for answer in answers for kind in answer.masked))
    when = (
        frame.text("form.done.closed", opens=frame.words.moment(opens_at, frame.brand.hours.time_zone))
        if opens_at
        else frame.text("form.done.open")
    )
    return paper.page(
        frame,
        frame.text("form.done.title"),
        tag("h1", frame.text("form.done.title")),
        tag("p", frame.text("form.done.lead"), class_="lead"),
        tag("ul", *numbers, class_="numbers"),
        tag("p", when),
        masked(frame, kinds),
    )


def masked(frame: Frame, kinds: Sequence[str]) -> Markup | str:
    """Say what was hidden before anything was stored, and what to do now."""
    if not kinds:
        return ""
    advice = [tag("li", frame.words.text(f"guard.advice.{kind}")) for kind in kinds]
    return tag(
        "section",
        tag("h2", frame.text("form.masked.title")),
        tag("ul", *advice),
        class_="masked",
        data_test="masked",
    )
