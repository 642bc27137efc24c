"""The check phrase of a conversation: computed, never stored."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from trustdesk.kit.secrets import Keys
from trustdesk.official.rules import phrases
from trustdesk.official.views.phrase import PhraseView

PURPOSE = "check phrase"


def phrase_of(keys: Keys, brand: str, conversation: UUID, now: datetime) -> PhraseView:
    """Give the phrase of a conversation on the day of ``now`` (UTC)."""
    day = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    mark = keys.mark(PURPOSE, f"{brand}.{conversation}.{day:%Y-%m-%d}")
    return PhraseView(
        en=phrases.spoken(mark, brand, phrases.EN),
        zh=phrases.spoken(mark, brand, phrases.ZH),
        until=day + timedelta(days=1),
    )
