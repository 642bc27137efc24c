"""What a message wants first of all, in which language it is, and what is done with what was found."""

import msgspec
import pytest

from trustdesk.assistant import AssistantSettings, Passage, Question
from trustdesk.assistant.rules.choosing import choose, ordered
from trustdesk.assistant.rules.wishes import wish, written_in

STANDARD = AssistantSettings(sure=60, fair=42)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("My account was hacked", "urgent"),
        ("someone withdrew my USDT, let me talk to a human", "urgent"),
        ("我的币被转走了", "urgent"),
        ("请马上冻结我的账户", "urgent"),
        ("I see sells I never placed", "urgent"),
        ("帳戶裡的錢被提光了", "urgent"),
        ("Кто-то вывел все монеты с моего счёта", "urgent"),
        ("Alguien entró en mi cuenta", "urgent"),
        ("how do I keep my account from being hacked", ""),
        ("I want to speak to an agent", "person"),
        ("agent", "person"),
        ("转人工", "person"),
        ("人工", "person"),
        ("this is ridiculous, third time I ask", "upset"),
        ("一直没人回，受够了", "upset"),
        ("Hello!", "greeting"),
        ("您好", "greeting"),
        ("ok, thank you so much", "thanks"),
        ("谢谢您", "thanks"),
        ("Which user agent do your API keys need?", ""),
        ("how do I turn on two factor", ""),
        ("充值没到账", ""),
        ("hello, where is my deposit", ""),
    ],
)
def test_wishes(text: str, wanted: str) -> None:
    assert wish(text) == wanted


@pytest.mark.parametrize(
    ("text", "otherwise", "language"),
    [
        ("充值没到账", "en", "zh-CN"),
        ("where is my deposit", "zh-CN", "en"),
        ("USDT TRC20", "zh-CN", "zh-CN"),
        ("where is it", "ru", "ru"),
        ("где мой депозит", "en", "und"),
        ("入金が届きません", "en", "und"),
        ("입금이 안 됐어요", "en", "und"),
    ],
)
def test_languages(text: str, otherwise: str, language: str) -> None:
    assert written_in(text, otherwise) == language


def found(slug: str, score: float, **more: object) -> Passage:
    made = Passage(slug=slug, title=slug, url=f"/{slug}", locale="en", lines=["x"], score=score)
    return msgspec.structs.replace(made, **more)


ASKED = Question(text="how is the fee computed", locale="en")


@pytest.mark.parametrize(
    ("scores", "kind", "count", "why"),
    [
        ([], "handed_over", 0, "unknown"),
        ([0.41], "handed_over", 0, "unknown"),
        ([0.42], "asked", 1, ""),
        ([0.59, 0.5], "asked", 2, ""),
        ([0.60], "answered", 1, ""),
        ([0.60, 0.51], "answered", 1, ""),
        ([0.62, 0.60, 0.58, 0.57], "asked", 3, ""),
        ([0.90, 0.89], "answered", 2, ""),
        ([0.90, 0.80], "answered", 1, ""),
    ],
)
def test_the_thresholds(scores: list[float], kind: str, count: int, why: str) -> None:
    chosen = choose(ASKED, [found(f"a{n}", one) for n, one in enumerate(scores)], STANDARD)
    assert (chosen.kind, len(chosen.passages), chosen.why) == (kind, count, why)


def test_nobody_is_asked_back_twice() -> None:
    again = msgspec.structs.replace(ASKED, clarified=True)
    assert choose(again, [found("a", 0.5)], STANDARD).kind == "handed_over"
    assert choose(again, [found("a", 0.5)], STANDARD).why == "unsure"
    assert choose(again, [found("a", 0.62), found("b", 0.6)], STANDARD).kind == "answered"


def test_what_happens_now_goes_before_what_always_holds() -> None:
    late = found("late", 0.7, origin="incident")
    always, better = found("always", 0.72), found("better", 0.8)
    assert [one.slug for one in ordered([always, late])] == ["late", "always"]
    assert [one.slug for one in ordered([late, better])] == ["better", "late"]


def test_it_is_never_surer_of_asking_back_than_of_answering() -> None:
    with pytest.raises(ValueError, match="fair: above_sure"):
        AssistantSettings(sure=40, fair=41)


def test_a_bare_word_is_asked_back_where_several_articles_fit() -> None:
    several = [found("fee", 0.9), found("limits", 0.5)]
    assert choose(Question(text="withdrawal", locale="en"), several, STANDARD).kind == "asked"
    assert choose(Question(text="提现", locale="zh-CN"), several, STANDARD).kind == "asked"
    assert choose(Question(text="withdrawal fee", locale="en"), several, STANDARD).kind == "answered"
    assert choose(Question(text="withdrawal", locale="en"), several[:1], STANDARD).kind == "answered"
