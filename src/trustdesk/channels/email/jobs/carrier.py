"""Carries answers out by mail, and the codes that prove an address."""

from collections.abc import Mapping
from uuid import UUID

from trustdesk import customers
from trustdesk.brands import Brand
from trustdesk.channels.email.actions import codes, tokens, writing
from trustdesk.channels.email.jobs.grants import Grants
from trustdesk.channels.email.jobs.translator import SettingsOf
from trustdesk.channels.email.model import LINE, EmailSettings, Letter
from trustdesk.channels.email.rules.addresses import address_of, is_address, normal
from trustdesk.channels.email.send import Answer, Envelope, send, signed
from trustdesk.channels.email.views.mime import rendered
from trustdesk.channels.post import Failed, Later, Parcel, Result, Sent
from trustdesk.channels.setup import mended, troubled
from trustdesk.kit import clock, limits
from trustdesk.kit.db import Database
from trustdesk.kit.egress import Egress
from trustdesk.kit.errors import RateLimited

NOT_SET_UP = "not_set_up"
NO_ADDRESS = "no_address"
WITHHELD = "withheld"  # stands where a Message-ID would: nothing was sent, and nothing will be
SET_UP_SECONDS = 300.0
MOST_WORDS = 200  # an hour, to addresses nobody has shown to own: whoever forges senders sends no flood
AN_HOUR = writing.timedelta(hours=1)


class MailCarrier:
    """Sends what is due on the mail line, and answers to forms, which go by mail too."""

    lines = (LINE, "form")

    def __init__(
        self,
        db: Database,
        desk: writing.Desk,
        brands: Mapping[str, Brand],
        settings_of: SettingsOf,
        egress: Egress,
        grants: Grants,
    ) -> None:
        """Take what mails are made with and how they leave."""
        self._grants = grants
        self._db = db
        self._desk = desk
        self._brands = brands
        self._settings_of = settings_of
        self._egress = egress

    async def carry(self, tenant: str, parcel: Parcel) -> Result:
        """Send one answer; what was withheld counts as done."""
        settings = await self._settings_of(tenant)
        if not sends(settings):
            return Later(NOT_SET_UP, SET_UP_SECONDS)
        if not is_address(normal(address_of(parcel.target))):
            return Failed(NO_ADDRESS)
        async with self._db.transaction(tenant) as tx:
            thread = await writing.thread_of(tx, parcel, settings)
            if parcel.author_kind == "system" and not await writing.may_say(tx, self._desk, parcel, thread):
                return Sent(WITHHELD)
            brand = self._brands[tenant]
            letter = await writing.letter(tx, self._desk, brand, settings, parcel, thread)
        if letter.automatic and not thread.verified and not await self._within_budget(tenant, parcel.id):
            return Sent(WITHHELD)
        return await self.hand_over(tenant, settings, letter)

    async def follows(self, tenant: str) -> bool:
        """Tell whether answers in a chat go after who has left it."""
        settings = await self._settings_of(tenant)
        return sends(settings) and settings.chat_answers != "off"

    async def carry_code(self, tenant: str, id: UUID) -> Result:
        """Send the code, or the link, by which somebody proves an address; never answered by machines."""
        settings = await self._settings_of(tenant)
        if not sends(settings):
            return Later(NOT_SET_UP, SET_UP_SECONDS)
        now = clock.utc_now()
        async with self._db.transaction(tenant) as tx:
            code = await customers.code_to_send(tx, self._desk.keys, id, now)
        if code is None:
            return Sent(WITHHELD)
        brand = self._brands[tenant]
        return await self.hand_over(tenant, settings, codes.letter(self._desk, tenant, brand, settings, code))

    async def hand_over(self, tenant: str, settings: EmailSettings, letter: Letter) -> Result:
        """Sign a letter and hand it to the brand's own server."""
        message = rendered(letter, tokens.loop_mark(self._desk.keys), clock.utc_now())
        # What a machine says takes no bounces back: two machines would not stop.
        quiet = letter.automatic or letter.unsubscribe
        envelope = Envelope(letter.returns if quiet else letter.reply_to, [letter.to])
        try:
            dressed = await self._grants.dressed(tenant, settings)
            answer = await send(self._egress, dressed, envelope, signed(message, settings))
        except ValueError as error:  # no token, or the key of signatures will not do: the answer waits
            answer = Answer("later", f"{error}")
        async with self._db.transaction(tenant) as tx:
            if answer.state == "later":
                self._grants.forget(tenant, settings)
                await troubled(tx, LINE, "smtp", answer.reason, clock.utc_now())
            else:
                await mended(tx, LINE, "smtp")
        if answer.state == "sent":
            return Sent(letter.message_id)
        return Failed(answer.reason) if answer.state == "failed" else Later(answer.reason)

    async def _within_budget(self, tenant: str, _delivery: UUID) -> bool:
        try:
            await limits.spend(self._db, f"mail-words:{tenant}", MOST_WORDS, AN_HOUR)
        except RateLimited:
            return False
        return True


def sends(settings: EmailSettings) -> bool:
    """Tell whether mail goes out."""
    return bool(settings.enabled and settings.address and settings.smtp_host)
