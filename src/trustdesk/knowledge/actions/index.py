"""The index of one edition: every way to ask for an article, found by its words and by what it means.

Words are weighed by BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009). Meaning
is how alike vectors are, by a metric learnt from the ways to ask in all languages of this edition. An
article is as near as its nearest ways to ask are together.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from heapq import nlargest
from typing import Any

import msgspec

from trustdesk.knowledge.actions import likeness
from trustdesk.knowledge.model import Hit, Indexed
from trustdesk.knowledge.rules import render, vocabulary

# How much a text in the other language counts when both answer alike.
FOREIGN = 0.95
MOST_DOCUMENTS = 120
MOST_ARTICLES = 200
LEAST = 0.01
BEST = 0.2  # once meaning is known, a question whose best answer is worse has none
HALF_AT = 6.0  # the sum of BM25 that counts half
UNLIKE, ALIKE = 0.1, 0.8  # cosines at which two texts have nothing, and everything, in common
WORDS_SHARE = 0.45
NEAREST, NEAREST_SHARE = 3, 0.5  # how many ways to ask speak for an article beside the nearest, and how much
SURE = 0.02  # below this, meaning alone finds nothing: everything is a little like everything


class Document(msgspec.Struct, frozen=True):
    """One way to ask for an article: which one, its words, and for short ones the text that has a meaning."""

    article: int
    words: list[str]
    text: str = ""

    @property
    def mark(self) -> bytes:
        """Name the text, so that its vector is known again."""
        return hashlib.sha256(self.text.encode()).digest()


class _Meant(msgspec.Struct, frozen=True, kw_only=True):
    """What the short texts mean: those of an article together, ``owners`` naming it, and its centre."""

    texts: likeness.Array
    lengths: likeness.Array
    owners: list[int]
    starts: list[int]
    centres: likeness.Array
    spans: likeness.Array
    metric: likeness.Metric

    def near(self, question: likeness.Array) -> list[int]:
        """Choose which articles are looked at closely: those whose ways to ask are near on the whole."""
        if len(self.owners) <= MOST_ARTICLES:
            return list(range(len(self.owners)))
        cosines = likeness.cosines(self.centres, self.spans, question)
        return likeness.numbers().argpartition(cosines, -MOST_ARTICLES)[-MOST_ARTICLES:].tolist()


class Index:
    """What is public in one edition, ready to be asked."""

    def __init__(self, articles: Sequence[Indexed]) -> None:
        """Index titles, summaries, other ways to ask, and texts."""
        # Numbers take their memory when somebody searches for the first time, not when the house starts.
        import bm25s  # noqa: PLC0415

        self._articles = articles
        numbered = enumerate(articles)
        self.documents = [one for place, article in numbered for one in _documents(place, article)]
        self._known = Counter(word for document in self.documents for word in document.words)
        self._model: Any = bm25s.BM25(method="lucene")
        if self.documents:
            self._model.index([document.words for document in self.documents], show_progress=False)
        self._meant: _Meant | None = None
        self._places: dict[str, dict[str, int]] = {}
        for place, article in enumerate(articles):
            self._places.setdefault(article.locale, {})[article.slug] = place

    def learn(self, vectors: Mapping[bytes, bytes]) -> None:
        """Take in what the short texts mean, by their marks."""
        known = [one for one in self.documents if one.text and one.mark in vectors]
        if not known:
            return
        np = likeness.numbers()
        joined = b"".join(vectors[one.mark] for one in known)
        raw = np.frombuffer(joined, dtype="float32").reshape(len(known), -1)
        texts = likeness.centred(raw, [self._articles[one.article].locale for one in known])
        slugs = {slug: at for at, slug in enumerate({one.slug for one in self._articles})}
        metric = likeness.learnt(texts, [slugs[self._articles[one.article].slug] for one in known])
        owners = [one.article for one in known]
        starts = [at for at, one in enumerate(owners) if not at or owners[at - 1] != one]
        centres = np.add.reduceat(texts, starts)
        centres /= np.linalg.norm(centres, axis=1, keepdims=True)
        self._meant = _Meant(
            texts=texts,
            lengths=metric.lengths(texts),
            owners=[owners[at] for at in starts],
            starts=[*starts, len(known)],
            centres=centres,
            spans=metric.lengths(centres),
            metric=metric,
        )

    @property
    def knows_meaning(self) -> bool:
        return self._meant is not None

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
        share = len(known) / len(words)  # a word that no article knows is a doubt
        best: dict[int, float] = {}
        for place, score in self._weighed(known):
            article = self.documents[place].article
            best[article] = max(best.get(article, 0.0), share * score / (score + HALF_AT))
        return best

    def _weighed(self, known: Sequence[str]) -> list[tuple[int, float]]:
        """Weigh the documents that hold one of these words, and give those that weigh most.

        Most documents hold none: choosing among all of their equal noughts takes twenty times as long.
        """
        np = likeness.numbers()
        sums = self._model.get_scores(known)
        held = np.flatnonzero(sums)
        if len(held) > MOST_DOCUMENTS:
            held = held[np.argpartition(sums[held], -MOST_DOCUMENTS)[-MOST_DOCUMENTS:]]
        return list(zip(held.tolist(), sums[held].tolist(), strict=True))

    def _by_meaning(self, asked: str, vector: bytes | None) -> dict[int, float] | None:
        meant = self._meant
        if vector is None or meant is None:
            return None
        raw = likeness.numbers().frombuffer(vector, dtype="float32")[None, :]
        question = likeness.centred(raw, ["zh-CN" if vocabulary.CJK.search(asked) else "en"])[0]
        question = meant.metric.question(question)
        found: dict[int, float] = {}
        for place in meant.near(question):
            rows = slice(meant.starts[place], meant.starts[place + 1])
            cosines = likeness.cosines(meant.texts[rows], meant.lengths[rows], question)
            score = _stretched(nlargest(NEAREST, cosines.tolist()))
            if score >= SURE:
                found[meant.owners[place]] = score
        return found

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
