"""Tell updates in the conversations that are about an incident."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from trustdesk import conversations
from trustdesk.brands import Brand
from trustdesk.incidents import rules, store
from trustdesk.incidents.events import IncidentToTell
from trustdesk.incidents.model import Incident, Link, Update
from trustdesk.kit import i18n
from trustdesk.kit.actors import Actor, system
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import ClientIdReused, Refused
from trustdesk.kit.events import publish

AT_ONCE = 200  # conversations told in one transaction; the rest are told in the next


async def tell(tx: Tx, brand: Brand, ids: Sequence[UUID], now: datetime) -> None:
    """Tell each incident's latest update where it has not been told, in each conversation's language."""
    for incident in await store.find_many(tx, sorted(set(ids))):
        links = await store.lock_untold(tx, incident.id, incident.place, AT_ONCE)
        if not links:
            continue
        latest = (await store.updates(tx, [incident.id]))[0]
        await _tell(tx, brand, incident, latest, links, now)
        if len(links) == AT_ONCE:
            await publish(tx, IncidentToTell(about=incident.id))


async def _tell(
    tx: Tx, brand: Brand, incident: Incident, latest: Update, links: Sequence[Link], now: datetime
) -> None:
    desk = system(tx.tenant)
    cases = await conversations.states_of(tx, [one.conversation for one in links])
    wanted: list[conversations.Command] = []
    for one in links:
        case = cases.get(one.conversation)
        if case is not None and case.status != "closed":
            words = i18n.words(i18n.spoken(case.language, brand.locales))
            text = wording(words, incident, latest)
            mark = f"incident:{latest.id}:{case.number}"
            wanted.append(conversations.Say(actor=desk, client_id=mark, conversation=case.id, text=text))
            wanted += _moved(desk, case, one, latest, now)
    answers = await conversations.perform(tx, wanted, brand.prefix, now) if wanted else []
    for answer in answers:
        # Linked anew after its language has changed, it has been told in the other one.
        if isinstance(answer, Refused) and not isinstance(answer, ClientIdReused):
            raise answer
    await store.told(tx, incident.id, [one.conversation for one in links], latest.place)


def _moved(
    desk: Actor, case: conversations.Conversation, link: Link, latest: Update, now: datetime
) -> list[conversations.Command]:
    status = rules.next_status(case, link, latest.state)
    if status is None:
        return []
    return [
        conversations.SetStatus(
            actor=desk,
            client_id=f"incident:{latest.id}:{status}:{case.number}",
            conversation=case.id,
            status=status,
            until=now + rules.LONGEST_SILENCE if status == "snoozed" else None,
        )
    ]


def wording(words: i18n.Words, incident: Incident, latest: Update) -> str:
    """Word an update for a customer: what it is about, how it stands, what is new, how to reach a person."""
    state = words.text(f"incident.state.{latest.state}")
    head = words.text("incident.head", title=incident.titles.of(words.locale), state=state)
    tail = "incident.over" if latest.state == "resolved" else "incident.person"
    return "\n".join((head, latest.texts.of(words.locale), words.text(tail)))
