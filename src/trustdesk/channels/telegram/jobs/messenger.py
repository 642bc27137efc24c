"""Sends answers: cut to what fits, at Telegram's pace, and nothing personal where others read along."""

import asyncio
from collections.abc import Sequence

import msgspec

from trustdesk import customers, files, guard
from trustdesk.channels import post
from trustdesk.channels.telegram import store
from trustdesk.channels.telegram.jobs.pace import Pace
from trustdesk.channels.telegram.jobs.parts import Parts
from trustdesk.channels.telegram.model.settings import GROUP, LINE, TelegramSettings
from trustdesk.channels.telegram.rules.texts import split
from trustdesk.channels.telegram.send import Answer, Bot
from trustdesk.files import File
from trustdesk.kit import clock
from trustdesk.kit.db import Tx

LINK = "⟦link⟧"  # where a link of its own is put when the message goes out; it is never stored
PATIENCE_SECONDS = 4.0
UNAUTHORISED, BLOCKED, TOO_FAST, SERVER = 401, 403, 429, 500


class Outgoing(msgspec.Struct, frozen=True):
    """An answer and where it goes."""

    tenant: str
    settings: TelegramSettings
    parcel: post.Parcel
    chat: str


class Messenger:
    """The carrier of the line."""

    lines = (LINE, GROUP)

    def __init__(self, parts: Parts) -> None:
        """Take what it works with."""
        self._parts = parts
        self.pace = Pace()

    async def carry(self, tenant: str, parcel: post.Parcel) -> post.Result:
        """Send an answer as one message or several."""
        settings = await self._parts.settings(tenant)
        if not settings.ready:
            return post.Later("not_set_up")
        public = parcel.line == GROUP
        if public and (parcel.attachments or guard.personal(parcel.text)):
            return post.Failed("public_place")
        async with self._parts.db.transaction(tenant) as tx:
            chat = await self._chat(tx, parcel)
            text = await self._with_link(tx, settings, parcel)
            found = [await files.find(tx, id) for id in parcel.attachments]
        wait = self._turn(settings, chat, public=public)
        if wait > PATIENCE_SECONDS:
            return post.Later("pace", wait)
        await asyncio.sleep(wait)
        out = Outgoing(tenant, settings, parcel, chat)
        answer = await self._send(out, [*(split(text) if text else []), *found])
        return await self._result(tenant, answer, parcel)

    async def _chat(self, tx: Tx, parcel: post.Parcel) -> str:
        chat = parcel.target.partition(":")[0]
        return await store.latest_of(tx, chat) if parcel.line == GROUP else chat

    async def _with_link(self, tx: Tx, settings: TelegramSettings, parcel: post.Parcel) -> str:
        """Put a link of the customer's own where the text has a place for it: minted now, used once."""
        if LINK not in parcel.text:
            return parcel.text
        if parcel.line == GROUP:
            first = parcel.target.partition(":")[0].lstrip("-")
            return parcel.text.replace(LINK, f"https://t.me/{settings.bot_name}?start=g{first}")
        token = await customers.offer_crossing(
            tx,
            self._parts.keys,
            customer=parcel.customer,
            conversation=parcel.conversation,
            to="webchat",
            now=clock.utc_now(),
        )
        # Behind the #: whoever only looks at the link, as Telegram does for its preview, does not use it.
        return parcel.text.replace(LINK, f"{self._parts.base_url}/{tx.tenant}/continue#{token}")

    def _turn(self, settings: TelegramSettings, chat: str, *, public: bool) -> float:
        now = asyncio.get_running_loop().time()
        return self.pace.turn(settings.bot, chat, now, PATIENCE_SECONDS, group=public)

    async def _send(self, out: Outgoing, parts: Sequence[str | File]) -> Answer | str:
        """Send what is not out yet, up to the first that is not taken: what was taken is never sent again.

        Gives the refusal, or the id of the first part.
        """
        bot = self._parts.bot(out.settings)
        first = out.parcel.external_id
        for place, part in enumerate(parts[out.parcel.parts :], out.parcel.parts + 1):
            answer = await self._one(bot, out.chat, part)
            if not answer.ok:
                return answer
            first = first or f"{out.chat}/{answer.result['message_id']}"
            if place < len(parts):
                async with self._parts.db.transaction(out.tenant) as tx:
                    await post.part_sent(tx, out.parcel, place, first)
        return first

    async def _one(self, bot: Bot, chat: str, part: str | File) -> Answer:
        if not isinstance(part, str):
            return await self._file(bot, chat, part)
        # No markup: what is written is what is read.
        plain: dict[str, object] = {"is_disabled": True}
        return await bot.call("sendMessage", chat_id=chat, text=part, link_preview_options=plain)

    async def _file(self, bot: Bot, chat: str, file: File) -> Answer:
        body = await self._parts.blobs.get(file.blob)
        if body is None:
            return Answer(ok=False, error_code=400, description="the file is gone")
        content = (file.name, file.media_type, body)
        if file.media_type in files.IMAGES:
            return await bot.upload("sendPhoto", "photo", content, chat_id=chat)
        return await bot.upload("sendDocument", "document", content, chat_id=chat)

    async def _result(self, tenant: str, answer: Answer | str, parcel: post.Parcel) -> post.Result:
        if isinstance(answer, str):
            return post.Sent(answer)
        moved = answer.parameters.migrate_to_chat_id
        if moved is not None:
            async with self._parts.db.transaction(tenant) as tx:
                await store.moved(tx, parcel.target.partition(":")[0], str(moved))
            return post.Later("group_moved", 0)
        code = answer.error_code
        if code == BLOCKED:
            return post.Failed("blocked")
        if code == TOO_FAST:
            return post.Later("pace", answer.parameters.retry_after)
        if code in (0, UNAUTHORISED) or code >= SERVER:
            return post.Later(answer.description or f"Telegram answered {code}")
        return post.Failed(answer.description or f"Telegram answered {code}")
