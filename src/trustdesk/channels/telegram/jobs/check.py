"""Trying how the line is set up: whether the bot is there, and whether Telegram brings its updates here."""

from trustdesk.channels.setup import Finding, Trial
from trustdesk.channels.telegram.model.settings import LINE, TelegramSettings
from trustdesk.channels.telegram.send import Bot
from trustdesk.kit.egress import Egress

WANTED = ("message", "edited_message", "my_chat_member")


class TelegramCheck:
    """Tries the bot and tells Telegram where its updates go, when they do not come here yet."""

    line = LINE

    def __init__(self, egress: Egress, base_url: str) -> None:
        """Take the way out and where this desk is reached."""
        self._egress = egress
        self._base_url = base_url

    async def check(self, trial: Trial) -> list[Finding]:
        """Ask who the bot is, then see to it that updates come here."""
        settings = trial.settings
        if not isinstance(settings, TelegramSettings) or not settings.token:
            return [Finding("token", ok=False)]
        bot = Bot(self._egress, settings)
        me = await bot.call("getMe")
        if not me.ok:
            return [Finding("bot", ok=False, said=me.description)]
        name = str(me.result.get("username", ""))
        named = name.lower() == settings.bot_name.lower()
        found = [Finding("bot", ok=True, said=f"@{name}"), Finding("name", ok=named, said=f"@{name}")]
        if not settings.webhook_secret:
            return [*found, Finding("secret", ok=False)]
        return [*found, await self._webhook(bot, settings, trial.tenant)]

    async def _webhook(self, bot: Bot, settings: TelegramSettings, tenant: str) -> Finding:
        url = f"{self._base_url}/api/v1/telegram/{tenant}"
        set_up = await bot.call(
            "setWebhook", url=url, secret_token=settings.webhook_secret, allowed_updates=WANTED
        )
        if not set_up.ok:
            return Finding("webhook", ok=False, said=set_up.description)
        info = await bot.call("getWebhookInfo")
        trouble = str(info.result.get("last_error_message", "")) if info.ok else info.description
        return Finding("webhook", ok=not trouble, said=trouble or url)
