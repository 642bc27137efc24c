"""The pages that ask: which topic, and what whoever answers needs to know about it. No script needed."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal
from urllib.parse import quote

import msgspec

from trustdesk.channels import paper
from trustdesk.channels.form.model import MOST_FILES, Field, FormSettings
from trustdesk.channels.form.rules import questions
from trustdesk.channels.form.rules.doubts import EFFORT_BITS
from trustdesk.channels.paper import Frame
from trustdesk.kit.fields import ACCOUNT, CONTACT
from trustdesk.kit.markup import Markup, joined, tag

ACCEPTED = "image/jpeg,image/png,image/webp,image/gif,application/pdf"


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """What the form is written from: what was filled in before, and what was wrong with it."""

    frame: Frame
    settings: FormSettings
    topic: str
    client_id: str
    stamp: str
    address: Annotated[str, CONTACT] = ""
    name: str = ""
    answers: Annotated[Mapping[str, str], ACCOUNT] = {}
    wrong: Sequence[str] = ()
    fault: str = ""


def choose(frame: Frame, carried: Mapping[str, str]) -> str:
    """Ask what it is about; what was read and searched before goes along."""
    locale = frame.words.locale
    along = "".join(f"&{name}={quote(value)}" for name, value in carried.items())
    topics = [
        tag("li", tag("a", topic.label.of(locale), href=frame.to(f"{frame.path}?topic={topic.code}{along}")))
        for topic in frame.brand.topics
    ]
    return paper.page(
        frame,
        frame.text("form.title"),
        tag("h1", frame.text("form.title")),
        tag("p", frame.text("form.choose"), class_="lead"),
        tag("ul", *topics, class_="choices", data_test="topics"),
        _ways(frame),
    )


def ask(sheet: Sheet) -> str:
    """Ask what whoever answers needs to know."""
    frame = sheet.frame
    asked = questions.questions(sheet.topic)
    title = next(one.label.of(frame.words.locale) for one in frame.brand.topics if one.code == sheet.topic)
    rows = [_field(sheet, field) for field in asked.fields]
    advice = asked.advice.of(frame.words.locale) if asked.advice else ""
    form = tag(
        "form",
        *_hidden(sheet),
        *rows,
        _files(sheet) if sheet.settings.attachments else "",
        _who(sheet),
        tag("p", frame.text("form.private"), class_="quiet"),
        tag("button", frame.text("form.send"), type="submit", data_test="send"),
        method="post",
        action=frame.to(f"{frame.path}?topic={sheet.topic}"),
        enctype="multipart/form-data",
        class_="sheet",
        data_bits=str(EFFORT_BITS),
        data_large=frame.text("form.files.large"),
        data_sending=frame.text("form.sending"),
    )
    return paper.page(
        frame,
        title,
        tag("p", tag("a", frame.text("form.other_topic"), href=frame.to(frame.path)), class_="back"),
        tag("h1", title),
        paper.said(advice, "note"),
        paper.said(sheet.fault, "fault"),
        form,
        other=f"{frame.path}?topic={sheet.topic}",
    )


def shut(frame: Frame) -> str:
    """Say that there is no form here, and where else to go."""
    return paper.page(
        frame,
        frame.text("form.title"),
        tag("h1", frame.text("form.title")),
        tag("p", frame.text("form.shut"), class_="lead"),
        _ways(frame),
    )


def _hidden(sheet: Sheet) -> list[Markup]:
    held = {"client_id": sheet.client_id, "stamp": sheet.stamp, "effort": ""}
    trap = tag(
        "div",
        tag("label", sheet.frame.text("form.trap"), for_="website"),
        tag("input", id="website", name="website", tabindex="-1", autocomplete="off"),
        class_="trap",
        aria_hidden="true",
    )
    return [*(tag("input", type="hidden", name=name, value=value) for name, value in held.items()), trap]


def _field(sheet: Sheet, field: Field) -> Markup:
    locale = sheet.frame.words.locale
    value = sheet.answers.get(field.code, "")
    flaw = _flaw(sheet, field.code, "too_long" if value else "missing")
    common: dict[str, str | bool] = {
        "id": f"f-{field.code}",
        "name": f"a.{field.code}",
        # What the story may hold already is looked for in it before it is asked for again.
        "required": field.required and field.kind == "text",
        "dir": "auto",
        "aria_describedby": " ".join(
            [*([f"h-{field.code}"] if field.hint else []), *([f"w-{field.code}"] if flaw else [])]
        )
        or False,
        "aria_invalid": "true" if field.code in sheet.wrong else False,
        "autocomplete": "off",
    }
    entry = (
        tag("textarea", value, rows="5", maxlength="5000", **common)
        if field.kind == "text"
        else tag("input", type="text", value=value, maxlength="300", **common)
    )
    needless = (
        () if field.required else (" ", tag("span", sheet.frame.text("form.optional"), class_="optional"))
    )
    hint = tag("p", field.hint.of(locale), id=f"h-{field.code}", class_="hint") if field.hint else ""
    label = tag("label", field.label.of(locale), *needless, for_=f"f-{field.code}")
    return tag("div", label, hint, entry, flaw, class_="field")


def _flaw(sheet: Sheet, code: str, kind: str) -> Markup | Literal[""]:
    """Say beside a field what is wrong with it: a colour alone tells too few."""
    if code not in sheet.wrong:
        return ""
    return tag("p", sheet.frame.text(f"form.field.{kind}"), id=f"w-{code}", class_="flaw")


def _files(sheet: Sheet) -> Markup:
    text = sheet.frame.text
    again = paper.said(text("form.files.again"), "note") if sheet.fault else ""
    return tag(
        "div",
        tag(
            "label",
            text("form.files"),
            " ",
            tag("span", text("form.optional"), class_="optional"),
            for_="files",
        ),
        tag("p", text("form.files.hint", most=MOST_FILES), id="h-files", class_="hint"),
        again,
        tag(
            "input",
            id="files",
            type="file",
            name="files",
            multiple=True,
            accept=ACCEPTED,
            aria_describedby="h-files",
            data_test="files",
        ),
        class_="field",
    )


def _who(sheet: Sheet) -> Markup:
    text = sheet.frame.text
    needless = tag("span", text("form.optional"), class_="optional")
    flaw = _flaw(sheet, "address", "no_address")
    address = tag(
        "input",
        id="address",
        type="email",
        name="address",
        value=sheet.address,
        maxlength="254",
        required=True,
        autocomplete="email",
        aria_describedby="h-address w-address" if flaw else "h-address",
        aria_invalid="true" if "address" in sheet.wrong else False,
        data_test="address",
    )
    name = tag(
        "input", id="name", type="text", name="name", value=sheet.name, maxlength="100", autocomplete="name"
    )
    hint = tag("p", text("form.address.hint"), id="h-address", class_="hint")
    return joined(
        tag("div", tag("label", text("form.address"), for_="address"), hint, address, flaw, class_="field"),
        tag("div", tag("label", text("form.name"), " ", needless, for_="name"), name, class_="field"),
    )


def _ways(frame: Frame) -> Markup:
    slug = frame.brand.slug
    return tag("p", tag("a", frame.text("form.to_status"), href=frame.to(f"/{slug}/status")), class_="quiet")
