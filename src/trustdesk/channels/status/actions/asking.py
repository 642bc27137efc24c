"""The pages before a case is open: number and address, then the code; all answers look the same."""

from uuid import UUID

from trustdesk.channels import paper
from trustdesk.channels.paper import Frame
from trustdesk.kit.markup import Markup, tag


def ask(frame: Frame, fault: str = "", number: str = "", address: str = "") -> str:
    """Ask which case, and whose."""
    return paper.page(
        frame,
        frame.text("case.ask.title"),
        tag("h1", frame.text("case.ask.title")),
        tag("p", frame.text("case.ask.lead"), class_="lead"),
        paper.said(fault, "fault"),
        tag(
            "form",
            _entry(frame, "number", number, autocomplete="off", maxlength="20"),
            _entry(frame, "address", address, autocomplete="email", maxlength="254", kind="email"),
            tag("button", frame.text("case.ask.send"), type="submit", data_test="ask"),
            method="post",
            action=frame.to(frame.path),
            class_="sheet",
        ),
    )


def code(frame: Frame, code: UUID, fault: str = "") -> str:
    """Ask for the six digits, whether any were sent or not."""
    return paper.page(
        frame,
        frame.text("case.code.title"),
        tag("h1", frame.text("case.code.title")),
        tag("p", frame.text("case.code.lead"), class_="lead", data_test="sent"),
        paper.said(fault, "fault"),
        paper.digits(frame, code, frame.text("case.code.label"), frame.text("case.code.send"), sheet=True),
        tag("p", tag("a", frame.text("case.code.other"), href=frame.to(f"{frame.path}?new=1"))),
    )


def confirm(frame: Frame, code: UUID, token: str) -> str:
    """Ask for the one press that proves that a person followed the link."""
    return paper.page(
        frame,
        frame.text("case.confirm.title"),
        tag("h1", frame.text("case.confirm.title")),
        tag(
            "form",
            tag("input", type="hidden", name="c", value=str(code)),
            tag("input", type="hidden", name="t", value=token),
            tag("button", frame.text("case.confirm.yes"), type="submit", data_test="confirm"),
            method="post",
            action=frame.to(f"{frame.path}/confirm"),
        ),
    )


def _entry(
    frame: Frame, name: str, value: str, *, autocomplete: str, maxlength: str, kind: str = "text"
) -> Markup:
    hint = f"h-{name}"
    return tag(
        "div",
        tag("label", frame.text(f"case.ask.{name}"), for_=name),
        tag("p", frame.text(f"case.ask.{name}.hint"), id=hint, class_="hint"),
        tag(
            "input",
            id=name,
            type=kind,
            name=name,
            value=value,
            maxlength=maxlength,
            required=True,
            autocomplete=autocomplete,
            aria_describedby=hint,
            data_test=name,
        ),
        class_="field",
    )
