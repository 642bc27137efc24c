"""The index of one edition: every way to ask for an article, found by its words and by what it means.

Words are weighed by BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009). Meaning
is the cosine of vectors. All texts of a language lie close together for this model; taken from what is
common to them, what answers is told from what does not (Mu and Viswanath, All-but-the-Top, 2018). An
article is as near as its nearest ways to ask are together.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from heapq import nlargest
from typing import Any

import msgspec

from trustdesk.knowledge.model import Hit, Indexed
from trustdesk.knowledge.rules import render, vocabulary
from trustdesk.knowledge.rules.means import MEANS

# How much a text in the other language counts when both answer alike.
FOREIGN = 0.9
MOST_DOCUMENTS = 120
MOST_ARTICLES = 500
LEAST = 0.01
BEST = 0.06  # once meaning is known, a question whose best answer is worse has none
HALF_AT = 6.0  # the sum of BM25 that counts half
UNLIKE, ALIKE = 0.2, 0.7  # cosines at which two texts have nothing, and everything, in common
WORDS_SHARE = 0.3
NEAREST, NEAREST_SHARE = 3, 0.5  # how many ways to ask speak for an article beside the nearest, and how much
SURE = 0.04  # below this, meaning alone finds nothing: everything is a little like everything


class Document(msgspec.Struct, frozen=True):
    """One way to ask for an article: which one, its words, and for short ones the text that has a meaning."""

    article: int
    words: list[str]
    text: str = ""

    @property
    def mark(self) -> bytes:
        """Name the text, so that its vector is known again."""
        return hashlib.sha256(self.text.encode()).digest()


class Index:
    """What is public in one edition, ready to be asked."""

    def __init__(self, articles: Sequence[Indexed]) -> None:
        """Index titles, summaries, other ways to ask, and texts."""
        # Numbers take their memory when somebody searches for the first time, not when the house starts.
        import bm25s  # noqa: PLC0415
        import numpy as np  # noqa: PLC0415

        self._np: Any = np
        self._articles = articles
        numbered = enumerate(articles)
        self.documents = [one for place, article in numbered for one in _documents(place, article)]
        self._known = Counter(word for document in self.documents for word in document.words)
        self._model: Any = bm25s.BM25(method="lucene")
        if self.documents:
            self._model.index([document.words for document in self.documents], show_progress=False)
        self._means: Any = None
        self._common: dict[str, Any] = {}
        self._owners: list[int] = []  # the articles that have a meaning, and where each begins
        self._starts: list[int] = []
        self._centres: Any = None
        self._places: dict[str, dict[str, int]] = {}
        for place, article in enumerate(articles):
            self._places.setdefault(article.locale, {})[article.slug] = place

    def learn(self, vectors: Mapping[bytes, bytes]) -> None:
        """Take in what the short texts mean, by their marks."""
        known = [one for one in self.documents if one.text and one.mark in vectors]
        if known:
            np = self._np
            joined = b"".join(vectors[one.mark] for one in known)
            means = np.frombuffer(joined, dtype="float32").reshape(len(known), -1)
            common = {
                locale: np.frombuffer(mean, dtype="<f2").astype("float32") for locale, mean in MEANS.items()
            }
            away = means - np.stack([common[self._articles[one.article].locale] for one in known])
            self._common = common
            self._means = away / np.linalg.norm(away, axis=1, keepdims=True)
            owners = [one.article for one in known]
            self._starts = [at for at, one in enumerate(owners) if not at or owners[at - 1] != one]
            self._owners = [owners[at] for at in self._starts]
            centres = np.add.reduceat(self._means, self._starts)
            self._centres = centres / np.linalg.norm(centres, axis=1, keepdims=True)

    @property
    def knows_meaning(self) -> bool:
        return self._means is not None

    def find(self, asked: str, locale: str, most: int, meant: bytes | None = None) -> list[Hit]:
        """Find what answers, the best first: one hit an article, in the reader's language if there is one."""
        by_words = self._by_words(asked)
        by_meaning = self._by_meaning(asked, meant)
        if by_meaning is None:
            return self._told(by_words, locale, most)
        scores = {
            one: (1 - WORDS_SHARE) * by_meaning.get(one, 0.0) + WORDS_SHARE * by_words.get(one, 0.0)
            for one in by_words.keys() | by_meaning.keys()
        }
        found = self._told(scores, locale, most)
        return found if found and found[0].score >= BEST else []

    def _by_words(self, asked: str) -> dict[int, float]:
        words = vocabulary.forgiven(vocabulary.words(asked), self._known)
        known = [word for word in words if word in self._known]
        if not known:
            return {}
        most = min(MOST_DOCUMENTS, len(self.documents))
        places, scores = self._model.retrieve([known], k=most, show_progress=False)
        weighed: list[tuple[int, float]] = list(zip(places[0].tolist(), scores[0].tolist(), strict=True))
        share = len(known) / len(words)  # a word that no article knows is a doubt
        best: dict[int, float] = {}
        for place, score in weighed:
            article = self.documents[place].article
            best[article] = max(best.get(article, 0.0), share * score / (score + HALF_AT))
        return best

    def _by_meaning(self, asked: str, meant: bytes | None) -> dict[int, float] | None:
        if meant is None or self._means is None:
            return None
        np = self._np
        common = self._common["zh-CN" if vocabulary.CJK.search(asked) else "en"]
        away = np.frombuffer(meant, dtype="float32") - common
        away /= np.linalg.norm(away)
        ends = [*self._starts[1:], len(self._means)]
        found: dict[int, float] = {}
        for place in self._near(away):
            cosines = self._means[self._starts[place] : ends[place]] @ away
            score = _stretched(nlargest(NEAREST, cosines.tolist()))
            if score >= SURE:
                found[self._owners[place]] = score
        return found

    def _near(self, away: object) -> list[int]:
        """Choose which articles are looked at closely: those whose ways to ask are near on the whole."""
        np = self._np
        if len(self._starts) <= MOST_ARTICLES:
            return list(range(len(self._starts)))
        return np.argpartition(self._centres @ away, -MOST_ARTICLES)[-MOST_ARTICLES:].tolist()

    def _told(self, scores: Mapping[int, float], locale: str, most: int) -> list[Hit]:
        weighed: dict[str, tuple[float, int]] = {}
        for place, score in scores.items():
            article = self._articles[place]
            value = score * (1.0 if article.locale == locale else FOREIGN)
            if value > weighed.get(article.slug, (0.0, -1))[0]:
                weighed[article.slug] = (value, place)
        own = self._places.get(locale, {})
        found: list[Hit] = []
        for slug, (value, place) in sorted(weighed.items(), key=lambda pair: (-pair[1][0], pair[0]))[:most]:
            article = self._articles[own.get(slug, place)]
            if value >= LEAST:
                found.append(Hit(slug, article.locale, article.title, article.summary, round(value, 4)))
        return found


def _stretched(nearest: Sequence[float]) -> float:
    together = sum(nearest) / len(nearest)
    cosine = (1 - NEAREST_SHARE) * nearest[0] + NEAREST_SHARE * together
    return min(max((cosine - UNLIKE) / (ALIKE - UNLIKE), 0.0), 1.0)


def _documents(place: int, article: Indexed) -> list[Document]:
    title = vocabulary.words(article.title)
    summed = f"{article.title}. {article.summary}"
    made = [Document(place, [*title, *title, *vocabulary.words(article.summary)], summed)]
    made.append(Document(place, title, article.title))
    made += [Document(place, vocabulary.words(question), question) for question in article.questions]
    made.append(Document(place, [*title, *vocabulary.words(render.plain(article.body))]))
    return [one for one in made if one.words]
