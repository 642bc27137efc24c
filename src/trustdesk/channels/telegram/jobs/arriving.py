"""Arriving in the private chat: by a link from another line, from a group, or just so."""

from uuid import UUID

import structlog

from trustdesk import conversations, customers
from trustdesk.channels import post
from trustdesk.channels.telegram.jobs.parts import Parts
from trustdesk.channels.telegram.model.settings import GROUP, LINE, TelegramSettings
from trustdesk.channels.telegram.model.told import Started
from trustdesk.customers import Crossing, Sender
from trustdesk.kit import clock, i18n
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Expired

log = structlog.get_logger()

FROM_GROUP = "g"  # then the digits of the group: who comes is who Telegram says they are


class Arriving:
    """What happens at ``/start``."""

    def __init__(self, parts: Parts) -> None:
        """Take what it works with."""
        self._parts = parts

    async def started(self, tenant: str, settings: TelegramSettings, told: Started) -> post.Took:
        """Let somebody arrive, and greet them with what has become of their link."""
        crossing, code = await self._crossed(tenant, told)
        words = i18n.words(i18n.spoken(told.locale))
        brand = self._parts.brands[tenant].name.of(words.locale)
        number = await self._number(tenant, crossing.conversation) if crossing else ""
        text = words.text(f"telegram.{code}", brand=brand, number=number)
        sent = await self._parts.bot(settings).call("sendMessage", chat_id=told.chat, text=text)
        if not sent.ok:  # the link is used by now: a greeting is not worth coming again
            log.warning("a greeting was not sent", error=sent.description)
        return post.Took(
            state="taken" if crossing else "dropped",
            conversation=crossing.conversation if crossing else None,
            reason="" if crossing else code,
        )

    async def _crossed(self, tenant: str, told: Started) -> tuple[Crossing | None, str]:
        sender = Sender(LINE, str(told.user), told.name, told.locale)
        if not told.payload:
            return None, "greeting"
        async with self._parts.db.transaction(tenant) as tx:
            token = told.payload
            if token.startswith(FROM_GROUP) and token[1:].isdecimal():
                found = await self._from_group(tx, token[1:], told.user)
                if found is None:
                    return None, "greeting"
                token = found
            if customers.brand_of_crossing(token) != tenant:
                return None, "link_over"
            try:
                crossing = await customers.cross(tx, self._parts.keys, token, sender, clock.utc_now())
            except Expired:
                return None, "link_over"
        return (crossing, "carried_over") if crossing.apart is None else (None, "known_apart")

    async def _from_group(self, tx: Tx, digits: str, user: int) -> str | None:
        """Offer a crossing to whoever wrote in that group; Telegram itself says that it is them."""
        sender = Sender(GROUP, f"-{digits}:{user}")
        [customer] = await customers.recognise(tx, [sender])
        case = await conversations.current_of_customer(tx, customer)
        if case is None:
            return None
        now = clock.utc_now()
        return await customers.offer_crossing(
            tx, self._parts.keys, customer=customer, conversation=case.id, to=LINE, now=now
        )

    async def _number(self, tenant: str, conversation: UUID) -> str:
        async with self._parts.db.transaction(tenant) as tx:
            return (await conversations.states_of(tx, [conversation]))[conversation].number
