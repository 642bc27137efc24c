"""What Telegram sends, as its Bot API documents it: what the line reads of it, and no more."""

from typing import Annotated

import msgspec

from trustdesk.kit.fields import ACCOUNT, CONTACT


class User(msgspec.Struct, frozen=True):
    """A person, or a bot."""

    id: int
    is_bot: bool = False
    first_name: Annotated[str, CONTACT] = ""
    last_name: Annotated[str, CONTACT] = ""
    username: Annotated[str, CONTACT] = ""
    language_code: str = ""


class Chat(msgspec.Struct, frozen=True):
    """``private``, ``group``, ``supergroup`` or ``channel``."""

    id: int
    type: str
    title: str = ""


class Entity(msgspec.Struct, frozen=True):
    """A part of a text that is more than text, counted in UTF-16 units."""

    type: str
    offset: int
    length: int
    url: str = ""
    user: User | None = None


class Upload(msgspec.Struct, frozen=True):
    """Anything with a file: a picture in one size, a voice, a document, a sticker."""

    file_id: str
    file_size: int = 0
    file_name: Annotated[str, ACCOUNT] = ""
    mime_type: str = ""
    width: int = 0
    height: int = 0
    duration: int = 0
    emoji: str = ""
    is_animated: bool = False
    is_video: bool = False


class Location(msgspec.Struct, frozen=True):
    latitude: Annotated[float, CONTACT]
    longitude: Annotated[float, CONTACT]


class Contact(msgspec.Struct, frozen=True):
    phone_number: Annotated[str, CONTACT]
    first_name: Annotated[str, CONTACT] = ""
    last_name: Annotated[str, CONTACT] = ""


class Origin(msgspec.Struct, frozen=True):
    """Where a forwarded message was first written."""

    type: str
    sender_user: User | None = None
    sender_user_name: Annotated[str, CONTACT] = ""
    sender_chat: Chat | None = None
    chat: Chat | None = None


class Message(msgspec.Struct, frozen=True, rename={"sender": "from"}):
    """A message; of what has no words here only that it is there is read."""

    message_id: int
    chat: Chat
    sender: User | None = None
    text: Annotated[str, ACCOUNT] = ""
    caption: Annotated[str, ACCOUNT] = ""
    entities: list[Entity] = []
    caption_entities: list[Entity] = []
    photo: list[Upload] = []
    document: Upload | None = None
    animation: Upload | None = None
    sticker: Upload | None = None
    voice: Upload | None = None
    audio: Upload | None = None
    video: Upload | None = None
    video_note: Upload | None = None
    location: Location | None = None
    contact: Contact | None = None
    reply_to_message: "Message | None" = None
    forward_origin: Origin | None = None
    migrate_to_chat_id: int | None = None
    poll: object = None
    dice: object = None
    story: object = None
    paid_media: object = None
    game: object = None
    checklist: object = None


class Member(msgspec.Struct, frozen=True):
    status: str


class Membership(msgspec.Struct, frozen=True):
    """That the bot's own place in a chat has changed."""

    chat: Chat
    new_chat_member: Member


class Pressed(msgspec.Struct, frozen=True):
    """That somebody pressed a button below a message."""

    id: str


class Update(msgspec.Struct, frozen=True):
    """One piece of news; exactly one member beside the id is there."""

    update_id: int
    message: Message | None = None
    edited_message: Message | None = None
    my_chat_member: Membership | None = None
    callback_query: Pressed | None = None
