"""Posts announcements in the brand's own channel."""

from typing_extensions import override

from trustdesk.channels.telegram.jobs.parts import Parts
from trustdesk.channels.telegram.model.settings import LINE
from trustdesk.channels.telegram.rules.texts import fitted
from trustdesk.channels.telegram.send import Answer
from trustdesk.subscriptions import Failed, Herald, Later, Outcome, Sent, Unsure, Word

PER_MINUTE = 20
UNAUTHORISED, TOO_FAST, SERVER = 401, 429, 500
NEVER_LEFT = ("ConnectError", "ConnectTimeout", "gaierror")


class TelegramHerald(Herald):
    """Announcements in a Telegram channel, which everybody reads: never posted twice by itself."""

    way = LINE
    again = False
    at_once = 1

    def __init__(self, parts: Parts) -> None:
        """Take what it works with."""
        self._parts = parts

    @override
    async def place(self, tenant: str) -> str:
        """Name the channel."""
        settings = await self._parts.settings(tenant)
        return settings.channel if settings.posts else ""

    @override
    async def per_minute(self, tenant: str) -> int:
        """Tell what Telegram takes in one chat of many readers."""
        return PER_MINUTE

    @override
    async def carry(self, tenant: str, word: Word) -> Outcome:
        """Post it as one message, with the way to the whole of it."""
        settings = await self._parts.settings(tenant)
        if not settings.posts:
            return Failed("not_set_up")
        quiet = {"is_disabled": True}
        return _outcome(
            await self._parts.bot(settings).call(
                "sendMessage",
                chat_id=settings.channel,
                text=fitted(word.title, word.text, word.url),
                disable_notification=word.kind == "promotion",
                link_preview_options=quiet,
            )
        )


def _outcome(answer: Answer) -> Outcome:
    if answer.ok:
        return Sent()
    code = answer.error_code
    said = answer.description or f"Telegram answered {code}"
    if code == TOO_FAST:
        return Later(said, answer.parameters.retry_after)
    if not code and not said.startswith(NEVER_LEFT):
        return Unsure(said)
    return Later(said) if code in (0, UNAUTHORISED) or code >= SERVER else Failed(said)
