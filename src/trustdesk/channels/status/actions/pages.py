"""The page of a case: whose turn it is, the steps so far, what was said, and what one can do now."""

import re
from collections.abc import Sequence
from datetime import datetime

import msgspec

from trustdesk.channels import paper
from trustdesk.channels.paper import Frame
from trustdesk.channels.status.actions import progress
from trustdesk.channels.status.model import Awaited, Step, Story
from trustdesk.conversations import EntryView
from trustdesk.files import Attachment
from trustdesk.kit.markup import Markup, tag

MASK = re.compile(r"⟦secret: ([a-z ]+)⟧")
ACCEPTED = "image/jpeg,image/png,image/webp,image/gif,application/pdf"


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """What the page is written from: what was typed and refused stays; ``telegram`` is open, too, or not."""

    frame: Frame
    story: Story
    client_id: str
    text: str = ""
    fault: str = ""
    done: str = ""
    masked: Sequence[str] = ()
    telegram: bool = False


def case(sheet: Sheet) -> str:
    """Write the page."""
    frame, story = sheet.frame, sheet.story
    topic = next(
        (one.label.of(frame.words.locale) for one in frame.brand.topics if one.code == story.topic), ""
    )
    return paper.page(
        frame,
        frame.text("case.title", number=story.number),
        tag(
            "p",
            frame.text("case.number"),
            " ",
            tag("strong", story.number, class_="number", data_test="case"),
        ),
        *_awaited(frame, story),
        paper.said(sheet.done, "done"),
        paper.said(sheet.fault, "fault"),
        _masked(frame, sheet.masked),
        tag("div", *progress.safety(frame, story.safety, sheet.client_id), data_live="safety"),
        tag("div", *progress.cases(frame, story.progress), data_live="progress"),
        _steps(frame, story.steps, topic),
        _said(frame, story.said),
        _write(sheet) if story.status != "closed" else "",
        tag("div", _rating(sheet) if story.rateable and story.rated is None else "", data_live="rating"),
        _more(sheet),
        other=f"{frame.path}/case",
    )


def _awaited(frame: Frame, story: Story) -> tuple[Markup, ...]:
    """Say whose turn it is; what is marked as live, a page that stands open renews by itself."""
    again = frame.to(f"{frame.path}/case")
    turn = tag(
        "h1",
        frame.text(f"case.turn.{story.awaited.turn}"),
        data_test="turn",
        data_turn=story.awaited.turn,
        data_live="turn",
        aria_live="polite",
        data_mark=story.mark,
        data_mark_at=f"{frame.path}/mark",
        data_case=again,
    )
    lead = tag(
        "p",
        _expect(frame, story.awaited),
        class_="lead",
        data_test="expect",
        data_live="expect",
        aria_live="polite",
    )
    return turn, lead, tag("noscript", tag("p", tag("a", frame.text("case.again"), href=again)))


def onwards(frame: Frame, to: str, bot: str) -> str:
    """Lead to Telegram by a link one follows oneself."""
    return paper.page(
        frame,
        frame.text("case.to.telegram"),
        tag("h1", frame.text("case.to.telegram")),
        tag("p", frame.text("case.onwards", bot=bot), class_="lead"),
        tag(
            "p", tag("a", f"@{bot}", href=to, class_="button", rel="noopener noreferrer", data_test="onwards")
        ),
        tag("p", tag("a", frame.text("case.back"), href=frame.to(f"{frame.path}/case"))),
    )


def _expect(frame: Frame, awaited: Awaited) -> str:
    """Say what happens next and by when, as far as that can be said honestly."""
    text, zone = frame.text, frame.brand.hours.time_zone
    told = [text(f"case.expect.{awaited.turn}")]
    if awaited.name:
        told.append(text("case.expect.name", name=awaited.name))
    if awaited.opens_at:
        told.append(text("case.expect.opens", opens=frame.words.moment(awaited.opens_at, zone)))
    elif awaited.position and awaited.minutes:
        told.append(text("case.expect.place", position=awaited.position, count=awaited.minutes))
    elif awaited.position:
        told.append(text("case.expect.position", position=awaited.position))
    if awaited.until:
        told.append(text("case.expect.until", until=frame.words.moment(awaited.until, zone)))
    return ("" if frame.words.locale == "zh-CN" else " ").join(told)


def _when(frame: Frame, at: datetime) -> Markup:
    told = frame.words.moment(at, frame.brand.hours.time_zone)
    return tag("time", told, datetime=at.isoformat())


def _steps(frame: Frame, steps: Sequence[Step], topic: str) -> Markup:
    rows = [
        tag("li", tag("span", frame.text(f"case.step.{one.code}", name=one.name)), _when(frame, one.at))
        for one in steps
    ]
    about = tag("p", frame.text("case.topic", topic=topic), class_="quiet") if topic else ""
    return tag(
        "section",
        tag("h2", frame.text("case.steps")),
        about,
        tag("ol", *rows, class_="steps", data_test="steps", data_live="steps"),
    )


def _said(frame: Frame, said: Sequence[EntryView]) -> Markup:
    return tag(
        "section",
        tag("h2", frame.text("case.said")),
        tag("ol", *(_message(frame, one) for one in said), class_="said", data_test="said", data_live="said"),
    )


