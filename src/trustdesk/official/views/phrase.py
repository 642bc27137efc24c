"""The check phrase, as both sides of a conversation see it."""

from datetime import datetime

from msgspec import Struct, field


class PhraseView(Struct, frozen=True):
    """Today's phrase in both languages, each of three words; another one from ``until`` on."""

    en: tuple[str, ...]
    zh: tuple[str, ...] = field(name="zh-CN")
    until: datetime
