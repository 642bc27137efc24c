"""The index of one edition: every way to ask for an article, weighed by BM25.

Robertson and Zaragoza, The Probabilistic Relevance Framework (2009).
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec

from trustdesk.knowledge.model import Hit, Indexed
from trustdesk.knowledge.rules import render, vocabulary

# How much the own language of the reader counts when both answer alike.
FOREIGN = 0.7
MOST_CANDIDATES = 60
# An asked word that no article knows says nothing; a score below this says nothing either.
LEAST = 0.05


class _Document(msgspec.Struct, frozen=True):
    article: int
    words: list[str]


class Index:
    """What is public in one edition, ready to be asked."""

    def __init__(self, articles: Sequence[Indexed]) -> None:
        """Index titles, summaries, other ways to ask, and texts."""
        # Numbers take their memory when somebody searches for the first time, not when the house starts.
        import bm25s  # noqa: PLC0415

        self._articles = articles
        self._documents = [
            one for place, article in enumerate(articles) for one in _documents(place, article)
        ]
        self._known = Counter(word for document in self._documents for word in document.words)
        self._model: Any = bm25s.BM25(method="lucene")
        if self._documents:
            self._model.index([document.words for document in self._documents], show_progress=False)

    def find(self, asked: str, locale: str, most: int) -> list[Hit]:
        """Find what answers, the best first: one hit an article, in the reader's language if there is one."""
        words = vocabulary.forgiven(vocabulary.words(asked), self._known)
        known = [word for word in words if word in self._known]
        if not known:
            return []
        most_documents = min(MOST_CANDIDATES * 2, len(self._documents))
        places, scores = self._model.retrieve([known], k=most_documents, show_progress=False)
        weighed: list[tuple[int, float]] = list(zip(places[0].tolist(), scores[0].tolist(), strict=True))
        best: dict[int, float] = {}
        for place, score in weighed:
            article = self._documents[place].article
            best[article] = max(best.get(article, 0.0), score)
        return self._told(best, len(known) / len(words), locale, most)

    def _told(self, best: dict[int, float], share: float, locale: str, most: int) -> list[Hit]:
        weighed: dict[str, tuple[float, int]] = {}
        for place, score in best.items():
            article = self._articles[place]
            value = score * (1.0 if article.locale == locale else FOREIGN)
            if value > weighed.get(article.slug, (0.0, -1))[0]:
                weighed[article.slug] = (value, place)
        own = {one.slug: place for place, one in enumerate(self._articles) if one.locale == locale}
        found: list[Hit] = []
        for slug, (value, place) in sorted(weighed.items(), key=lambda pair: -pair[1][0])[:most]:
            article = self._articles[own.get(slug, place)]
            # Open above, as sums of BM25 are, and squeezed into (0, 1): half of it at a score of six.
            score = share * value / (value + 6.0)
            if score >= LEAST:
                found.append(Hit(slug, article.locale, article.title, article.summary, round(score, 4)))
        return found


def _documents(place: int, article: Indexed) -> list[_Document]:
    title = vocabulary.words(article.title)
    texts = [[*title, *title, *vocabulary.words(article.summary)]]
    texts += [vocabulary.words(question) for question in article.questions]
    texts.append([*title, *vocabulary.words(render.plain(article.body))])
    return [_Document(place, words) for words in texts if words]