def _message(frame: Frame, entry: EntryView) -> Markup:
    own = entry.author.kind == "customer"
    who = frame.text("case.you") if own else entry.author.name or frame.name
    line = frame.words.catalogue.get(f"case.line.{entry.line}", "") if own else ""
    head = tag(
        "p",
        tag("strong", who),
        tag("span", line, class_="line") if line else "",
        _when(frame, entry.at),
        class_="head",
    )
    files = tag("ul", *(tag("li", _file(one)) for one in entry.attachments)) if entry.attachments else ""
    words = tag("p", *_words(frame, entry.text), class_="words", dir="auto") if entry.text else ""
    return tag("li", head, words, files, class_="own" if own else "theirs", data_test="message")


def _words(frame: Frame, text: str) -> list[str]:
    """Name what was hidden in the reader's language."""
    parts = MASK.split(text)
    kinds = [frame.words.catalogue.get(f"guard.kind.{one.replace(' ', '_')}", one) for one in parts[1::2]]
    marked = [tag("mark", frame.text("case.hidden", what=kind)) for kind in kinds]
    return [one for pair in zip(parts[::2], [*marked, Markup("")], strict=True) for one in pair]


def _file(file: Attachment) -> Markup:
    return tag("a", file.name, href=file.url, rel="noopener noreferrer")


def _write(sheet: Sheet) -> Markup:
    frame = sheet.frame
    text = frame.text
    return tag(
        "section",
        tag("h2", text("case.write")),
        tag(
            "form",
            tag("input", type="hidden", name="client_id", value=sheet.client_id),
            tag("label", text("case.write.label"), for_="text"),
            tag("p", text("case.write.hint"), id="h-text", class_="hint"),
            tag(
                "textarea",
                sheet.text,
                id="text",
                name="text",
                rows="4",
                maxlength="10000",
                dir="auto",
                aria_describedby="h-text",
                data_test="text",
            ),
            tag("label", text("case.files"), for_="files"),
            tag(
                "input",
                id="files",
                type="file",
                name="files",
                multiple=True,
                accept=ACCEPTED,
                data_test="files",
            ),
            tag("button", text("case.write.send"), type="submit", data_test="send"),
            method="post",
            action=frame.to(f"{frame.path}/write"),
            enctype="multipart/form-data",
            class_="sheet",
        ),
        _progress(sheet) if sheet.story.awaited.turn in ("queue", "held", "later") else "",
    )


def _progress(sheet: Sheet) -> Markup:
    frame = sheet.frame
    if sheet.story.asked_today:
        return tag("p", frame.text("case.progress.asked"), class_="quiet", data_test="asked")
    return tag(
        "form",
        tag("button", frame.text("case.progress"), type="submit", class_="second", data_test="progress"),
        method="post",
        action=frame.to(f"{frame.path}/progress"),
    )


def _rating(sheet: Sheet) -> Markup:
    frame = sheet.frame
    scores = [
        tag(
            "label",
            tag("input", type="radio", name="score", value=str(score), required=True),
            tag("span", frame.text(f"case.score.{score}")),
        )
        for score in range(1, 6)
    ]
    return tag(
        "section",
        tag("h2", frame.text("case.rate")),
        tag(
            "form",
            tag("input", type="hidden", name="client_id", value=f"rate-{sheet.client_id}"),
            tag("fieldset", tag("legend", frame.text("case.rate.label")), *scores, class_="scores"),
            tag("label", frame.text("case.rate.why"), for_="why"),
            tag("textarea", id="why", name="why", rows="2", maxlength="2000", dir="auto"),
            tag("button", frame.text("case.rate.send"), type="submit", data_test="rate"),
            method="post",
            action=frame.to(f"{frame.path}/rate"),
            class_="sheet",
        ),
    )


def _more(sheet: Sheet) -> Markup:
    frame = sheet.frame
    others = ["chat", *(["telegram"] if sheet.telegram else [])]
    ways = [
        tag(
            "form",
            tag("button", frame.text(f"case.to.{to}"), type="submit", class_="second", data_test=f"to-{to}"),
            method="post",
            action=frame.to(f"{frame.path}/to/{to}"),
        )
        for to in others
        if sheet.story.status != "closed"
    ]
    copies = [tag("li", _copy(frame, form)) for form in ("html", "pdf", "text")]
    leave = tag(
        "form",
        tag("button", frame.text("case.leave"), type="submit", class_="plain", data_test="leave"),
        method="post",
        action=frame.to(f"{frame.path}/leave"),
    )
    return tag(
        "section",
        tag("h2", frame.text("case.more")),
        tag("div", *ways, class_="ways"),
        tag("h3", frame.text("case.copy")),
        tag("ul", *copies, class_="copies"),
        leave,
    )


def _copy(frame: Frame, form: str) -> Markup:
    href = f"{frame.path}/transcript?format={form}"
    return tag("a", frame.text(f"case.copy.{form}"), href=href, download="")


def _masked(frame: Frame, kinds: Sequence[str]) -> Markup | str:
    if not kinds:
        return ""
    advice = [tag("li", frame.words.text(f"guard.advice.{kind}")) for kind in kinds]
    title = tag("h2", frame.text("case.masked"))
    return tag("section", title, tag("ul", *advice), class_="masked", data_test="masked")
