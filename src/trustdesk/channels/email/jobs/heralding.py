"""Carries announcements out by mail, and the question whether an address wants them."""

from collections.abc import Mapping

from typing_extensions import override

from trustdesk.brands import Brand
from trustdesk.channels.email.actions import announcing
from trustdesk.channels.email.actions.writing import Desk
from trustdesk.channels.email.jobs.carrier import NOT_SET_UP, SET_UP_SECONDS, MailCarrier, sends
from trustdesk.channels.email.jobs.translator import SettingsOf
from trustdesk.channels.email.model import LINE
from trustdesk.channels.post import Later as NotYet
from trustdesk.channels.post import Result
from trustdesk.channels.post import Sent as Out
from trustdesk.subscriptions import Asker, Failed, Gone, Herald, Later, Outcome, Question, Sent, Word

NO_MAILBOX = "5.1.1"  # RFC 3463: there is no such mailbox, and the domain's own server says so


class MailHerald(Herald, Asker):
    """Announcements by mail, at a pace the brand's server takes beside its answers."""

    way = LINE
    again = False
    at_once = 4

    def __init__(
        self, desk: Desk, brands: Mapping[str, Brand], settings_of: SettingsOf, carrier: MailCarrier
    ) -> None:
        """Take what mails are made with and how they leave."""
        self._desk = desk
        self._brands = brands
        self._settings_of = settings_of
        self._carrier = carrier

    @override
    async def place(self, tenant: str) -> str:
        """Name the address they come from."""
        settings = await self._settings_of(tenant)
        return settings.address if sends(settings) else ""

    @override
    async def per_minute(self, tenant: str) -> int:
        """Tell what the brand has set."""
        return (await self._settings_of(tenant)).announcements_per_minute

    @override
    async def carry(self, tenant: str, word: Word) -> Outcome:
        """Send one copy."""
        settings = await self._settings_of(tenant)
        if not sends(settings):
            return Later(NOT_SET_UP, SET_UP_SECONDS)
        office = announcing.Office(self._desk, self._brands[tenant], settings, word.language)
        letter = announcing.announcement(office, word)
        return _outcome(await self._carrier.hand_over(tenant, settings, letter))

    @override
    async def ask(self, tenant: str, question: Question) -> Outcome:
        """Send the question."""
        settings = await self._settings_of(tenant)
        if not sends(settings):
            return Later(NOT_SET_UP, SET_UP_SECONDS)
        office = announcing.Office(self._desk, self._brands[tenant], settings, question.language)
        letter = announcing.question(office, question)
        return _outcome(await self._carrier.hand_over(tenant, settings, letter))


def _outcome(result: Result) -> Outcome:
    if isinstance(result, Out):
        return Sent()
    if isinstance(result, NotYet):
        return Later(result.reason, result.seconds)
    return Gone(result.reason) if NO_MAILBOX in result.reason else Failed(result.reason)
