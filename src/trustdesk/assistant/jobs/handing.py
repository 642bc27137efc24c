"""After a hand-over: what the endpoint makes of a conversation, as a note beside our own summary."""

from uuid import UUID

from trustdesk import conversations
from trustdesk.assistant.actions import desk
from trustdesk.assistant.actions.parts import Parts
from trustdesk.assistant.jobs import suggesting
from trustdesk.kit import clock, i18n
from trustdesk.kit.actors import system
from trustdesk.kit.errors import ClientIdReused, Refused


async def sum_up_for_the_next(parts: Parts, tenant: str, id: UUID, locale: i18n.Locale) -> None:
    """Leave the note, once for each state of the conversation; nothing where nothing fit came back."""
    words, now = i18n.words(locale), clock.utc_now()
    async with parts.db.transaction(tenant) as tx:
        case = (await conversations.states_of(tx, [id])).get(id)
        if case is None or not (await parts.settled(tx)).writes:
            return
        heard = await desk.heard(tx, case, now)
        known = (await desk.summary(tx, parts, heard, words)).text
    text = await suggesting.summed_up(parts, tenant, heard, known, locale)
    if not text:
        return
    note = conversations.Note(
        actor=system(tenant),
        client_id=f"summary:{id}:{heard.case.staff_seq}",
        conversation=id,
        text=words.text("assistant.summary.written", text=text),
    )
    async with parts.db.transaction(tenant) as tx:
        [answer] = await conversations.perform(tx, [note], parts.brands[tenant].prefix, now)
        # Run again, the endpoint words it otherwise: the note stands already.
        if isinstance(answer, Refused) and not isinstance(answer, ClientIdReused):
            raise answer
