"""The form that reports an impostor: folded under the answer, one tap away."""

from typing import get_args

from trustdesk.kit.i18n import Words
from trustdesk.kit.markup import Markup, tag
from trustdesk.official.model import Seen
from trustdesk.official.views.shapes import ItemView


def report_form(item: ItemView, text: str, client_id: str, brand: str, words: Words) -> Markup:
    """Write the form for one thing; the id makes sending it twice one report."""
    seen = [tag("option", words.text(f"official.seen.{one}"), value=one) for one in get_args(Seen)]
    return tag(
        "details",
        tag("summary", words.text("official.report.open"), data_test="report"),
        tag(
            "form",
            tag("input", type="hidden", name="client_id", value=client_id),
            tag("input", type="hidden", name="text", value=text),
            tag("input", type="hidden", name="thing", value=item.thing),
            tag("label", words.text("official.report.seen"), tag("select", *seen, name="seen")),
            tag(
                "label",
                words.text("official.report.note"),
                tag("textarea", name="note", rows="2", maxlength="2000", dir="auto"),
            ),
            tag(
                "label",
                words.text("official.report.mail"),
                tag("input", type="file", name="mail", accept=".eml,message/rfc822"),
            ),
            tag(
                "label",
                words.text("official.report.contact"),
                tag("input", type="text", name="contact", maxlength="200", autocomplete="off"),
            ),
            tag("p", words.text("official.report.kept"), class_="quiet"),
            tag("button", words.text("official.report.send"), type="submit", data_test="report-send"),
            method="post",
            action=f"/official/{brand}/report?lang={words.locale}",
            enctype="multipart/form-data",
        ),
        class_="report",
    )
