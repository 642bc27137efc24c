"""The index of one edition: every way to ask for an article, found by its words and by what it means.

Words are weighed by BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009); meaning
is the cosine of vectors, which for this model lies between 0.76 and 0.93 and is stretched accordingly.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from trustdesk.knowledge.model import Hit, Indexed
from trustdesk.knowledge.rules import render, vocabulary

# How much a text in the other language counts when both answer alike.
FOREIGN = 0.9
MOST_DOCUMENTS = 120
LEAST = 0.01
HALF_AT = 6.0  # the sum of BM25 that counts half
UNLIKE, ALIKE = 0.80, 0.92  # cosines at which two texts have nothing, and everything, in common
WORDS_SHARE = 0.3
SURE = 0.4  # below this, meaning alone finds nothing: everything is a little like everything


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
        self._owners: list[int] = []

    def learn(self, vectors: Mapping[bytes, bytes]) -> None:
        """Take in what the short texts mean, by their marks."""
        known = [one for one in self.documents if one.text and one.mark in vectors]
        if known:
            joined = b"".join(vectors[one.mark] for one in known)
            self._means = self._np.frombuffer(joined, dtype="float32").reshape(len(known), -1)
            self._owners = [one.article for one in known]

    @property
    def knows_meaning(self) -> bool:
        return self._means is not None

    def find(self, asked: str, locale: str, most: int, meant: bytes | None = None) -> list[Hit]:
        """Find what answers, the best first: one hit an article, in the reader's language if there is one."""
        by_words = self._by_words(asked)
        by_meaning = self._by_meaning(meant)
        if by_meaning is None:
            scores = by_words
        else:
            meant_so = {one for one, score in by_meaning.items() if score >= SURE}
            both = by_words.keys() | meant_so
            scores = {
                one: (1 - WORDS_SHARE) * by_meaning.get(one, 0.0) + WORDS_SHARE * by_words.get(one, 0.0)
                for one in both
            }
        return self._told(scores, locale, most)

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

    def _by_meaning(self, meant: bytes | None) -> dict[int, float] | None:
        if meant is None or self._means is None:
            return None
        cosines: list[float] = (self._means @ self._np.frombuffer(meant, dtype="float32")).tolist()
        best: dict[int, float] = {}
        for article, cosine in zip(self._owners, cosines, strict=True):
            stretched = min(max((cosine - UNLIKE) / (ALIKE - UNLIKE), 0.0), 1.0)
            best[article] = max(best.get(article, 0.0), stretched)
        return best

    def _told(self, scores: Mapping[int, float], locale: str, most: int) -> list[Hit]:
        weighed: dict[str, tuple[float, int]] = {}
        for place, score in scores.items():
            article = self._articles[place]
            value = score * (1.0 if article.locale == locale else FOREIGN)
            if value > weighed.get(article.slug, (0.0, -1))[0]:
                weighed[article.slug] = (value, place)
        own = {one.slug: place for place, one in enumerate(self._articles) if one.locale == locale}
        found: list[Hit] = []
        for slug, (value, place) in sorted(weighed.items(), key=lambda pair: (-pair[1][0], pair[0]))[:most]:
            article = self._articles[own.get(slug, place)]
            if value >= LEAST:
                found.append(Hit(slug, article.locale, article.title, article.summary, round(value, 4)))
        return found


def _documents(place: int, article: Indexed) -> list[Document]:
    title = vocabulary.words(article.title)
    summed = f"{article.title}. {article.summary}"
    made = [Document(place, [*title, *title, *vocabulary.words(article.summary)], summed)]
    made.append(Document(place, title, article.title))
    made += [Document(place, vocabulary.words(question), question) for question in article.questions]
    made.append(Document(place, [*title, *vocabulary.words(render.plain(article.body))]))
    return [one for one in made if one.words]
