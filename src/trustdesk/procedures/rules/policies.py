"""Which published pages answer a question of terms, policy, features or risk. Pure."""

from collections.abc import Mapping, Sequence

from trustdesk.procedures.model.aids import Article

LONGEST = 400
MOST = 3
ANSWERS = 30  # below that an article only shares words with a question
KINDS: Mapping[str, tuple[str, ...]] = {
    "risk": ("risk", "风险"),
    "feature": ("feature", "function", "功能"),
    "terms": ("terms", "policy", "policies", "privacy", "legal", "条款", "政策", "隐私", "协议"),
}


def heard(text: str) -> str | None:
    """Keep the question in the customer's words, cut to what is kept as evidence."""
    return " ".join(text.split())[:LONGEST] or None


def answering(found: Sequence[Article]) -> list[Article]:
    """Choose the pages to name: the best few that answer."""
    return [one for one in found if one.score >= ANSWERS][:MOST]


def code_of(question: str) -> str:
    """Tell what kind of question it is."""
    low = question.lower()
    return next((kind for kind, cues in KINDS.items() if any(cue in low for cue in cues)), "terms")
