"""The Telegram line: a bot of the brand takes letters in, in private and in groups, and brings answers."""

from trustdesk.channels.telegram.model.settings import GROUP, LINE, SECTION, TelegramSettings

__all__ = ["GROUP", "LINE", "SECTION", "TelegramSettings"]
