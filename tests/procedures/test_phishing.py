"""What gives a mail away, and what a report comes to; by values alone."""

from datetime import UTC, datetime

import pytest

from trustdesk.official import Found, Judged, Verdict
from trustdesk.procedures.cases import phishing_report
from trustdesk.procedures.model.originals import Inspected, Link, Original
from trustdesk.procedures.rules import phishing

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


def judged(verdict: Verdict, value: str = "bitget.example", imitates: str = "") -> Judged:
    return Judged(Found("site", value, value), verdict, (), imitates)


@pytest.mark.parametrize(
    ("verdicts", "standing"),
    [
        ((), "nothing_named"),
        ((Verdict.UNKNOWN,), "nothing_named"),
        ((Verdict.OFFICIAL,), "official"),
        ((Verdict.OFFICIAL, Verdict.NOT_OFFICIAL), "not_official"),
        ((Verdict.NOT_OFFICIAL, Verdict.LOOKS_LIKE), "look_alike"),
        ((Verdict.LOOKS_LIKE, Verdict.KNOWN_IMPOSTOR), "known_impostor"),
    ],
)
def test_the_worst_speaks_for_the_whole(verdicts: tuple[Verdict, ...], standing: str) -> None:
    seen = Inspected([judged(one) for one in verdicts])
    assert phishing.report(seen, "", None, NOW).standing == standing


def test_a_matching_sender_may_be_forged() -> None:
    mail = Original(sender="support@bitget.example", authentic="fail")
    seen = Inspected([judged(Verdict.OFFICIAL)], [mail])
    assert phishing.report(seen, "", None, NOW).standing == "forged"


@pytest.mark.parametrize(
    ("shown", "target", "hidden"),
    [
        ("www.bitget.example", "https://bltget.example/login", True),
        ("https://support.bitget.example", "https://www.bitget.example/x", False),
        ("Click here", "https://evil.test", False),
        ("bitget.example", "mailto:x@bitget.example", False),
    ],
)
def test_a_link_that_hides_where_it_leads(shown: str, target: str, hidden: bool) -> None:  # noqa: FBT001
    assert phishing.hides(shown, target) is hidden
    mail = Original(sender="a@b.test", links=[Link(shown, target)])
    assert ("link_hides" in phishing.signs_of(mail, [])) is hidden


@pytest.mark.parametrize(
    "text",
    [
        "I entered my password there",
        "I clicked and logged in",
        "我点了链接并输入了密码",
        "已经填写了验证码",
        "刚才扫码了",
    ],
)
def test_who_gave_something_there_is_heard(text: str) -> None:
    assert phishing.gave_in(text)


@pytest.mark.parametrize("text", ["Is this you? bltget.example", "这是官方的吗", "I have not opened it"])
def test_who_only_asks_gave_nothing(text: str) -> None:
    assert not phishing.gave_in(text)


def test_harm_leads_to_the_freeze_and_a_report_alone_does_not() -> None:
    seen = Inspected([judged(Verdict.LOOKS_LIKE, "bltget.example", "bitget.example")])
    harmed, asked = (
        phishing_report._told(phishing.report(seen, said, None, NOW), seen)
        for said in ("I entered my password", "is this you?")
    )
    assert (harmed.hands_to, asked.hands_to) == ("account_stolen", None)
    assert "frozen now" in harmed.wording.en
    assert "frozen" not in asked.wording.en
