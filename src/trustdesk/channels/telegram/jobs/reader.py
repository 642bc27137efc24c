"""Reads updates: letters, changes of them, arrivals by a link, groups that move."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from trustdesk import conversations
from trustdesk.channels import post
from trustdesk.channels.intake import Incoming
from trustdesk.channels.telegram import store
from trustdesk.channels.telegram.jobs.arriving import Arriving
from trustdesk.channels.telegram.jobs.parts import Parts, actor
from trustdesk.channels.telegram.model.settings import GROUP, LINE, TelegramSettings
from trustdesk.channels.telegram.model.told import Edited, Moved, Remark, Started, Written
from trustdesk.channels.telegram.model.updates import Update
from trustdesk.channels.telegram.translate import translate
from trustdesk.customers import Sender
from trustdesk.files import Upload
from trustdesk.kit import clock, i18n
from trustdesk.kit.errors import Conflict, Overloaded, Refused

CUSTOMERS_NEVER_HAD = "a change of something that never came in"


class Reader:
    """The translator of the line."""

    line = LINE

    def __init__(self, parts: Parts) -> None:
        """Take what it works with."""
        self._parts = parts
        self._arriving = Arriving(parts)

    async def take(self, tenant: str, arrival: post.Arrival) -> post.Took:
        """Do what an update asks for."""
        settings = await self._parts.settings(tenant)
        if not settings.ready:
            raise Conflict("the line is not set up")
        update = msgspec.json.decode(arrival.body, type=Update)
        told = translate(update, settings.bot, settings.bot_name, groups=settings.groups)
        match told:
            case Written():
                return await self._written(tenant, arrival, settings, told)
            case Edited():
                return await self._edited(tenant, arrival, told)
            case Started():
                return await self._arriving.started(tenant, settings, told)
            case Moved():
                async with self._parts.db.transaction(tenant) as tx:
                    await store.moved(tx, str(told.old), str(told.new))
                return post.Took(state="dropped", reason="the group goes on under another id")
            case _:
                return post.Took(state="dropped", reason=told.reason)

    async def _written(
        self, tenant: str, arrival: post.Arrival, settings: TelegramSettings, told: Written
    ) -> post.Took:
        # Files get new ids each time they are fetched: what is stored already is not fetched again.
        if told.media and (before := await self._stored(tenant, [arrival.id])):
            return post.Took(state="taken", conversation=before[0].conversation)
        files, remarks = await self._fetched(tenant, settings, told)
        letter = Incoming(
            actor=actor(tenant),
            client_id=str(arrival.id),
            sender=await self._sender(tenant, told),
            text=composed(told, remarks),
            attachments=files,
        )
        taken = await self._parts.intake.take_in(letter)
        return post.Took(state="taken", number=taken.outcome.receipt.conversation)

    async def _sender(self, tenant: str, told: Written) -> Sender:
        if not told.public:
            return Sender(LINE, str(told.user), told.name, told.locale)
        # In a group they are another customer than in private: nobody there is to learn what is said here.
        async with self._parts.db.transaction(tenant) as tx:
            chat = await store.first_of(tx, str(told.chat))
        return Sender(GROUP, f"{chat}:{told.user}", told.name, told.locale)

    async def _fetched(
        self, tenant: str, settings: TelegramSettings, told: Written
    ) -> tuple[list[UUID], list[Remark]]:
        files: list[UUID] = []
        remarks: list[Remark] = []
        bot = self._parts.bot(settings)
        for media in told.media:
            try:
                body = await bot.fetch(media.file_id)
                file = await self._parts.shelf.take(actor(tenant), Upload(media.name, body), clock.utc_now())
                files.append(file.id)
            except Overloaded:
                raise
            except Refused:  # not a picture, not a PDF, or gone: the words beside it still count
                remarks.append(Remark("telegram.not_taken", {"name": media.name}))
        return files, remarks

    async def _edited(self, tenant: str, arrival: post.Arrival, told: Edited) -> post.Took:
        """Put a change beside what it changes: both texts stay."""
        async with self._parts.db.transaction(tenant) as tx:
            about = arrival.meta.get("about", "")
            ids = await post.speaking_of(tx, self._parts.keys, LINE, arrival.account, about)
        entries = await self._stored(tenant, [id for id in ids if id != arrival.id])
        if not entries:
            return post.Took(state="dropped", reason=CUSTOMERS_NEVER_HAD)
        cleaned = await self._parts.desk.screen(tenant, told.text)
        before = _text(entries[-1])
        if cleaned.text == before:
            return post.Took(state="dropped", reason="nothing changed")
        case = entries[0].conversation
        change = conversations.Edited(
            actor=actor(tenant),
            client_id=str(arrival.id),
            conversation=case,
            of=entries[0].seq,
            before=before,
            text=cleaned.text,
            strict=cleaned.strict,
            hidden=cleaned.findings,
        )
        await self._parts.desk.submit(tenant, change)
        return post.Took(state="taken", conversation=case)

    async def _stored(self, tenant: str, arrivals: Sequence[UUID]) -> list[conversations.Entry]:
        async with self._parts.db.transaction(tenant) as tx:
            return await conversations.stored_as(tx, actor(tenant).key, [str(id) for id in arrivals])


def composed(told: Written, more: Sequence[Remark]) -> str:
    """Write what was sent as one text: what it answers or forwards, the words, what came beside them."""
    words = i18n.words(i18n.spoken(told.locale))
    said = [words.text(one.code, **one.values) for one in told.before]
    if told.text.strip():
        said.append(told.text)
    said += [words.text(one.code, **one.values) for one in (*told.after, *more)]
    return "\n".join(said)


def _text(entry: conversations.Entry) -> str:
    if entry.event is None:
        return entry.text
    return msgspec.json.decode(entry.event, type=dict[str, object]).get("text", "").__str__()
