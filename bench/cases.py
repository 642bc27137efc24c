"""Invented conversations as lines of COPY: customers, their handles, conversations, messages."""

import uuid
from datetime import UTC, datetime, timedelta
from random import Random

from bench import texts
from trustdesk.conversations.rules import numbers
from trustdesk.conversations.rules.segments import search_words

COLUMNS = {
    "customers": "tenant, id, name, locale, created_at",
    "customer_handles": "tenant, line, external_id, customer, created_at",
    "conversations": (
        "tenant, id, number, customer, line, topic, language, status, priority, assignee, team, tags, seq,"
        " staff_seq, staff_by, preview, last_author, last_at, listed_at, waiting_since, resolved_at, rating, created_at"
    ),
    "messages": (
        "tenant, conversation, seq, id, kind, author_kind, author_id, author_name, line, text, actor, client_id,"
        " body_hash, words, at"
    ),
}
NEWEST = datetime(2026, 1, 1, tzinfo=UTC)
SPAN_S = 2 * 365 * 86_400
TOPICS = ("deposit", "withdrawal", "account", "trading", "other")
# Of a thousand: what is still under way is little, whatever lies behind.
STATUSES = ("open",) * 6 + ("waiting",) * 6 + ("snoozed",) * 2 + ("resolved",) * 46 + ("closed",) * 940
VERSION_7 = 0x7000_8000_0000_0000_0000
NULL = "\\N"


class Maker:
    """Makes conversations by their place in time; the same place and seed give the same texts."""

    def __init__(self, tenant: str, prefix: str, agents: list[str], seed: int) -> None:
        self._tenant = tenant
        self._prefix = prefix
        self._agents = agents
        self._draw = Random(seed)
        self._rows: dict[str, list[str]] = {}

    def chunk(self, start: int, size: int) -> dict[str, list[str]]:
        """Make ``size`` conversations from the ``start``-th on; a customer has two or three in a row."""
        self._rows = {table: [] for table in COLUMNS}
        customer = ""
        for place in range(start, start + size):
            began = NEWEST - timedelta(seconds=SPAN_S - place * SPAN_S / 1_000_000)
            if not customer or self._draw.random() < 0.4:
                customer = self._customer(place, began)
            self._case(place, customer, began)
        return self._rows

    def _customer(self, place: int, at: datetime) -> str:
        id, locale = self._id(at), "zh-CN" if self._draw.random() < 0.5 else "en"
        self._add("customers", id, self._draw.choice(texts.NAMES), locale, at)
        self._add("customer_handles", "api", f"m-{place}", id, at)
        return id

    def _case(self, place: int, customer: str, began: datetime) -> None:
        draw = self._draw
        id, language = self._id(began), draw.choice(("zh", "en"))
        status = draw.choice(STATUSES)
        agent = NULL if status == "open" and draw.random() < 0.5 else draw.choice(self._agents)
        said = 1 if agent == NULL else draw.choice((1, 1, 1, 1, 1, 2, 2, 3))
        at, author, text = began, "customer", ""
        for seq in range(1, said + 1):
            at += timedelta(seconds=draw.randint(20, 900))
            author = "customer" if seq % 2 else "agent"
            text = texts.message(draw, language) if seq % 2 else texts.reply(draw, language)
            self._message((id, seq, at), author, customer if seq % 2 else agent, text)
        ended = status in ("resolved", "closed")
        self._add(
            "conversations", id, numbers.make(self._prefix, place + 1), customer, "api", draw.choice(TOPICS),
            "zh-CN" if language == "zh" else "en", status, 1, agent, "support", "{}", said,
            said if author == "agent" else 0, "", text[:140], author, at, at, NULL if ended else at,
            at if ended else NULL, draw.randint(1, 5) if ended and draw.random() < 0.2 else NULL, began,
        )  # fmt: skip

    def _message(self, place: tuple[str, int, datetime], author: str, who: str, text: str) -> None:
        conversation, seq, at = place
        id = self._id(at)
        words = " ".join(f"'{word}'" for word in search_words(text) if "'" not in word)
        self._add(
            "messages", conversation, seq, id, "message", author, who, "", "api", text,
            f"{author}:{who}", id, f"\\\\x{self._draw.getrandbits(128):032x}", words, at,
        )  # fmt: skip

    def _id(self, at: datetime) -> str:
        stamp = int(at.timestamp() * 1000)
        random = self._draw.getrandbits(76)
        low = (random & 0xFFF) << 64 | (random >> 12) & 0x3FFF_FFFF_FFFF_FFFF
        return str(uuid.UUID(int=stamp << 80 | VERSION_7 | low))

    def _add(self, table: str, *values: object) -> None:
        self._rows[table].append("\t".join((self._tenant, *map(str, values))) + "\n")
