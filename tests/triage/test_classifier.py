"""The classifier on small numbers, and once on the real model."""

import numpy as np
import pytest

from trustdesk.knowledge import Meaning
from trustdesk.triage.actions import learning, reading, starter
from trustdesk.triage.rules import classifier, features, grouping, judging
from trustdesk.triage.rules.topics import OTHER, TOPICS

RAW = {
    "deposit": [("coins sent in", (1.0, 0.1)), ("coins put in", (0.9, 0.2)), ("coins paid in", (1.0, 0.0))],
    "fee": [("price of it", (0.1, 1.0)), ("cost of it", (0.0, 0.9)), ("what it costs", (0.2, 1.0))],
}


def examples() -> list[classifier.Example]:
    return [
        classifier.Example(topic, "en", np.array(vector, dtype="float32"), features.counts(text))
        for topic, rows in RAW.items()
        for text, vector in rows
    ]


def test_it_learns_and_the_same_again() -> None:
    weights, left = classifier.learn(examples())
    again, _ = classifier.learn(examples())
    assert weights.topics == ("deposit", "fee")
    assert np.array_equal(weights.answers, again.answers)
    asked = [features.counts("coins going in"), features.counts("the cost")]
    scores = classifier.scores(weights, asked, np.array([[1.0, 0.05], [0.05, 1.0]], dtype="float32"))
    assert scores.argmax(axis=1).tolist() == [0, 1]
    assert classifier.scores(weights, asked, None).argmax(axis=1).tolist() == [0, 1]
    assert left.scores.argmax(axis=1).tolist() == left.right.tolist()


def test_leaving_one_out_is_leaving_one_out() -> None:
    every = examples()
    _, left = classifier.learn(every)
    middle = np.stack([one.vector for one in every]).mean(axis=0)
    vectors = classifier.centred(np.stack([one.vector for one in every]), middle)
    laid = features.matrix([one.counts for one in every])
    rows = features.weighed(laid, features.rarity(laid))
    kernel = np.exp(3.0 * (vectors @ vectors.T - 1.0)) + 0.25 * rows @ rows.T
    rest = [1, 2, 3, 4, 5]
    wanted = np.eye(2)[left.right[rest]]
    answers = np.linalg.solve(kernel[np.ix_(rest, rest)] + 0.1 * np.eye(5), wanted)
    assert left.scores[0] == pytest.approx(kernel[0, rest] @ answers, abs=1e-4)


def test_a_model_is_the_same_when_it_is_read_back() -> None:
    weights, _ = classifier.learn(examples())
    read = learning.unpacked(learning.packed(weights))
    asked = [features.counts("coins going in")]
    raw = np.array([[1.0, 0.05]], dtype="float32")
    assert classifier.scores(read, asked, raw) == pytest.approx(
        classifier.scores(weights, asked, raw), abs=0.01
    )


def test_likelihood_and_threshold() -> None:
    scores = np.array([[0.9, 0.1]] * 30 + [[0.45, 0.4]] * 20)
    right = np.array([0] * 30 + [0, 1] * 10)
    found = judging.calibrate(scores, right, None)
    sure, unsure = judging.likelihood(found, 0.9, 0.8), judging.likelihood(found, 0.45, 0.05)
    assert sure > 0.9
    assert unsure == pytest.approx(0.5, abs=0.1)
    assert judging.measured(scores, right, found, None).kept_right >= 0.8
    assert judging.likelihood(found, 50.0, 50.0) == judging.SUREST


def test_alike_questions_are_gathered() -> None:
    rows = np.array([[1.0, 0.0], [0.0, 1.0], [0.96, 0.28], [0.28, 0.96], [0.99, 0.14]])
    assert grouping.groups(rows) == [[0, 2, 4], [1, 3]]


def test_our_examples_are_whole() -> None:
    told = starter.told()
    starter.vectors(told)  # of these very texts
    assert len({one.text.casefold() for one in told}) == len(told)
    assert {one.topic for one in told} == {*TOPICS, OTHER}
    assert len(TOPICS) == 40
    for topic in TOPICS:
        for locale in ("en", "zh-CN"):
            assert sum(one.topic == topic and one.locale == locale for one in told) >= 10, (topic, locale)


async def test_the_real_model_knows_what_is_meant() -> None:
    model, meaning = await learning.started(), Meaning()
    told = starter.told()
    asked = [
        "the coins I moved over this morning are nowhere to be seen",
        "早上打过来的币一直看不到",
        "who invented the bicycle",
    ]
    found = [np.frombuffer(one, dtype="float32") for one in await meaning.questions([told[0].text, *asked])]
    await meaning.close()
    assert float(found[0] @ starter.vectors(told)[0]) == pytest.approx(1.0, abs=0.01)
    read = [
        reading.whole(reading.Message(text), model, vector.tobytes())
        for text, vector in zip(asked, found[1:], strict=True)
    ]
    assert [one.topic for one in read] == ["deposit.not_credited", "deposit.not_credited", None]
