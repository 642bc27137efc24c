"""What an update means to the desk."""

from typing import Annotated

import msgspec

from trustdesk.kit.fields import ACCOUNT, CONTACT


class Media(msgspec.Struct, frozen=True):
    """A file that is to be fetched; ``size`` in bytes, 0 when Telegram does not say."""

    file_id: str
    name: Annotated[str, ACCOUNT]
    size: int


class Remark(msgspec.Struct, frozen=True):
    """Something that was sent beside words, by the code of its text and what that is filled with."""

    code: str
    values: Annotated[dict[str, str], ACCOUNT] = {}


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody wrote to the desk; ``public`` in a place where others read along."""

    chat: int
    user: int
    name: Annotated[str, CONTACT]
    locale: str
    public: bool
    text: Annotated[str, ACCOUNT]
    before: list[Remark] = []
    after: list[Remark] = []
    media: list[Media] = []


class Edited(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody changed what they had written."""

    text: Annotated[str, ACCOUNT]


class Started(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody opened the chat with the bot, perhaps by a link of ours."""

    chat: int
    user: int
    name: Annotated[str, CONTACT]
    locale: str
    payload: str


class Moved(msgspec.Struct, frozen=True):
    """A group has become a supergroup, under another id."""

    old: int
    new: int


class Nothing(msgspec.Struct, frozen=True):
    """Nothing to answer, and why."""

    reason: str


Told = Written | Edited | Started | Moved | Nothing
