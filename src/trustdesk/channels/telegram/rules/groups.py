"""Who is spoken to in a group, and what of a message is left of it."""

import re
from collections.abc import Sequence

from trustdesk.channels.telegram.model.updates import Entity, Message
from trustdesk.channels.telegram.rules.texts import marked

COMMANDS = frozenset({"/start", "/help", "/support"})  # without a bot's name they may be any bot's


def addressed(message: Message, bot: int, name: str) -> bool:
    """Tell whether the bot is spoken to: by its name, by a reply to it, or by a command that is its own."""
    answered = message.reply_to_message
    if answered is not None and answered.sender is not None and answered.sender.id == bot:
        return True
    text, entities = said(message)
    return any(_speaks_to(text, one, bot, name.lower()) for one in entities)


def said(message: Message) -> tuple[str, Sequence[Entity]]:
    """Give the words of a message, of a picture those below it."""
    if message.text:
        return message.text, message.entities
    return message.caption, message.caption_entities


def without_name(text: str, name: str) -> str:
    """Leave out the name by which the bot was called; a text of nothing else stays."""
    if not name:
        return text
    bare = re.sub(rf"(?:^/\w+)?@{re.escape(name)}\b[,:]?[ ]?", "", text, flags=re.IGNORECASE).strip()
    return bare or text


def _speaks_to(text: str, entity: Entity, bot: int, name: str) -> bool:
    word = marked(text, entity).lower()
    match entity.type:
        case "mention":
            return bool(name) and word == f"@{name}"
        case "text_mention":
            return entity.user is not None and entity.user.id == bot
        case "bot_command":
            command, at, whose = word.partition("@")
            return entity.offset == 0 and (whose == name if at else command in COMMANDS)
        case _:
            return False
