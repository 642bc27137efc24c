"""A guided case on the status page: what is known, whose turn it is and by when, the steps so far."""

from collections.abc import Iterator, Sequence

from trustdesk.brands import Label
from trustdesk.channels.paper import Frame
from trustdesk.kit.markup import Markup, tag
from trustdesk.procedures import Progress, Safety


def cases(frame: Frame, progress: Sequence[Progress]) -> Iterator[Markup]:
    """Write every guided case, those that run first; one that went on under another heading is left out."""
    for one in progress:
        if one.ending != "handed":
            yield _case(frame, one)


def safety(frame: Frame, told: Safety | None, client_id: str) -> Iterator[Markup]:
    """Write whether a freeze is offered, with its one button, asked for, or in place, with the evidence."""
    if told is None:
        return
    ways: list[Markup] = []
    if told.state == "offered":
        ways.append(
            tag(
                "form",
                tag("input", type="hidden", name="client_id", value=client_id),
                tag("button", frame.text("case.safety.freeze"), type="submit", data_test="freeze"),
                method="post",
                action=frame.to(f"{frame.path}/freeze"),
            )
        )
    if told.state in {"frozen", "lifting"}:
        href = f"{frame.path}/evidence"
        ways.append(
            tag(
                "p",
                tag("a", frame.text("case.safety.evidence"), href=href, download="", data_test="evidence"),
            )
        )
    yield tag(
        "section",
        tag("h2", frame.text(f"case.safety.{told.state}")),
        tag("p", frame.text(f"case.safety.{told.state}.lead")),
        *ways,
        class_="safety",
        data_test="safety",
        data_state=told.state,
    )


def _case(frame: Frame, one: Progress) -> Markup:
    def of(label: Label) -> str:
        return label.of(frame.words.locale)

    zone = frame.brand.hours.time_zone
    turn = one.ending or one.owner
    steps = [
        tag(
            "li",
            tag("span", of(step.label)),
            tag("time", frame.words.moment(step.at, zone), datetime=step.at.isoformat()),
        )
        for step in one.steps
    ]
    known = [tag("p", of(one.wording), data_test="known")] if one.wording else []
    facts = (
        [frame.text("case.progress.takes", span=of(one.expected))] if one.expected and not one.ending else []
    )
    facts += [frame.text("case.progress.fee", fee=one.fee)] if one.fee and not one.ending else []
    if one.due_at:
        by = "until" if one.owner == "customer" else "by"
        facts.append(frame.text(f"case.progress.{by}", at=frame.words.moment(one.due_at, zone)))
    return tag(
        "section",
        tag("h2", of(one.title)),
        tag("p", tag("strong", frame.text(f"case.progress.turn.{turn}")), class_="lead"),
        *known,
        *([tag("p", " · ".join(facts), class_="quiet")] if facts else []),
        tag("ol", *steps, class_="steps", data_test="progress-steps"),
        data_test="progress-case",
        data_slug=one.slug,
        data_state=one.state,
        data_ending=one.ending or "",
    )
