"""How the line is set up."""

from typing import Annotated

import msgspec

from trustdesk.channels.setup import Section
from trustdesk.kit.fields import SECRET

LINE = "telegram"
GROUP = "telegram_group"  # the line of what is written in a group: everybody there reads the answer
Token = Annotated[str, msgspec.Meta(pattern=r"^$|^[0-9]{3,20}:[A-Za-z0-9_-]{20,100}$")]
Secret = Annotated[str, msgspec.Meta(pattern=r"^$|^[A-Za-z0-9_-]{16,256}$")]
Channel = Annotated[str, msgspec.Meta(pattern=r"^(@[A-Za-z0-9_]{4,32}|-[0-9]{5,20})?$")]
Username = Annotated[str, msgspec.Meta(pattern=r"^$|^[A-Za-z0-9_]{4,32}$")]


class TelegramSettings(msgspec.Struct, frozen=True, kw_only=True):
    """A bot of the brand: its token, the secret Telegram repeats with every update, and what it does.

    ``channel`` is where announcements go, by its name or its id; the bot must be allowed to post there.
    ``base_url`` is where the Bot API is; another than Telegram's own is for one's own Bot API server.
    """

    enabled: Annotated[bool, msgspec.Meta(extra={"group": "bot"})] = False
    bot_name: Annotated[Username, msgspec.Meta(extra={"group": "bot"})] = ""
    token: Annotated[Token, msgspec.Meta(extra={"group": "bot"}), SECRET] = ""
    webhook_secret: Annotated[Secret, msgspec.Meta(extra={"group": "bot"}), SECRET] = ""
    groups: Annotated[bool, msgspec.Meta(extra={"group": "groups"})] = True
    channel: Annotated[Channel, msgspec.Meta(extra={"group": "channel"})] = ""
    base_url: Annotated[
        str, msgspec.Meta(pattern="^https?://[^ ]+$", max_length=200, extra={"group": "advanced"})
    ] = "https://api.telegram.org"

    @property
    def bot(self) -> int:
        """Give the bot's own id: it stands before the colon of its token."""
        return int(self.token.partition(":")[0] or 0)

    @property
    def ready(self) -> bool:
        """Tell whether updates may be taken: without a secret nobody could tell whose they are."""
        return bool(self.enabled and self.token and self.webhook_secret)

    @property
    def posts(self) -> bool:
        """Tell whether announcements go to a channel."""
        return bool(self.enabled and self.token and self.channel)


SECTION = Section(LINE, TelegramSettings, frozenset({"token", "webhook_secret"}))
