"""What the rules read in a message: language, urgency, tone, the things it names, what is still to ask."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustdesk.triage import TOPICS, asks
from trustdesk.triage.model import Kept, Reading
from trustdesk.triage.rules import labels, merging, tone
from trustdesk.triage.rules.entities import entities
from trustdesk.triage.rules.grouping import shared
from trustdesk.triage.rules.languages import language
from trustdesk.triage.rules.urgency import urgency

HASH = "0x" + "a1" * 32


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("How do I withdraw?", "en"),
        ("我的 USDT deposit 没到", "zh"),
        ("提幣一直沒到賬", "zh"),
        ("hola, no puedo retirar mi dinero", "es"),
        ("não consigo sacar meu dinheiro", "pt"),
        ("je ne peux pas retirer mon argent", "fr"),
        ("ich habe mein Geld noch nicht bekommen", "de"),
        ("привет где мои деньги", "ru"),
        ("де мої гроші", "uk"),
        ("出金できません", "ja"),
        ("출금이 안 돼요", "ko"),
        ("param hala gelmedi lütfen yardım", "tr"),
        ("tôi không rút được tiền", "vi"),
        ("أين أموالي", "ar"),
        ("USDT", None),
        (HASH, None),
        ("", None),
        ("T9yD14Nj9j7xAB4dbGeiX9h8unkKHxuWwb 500", None),
    ],
)
def test_language(text: str, told: str | None) -> None:
    assert language(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("My account was hacked and all my coins are gone", "theft"),
        ("I see a login that wasn't me", "theft"),
        ("账户里有不是我操作的提币", "theft"),
        ("发现陌生设备登录", "theft"),
        ("Freeze my account now!", "freeze"),
        ("请马上冻结我的账户", "freeze"),
        ("a man on Telegram told me to send 500 USDT", "scam"),
        ("被骗子骗了验证码", "scam"),
        ("urgent, please look at my deposit", "pressing"),
        ("how can I avoid being hacked", "none"),
        ("如何防止账户被盗", "none"),
        ("如何冻结账户", "none"),
        ("how do I freeze an account", "none"),
        ("My deposit is missing", "none"),
    ],
)
def test_urgency(text: str, told: str) -> None:
    assert urgency(text) == told


@pytest.mark.parametrize(
    ("text", "abusive", "complains", "mood"),
    [
        ("you are idiots", True, False, "annoyed"),
        ("傻逼客服", True, False, "annoyed"),
        ("this is a terrible service, I want a manager", False, True, "annoyed"),
        ("我要投诉", False, True, "calm"),
        ("客服态度太差，没人管", False, False, "annoyed"),
        ("all my savings, please help me", False, False, "distressed"),
        ("thank you so much, solved", False, False, "pleased"),
        ("对结果不满意", False, True, "calm"),
        ("the scammers are bastards", True, False, "annoyed"),
        ("My deposit is missing", False, False, "calm"),
    ],
)
def test_tone(text: str, abusive: bool, complains: bool, mood: str) -> None:  # noqa: FBT001
    assert (tone.abusive(text), tone.complains(text), tone.mood(text, "none")) == (abusive, complains, mood)


def test_entities() -> None:
    text = f"1,200 USDT over TRC20 missing, txid {HASH}, sent 2 hours ago, error code 170131, UID 12345678, order 1234567890123"
    assert [(one.kind, one.text) for one in entities(text, 1)] == [
        ("transaction", HASH),
        ("amount", "1200 USDT"),
        ("coin", "USDT"),
        ("network", "tron"),
        ("account", "12345678"),
        ("error", "170131"),
        ("order", "1234567890123"),
        ("time", "2 hours ago"),
        ("attachment", "1"),
    ]
    told = [(one.kind, one.text) for one in entities("昨天转了500 USDT，走波场，没到账")]
    assert told == [("amount", "500 USDT"), ("coin", "USDT"), ("network", "tron"), ("time", "昨天")]


@given(st.text(max_size=200))
def test_anything_may_be_written(text: str) -> None:
    found = entities(text)
    assert len(found) == len(set(found))
    assert urgency(text) in {"theft", "freeze", "scam", "pressing", "none"}
    assert language(text) is None or language(text) == language(text)


def test_only_what_is_missing_is_asked() -> None:
    none: tuple[()] = ()
    assert asks("deposit.not_credited", none, known=False, told=True) == (
        "asset",
        "network",
        "amount",
        "transaction",
    )
    assert asks("deposit.not_credited", ("transaction", "coin"), known=False, told=True) == ("account",)
    assert asks("deposit.not_credited", ("transaction", "coin"), known=True, told=True) == ()
    assert asks("withdraw.how", none, known=False, told=False) == ()
    assert asks(None, none, known=True, told=False) == ("what", "when")
    assert asks("account.login", ("error", "attachment"), known=True, told=True) == ("when", "device")


@given(st.sampled_from([None, *TOPICS]), st.booleans(), st.booleans())
def test_never_more_than_four_and_never_a_secret(topic: str | None, known: bool, told: bool) -> None:  # noqa: FBT001
    asked = asks(topic, (), known=known, told=told)
    assert len(asked) <= 4
    assert not set(asked) & {"password", "code", "key"}
    assert not known or "account" not in asked


class Case:
    topic: str | None = None
    language = "en"
    priority = 1

    def __init__(self, tags: list[str] | None = None, topic: str | None = None) -> None:
        self.tags = tags or []
        self.topic = topic


def reading(**more: object) -> Reading:
    plain: dict[str, object] = {
        "language": "en",
        "topic": "deposit.how",
        "confidence": 0.9,
        "candidates": (),
        "urgency": "none",
        "entities": (),
        "sentiment": "calm",
        "abuse": False,
        "complaint": False,
    }
    return Reading(**(plain | more))  # type: ignore[arg-type]


TOPICS_OF_BRAND = {"deposit", "stolen", "other"}


def test_labels_change_only_what_nobody_has_chosen() -> None:
    own = TOPICS_OF_BRAND
    assert labels.label(Case(), reading(), (), topics=own) == {"topic": "deposit"}
    assert labels.label(Case(topic="fees"), reading(), (), topics=own) == {}
    assert labels.label(Case(), reading(), ("topic",), topics=own) == {}
    assert labels.label(Case(topic="other"), reading(), (), topics=own) == {"topic": "deposit"}
    assert labels.label(Case(topic="other"), reading(topic="policy.terms"), (), topics=own) == {}
    assert labels.label(Case(), reading(language="zh"), ("topic",), topics=own) == {"language": "zh-CN"}
    stolen = reading(topic="security.stolen", urgency="theft")
    assert labels.label(Case(), stolen, (), topics=own) == {
        "topic": "stolen",
        "priority": 3,
        "tags": ["theft"],
    }
    assert labels.label(Case(), stolen, ("priority", "tags", "topic"), topics=own) == {}


def test_manners_are_asked_for_once_and_never_of_a_victim() -> None:
    assert labels.warns(reading(abuse=True), [])
    assert not labels.warns(reading(abuse=True), ["abuse"])
    assert not labels.warns(reading(abuse=True, urgency="theft"), [])
    assert not labels.warns(reading(), [])


def kept(**more: object) -> Kept:
    plain: dict[str, object] = {
        name: getattr(reading(), name)
        for name in (
            "language",
            "topic",
            "confidence",
            "candidates",
            "urgency",
            "sentiment",
            "abuse",
            "complaint",
        )
    }
    plain |= {"conversation": None, "seq": 1, "entities": (), "version": 0, "answered": 0.0, "article": ""}
    return Kept(**(plain | more))  # type: ignore[arg-type]


def test_a_good_bye_is_no_new_topic_and_a_theft_is() -> None:
    first = kept(topic="deposit.how", entities=("coin",))
    later = kept(topic="service.human", seq=4, entities=("time",), urgency="theft")
    whole = merging.merged(first, later)
    assert (whole.topic, whole.entities, whole.urgency, whole.seq) == (
        "deposit.how",
        ("coin", "time"),
        "theft",
        4,
    )
    assert merging.notable("someone stole my coins")
    assert not merging.notable("thank you")


def test_words_of_few_people_stay_theirs() -> None:
    said = [
        ("a", "grid bot stopped"),
        ("b", "the grid bot stops"),
        ("c", "grid bot of Wang Wei"),
        ("a", "Wang Wei Wang"),
    ]
    assert shared(said) == ["bot", "grid"]
