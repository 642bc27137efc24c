"""Telegram's JSON into what it means to the desk: pure, so that every shape can be tried by itself."""

from collections.abc import Iterator

from trustdesk.channels.telegram.model.told import (
    Edited,
    Media,
    Moved,
    Nothing,
    Remark,
    Started,
    Told,
    Written,
)
from trustdesk.channels.telegram.model.updates import Message, Origin, Update, Upload, User
from trustdesk.channels.telegram.rules.groups import addressed, said, without_name
from trustdesk.channels.telegram.rules.texts import plain

LARGEST = 10 * 1024 * 1024  # what the shelf of files takes
LONGEST_QUOTE = 120
# What cannot be kept as a file is told in words: recordings, and what only Telegram can show.
RECORDED = ("voice", "audio", "video", "video_note")
UNKNOWN = ("poll", "dice", "story", "paid_media", "game", "checklist")


def translate(update: Update, bot: int, name: str, *, groups: bool) -> Told:
    """Tell what an update means; ``bot`` and ``name`` are how the bot is known on Telegram."""
    if update.message is not None:
        return _message(update.message, bot, name, groups=groups)
    if update.edited_message is not None:
        return _edit(update.edited_message, name)
    if update.my_chat_member is not None:
        return Nothing(f"the bot is now {update.my_chat_member.new_chat_member.status} there")
    if update.callback_query is not None:
        return Nothing("a button that does nothing")
    return Nothing("no message")


def about(message: Message) -> str:
    """Name a message for good: its number counts within its chat."""
    return f"{message.chat.id}/{message.message_id}"


def _message(message: Message, bot: int, name: str, *, groups: bool) -> Told:
    if message.migrate_to_chat_id is not None:
        return Moved(message.chat.id, message.migrate_to_chat_id)
    user = message.sender
    if user is None or user.is_bot or message.chat.type == "channel":
        return Nothing("not written by a person")
    public = message.chat.type != "private"
    if public and not (groups and addressed(message, bot, name)):
        return Nothing("said in a group, not to us")
    text, entities = said(message)
    if not public and text.split(" ", 1)[0] == "/start":
        payload = text.partition(" ")[2].strip()
        return Started(
            chat=message.chat.id, user=user.id, name=_name(user), locale=_locale(user), payload=payload
        )
    written = Written(
        chat=message.chat.id,
        user=user.id,
        name=_name(user),
        locale=_locale(user),
        public=public,
        text=without_name(plain(text, entities), name if public else ""),
        before=list(_before(message)),
        after=[*_after(message), *_left_there(message)],
        media=list(_media(message)),
    )
    empty = not (written.text.strip() or written.after or written.media)
    return Nothing("nothing written") if empty else written


def _edit(message: Message, name: str) -> Told:
    text, entities = said(message)
    public = message.chat.type != "private"
    if message.sender is None or message.sender.is_bot or not text:
        return Nothing("nothing written")
    return Edited(text=without_name(plain(text, entities), name if public else ""))


def _before(message: Message) -> Iterator[Remark]:
    if message.forward_origin is not None:
        yield Remark("telegram.forwarded", {"name": _whose(message.forward_origin)})
    if message.reply_to_message is not None:
        quoted = " ".join(said(message.reply_to_message)[0].split())
        if quoted:
            short = quoted if len(quoted) <= LONGEST_QUOTE else quoted[:LONGEST_QUOTE].rstrip() + "…"
            yield Remark("telegram.in_reply_to", {"text": short})


def _after(message: Message) -> Iterator[Remark]:
    for kind in RECORDED:
        upload: Upload | None = getattr(message, kind)
        if upload is not None:
            yield Remark(f"telegram.{kind}", {"length": f"{upload.duration // 60}:{upload.duration % 60:02}"})
    if message.sticker is not None:
        yield Remark("telegram.sticker", {"emoji": message.sticker.emoji})
    if message.location is not None:
        place = message.location
        yield Remark("telegram.location", {"place": f"{place.latitude:.5f}, {place.longitude:.5f}"})
    if (contact := message.contact) is not None:
        name = f"{contact.first_name} {contact.last_name}".strip()
        yield Remark("telegram.contact", {"name": name, "phone": contact.phone_number})


def _left_there(message: Message) -> Iterator[Remark]:
    if any(getattr(message, kind) is not None for kind in UNKNOWN):
        yield Remark("telegram.other")
    for media in _files(message):
        if media.size > LARGEST:
            yield Remark("telegram.too_large", {"name": media.name})


def _media(message: Message) -> Iterator[Media]:
    return (media for media in _files(message) if media.size <= LARGEST)


def _files(message: Message) -> Iterator[Media]:
    if message.photo:
        fitting = [one for one in message.photo if one.file_size <= LARGEST] or message.photo[:1]
        best = max(fitting, key=_pixels)
        yield Media(best.file_id, "photo", best.file_size)
    # A moving picture comes as a document, too.
    if message.document is not None:
        yield Media(
            message.document.file_id, message.document.file_name or "document", message.document.file_size
        )


def _pixels(upload: Upload) -> int:
    return upload.width * upload.height


def _whose(origin: Origin) -> str:
    if origin.sender_user is not None:
        return _name(origin.sender_user)
    chat = origin.chat or origin.sender_chat
    return chat.title if chat is not None else origin.sender_user_name


def _name(user: User) -> str:
    return f"{user.first_name} {user.last_name}".strip() or user.username


def _locale(user: User) -> str:
    """Give the language as the desk writes it: there is one Chinese here."""
    return "zh-CN" if user.language_code.lower().startswith("zh") else user.language_code[:20]
